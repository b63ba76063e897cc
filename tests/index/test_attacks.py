"""What a hostile reader, a full disk or a bad moment could make of the index."""

import random

import pytest
from django.utils import timezone
from factories import WHY, reviewer, site

from sites import catalogue, review
from sites.index import tiles
from sites.index.keeper import Keeper, State, stamp
from sites.index.reading import read_all
from sites.index.tiles import tile
from sites.models import Site
from sites.places import tile_bounds, tile_key

pytestmark = pytest.mark.django_db


def crowd(places):
    """Many published sites, laid down at once."""
    decided = {"state": "published", "decided_by": "reviewer", "decided_at": timezone.now()}
    common = {"kind": "monument", "country": "SY", "visibility": "exact", "first_published": timezone.localdate()}
    Site.objects.bulk_create(
        Site(slug=f"site-{number}", name=f"Site {number}", latitude=latitude, longitude=longitude, **common, **decided)
        for number, (latitude, longitude) in enumerate(places)
    )
    catalogue.rebuild()


def touched(one):
    """The site after an edit that changes nothing that readers are told."""
    before = review.account(one)
    one.precision_m = (one.precision_m or 0) + 1
    one.save()
    review.record(one, by=reviewer(), reason=WHY, before=before)


def tile_at(zoom, latitude, longitude):
    key = tile_key(latitude, longitude) >> 2 * (24 - zoom)
    return zoom, *(sum((key >> 2 * bit + odd & 1) << bit for bit in range(zoom)) for odd in (0, 1))


def world_of(state):
    return [
        tile(state, (z, x, y), [], None, None, None) for z in (0, 1, 2) for x in range(1 << z) for y in range(1 << z)
    ]


@pytest.fixture
def few_are_measured(monkeypatch):
    """Of more than a hundred sites in a tile some stand for all, as of thousands in a large installation."""
    monkeypatch.setattr(tiles, "MEASURED", 100)


@pytest.mark.parametrize("many", [20, 120])
@pytest.mark.parametrize("zoom", [18, 22, 23, 24])
def test_the_deepest_tiles_hold_however_many_stand_on_one_point(many, zoom, few_are_measured):
    crowd([(34.5, 38.2)] * many)
    place = tile_at(zoom, 34.5, 38.2)
    (cluster,) = tile(Keeper().current(stamp()), place, [], None, None, None).clusters
    south, west, north, east = tile_bounds(*place)
    assert cluster.count == many
    assert south <= cluster.at[0] <= north
    assert west <= cluster.at[1] <= east


@pytest.mark.parametrize("visibility", ["exact", "0.1", "hidden"])
def test_no_cluster_moves_towards_the_site_that_was_touched(visibility, few_are_measured):
    chance = random.Random(1)  # noqa: S311
    spot = [(20.55, 20.55)] * 20
    crowd([*spot, *((chance.uniform(20, 40), chance.uniform(20, 40)) for _ in range(200)), *spot])
    some = [*Site.objects.order_by("pk")[:3], *Site.objects.order_by("-pk")[:3], *Site.objects.order_by("slug")[:9]]
    added = site("Owl", latitude=33.3, longitude=33.3, visibility=visibility)
    at_work = Keeper()
    before = world_of(at_work.current(stamp()))
    for one in [added, *some]:
        touched(one)
        assert world_of(at_work.current(stamp())) == before
    assert at_work.current(stamp()).laid_over > 10
    assert world_of(State.on(read_all(), stamp())) == before
