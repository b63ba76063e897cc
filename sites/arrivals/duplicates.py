"""New sites of a file that may be known ones: by a name that sounds the same in the same country, and near enough."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from geopy.distance import great_circle

from .. import review
from ..imports import Drafted
from ..models import Site, Toponym
from ..names import name_key, name_words
from .matching import parted

FARTHEST_KM = 25
MOST_BEARERS = 20  # of one name, that are looked at
LIVE = ("draft", "in_review", "published")


def suspects(rows: Sequence[Drafted], by) -> Iterator[tuple[Drafted, int, str, tuple[str, ...]]]:
    """(row of a new site, number and name of the known one, why). Who may not see where a known one lies learns of it
    by its name alone."""
    mine = defaultdict(list)
    for row in rows if Toponym.objects.exists() else ():
        for name in {row.values["name"], *(text for text, *_rest in row.values.get("names") or ())}:
            mine[name_key(name_words(name))].append((row, name))
    for part in parted(key for key in mine if key):
        found = Toponym.objects.filter(key__in=part, short=False, site__state__in=LIVE).select_related("site")
        counted = defaultdict(int)
        for toponym in found.order_by("key", "pk").iterator():
            counted[toponym.key] += 1
            if counted[toponym.key] <= MOST_BEARERS:
                yield from _pairs(toponym, mine[toponym.key], by)


def _pairs(toponym: Toponym, mine, by) -> Iterator[tuple]:
    known = toponym.site
    for row, name in {row.row: (row, name) for row, name in mine}.values():
        if row.values.get("country") and row.values["country"] != known.country:
            continue
        km = _km(row.values, known) if review.sees_place(by, known) else None
        if km is not None and km > FARTHEST_KM:
            continue
        why = [_("“%(name)s” sounds like “%(other)s”.") % {"name": name, "other": toponym.name}]
        if km is not None:
            why.append(_("Its point lies %(km).1f km away.") % {"km": km})
        yield row, known.pk, known.name, tuple(why)


def _km(values: Mapping, known: Site) -> float | None:
    if values.get("latitude") is None or known.latitude is None:
        return None
    return great_circle((values["latitude"], values["longitude"]), (known.latitude, known.longitude)).km
