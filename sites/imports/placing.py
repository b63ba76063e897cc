"""The fields of a site, put together from the columns that tell parts of them."""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat, zip_longest

from ..cells import country_at
from ..places import lies_outside, looks_swapped
from ..terms import Fault
from .columns import Slab
from .fields import BY_POINT
from .points import points_in_doubt

Columns = dict[str, Sequence]
PARTS = ("native_name", "native_name_language", "names_languages", "names_kinds", "point", "location_precision")


def site_columns(slab: Slab, front: str = "", *, own: bool = False) -> Columns:
    """The columns of sites whose fields begin with ``front``, each value ready for the record."""
    given = {name.removeprefix(front): slab.fields[name] for name in slab.fields if name.startswith(front)}
    columns = {name: values for name, values in given.items() if name not in PARTS and "." not in name}
    if not own and "latitude" in given and "point_source" in columns:
        sources = zip(columns["point_source"], given["latitude"], strict=True)
        columns["point_source"] = ["" if latitude is None else source for source, latitude in sources]
    columns |= _names(given) | _identifiers(given) | _precision(given) | _points(given)
    if not front or "name" in columns:
        if not own:
            columns |= _required(slab, columns)
            _check_required(slab, columns)
        _check_points(slab, columns)
    return columns


def _names(given: Columns) -> Columns:
    """(text, language, kind): the native name first, which is the official one, then the others."""
    several = [
        _told_names(given[name], repeat((name.partition(".")[2],)), repeat(()))
        for name in given
        if name.startswith("names.")
    ]
    if "names" in given:
        nothing = repeat(())
        several.append(
            _told_names(given["names"], given.get("names_languages", nothing), given.get("names_kinds", nothing))
        )
    if "native_name" in given:
        languages = given.get("native_name_language", repeat(""))
        natives = zip(given["native_name"], languages, strict=False)
        several.insert(0, [((name, language or "", "official"),) if name else () for name, language in natives])
    if not several:
        return {}
    if len(several) == 1 and max(map(len, several[0]), default=0) < 2:
        return {"names": several[0]}
    return {"names": [tuple(dict.fromkeys(chain(*row))) for row in zip(*several, strict=True)]}


def _told_names(names: Sequence, languages: Iterable, kinds: Iterable) -> list[tuple]:
    """Languages and kinds go with the names one by one; one language alone is that of all."""
    rows = zip(names, languages, kinds, strict=False)
    return [tuple(_named(*row)) if row[0] else () for row in rows]


def _named(texts: tuple, languages: tuple, kinds: tuple) -> Iterable[tuple[str, str, str]]:
    if len(languages or ()) == 1:
        languages = languages * len(texts)
    for text, language, kind in zip_longest(texts, (languages or ())[: len(texts)], (kinds or ())[: len(texts)]):
        if text:
            yield text, language or "", kind or "alternative"


def _identifiers(given: Columns) -> Columns:
    several = [values for name, values in given.items() if name.partition(".")[0] == "identifiers"]
    if not several:
        return {}
    return {"identifiers": several[0] if len(several) == 1 else [_joined(row) for row in zip(*several, strict=True)]}


def _joined(row: tuple) -> tuple:
    return tuple(dict.fromkeys(chain(*filter(None, row))))


def _precision(given: Columns) -> Columns:
    """Of our own files: a cell's uncertainty is reckoned from the cell, and is no precision of the point."""
    if "location_precision" not in given:
        return {}
    words = given["location_precision"]
    metres = given.get("precision_m", repeat(None))
    return {
        "approximate": [word == "approximate" for word in words],
        "precision_m": [None if word == "cell" else metre for word, metre in zip(words, metres, strict=False)],
    }


def _points(given: Columns) -> Columns:
    """Both coordinates of one cell, where the columns of the single ones are empty."""
    if "point" not in given:
        return {}
    both = [point or (None, None) for point in given["point"]]
    single = zip(given.get("latitude", repeat(None)), given.get("longitude", repeat(None)), strict=False)
    chosen = [point if one == (None, None) else one for point, one in zip(both, single, strict=False)]
    return dict(zip(("latitude", "longitude"), zip(*chosen, strict=True), strict=True)) if chosen else {}


def _required(slab: Slab, columns: Columns) -> Columns:
    """What a site must have: no kind is “other”, and the country is looked up where that is asked."""
    filled: Columns = {}
    if "kind" not in columns:
        filled["kind"] = ["other"] * len(slab.numbers)
    if "country" in columns and BY_POINT in columns["country"]:
        filled["country"] = [
            _country(slab, columns, place) if code == BY_POINT else code
            for place, code in enumerate(columns["country"])
        ]
    return filled


def _country(slab: Slab, columns: Columns, place: int) -> str:
    axes = [columns.get(axis) for axis in ("latitude", "longitude")]
    point = (None, None) if None in axes else tuple(axis[place] for axis in axes)
    code = country_at(*point) if None not in point else ""
    if not code:
        pointless = Fault("The row has no point by which its country could be told: the country stays empty.")
        far = Fault("No country is near: the country stays empty.")
        slab.tell(place, "", "", pointless if None in point else far, warning=True)
    return code


def _check_required(slab: Slab, columns: Columns) -> None:
    for name in ("name", "country", "kind"):
        values = columns.get(name, ())
        for place in () if all(values) else [place for place, value in enumerate(values) if not value]:
            if place not in slab.bad and not (name == "country" and _left_open(slab, name, place)):
                slab.tell(place, name, "", Fault("It is empty, and every site needs it: fill it in."))


def _left_open(slab: Slab, name: str, place: int) -> bool:
    given = next((values for field, values in slab.fields.items() if field.endswith(name)), ())
    return bool(given) and given[place] == BY_POINT


def _check_points(slab: Slab, columns: Columns) -> None:
    if "latitude" not in columns and "longitude" not in columns:
        return
    nothing = [None] * len(slab.numbers)
    latitudes, longitudes = (columns.get(axis, nothing) for axis in ("latitude", "longitude"))
    countries = columns.get("country") or [""] * len(latitudes)
    for place in points_in_doubt(latitudes, longitudes, countries):
        latitude, longitude, country = latitudes[place], longitudes[place], countries[place]
        if latitude is None or longitude is None:
            if latitude is not longitude and place not in slab.bad:
                slab.tell(place, "latitude", "", Fault("Only one of the coordinates is there: give both, or neither."))
        elif lies_outside(latitude, longitude, country):
            _tell_outside(slab, place, latitude, longitude, country)


def _tell_outside(slab: Slab, place: int, latitude: float, longitude: float, country: str) -> None:
    shown = f"{latitude}, {longitude}"
    if looks_swapped(latitude, longitude, country):
        reason = Fault(
            "The point lies outside {country}, and would lie in it the other way round: exchange the two numbers.",
            country=country,
        )
        slab.tell(place, "latitude", shown, reason)
    else:
        reason = Fault("The point lies outside {country}: look whether the two belong together.", country=country)
        slab.tell(place, "latitude", shown, reason, warning=True)
