"""Every worker's next answer is of the newest revision, whole, whatever happened to its files or to itself."""

import json
import os
import random
import signal
import threading
from collections import Counter
from itertools import product

import numpy as np
import pytest
from django.db import transaction
from factories import WHY, accepted, report, reviewer, site

from sites import catalogue, review
from sites.catalogue import Query
from sites.index import keeper as keeping
from sites.index import store
from sites.index.conditions import pick
from sites.index.keeper import Keeper, State, stamp
from sites.index.reading import read_all
from sites.index.tallies import choices, ordered
from sites.index.tiles import tile
from sites.models import Revision, Site

pytestmark = pytest.mark.django_db
PLACES = [(z, x, y) for z in (0, 1, 3) for x, y in product(range(min(1 << z, 4)), repeat=2)]


def worker():
    """A process of the server, as far as the index goes: it knows what it has read itself, and nothing else."""
    return Keeper()


def told(state):
    """What readers are told of a state, by tile, filter and list."""
    lists = [ordered(pick(state, [], None, None), sort).tolist() for sort in ("name", "level", "since", "reports")]
    tiles = [tile(state, place, [], None, None, None) for place in PLACES]
    return tiles, lists, choices(state, {}, None, None), names(state)


def names(state):
    return [sorted(part.words.columns()["numbers"].tolist()) for part, _ in state.parts if not len(state.over)]


def made_anew():
    return State.on(read_all(), stamp())


def levels(state):
    answer = tile(state, (0, 0, 0), [], None, None, None)
    return Counter(mark.level for mark in answer.marks) + Counter(
        {level: count for cluster in answer.clusters for level, count in cluster.levels.items()}
    )


@pytest.fixture
def kept(monkeypatch):
    """Columns are kept on disk however few they are, as those of a large installation are."""
    monkeypatch.setattr(keeping, "SAVED_FROM", 1)


@pytest.fixture
def tombs():
    return [site(latitude=34.5 + number / 100, longitude=38.2 + number / 50) for number in range(30)]


def test_a_published_report_shows_on_every_workers_next_answer(tombs):
    one, other = worker(), worker()
    assert levels(one.current(stamp())) == levels(other.current(stamp())) == {"no_report": 30}
    told = report(tombs[3], "destroyed")
    assert levels(one.current(stamp())) == levels(other.current(stamp())) == {"no_report": 29, "destroyed": 1}
    review.withdraw(told, by=reviewer(), reason=WHY)
    assert levels(one.current(stamp())) == levels(other.current(stamp())) == {"no_report": 30}


def test_a_withdrawn_site_is_gone_from_the_next_answer_and_a_new_one_is_there(tombs):
    at_work = worker()
    at_work.current(stamp())
    review.withdraw(tombs[0], by=reviewer(), reason=WHY)
    added = site("Aaa, the first of all names", latitude=-20, longitude=30)
    state = at_work.current(stamp())
    assert len(state) == 30
    assert ordered(pick(state, [], None, None), "name")[0] == added.pk
    assert told(state)[:3] == told(made_anew())[:3]


def test_what_was_laid_over_reads_like_what_is_made_anew_after_any_changes(tombs):
    chance, at_work = random.Random(5), worker()  # noqa: S311
    at_work.current(stamp())
    for _ in range(40):
        change_something(chance)
        if chance.random() < 0.5:
            assert told(at_work.current(stamp()))[:3] == told(made_anew())[:3]
    assert told(at_work.current(stamp()))[:3] == told(made_anew())[:3]


def change_something(chance):
    standing = list(Site.objects.published().order_by("pk"))
    act = chance.choice(["report", "report", "site", "withdraw", "move"])
    one = chance.choice(standing)
    if act == "report":
        report(one, chance.choice(["destroyed", "slight", "none"]), event=f"201{chance.randrange(10)}-05-01")
    elif act == "site":
        site(f"{chance.choice('abcäöx')}-{chance.random()}", latitude=chance.uniform(-60, 60), part_of=one)
    elif act == "withdraw":
        review.withdraw(one, by=reviewer(), reason=WHY)
    else:
        before = review.account(one)
        one.latitude, one.name = chance.uniform(-60, 60), f"Moved {chance.random()}"
        one.save()
        accepted(review.record(one, by=reviewer(), reason=WHY, before=before))


def test_many_changes_are_merged_and_nothing_is_told_otherwise(tombs, monkeypatch):
    monkeypatch.setattr(keeping, "LAID_OVER", 4)
    at_work = worker()
    for number, tomb in enumerate(tombs[:12]):
        report(tomb, "severe" if number % 2 else "slight")
        assert told(at_work.current(stamp()))[:3] == told(made_anew())[:3]
    assert at_work.current(stamp()).laid_over <= 6


def test_a_worker_starts_with_the_columns_that_were_kept_and_catches_up(tombs, kept, monkeypatch):
    worker().current(stamp())
    report(tombs[0], "destroyed")
    monkeypatch.setattr(keeping, "read_all", None)  # it would fail if everything were read
    assert levels(worker().current(stamp())) == {"no_report": 29, "destroyed": 1}


def test_columns_that_were_mapped_stay_whole_when_newer_ones_take_their_place(tombs, kept):
    state = worker().current(stamp())
    before = told(state)
    report(tombs[0], "destroyed")
    store.save(read_all(), stamp())
    assert told(state) == before


