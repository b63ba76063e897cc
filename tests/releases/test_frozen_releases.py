"""What was released stays: whatever becomes of the record, whoever has the database, and if the power fails."""

import hashlib
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import report, site

from sites import catalogue, releases
from sites.models import Release
from sites.terms import Fault

from .conftest import opened

TYPES = {
    "package.zip": "application/zip",
    "README.md": "text/markdown; charset=utf-8",
    "LICENSE.txt": "text/plain; charset=utf-8",
    "CITATION.cff": "application/yaml",
    "citation.bib": "application/x-bibtex",
    "CHANGELOG.md": "text/markdown; charset=utf-8",
    "sites.csv": "text/csv; charset=utf-8",
    "reports.csv": "text/csv; charset=utf-8",
    "articles.csv": "text/csv; charset=utf-8",
    "citations.csv": "text/csv; charset=utf-8",
    "datapackage.json": "application/json",
    "checksums.txt": "text/plain; charset=utf-8",
}


@pytest.fixture
def bel(scene):
    bel = scene.site("bel", 34.5475, 38.2744)
    bel.report = scene.report(bel, "severe")
    return bel


@pytest.fixture
def shelf(settings):
    """The folder in which the releases are kept."""
    return Path(settings.DATA_DIR) / "releases"


def release(version="", **said):
    """What the operator's command prints."""
    printed = StringIO()
    call_command("release", named=version, stdout=printed, **said)
    return printed.getvalue()


def verify():
    said, complained = StringIO(), StringIO()
    try:
        call_command("verify", stdout=said, stderr=complained)
    except CommandError as fault:
        return f"{complained.getvalue()}{fault}"
    return said.getvalue()


def everything(body, version="2026.11"):
    """All files of a release, as a reader downloads them."""
    return {name: body(f"/releases/{version}/{name}") for name in TYPES}


def test_it_holds_what_is_public_under_its_version_with_its_sums(bel, body, client):
    printed = release("2026.11", note="With the survey of October.")
    files = everything(body)
    assert opened(files["package.zip"]) == {name: files[name] for name in TYPES if name != "package.zip"}
    kept = Release.objects.get()
    assert (kept.version, kept.day, kept.note) == ("2026.11", timezone.localdate(), "With the survey of October.")
    assert (kept.sites, kept.reports, kept.articles) == (1, 1, 1)
    assert (kept.sha256, kept.size) == (hashlib.sha256(files["package.zip"]).hexdigest(), len(files["package.zip"]))
    assert kept.sha256 in printed
    page = client.get("/releases/2026.11/").content.decode()
    for one in releases.files(kept):
        assert one.sha256 == hashlib.sha256(files[one.name]).hexdigest()
        assert one.sha256 in page
    assert "With the survey of October." in page
    assert "With the survey of October." in files["README.md"].decode()
    assert "2026.11" in client.get("/releases/").content.decode()
    assert "2026.11" in client.get("/data/").content.decode()


def test_its_addresses_are_those_of_the_installation(bel, body, settings):
    settings.SITE_URL = "https://heritage.example"
    release("2026.11")
    assert b"https://heritage.example/sites/bel/" in body("/releases/2026.11/sites.csv")
    assert b"https://heritage.example/releases/2026.11/" in body("/releases/2026.11/CITATION.cff")


def test_later_changes_of_the_record_leave_it_as_it_was(bel, scene, body, settings):
    release("2026.11")
    before = everything(body)
    scene.report(bel, "destroyed", "2015-09-01")
    scene.withdraw(bel.report)
    settings.SITE_NAME, settings.DATA_LICENCE = "Another name", "Another licence"
    release("2026.12")
    assert everything(body) == before
    assert everything(body, "2026.12")["sites.csv"] != before["sites.csv"]


def test_the_same_record_makes_the_same_release(bel, body, shelf):
    release("2026.11")
    first = everything(body)
    (shelf / "2026.11").rename(shelf.parent / "aside")
    forgotten()
    release("2026.11")
    assert everything(body) == first


