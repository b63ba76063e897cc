"""Processes of two versions share a folder and a queue: neither takes what only the other understands."""

import inspect
from importlib import import_module

import pytest
from factories import report, site
from index.test_keeper import made_anew, told, worker

from sites.exports import shelf
from sites.index import keeper, store
from sites.index.keeper import stamp

# {release: {a piece of work that may be waiting when the next version comes: what it is told}}
WORK = {"1.0": {"sites.intake.tasks.take_in": ["number"], "sites.handover.working.work": ["number"]}}


@pytest.fixture
def as_version(monkeypatch):
    """Let the following be done by the code of a version."""

    def become(version):
        monkeypatch.setattr(store, "_sources", lambda: version)
        monkeypatch.setattr(shelf, "_sources", lambda: version)

    return become


@pytest.mark.django_db
def test_two_versions_that_keep_their_columns_in_one_folder_are_both_right(as_version, monkeypatch):
    monkeypatch.setattr(keeper, "SAVED_FROM", 1)
    monkeypatch.setattr(keeper, "LAID_OVER", 2)
    tombs = [site(latitude=34.5 + number / 100, longitude=38.2) for number in range(12)]
    versions = {"old": worker(), "new": worker()}
    for tomb in tombs:
        report(tomb, "destroyed")
        for version, process in versions.items():
            as_version(version)
            assert told(process.current(stamp()))[:3] == told(made_anew())[:3]
            assert told(worker().current(stamp()))[:3] == told(made_anew())[:3]  # one that has just begun


@pytest.mark.django_db
def test_columns_of_another_version_are_not_read_though_they_are_whole(as_version, monkeypatch):
    monkeypatch.setattr(keeper, "SAVED_FROM", 1)
    site(latitude=34.5, longitude=38.2)
    as_version("old")
    worker().current(stamp())
    assert store.load()[1] == stamp()
    as_version("new")
    assert store.load() is None


@pytest.mark.django_db
def test_lines_of_another_version_are_not_sent(as_version, client, monkeypatch):
    monkeypatch.setattr(shelf, "KEPT_FROM", 1)
    site("Temple of Bel", latitude=34.5, longitude=38.2)
    as_version("old")
    expected = b"".join(client.get("/sites.csv").streaming_content)
    assert shelf.take() is not None
    as_version("new")
    assert shelf.take() is None
    assert b"".join(client.get("/sites.csv").streaming_content) == expected


def test_the_code_that_makes_columns_is_what_tells_versions_apart(tmp_path, monkeypatch):
    for room in store.ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "made.py").write_text("WIDTH = 1\n")
    monkeypatch.setattr(store, "__file__", str(tmp_path / "index" / "store.py"))
    before = store._sources.__wrapped__()
    (tmp_path / "spellings" / "made.py").write_text("WIDTH = 2\n")
    assert store._sources.__wrapped__() != before


@pytest.mark.parametrize(("name", "told"), [pair for work in WORK.values() for pair in work.items()])
def test_work_that_waits_since_an_earlier_release_is_known_and_is_told_the_same(name, told):
    module, _, function = name.rpartition(".")
    task = getattr(import_module(module), function)
    assert task.module_path == name
    assert [*inspect.signature(task.func).parameters] == told
