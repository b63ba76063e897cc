"""The sites around a point. Of a protected one, who may not see where it lies learns no more than readers do."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from geopy.distance import geodesic

from .. import review
from ..models import Site
from ..places import METRES_IN_A_DEGREE, Point, PublicPlace, generalise

WIDEST_CELL = 0.1
MOST_LOOKED_AT = 5000
PLACED = ("pk", "latitude", "longitude", "visibility")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A site near a point: how many metres away, or, where that is not to be told, the square in which it lies."""

    site: Site
    metres: float | None
    square: PublicPlace | None = None

    @property
    def words(self) -> str:
        return distance_words(self.metres)


def distance_words(metres: float) -> str:
    if metres < 1000:
        return _("%(metres)d m") % {"metres": round(metres)}
    return _("%(km).1f km") % {"km": metres / 1000}


def around(place: Point, within_m: float, user, most: int, but: int = 0) -> list[Neighbour]:
    """The sites within so many metres, nearest first; after them those whose square, which is all that the account may
    know of them, reaches so near."""
    allowed = review.sees_places(user)
    known = Site.objects.filter(merged_into=None).exclude(pk=but)
    seen = known if allowed else known.filter(visibility="exact")
    exact = _nearest(place, within_m, boxed(seen, place, within_m).values_list(*PLACED)[:MOST_LOOKED_AT])
    squares = [] if allowed else _squares(place, within_m, known.exclude(visibility__in=("exact", "hidden")))
    sites = Site.objects.in_bulk([number for number, *_rest in [*exact[:most], *squares[:most]]])
    found = [Neighbour(sites[number], metres) for number, metres in exact[:most]]
    found += [Neighbour(sites[number], None, square) for number, square in squares[:most]]
    return found[:most]


def boxed(sites: QuerySet, place: Point, within_m: float) -> QuerySet:
    """Those in a box a little larger than needed. Near the poles and the antimeridian it spans all longitudes."""
    return sites.filter(box(place, within_m))


def box(place: Point, within_m: float) -> Q:
    height = 1.1 * within_m / METRES_IN_A_DEGREE
    width = min(360, height / max(math.cos(math.radians(place.latitude)), 1e-6))
    inside = Q(latitude__range=(place.latitude - height, place.latitude + height))
    if abs(place.longitude) + width <= 180:
        inside &= Q(longitude__range=(place.longitude - width, place.longitude + width))
    return inside


def metres_between(place: Point, latitude: float, longitude: float) -> float:
    return geodesic((place.latitude, place.longitude), (latitude, longitude)).m


def _nearest(place: Point, within_m: float, rows: Iterable[tuple]) -> list[tuple[int, float]]:
    measured = ((number, metres_between(place, *at)) for number, *at, _visibility in rows)
    return sorted(((number, metres) for number, metres in measured if metres <= within_m), key=lambda row: row[1])


def _squares(place: Point, within_m: float, protected: QuerySet) -> list[tuple[int, PublicPlace]]:
    """Told by their squares alone, so that where in them they lie makes no difference."""
    widened = within_m + 2 * WIDEST_CELL * METRES_IN_A_DEGREE
    rows = boxed(protected, place, widened).order_by("pk").values_list(*PLACED)[:MOST_LOOKED_AT]
    found = []
    for number, latitude, longitude, visibility in rows:
        square = generalise(Point(latitude, longitude), visibility)
        away = metres_between(place, square.latitude, square.longitude)
        if away <= within_m + square.cell * METRES_IN_A_DEGREE / math.sqrt(2):
            found.append((away, number, square))
    return [(number, square) for _away, number, square in sorted(found, key=lambda row: row[:2])]


def place_of(site: Site, user) -> Point | None:
    """Where the site lies, as far as the account may know: its point, or the middle of its square."""
    if site.latitude is None:
        return None
    if review.sees_place(user, site):
        return Point(site.latitude, site.longitude)
    public = generalise(Point(site.latitude, site.longitude), site.visibility)
    return public and Point(public.latitude, public.longitude)