def forgotten():
    """Somebody with the database's own password, who takes the guard away, removes the releases."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE heritage_release DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER heritage_release_no_DELETE")
        cursor.execute("DELETE FROM heritage_release")


def test_without_a_version_it_bears_the_day_and_each_has_its_own(bel):
    for _ in range(3):
        release()
    day = f"{timezone.localdate():%Y.%m.%d}"
    assert [one.version for one in releases.released()] == [f"{day}.3", f"{day}.2", day]


def test_a_version_is_given_once(bel, body):
    release("2026.11")
    before = everything(body)
    with pytest.raises(CommandError, match=r"There is a release 2026\.11 already, and it stays as it is"):
        release("2026.11")
    assert everything(body) == before
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    "version",
    ["../x", "..", ".", "a/b", "a\\b", "/etc", "2026.11/", " 2026", "2026\n", "2026\0", "a..b", "-v", "v-", "V1", "é",
     "２０２６", "a%2fb", "x" * 41, "con:", "changes/"],
)  # fmt: skip
def test_a_hostile_version_is_refused_and_nothing_is_written(bel, shelf, version):
    with pytest.raises(CommandError, match="is no version"):
        release(version)
    assert not shelf.exists()
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "name", ["../2026.11/sites.csv", "..%2fsecret", "%2e%2e", "nothing.csv", "SITES.CSV", "sites.csv%00"]
)
def test_an_address_leads_to_no_other_file(bel, client, name):
    release("2026.11")
    assert client.get(f"/releases/2026.11/{name}").status_code in (400, 404)
    assert client.get(f"/releases/{name}/sites.csv").status_code in (400, 404)
    assert client.get(f"/releases/{name}/").status_code in (400, 404)


@pytest.mark.parametrize(
    "changed",
    [{"version": "2026.12"}, {"day": date(2020, 1, 1)}, {"note": "Better."}, {"sha256": "0" * 64}, {"size": 1},
     {"sites": 9}, {"reports": 9}, {"articles": 9}, {"files": []}, {"id": 99},
     {"note": "Better.", "withheld_on": date(2020, 1, 1), "withheld_because": "x"},
     {"withheld_because": "Without a day."}, {"withheld_on": date(2020, 1, 1)}],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_one(bel, changed):
    release("2026.11")
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(**changed)


def test_the_database_itself_refuses_to_delete_one(bel):
    release("2026.11")
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.all().delete()
    assert Release.objects.count() == 1


def test_verify_finds_what_was_tampered_with_what_is_gone_and_what_was_put_there(bel, shelf):
    release("2026.11")
    assert "releases are whole" in verify()
    (shelf / "2026.11" / "sites.csv").write_bytes(b"number,url\r\n")
    (shelf / "2026.11" / "package.zip").unlink()
    told = verify()
    assert "The file sites.csv of release 2026.11 was altered." in told
    assert "The file package.zip of release 2026.11 is gone." in told
    assert "Faults: 2." in told


def test_verify_names_what_belongs_to_no_release_and_leaves_it(bel, shelf):
    release("2026.11")
    (shelf / "2026.11" / "more.csv").write_bytes(b"1")
    (shelf / "2026.12").mkdir()
    (shelf / "2026.12" / "sites.csv").write_bytes(b"1")
    told = verify()
    assert "No release names the file 2026.11/more.csv among the releases" in told
    assert "No release names the file 2026.12/sites.csv among the releases" in told
    assert "releases are whole" in told


@contextmanager
def meddling(act, times=1, when='AS "cited"'):
    """Meanwhile somebody acts, so many times: whenever a question is put to the database that holds these words."""
    left = [times]

    def meddle(execute, sql, params, many, context):
        if left[0] and when in sql:
            left[0] -= 1
            act()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meddle):
        yield


def test_one_that_cannot_be_written_whole_leaves_nothing_half(bel, shelf, settings, client):
    def in_the_way():
        (shelf / "2026.11").mkdir(parents=True)
        (shelf / "2026.11" / "citations.csv").write_bytes(b"Not yours.")

    with (
        meddling(in_the_way, when='INSERT INTO "heritage_release"'),
        pytest.raises(CommandError, match=r"citations\.csv stands there already: nothing was released"),
    ):
        release("2026.11")
    assert not Release.objects.exists()
    assert [one.read_bytes() for one in (shelf / "2026.11").iterdir()] == [b"Not yours."]
    assert [one.name for one in Path(settings.DATA_DIR).iterdir() if one.name.startswith("release-")] == []
    assert client.get("/releases/2026.11/citations.csv").status_code == 404


def test_files_of_a_release_that_the_database_has_forgotten_are_not_overwritten(bel, body, shelf):
    release("2026.11")
    release()
    before = (shelf / "2026.11" / "sites.csv").read_bytes()
    day = Release.objects.exclude(version="2026.11").get().version
    forgotten()
    bel.name = "Another name"
    bel.save()
    catalogue.rebuild()
    with pytest.raises(CommandError, match="the database knows none"):
        release("2026.11")
    assert (shelf / "2026.11" / "sites.csv").read_bytes() == before
    release()
    assert Release.objects.get().version == f"{day}.2"


def test_two_operators_at_once_make_one_release(at_once):
    at_once(lambda: report(site("bel")))
    outcomes = at_once(*[lambda: releases.release("2026.11")] * 2)
    made = [one for one in outcomes if isinstance(one, Release)]
    refused = [one for one in outcomes if isinstance(one, Fault)]
    assert (len(made), len(refused)) == (1, 1), outcomes
    assert at_once(lambda: [one.sites for one in releases.released()] + list(releases.faults())) == [[1]]


def test_if_somebody_publishes_while_the_record_is_read_it_is_read_again(bel, scene, body):
    with meddling(lambda: scene.report(bel, "destroyed", "2016-01-01")):
        release("2026.11")
    files = everything(body)
    assert [files[name].count(b"\r\n") for name in ("reports.csv", "articles.csv", "citations.csv")] == [3, 3, 3]
    assert b",destroyed," in files["sites.csv"]


def test_if_somebody_publishes_every_time_nothing_is_released(bel, scene, shelf):
    with (
        meddling(lambda: scene.report(bel, "destroyed", "2016-01-01"), times=99),
        pytest.raises(CommandError, match="when fewer people publish"),
    ):
        release("2026.11")
    assert not Release.objects.exists()
    assert not shelf.exists()


def test_nothing_is_released_where_nothing_is_written(bel, settings):
    settings.READ_ONLY = True
    with pytest.raises(CommandError, match="read-only"):
        release("2026.11")


def test_every_file_is_served_as_what_it_is(bel, client):
    release("2026.11")
    for name, media in TYPES.items():
        answer = client.get(f"/releases/2026.11/{name}")
        received = b"".join(answer.streaming_content)
        assert answer.headers["Content-Type"] == media
        assert answer.headers["Content-Length"] == str(len(received))
        assert answer.headers["ETag"] == f'"{hashlib.sha256(received).hexdigest()}"'
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        said = name if name != "package.zip" else ".zip"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="heritage-damage-tracker-2026.11')
        assert answer.headers["Content-Disposition"].endswith(f'{said}"')
        assert not answer.cookies


def test_whoever_has_a_file_is_told_that_it_still_stands(bel, client):
    release("2026.11")
    address = "/releases/2026.11/package.zip"
    head = client.head(address)
    assert (head.status_code, int(head.headers["Content-Length"])) == (200, Release.objects.get().size)
    assert client.get(address, headers={"If-None-Match": head.headers["ETag"]}).status_code == 304
    ranged = client.get(address, headers={"Range": "bytes=0-9"})
    assert (ranged.status_code, ranged.headers["Accept-Ranges"]) == (200, "none")
    assert len(b"".join(ranged.streaming_content)) == Release.objects.get().size
    assert client.get(f"{address}?version=2").status_code == 400
    assert client.post(address).status_code == 405


def test_a_withheld_one_keeps_its_address_and_its_sums_and_says_why(bel, scene, client, shelf):
    release("2026.11")
    scene.site("newcomer")
    release("2026.12")
    call_command("release", withhold="2026.11", reason="It showed a tomb.", stdout=StringIO())
    page = client.get("/releases/2026.11/")
    assert page.status_code == 410
    assert "It showed a tomb." in page.content.decode()
    assert all(one.sha256 in page.content.decode() for one in releases.files(releases.find("2026.11")))
    for name in TYPES:
        answer = client.get(f"/releases/2026.11/{name}")
        assert answer.status_code == 410
        assert "It showed a tomb." in answer.content.decode()
        assert answer.headers["Cache-Control"] == "public, no-cache"
    for end in ("/", ".csv", ".json"):
        assert client.get(f"/releases/2026.11/changes/2026.12{end}").status_code == 410
        assert client.get(f"/releases/2026.12/changes/2026.11{end}").status_code == 410
    assert client.get("/releases/2026.12/").status_code == 200
    assert "/releases/2026.11/changes/" not in client.get("/releases/2026.12/").content.decode()
    assert (shelf / "2026.11" / "sites.csv").is_file()
    assert "releases are whole" in verify()


def test_readers_are_pointed_to_the_newest_that_is_not_withheld(bel, client):
    release("2026.11")
    release("2026.12")
    assert "/releases/2026.12/" in client.get("/data/").content.decode()
    releases.withhold("2026.12", "It showed a tomb.")
    assert "/releases/2026.11/" in client.get("/data/").content.decode()
    assert "/releases/2026.12/" not in client.get("/data/").content.decode()


def test_a_cache_that_asks_after_a_withheld_file_is_told_so(bel, client):
    release("2026.11")
    address = "/releases/2026.11/sites.csv"
    answer = client.get(address)
    b"".join(answer.streaming_content)
    releases.withhold("2026.11", "It showed a tomb.")
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 410


def test_nothing_takes_it_back(bel):
    release("2026.11")
    with pytest.raises(CommandError, match="Say why"):
        call_command("release", withhold="2026.11")
    releases.withhold("2026.11", "It showed a tomb.")
    for changed in ({"withheld_on": None, "withheld_because": ""}, {"withheld_because": "Another reason."}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.update(**changed)
    with pytest.raises(CommandError, match="withheld already"):
        call_command("release", withhold="2026.11", reason="Again.")
    with pytest.raises(CommandError, match="There is no release 2020"):
        call_command("release", withhold="2020", reason="It showed a tomb.")


def test_a_place_that_is_protected_later_stays_in_it_and_leaves_the_next(scene, body):
    tell = scene.site("tell", 33.5123457, 36.3019283)
    release("2026.11")
    tell.visibility = "0.1"
    tell.save()
    catalogue.rebuild()
    release("2026.12")
    assert b"33.5123457" in body("/releases/2026.11/sites.csv")
    assert not [name for name, received in everything(body, "2026.12").items() if b"33.5123457" in received]
    assert b"33.5123457" not in opened(body("/releases/2026.12/package.zip"))["sites.csv"]


def test_pages_ask_as_many_questions_however_many_releases_there_are(bel, client):
    def questions(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    release("1")
    few = questions("/releases/"), questions("/releases/1/"), questions("/data/")
    for version in range(2, 9):
        release(str(version))
    assert (questions("/releases/"), questions("/releases/8/"), questions("/data/")) == few
