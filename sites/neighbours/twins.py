"""Which sites may be one and the same: by their identifiers, their names as they sound, and where they lie.

Asked for many sites at once with a fixed number of questions, each of which an index answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from .. import review
from ..models import Apart, Identifier, Site, Toponym
from ..places import Point, generalise
from ..terms import OF_MANY, SCHEMES
from .around import box, distance_words, metres_between

SAME_PLACE_M = 100  # beside what their points are imprecise by
GUESSED_M = 500
FARTHEST_M = 25_000  # of two that bear one name
MOST_ALIKE = 2000
LIVE = ("draft", "in_review", "published")


@dataclass(slots=True)
class Twin:
    """A site that may be the same as another, and why."""

    site: Site
    identifiers: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    metres: float | None = None
    same_square: bool = False
    same_spot: bool = False

    @property
    def reasons(self) -> list[str]:
        """In sentences, the strongest first."""
        said = [_("It has the same identifier: %(identifier)s.") % {"identifier": one} for one in self.identifiers]
        said += [
            _("It bears the same name, or one that sounds like it: “%(name)s”.") % {"name": one} for one in self.names
        ]
        if self.metres is not None:
            said.append(_("Its point lies %(distance)s away.") % {"distance": distance_words(self.metres)})
        elif self.same_square:
            said.append(_("It lies in the same square."))
        if self.same_spot:
            said.append(_("It is of the same kind."))
        return said


def twins_of(sites: Sequence[Site], user) -> dict[int, list[Twin]]:
    """By the number of each site those that may be the same, the likeliest first; without those said to be others."""
    found: dict[int, dict[int, Twin]] = {site.pk: {} for site in sites}
    pairs = [*_by_identifier(sites), *_by_name(sites), *_by_place(sites)]
    held = Site.objects.filter(state__in=LIVE).in_bulk({other for _, other, *_ in pairs})
    apart = _apart([site.pk for site in sites])
    mine = {site.pk: site for site in sites}
    for number, other, why, what in pairs:
        if other in held and (number, other) not in apart and not _related(mine[number], held[other]):
            twin = found[number].setdefault(other, Twin(held[other]))
            if why != "place" and what not in getattr(twin, why):
                getattr(twin, why).append(what)
    for site in sites:
        found[site.pk] = {number: twin for number, twin in found[site.pk].items() if _holds(site, twin, user)}
    return {number: sorted(twins.values(), key=_likeliest) for number, twins in found.items()}


def _by_identifier(sites: Sequence[Site]) -> Iterable[tuple]:
    """(site, other site, "identifiers", the identifier) for each that they share."""
    mine = defaultdict(list)
    for one in Identifier.objects.filter(site__in=sites).exclude(scheme__in=OF_MANY):
        mine[one.scheme, one.value].append(one.site_id)
    schemes, values = {scheme for scheme, _ in mine}, {value for _, value in mine}
    theirs = Identifier.objects.filter(scheme__in=schemes, value__in=values)[:MOST_ALIKE]
    for one in theirs:
        for number in mine.get((one.scheme, one.value), ()):
            if number != one.site_id:
                yield number, one.site_id, "identifiers", f"{SCHEMES.label(one.scheme)} {one.value}"


def _by_name(sites: Sequence[Site]) -> Iterable[tuple]:
    """(site, other site, "names", the other's name) for each whole name that sounds alike, within a country."""
    mine = defaultdict(list)
    for toponym in Toponym.objects.filter(site__in=sites, short=False):
        mine[toponym.key].append(toponym.site_id)
    country = {site.pk: site.country for site in sites}
    theirs = Toponym.objects.filter(key__in=mine, short=False, site__country__in=set(country.values()))
    for toponym in theirs.select_related("site").only("key", "name", "site__country")[:MOST_ALIKE]:
        for number in mine[toponym.key]:
            if number != toponym.site_id and country[number] == toponym.site.country:
                yield number, toponym.site_id, "names", toponym.name


def _by_place(sites: Sequence[Site]) -> Iterable[tuple]:
    """(site, other site, "place", "") for each of the same kind whose point is near enough to be the same."""
    placed = [(site, Point(site.latitude, site.longitude)) for site in sites if site.latitude is not None]
    if not placed:
        return
    boxes = reduce(or_, (box(point, SAME_PLACE_M + GUESSED_M) & Q(kind=site.kind) for site, point in placed))
    near = list(Site.objects.filter(boxes, state__in=LIVE)[:MOST_ALIKE])
    for site, point in placed:
        for other in near:
            if other.pk != site.pk and _is_same_spot(site, point, other):
                yield site.pk, other.pk, "place", ""


def _is_same_spot(site: Site, point: Point, other: Site) -> bool:
    """Of one kind and near enough; parts of one whole stand side by side and are not taken for each other."""
    if site.kind != other.kind or (site.part_of_id and site.part_of_id == other.part_of_id):
        return False
    return metres_between(point, other.latitude, other.longitude) <= SAME_PLACE_M + max(_slack(site), _slack(other))


def _slack(site: Site) -> int:
    """By how many metres its point may be wrong, as far as that makes it the same as another."""
    return min(GUESSED_M if site.approximate else site.precision_m or 0, GUESSED_M)


def _apart(numbers: Sequence[int]) -> set[tuple[int, int]]:
    pairs = Apart.objects.filter(Q(site__in=numbers) | Q(other__in=numbers)).values_list("site", "other")
    return {pair for one, other in pairs for pair in ((one, other), (other, one))}


def _related(site: Site, other: Site) -> bool:
    """A part lies where its whole does, and may be named like it."""
    return site.part_of_id == other.pk or other.part_of_id == site.pk


def _holds(site: Site, twin: Twin, user) -> bool:
    """Fill in what may be told of where they lie, and say whether enough is left to think them one.

    Who may not see where one of them lies is told nothing that rests on it.
    """
    other = twin.site
    placed = site.latitude is not None and other.latitude is not None
    if placed and review.sees_place(user, site) and review.sees_place(user, other):
        point = Point(site.latitude, site.longitude)
        twin.metres = metres_between(point, other.latitude, other.longitude)
        twin.same_spot = _is_same_spot(site, point, other)
        far = twin.metres > FARTHEST_M
    else:
        twin.same_square = placed and _square(site) == _square(other) is not None
        twin.identifiers = []  # whoever types one elsewhere would learn whose it is
        far = False
    return bool(twin.identifiers or (twin.names and not far) or twin.same_spot)


def _square(site: Site):
    """The square that readers are shown; None if they are shown none."""
    public = generalise(Point(site.latitude, site.longitude), site.visibility)
    return public if public and public.cell else None


def _likeliest(twin: Twin) -> tuple:
    return (not twin.identifiers, not twin.names, twin.metres is None, twin.metres or 0, twin.site.pk)
