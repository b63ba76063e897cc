"""The lines of sites.csv are made once: what is kept of them is always what would be made anew."""

import random
import shutil

import pytest

from sites import review
from sites.exports import lines, shelf
from sites.models import Site

QUERIES = [
    {}, {"sort": "level"}, {"sort": "reports"}, {"level": "severe"}, {"country": "SY", "sort": "since"}, {"q": "site"},
    {"level": "destroyed", "kind": "monument"}, {"bbox": "0,0,10,10"},
]  # fmt: skip


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"


@pytest.fixture
def kept(scene, folder, body, monkeypatch):
    """A catalogue whose lines are kept, of sites as many as there need be."""
    monkeypatch.setattr(shelf, "KEPT_FROM", 10)
    scene.crowd([(number / 2, number / 3) for number in range(60)], ["severe", "destroyed", ""])
    first = body("/sites.csv")
    assert len(list(folder.glob("[0-9]*"))) == 1
    return first


def anew(folder, body, **query):
    """The same file without anything kept."""
    aside = folder.with_name("aside")
    folder.rename(aside)
    try:
        return body("/sites.csv", **query)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)


def hide(scene, site):
    """Hiding a place better waits for nobody."""
    site = Site.objects.get(pk=site.pk)
    before, site.visibility = review.account(site), "0.1"
    site.save()
    review.record(site, by=scene.reviewer, reason="Looters were seen.", before=before)


def reading(monkeypatch):
    """How many lines are made from entries from here on."""
    made = []
    make = lines.csv_lines

    def counted(dataset, values, origin):
        values = list(values)
        made.extend(values)
        return make(dataset, values, origin)

    monkeypatch.setattr(lines, "csv_lines", counted)
    return made


def test_the_second_reader_is_given_the_same_bytes_and_no_line_is_made(kept, body, monkeypatch):
    made = reading(monkeypatch)
    assert body("/sites.csv") == kept
    assert made == []


@pytest.mark.parametrize("query", QUERIES)
def test_a_filtered_file_is_laid_together_from_what_is_kept(kept, folder, body, monkeypatch, query):
    fresh = anew(folder, body, **query)
    made = reading(monkeypatch)
    assert body("/sites.csv", **query) == fresh
    assert made == []
    assert fresh.count(b"\r\n") > 1


@pytest.mark.parametrize("query", QUERIES)
def test_what_changed_since_is_made_anew_and_nothing_else(kept, scene, folder, body, monkeypatch, query):
    scene.report(scene.site("new-museum", 5, 5, name="Site of the sea", kind="museum"), "destroyed")
    scene.withdraw(scene.report(scene.site("old-museum", 6, 6), "severe"))
    fresh = anew(folder, body, **query)
    made = reading(monkeypatch)
    assert body("/sites.csv", **query) == fresh
    assert {entry.slug for entry in made} <= {"new-museum", "old-museum"}


def test_a_reader_at_another_address_is_given_that_address(kept, client):
    answer = b"".join(client.get("/sites.csv", headers={"host": "localhost"}).streaming_content)
    assert b"http://localhost/sites/" in answer
    assert answer.replace(b"http://localhost/", b"http://testserver/") == kept


def test_a_site_that_is_protected_meanwhile_leaves_with_its_cell(scene, folder, body, monkeypatch):
    monkeypatch.setattr(shelf, "KEPT_FROM", 1)
    site = scene.site("tell", 33.5123457, 36.3019283)
    assert b"33.5123457" in body("/sites.csv")
    hide(scene, site)
    assert b"33.51" not in body("/sites.csv")
    assert b"33.51" not in body("/sites.csv", country=site.country.code)


def test_where_too_much_changed_all_is_made_and_kept_anew(kept, scene, folder, body, monkeypatch):
    monkeypatch.setattr(lines, "MOST_MADE_ANEW", 2)
    for number in range(3):
        scene.site(f"late-{number}")
    before = {path.name for path in folder.glob("[0-9]*")}
    fresh = body("/sites.csv")
    after = {path.name for path in folder.glob("[0-9]*")}
    assert (len(before), len(after)) == (1, 1)
    assert before != after
    assert body("/sites.csv") == fresh == anew(folder, body)


def test_where_much_changed_the_lines_are_kept_again_as_they_pass(kept, scene, folder, body, monkeypatch):
    monkeypatch.setattr(lines, "KEPT_ANEW", 2)
    for number in range(3):
        scene.site(f"late-{number}")
    fresh = body("/sites.csv")
    made = reading(monkeypatch)
    assert body("/sites.csv") == fresh == anew(folder, body)
    assert len(made) == 63  # those of the last comparison alone


def test_a_download_that_is_broken_off_keeps_nothing(scene, folder, client, monkeypatch):
    monkeypatch.setattr(shelf, "KEPT_FROM", 1)
    monkeypatch.setattr(lines, "LINES_AT_ONCE", 1)
    scene.crowd([(number, number) for number in range(10)], ["severe"])
    answer = client.get("/sites.csv")
    stream = iter(answer.streaming_content)
    next(stream), next(stream), next(stream)
    answer.close()
    del stream, answer
    assert list(folder.glob("[0-9]*")) == list(folder.glob(".writing-*")) == []


@pytest.mark.parametrize("name", ["lines", "numbers.npy", "starts.npy", "meta.json"])
def test_what_was_torn_or_lost_on_the_disk_is_made_anew(kept, folder, body, name):
    (file,) = folder.glob(f"[0-9]*/{name}")
    file.unlink()
    assert body("/sites.csv") == kept
    assert body("/sites.csv") == kept


def test_lines_of_another_release_or_licence_are_not_used(kept, body, settings):
    settings.DATA_LICENCE = "CC0"
    assert body("/sites.csv").count(b",CC0,") == 60


def test_where_nothing_can_be_written_the_file_is_made_each_time(scene, folder, body, monkeypatch):
    monkeypatch.setattr(shelf, "KEPT_FROM", 1)
    folder.write_text("in the way")
    scene.crowd([(1, 1), (2, 2)], ["severe"])
    assert body("/sites.csv") == body("/sites.csv")
    assert body("/sites.csv").count(b"\r\n") == 3


def test_after_any_changes_the_file_is_what_it_would_be_without_what_is_kept(kept, scene, folder, body):
    chance = random.Random(7)  # noqa: S311  the same each time
    sites = [scene.site(f"chance-{number}", number, number) for number in range(8)]
    for _ in range(12):
        site = chance.choice(sites)
        chance.choice(
            [
                lambda site=site: scene.report(site, chance.choice(["slight", "destroyed"])),
                lambda site=site: hide(scene, site),
                lambda: body("/sites.csv"),
            ]
        )()
        assert body("/sites.csv", sort="level") == anew(folder, body, sort="level")
