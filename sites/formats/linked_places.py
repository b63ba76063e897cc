"""Linked Places Format 1.3: sites for gazetteers such as the World Historical Gazetteer."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone

from ..catalogue import Entry
from ..dates import parse
from ..exports import Dataset
from ..terms import KINDS, OF_MANY, SCHEMES
from ..tongues import permanent
from . import concepts
from .geojson import collected, dumped
from .geometry import geometry

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
SITE = "S"  # the feature class of sites, buildings and complexes
PROPERTIES = {SCHEMES.label(scheme) for scheme in OF_MANY}  # registers in which many sites may have one identifier


def linked_places(dataset: Dataset, values: Iterable[Entry], origin: str) -> Iterator[bytes]:
    """All sites as features that link to other gazetteers."""
    title = f"{settings.SITE_NAME}: {dataset.name}"
    about = {"@type": "Dataset", "name": title, "license": settings.DATA_LICENCE_URL}
    head = {"type": "FeatureCollection", "@context": CONTEXT, "indexing": about}
    today = timezone.localdate()
    yield from collected(dumped(head)[:-1] + b',"features":[', (place(entry, origin, today) for entry in values))


def place(entry: Entry, origin: str, today: date) -> dict:
    """One site. Other registers are named of a site whose exact place is public alone."""
    feature = {
        "@id": _page(entry.slug, origin),
        "type": "Feature",
        "properties": {"title": entry.name, "ccodes": [entry.country], "fclasses": [SITE]},
        "when": {"timespans": [_timespan(entry, today)]},
        "names": _names(entry, origin),
        "types": _types(entry),
        "geometry": _geometry(entry),
        "links": [_linked(one) for one in entry.identifiers if one.address],
        "relations": _relations(entry, origin),
        "descriptions": _descriptions(entry, origin),
    }
    return {name: value for name, value in feature.items() if value or name == "geometry"}


def _page(slug: str, origin: str) -> str:
    return origin + permanent("site", slug)


def _timespan(entry: Entry, today: date) -> dict:
    """When it came to be; where nobody knows, it was there at the latest when something was said of it."""
    known = _bounds(entry.built)
    return {"start": known or {"latest": (entry.status.level_since or today).isoformat()}}


def _bounds(built: str) -> dict[str, str]:
    if not built:
        return {}
    when = parse(built)
    return {name: _written(day) for name, day in {"earliest": when.first, "latest": when.last}.items() if day}


def _written(day: tuple[int, int, int]) -> str:
    """In ISO 8601, also before our era, which no calendar of a program knows."""
    year, month, of_month = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{of_month:02}"


def _names(entry: Entry, origin: str) -> list[dict]:
    """The first is cited, as the format wants: from here."""
    cited = [{"label": settings.SITE_NAME, "@id": _page(entry.slug, origin)}]
    first = {"toponym": entry.name, "lang": entry.main.language or settings.TEXT_LANGUAGE, "citations": cited}
    others = ({"toponym": name.text, "lang": name.language} for name in entry.names)
    return [first, *({key: value for key, value in name.items() if value} for name in others)]


def _types(entry: Entry) -> list[dict]:
    known = concepts.KINDS_AAT.get(entry.kind)
    ours = {"sourceLabels": [{"label": KINDS.label(entry.kind), "lang": "en"}]}
    return [{"identifier": f"aat:{known[0]}", "label": known[1], **ours}] if known else []


def _geometry(entry: Entry) -> dict | None:
    shape = geometry(entry)
    if shape is None:
        return None
    certainty = "less-certain" if entry.cell else "uncertain" if entry.approximate else "certain"
    return shape | {"certainty": certainty}


def _linked(identifier) -> dict:
    kind = "closeMatch" if identifier.register in PROPERTIES else "exactMatch"
    return {"type": kind, "identifier": identifier.address}


def _relations(entry: Entry, origin: str) -> list[dict]:
    if entry.part_of is None:
        return []
    whole = {"relationTo": _page(entry.part_of.slug, origin), "label": f"part of {entry.part_of.name}"}
    return [{"relationType": "gvp:broaderPartitive", **whole}]


def _descriptions(entry: Entry, origin: str) -> list[dict]:
    said = [(settings.TEXT_LANGUAGE, entry.summary)] if entry.summary else []
    said += [(one.language, one.text) for one in entry.wordings]
    return [{"@id": _page(entry.slug, origin), "value": text, "lang": language} for language, text in said]
