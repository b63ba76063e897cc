"""Published sites as the record holds them, as plain rows, many at once: what an entry is made of, but for reports."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model

from ..models import Identifier, Site, SiteName, within


class Above(NamedTuple):
    """The parent of a site, public or not, with its exact place."""

    pk: int
    state: str
    visibility: str
    latitude: float | None
    longitude: float | None


class Recorded(NamedTuple):
    """A published site, with its exact place. ``names`` are {text, language, kind}, ``identifiers`` [scheme, value]."""

    pk: int
    slug: str
    name: str
    kind: str
    country: str
    summary: str
    wordings: dict | None
    built: str
    visibility: str
    latitude: float | None
    longitude: float | None
    place: str
    precision_m: int | None
    approximate: bool
    point_source: str
    footprint: dict | None
    part_of: Above | None
    names: list[dict]
    identifiers: list[list[str]]


BESIDES = ("state", "part_of_id", *(f"part_of__{name}" for name in Above._fields[1:]))
OWN = len(BESIDES)  # where the site's own columns begin
COLUMNS = (*BESIDES, *Recorded._fields[:-3])


def recorded(numbers: range | list[int]) -> list[Recorded]:
    """Those of these sites that are published, in the order of their numbers.

    Nothing is asked of the state in the database, which would go through all published sites to find these.
    """
    rows = list(within(Site.objects.order_by("pk"), "pk", numbers).values_list(*COLUMNS))
    names, identifiers = defaultdict(list), defaultdict(list)
    for site, text, language, kind in _lists(SiteName, numbers, "text", "language", "kind"):
        names[site].append({"text": text, "language": language, "kind": kind})
    for site, *one in _lists(Identifier, numbers, "scheme", "value"):
        identifiers[site].append(one)
    return [
        Recorded(
            *row[OWN:], Above(*row[1:OWN]) if row[1] else None, names.get(row[OWN], []), identifiers.get(row[OWN], [])
        )
        for row in rows
        if row[0] == "published"
    ]


def _lists(model: type[Model], numbers: range | list[int], *fields: str) -> Iterable[tuple]:
    return within(model.objects.order_by("site_id", "pk"), "site_id", numbers).values_list("site_id", *fields)
