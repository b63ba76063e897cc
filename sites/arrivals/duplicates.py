"""New sites of a file that may be known ones: by a name that sounds the same in the same country, and near enough."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

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


def suspects(drafts: Sequence[tuple[Drafted, Site]], by) -> Iterator[tuple[Drafted, Site, int, str, tuple[str, ...]]]:
    """(row, new site, number and name of the known one, why). Who may not see where a known one lies learns of it by
    its name alone."""
    mine = defaultdict(list)
    for row, site in drafts if Toponym.objects.exists() else ():
        for name in {site.name, *(text for text, *_rest in row.values.get("names") or ())}:
            mine[name_key(name_words(name))].append((row, site, name))
    for part in parted(key for key in mine if key):
        found = Toponym.objects.filter(key__in=part, short=False, site__state__in=LIVE).select_related("site")
        counted = defaultdict(int)
        for toponym in found.order_by("key", "pk").iterator():
            counted[toponym.key] += 1
            if counted[toponym.key] <= MOST_BEARERS:
                yield from _pairs(toponym, mine[toponym.key], by)


def _pairs(toponym: Toponym, mine, by) -> Iterator[tuple]:
    known = toponym.site
    for row, site, name in {row.row: (row, site, name) for row, site, name in mine}.values():
        if site.country and site.country != known.country:
            continue
        km = _km(site, known) if review.sees_place(by, known) else None
        if km is not None and km > FARTHEST_KM:
            continue
        why = [_("“%(name)s” sounds like “%(other)s”.") % {"name": name, "other": toponym.name}]
        if km is not None:
            why.append(_("Its point lies %(km).1f km away.") % {"km": km})
        yield row, site, known.pk, known.name, tuple(why)


def _km(site: Site, known: Site) -> float | None:
    if site.latitude is None or known.latitude is None:
        return None
    return great_circle((site.latitude, site.longitude), (known.latitude, known.longitude)).km