@pytest.mark.parametrize("harm", ["lost", "cut", "empty", "meta"])
def test_a_harmed_file_is_noticed_and_the_columns_are_made_again(tombs, kept, harm):
    expected = told(worker().current(stamp()))
    (held,) = store.folder().glob(store.KEPT)
    column = held / ("meta.json" if harm == "meta" else "status.npy")
    if harm == "lost":
        column.unlink()
    else:
        column.write_bytes({"cut": column.read_bytes()[:-9], "empty": b"", "meta": b"{"}[harm])
    assert told(worker().current(stamp())) == expected
    assert store.load()[1] == stamp()


def test_columns_in_other_words_are_not_read(tombs, kept, monkeypatch):
    expected = told(worker().current(stamp()))
    (held,) = store.folder().glob(store.KEPT)
    meta = json.loads((held / "meta.json").read_text())
    (held / "meta.json").write_text(json.dumps(meta | {"made": [0, "another vocabulary"]}))
    assert store.load() is None
    assert told(worker().current(stamp())) == expected


def test_a_worker_killed_in_the_middle_of_an_update_leaves_nothing_broken(tombs, kept):
    survivor = worker()
    survivor.current(stamp())
    for tomb in tombs[:5]:
        report(tomb, "destroyed")
    state = survivor.current(stamp())
    before = sorted(path.name for path in store.folder().glob(store.KEPT))
    child = os.fork()
    if not child:
        die_at_the_fifth_column(state)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert list(store.folder().glob(store.UNFINISHED + "*")), "it was not killed in the middle"
    assert sorted(path.name for path in store.folder().glob(store.KEPT)) == before
    assert levels(survivor.current(stamp())) == levels(worker().current(stamp())) == {"no_report": 25, "destroyed": 5}
    store.save(read_all(), stamp())
    assert not list(store.folder().glob(store.UNFINISHED + "*"))


def die_at_the_fifth_column(state):
    """The merge that a worker does aside, until it is killed: what follows is never reached."""
    write, written = store._write, []

    def write_or_die(path, column):
        write(path, column)
        written.append(path)
        if len(written) == 5:
            os.kill(os.getpid(), signal.SIGKILL)

    store._write = write_or_die
    with store.alone():
        store.save(state.base.merged(state.gone, state.over), state.stamp)
    os._exit(0)


def test_a_killed_worker_does_not_lock_the_others_out(tombs, kept):
    child = os.fork()
    if not child:
        with store.alone():
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert levels(worker().current(stamp())) == {"no_report": 30}


def test_two_servers_on_one_database_agree(tombs, kept, settings, tmp_path):
    servers = {}
    for name in ("here", "there"):
        settings.DATA_DIR = tmp_path / name
        servers[name] = worker()
        servers[name].current(stamp())
    for number, tomb in enumerate(tombs[:6]):
        report(tomb, "destroyed" if number % 2 else "none")
        answers = []
        for name, server in servers.items():
            settings.DATA_DIR = tmp_path / name
            answers.append(told(server.current(stamp())))
        assert answers[0] == answers[1]


def test_a_restored_database_is_not_taken_for_the_one_that_was_ahead_of_it(tombs, kept):
    at_work = worker()
    at_work.current(stamp())
    number, _ = stamp()
    Revision.objects.filter(number=number).update(token="another")
    Site.objects.filter(pk=tombs[0].pk).update(name="As it was in the backup")
    catalogue.rebuild()
    Revision.objects.filter(number=number + 1).delete()
    assert stamp() == (number, "another")
    assert b"As it was in the backup" in b"".join(cards(at_work.current(stamp())))
    assert b"As it was in the backup" in b"".join(cards(worker().current(stamp())))


def cards(state):
    return [part.card_of(row) for part, _ in state.parts for row in range(len(part))]


def test_whoever_has_not_followed_for_long_reads_everything_anew(tombs, monkeypatch):
    late = worker()
    late.current(stamp())
    report(tombs[0], "destroyed")
    Revision.objects.exclude(number=stamp().number).delete()
    assert levels(late.current(stamp())) == {"no_report": 29, "destroyed": 1}
    monkeypatch.setattr(keeping, "MOST_READ_AGAIN", 0)
    report(tombs[1], "destroyed")
    assert levels(late.current(stamp())) == {"no_report": 28, "destroyed": 2}


def test_the_columns_hold_no_exact_place_of_a_protected_site(kept):
    site(visibility="0.1", latitude=33.5123457, longitude=36.3019283)
    worker().current(stamp())
    (held,) = store.folder().glob(store.KEPT)
    near = [np.load(path) for path in held.glob("*itude.npy")]
    assert [column.tolist() for column in near] in ([[33.55], [36.35]], [[36.35], [33.55]])
    assert b"33.51" not in b"".join(path.read_bytes() for path in held.iterdir())


def test_no_answer_mixes_two_revisions(at_once):
    """While two sites change together, again and again, nobody ever sees one of them changed and the other not."""
    pair, done = at_once(lambda: [site("One", latitude=10), site("Other", latitude=-10)])[0], threading.Event()

    def look():
        seen, at_work = set(), worker()
        while not done.is_set():
            seen.add(tuple(sorted(levels(at_work.current(stamp())))))
            seen.add(tuple(sorted({entry.status.level for entry in catalogue.overview(Query()).found.items})))
        return seen, levels(at_work.current(stamp()))

    def change():
        try:
            for level in ("slight", "moderate", "severe", "destroyed"):
                with transaction.atomic():
                    for one in pair:
                        report(one, level)
        finally:
            done.set()

    *readers, changed = at_once(look, look, change)
    assert changed is None
    for seen, at_last in readers:
        assert seen <= {("no_report",), ("slight",), ("moderate",), ("severe",), ("destroyed",)}
        assert at_last == {"destroyed": 2}
