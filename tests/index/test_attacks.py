"""What a hostile reader, a full disk or a bad moment could make of the index."""

import random
import resource
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.utils import timezone
from factories import WHY, report, reviewer, site

from sites import catalogue, review
from sites.areas import parse_area
from sites.index import keeper as keeping
from sites.index import reading, store, tiles
from sites.index.conditions import Within, answering, pick
from sites.index.keeper import Keeper, State, stamp
from sites.index.reading import read_all
from sites.index.tallies import by_level
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
    """The site after an edit that moves nothing."""
    before = review.account(one)
    one.summary += " Seen again."
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


# ── files that are lost, and disks that take none


@pytest.fixture
def kept(monkeypatch):
    """Columns are kept on disk however few they are, and merged soon."""
    monkeypatch.setattr(keeping, "SAVED_FROM", 1)
    monkeypatch.setattr(keeping, "LAID_OVER", 2)


@contextmanager
def full_disk():
    """No file takes more than a few bytes, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def merged_aside():
    """Wait until what is merged aside is done."""
    for thread in threading.enumerate():
        if thread.name == "index-merge":
            thread.join()


@pytest.mark.parametrize("column", ["letters", "tokens", "gram"])
def test_a_lost_column_of_names_is_noticed_and_the_columns_are_made_again(kept, column):
    temples = [site(f"Temple {number}").pk for number in range(5)]
    Keeper().current(stamp())
    (held,) = store.folder().glob(store.KEPT)
    (held / f"{store.WORD}{column}.npy").unlink()
    assert answering(Keeper().current(stamp()), "tempel").tolist() == temples


@pytest.mark.parametrize("sites", [1, 30])
def test_readers_are_answered_where_no_folder_can_be_made(sites, settings, tmp_path, kept):
    crowd([(34, 38)] * sites)
    (tmp_path / "index").write_text("In the way.")
    at_work = Keeper()
    assert len(at_work.current(stamp())) == sites
    for one in Site.objects.all()[:5]:
        touched(one)
        assert len(at_work.current(stamp())) == sites
        merged_aside()
    touched(Site.objects.first())
    assert at_work.current(stamp()).laid_over <= 4, "it is merged in memory"


def test_readers_are_answered_while_the_disk_is_full_and_it_does_not_become_fuller(kept):
    crowd([(34, 38)] * 30)
    at_work = Keeper()
    with full_disk():
        assert len(at_work.current(stamp())) == 30
        for one in Site.objects.all()[:5]:
            touched(one)
            assert len(at_work.current(stamp())) == 30
            merged_aside()
    assert [path.name for path in store.folder().iterdir()] == ["lock"]
    touched(Site.objects.first())
    assert at_work.current(stamp()).laid_over <= 4


def test_columns_that_another_process_lost_do_not_keep_a_worker_from_merging(kept):
    crowd([(34, 38)] * 30)
    at_work = Keeper()
    at_work.current(stamp())
    touched(Site.objects.first())
    store.save(read_all(), stamp())
    (held,) = store.folder().glob(store.KEPT)
    (held / "status.npy").write_bytes(b"")
    for one in Site.objects.all()[:5]:
        touched(one)
        at_work.current(stamp())
        merged_aside()
    assert at_work.current(stamp()).laid_over <= 6


def test_who_asks_for_a_revision_that_is_past_is_never_given_half_of_the_next_one(kept, monkeypatch):
    """Two sites change together while a process reads them one after the other, and keeps what it has read."""
    pair = [site("One"), site("Two")]
    at_work = Keeper()
    at_work.current(stamp())
    touched(pair[0])
    shutil.rmtree(store.folder())
    past, read = stamp(), reading._sites
    changing = iter([lambda: [report(one, "destroyed") for one in pair]])

    def read_and_change(wanted):
        yield from read(wanted)
        next(changing, list)()

    monkeypatch.setattr(reading, "BATCH", 1)
    monkeypatch.setattr(reading, "_sites", read_and_change)
    Keeper().current(past)
    touched(pair[0])
    touched(pair[1])
    at_work.current(stamp())
    merged_aside()
    seen = by_level(pick(at_work.current(past), [], None, None))
    assert sorted(seen[seen > 0]) == [2], "both are as they were, or both are destroyed"


def test_columns_that_were_replaced_are_let_go_whatever_was_asked_of_them(kept):
    """A file that is mapped keeps its place on the disk, and a descriptor of the process."""
    crowd([(34, 38)] * 5)
    at_work, area = Keeper(), parse_area("_ibE_ibE_qo]??_qo]~po]?")
    opened = []
    for one in [*Site.objects.all()] * 3:
        touched(one)
        assert len(pick(at_work.current(stamp()), [Within(area)], None, None)) == 2
        merged_aside()
        opened.append(len(list(Path("/proc/self/fd").iterdir())))
    (held,) = store.folder().glob(store.KEPT)
    assert max(opened) - opened[0] <= 2 * len(list(held.iterdir())), "those in use, and those merged last"
