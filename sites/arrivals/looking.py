"""Which rows of new sites must be looked at one by one: by their columns, most can be seen to be fit."""

from collections.abc import Iterable, Sequence
from itertools import repeat

from .. import wholesale
from ..imports import points_in_doubt
from ..models import Site
from ..places import looks_swapped
from ..terms import KINDS, VISIBILITIES

TOLD = ("slug", "name", "kind", "country", "place", "summary", "latitude", "longitude", "point_source", "built")

Columns = dict[str, Sequence]


def in_doubt(columns: Columns, visibilities: Iterable[str]) -> set[int]:
    """The places of rows of which ``wholesale.unfit`` may have something to say; it has nothing to say of the others.

    ``visibilities``: those that any of them would have.
    """
    names = columns["name"]
    if not VISIBILITIES.keys() >= {*visibilities} or ("latitude" in columns) != ("longitude" in columns):
        return {*range(len(names))}
    doubted = set() if all(names) else {place for place, name in enumerate(names) if not name}
    for name, _label, longest in wholesale.limited_texts(Site):
        texts = columns.get(name) or ()
        if max(map(len, filter(None, texts)), default=0) > longest:
            doubted |= {place for place, text in enumerate(texts) if text and len(text) > longest}
    if strange := {*columns.get("kind", ())} - KINDS.keys() - {None, ""}:
        doubted |= {place for place, kind in enumerate(columns["kind"]) if kind in strange}
    if "latitude" in columns:
        countries = columns.get("country") or list(repeat("", len(names)))
        doubted |= {*_misplaced(columns["latitude"], columns["longitude"], countries)}
    return doubted


def _misplaced(latitudes: Sequence, longitudes: Sequence, countries: Sequence) -> Iterable[int]:
    """Those whose two numbers seem exchanged, and all if one does not lie on earth."""
    for degrees, limit in ((latitudes, 90), (longitudes, 180)):
        known = [one for one in degrees if one is not None] if None in degrees else degrees
        if known and not -limit <= min(known) <= max(known) <= limit:
            return range(len(degrees))
    return [
        place
        for place in points_in_doubt(latitudes, longitudes, countries)
        if None in (point := (latitudes[place], longitudes[place])) or looks_swapped(*point, countries[place])
    ]
