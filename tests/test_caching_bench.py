"""The simulated cache answers what arithmetic says it would, and its readers ask for what they are said to ask for."""

import numpy as np
import pytest

from deploy.bench.caching.cache import ANEW, HIT, KEPT, STANDS, Cache, expected_by_room, expected_by_time, replayed
from deploy.bench.caching.cases import Case, carried
from deploy.bench.caching.looks import FRONT, KINDS, ROOM, SITE, TILE, Readers, kind_of
from deploy.bench.caching.popularity import HEAD, Counted, Evenly, Zipf

A, B = 1, 2


def asked(cache, *requests):
    return [cache.asked(address, moment, revision, 1) for address, moment, revision in requests]


def test_what_is_fresh_is_answered_and_what_is_not_is_asked_about():
    outcomes = asked(Cache(30), (A, 0, 0), (A, 29.9, 0), (A, 30, 0), (A, 59, 0), (B, 59, 0))
    assert outcomes == [ANEW, HIT, STANDS, HIT, ANEW]


def test_a_publication_makes_anew_what_is_no_longer_fresh_and_nothing_that_is():
    assert asked(Cache(30), (A, 0, 0), (A, 10, 1), (A, 31, 1), (A, 62, 1)) == [ANEW, HIT, ANEW, STANDS]


def test_nothing_is_a_hit_where_nothing_stays_fresh():
    assert asked(Cache(0), (A, 0, 0), (A, 0, 0), (A, KEPT - 1, 0), (A, 3 * KEPT, 0)) == [ANEW, STANDS, STANDS, ANEW]


def test_what_was_not_asked_for_longest_makes_room():
    cache = Cache(1000, room=2)
    assert asked(cache, (A, 0, 0), (B, 1, 0), (A, 2, 0), (3, 3, 0), (A, 4, 0), (B, 5, 0)) == [
        ANEW, ANEW, HIT, ANEW, HIT, ANEW,
    ]  # fmt: skip


def replay(cache, ranks, a_second):
    """The share of hits in the second half of requests at one pace."""
    moments = np.arange(len(ranks)) / a_second
    (_, outcomes), *_ = replayed(cache, [(moments, ranks)], np.empty(0), np.ones(1, np.int64), ROOM)
    return (outcomes[len(ranks) // 2 :] == HIT).mean()


@pytest.mark.parametrize("exponent", [0.6, 1.0, 1.4])
def test_hits_of_a_cache_that_forgets_by_time_are_those_that_arithmetic_gives(exponent):
    popularity, a_second, fresh = Zipf(5_000, exponent), 200, 30
    ranks = popularity.drawn(200_000, np.random.default_rng(3))
    expected = expected_by_time(popularity.shares(), a_second, fresh)
    assert replay(Cache(fresh), ranks, a_second) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("places", [50, 1_000])
def test_hits_of_a_cache_that_is_full_are_those_of_the_approximation_by_che(places):
    popularity = Zipf(5_000, 0.8)
    ranks = popularity.drawn(200_000, np.random.default_rng(4))
    expected = expected_by_room(popularity.shares(), places)
    assert replay(Cache(float("inf"), room=places), ranks, 100) == pytest.approx(expected, abs=0.01)


def test_where_all_are_asked_for_alike_a_cache_hits_by_the_share_that_it_holds():
    assert expected_by_room(np.full(1_000, 1 / 1_000), 250) == pytest.approx(0.25, abs=0.001)
    ranks = Evenly(1_000).drawn(100_000, np.random.default_rng(5))
    assert replay(Cache(float("inf"), room=250), ranks, 100) == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("exponent", [0.8, 1.0, 1.4])
def test_ranks_too_many_to_be_added_up_are_drawn_as_if_they_had_been(exponent):
    popularity = Zipf(20 * HEAD, exponent)
    ends = np.cumsum(popularity.shares())
    drawn = popularity.drawn(200_000, np.random.default_rng(6))
    assert drawn.max() < popularity.many
    for rank in (1, 100, HEAD, 5 * HEAD, 15 * HEAD):
        assert (drawn < rank).mean() == pytest.approx(ends[rank - 1], abs=0.005)


def test_counts_that_were_kept_in_a_file_are_drawn_as_often_as_they_say(tmp_path):
    (tmp_path / "counts").write_text("1\n7\n2\n")
    found = Counted.kept_in(tmp_path / "counts")
    drawn = np.bincount(found.drawn(20_000, np.random.default_rng(7)), minlength=found.many) / 20_000
    assert drawn == pytest.approx([0.7, 0.2, 0.1], abs=0.01)


@pytest.mark.parametrize("text", ["", "0\n0\n", "3\n-1\n"])
@pytest.mark.filterwarnings("ignore:loadtxt")  # numpy's own word on an empty file
def test_counts_of_nothing_are_refused(tmp_path, text):
    (tmp_path / "counts").write_text(text)
    with pytest.raises(SystemExit, match="one count a line"):
        Counted.kept_in(tmp_path / "counts")


def of_a_minute(readers):
    chance = np.random.default_rng(8)
    return np.concatenate([addresses for _, addresses in readers.requests(60, chance)])


def test_readers_ask_for_tiles_most_and_for_one_record_when_it_is_in_the_news():
    records = Zipf(1_000_000, 0.8)
    usual, news = of_a_minute(Readers(3_000, records)), of_a_minute(Readers(3_000, records, burst=0.6))
    kinds = np.bincount(kind_of(usual), minlength=len(KINDS))
    assert kinds.argmax() == TILE
    assert kinds[FRONT] == pytest.approx(60 * 100 * 0.25, rel=0.1)
    first = [np.isin(of[kind_of(of) == SITE], SITE * ROOM + np.arange(4)).mean() for of in (usual, news)]
    assert first[0] < 0.05
    assert first[1] == pytest.approx(0.6, abs=0.05)


def test_the_more_readers_and_the_longer_fresh_the_more_is_carried_and_crawlers_cost():
    small = Case(readers=300, seconds=60, records=Zipf(10_000, 0.8))
    hits = [carried(case).hits for case in (small, Case(3_000, small.records, seconds=60))]
    assert 0 < hits[0] < hits[1] < 1
    unfresh = Case(300, small.records, fresh=0, seconds=60)
    assert carried(unfresh).hits == 0
    assert carried(unfresh).cores > carried(small).cores
    assert carried(Case(300, small.records, seconds=60, crawled=20)).cores > carried(small).cores
