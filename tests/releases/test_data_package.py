"""Everything that is public, taken away as one file that a stranger and a stranger's program can read."""

import csv
import hashlib
import io
import json
import re
import subprocess

import bibtexparser
import frictionless
import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites import catalogue
from sites.models import Citation, Editor
from sites.terms import STATUSES

from .conftest import opened

CANARY = (33.5123457, 36.3019283)
MEMBERS = ["README.md", "LICENSE.txt", "CITATION.cff", "citation.bib", "CHANGELOG.md", "sites.csv", "reports.csv",
           "articles.csv", "citations.csv", "datapackage.json", "checksums.txt"]  # fmt: skip


@pytest.fixture
def record(scene):
    """A little of everything: a site and its part, names in Arabic, a report with two sources, a site without any."""
    palmyra = scene.site("palmyra", names=[("تدمر", "ar")])
    bel = scene.site("bel", 34.5475, 38.2744, part_of=palmyra, built="0032", summary='Said "so",\r\nand so.')
    report = scene.report(bel, "destroyed", "2015-08-30", verification="reported", methods=["satellite"])
    scene.report(bel, "severe", "2015-08?", causes=["fire", "looting"])
    scene.report(palmyra, "", "2017-05", recovery="stabilised")
    scene.site("empty", None, None, visibility="hidden", country="IQ")
    scene.site("tell", *CANARY, visibility="0.1", place="By the well")
    return report


def validated(path):
    """What Frictionless, which needs nothing from the network, says of a package."""
    with frictionless.system.use_context(trusted=True):
        return frictionless.validate(str(path), type="package")


def rows(received):
    return list(csv.DictReader(io.StringIO(received.decode(), newline="")))


def test_somebody_elses_reader_finds_no_fault_in_it(record, body, tmp_path):
    (tmp_path / "package.zip").write_bytes(body("/data/package.zip"))
    report = validated(tmp_path / "package.zip")
    assert report.flatten(["message"]) == []
    assert report.valid
    assert [(task.name, task.stats["rows"]) for task in report.tasks] == [
        ("sites", 4), ("reports", 3), ("articles", 3), ("citations", 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "pattern", "written", "told"),
    [
        ("sites.csv", rb",destroyed,", rb",demolished,", "constraint"),
        ("reports.csv", rb"(/reports/\d+/,)", rb"\g<1>9", "foreign"),
        ("citations.csv", rb"\r\n\d+,1,", rb"\r\n999,1,", "foreign"),
    ],
)
def test_the_same_reader_would_find_a_fault(record, package, tmp_path, file, pattern, written, told):
    files = package()
    files[file], found = re.subn(pattern, written, files[file], count=1)
    assert found
    for name, received in files.items():
        (tmp_path / name).write_bytes(received)
    faults = validated(tmp_path / "datapackage.json").flatten(["type"])
    assert any(told in kind for (kind,) in faults)


def test_the_descriptor_is_of_version_two_and_tells_of_every_table(record, package):
    said = json.loads(package()["datapackage.json"])
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert said["licenses"] == [
        {"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "name": "CC-BY-4.0"}
    ]
    tables = {one["name"]: one["schema"] for one in said["resources"]}
    assert {name: schema["primaryKey"] for name, schema in tables.items()} == {
        "sites": ["number"], "reports": ["number"], "articles": ["number"],
        "citations": ["report_number", "position"],
    }  # fmt: skip
    level = next(field for field in tables["sites"]["fields"] if field["name"] == "level")
    assert level["constraints"] == {"required": True, "enum": list(STATUSES)}


def test_every_sum_in_it_is_right(record, package, tmp_path):
    files = package()
    assert list(files) == MEMBERS
    for name, received in files.items():
        (tmp_path / name).write_bytes(received)
    command = ["sha256sum", "-c", "checksums.txt"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert checked.stdout.splitlines() == [f"{name}: OK" for name in MEMBERS[:-1]]
    for one in json.loads(files["datapackage.json"])["resources"]:
        received = files[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(received), f"sha256:{hashlib.sha256(received).hexdigest()}")


def test_the_same_record_is_the_same_bytes(record, body):
    assert body("/data/package.zip") == body("/data/package.zip")


def test_rows_stand_by_number_and_hold_what_the_files_of_the_site_hold(record, package, body):
    files = package()
    for name in ("sites", "reports", "articles"):
        packed, served = rows(files[f"{name}.csv"]), rows(body(f"/{name}.csv"))
        assert [int(row["number"]) for row in packed] == sorted(int(row["number"]) for row in served)
        assert sorted(packed, key=str) == sorted(served, key=str)


def test_citations_join_reports_and_articles_in_order(scene, package):
    bel, first, second = scene.site("bel"), scene.article("First"), scene.article("Second")
    report = scene.report(bel, article=second)
    Citation.objects.create(report=report, article=first, role="disputes", quote="=It stands.", locator="3")
    assert rows(package()["citations.csv"]) == [
        {"report_number": str(report.number), "position": "1", "article_number": str(second.pk), "role": "says",
         "quote": "", "locator": ""},
        {"report_number": str(report.number), "position": "2", "article_number": str(first.pk), "role": "disputes",
         "quote": "'=It stands.", "locator": "3"},
    ]  # fmt: skip


def test_nothing_in_it_tells_a_protected_place_or_an_editors_name(scene, package):
    for person, name in ((scene.editor, "zenobia"), (scene.reviewer, "odaenathus")):
        person.username, person.first_name, person.email = name, name.title(), f"{name}@example.org"
        person.save()
    scene.report(scene.site("tell", *CANARY, visibility="0.1", place="By the well"), "destroyed")
    pseudonyms = list(Editor.objects.values_list("pseudonym", flat=True))
    assert len(pseudonyms) == 2
    told = ["33.51", "36.30", "by the well", "zenobia", "odaenathus", *pseudonyms]
    for name, received in package().items():
        text = re.sub(r"[0-9a-f]{64}", "", received.decode().lower())
        assert [one for one in told if one in text] == [], name


def test_neither_a_draft_nor_what_was_withdrawn_is_in_it(scene, package):
    scene.withdraw(scene.report(scene.site("bel"), article=scene.article("Withdrawn since")))
    scene.article("Never cited")
    files = package()
    assert rows(files["reports.csv"]) == rows(files["articles.csv"]) == rows(files["citations.csv"]) == []
    assert [row["slug"] for row in rows(files["sites.csv"])] == ["bel"]


NAMES = ["Heritage", 'A: "b" #c', "- {x}: [y] 'z' %& _$~^\\", "ab\u2028c\x85d\x7f\ufeff", "تراث 💥", "null", "1.0"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_cited_under_any_name(scene, package, settings, name):
    settings.SITE_NAME = name
    files = package()
    cff = yaml.safe_load(files["CITATION.cff"].decode())
    assert (cff["title"], cff["authors"], cff["type"]) == (name, [{"name": name}], "dataset")
    assert cff["license"] == "CC-BY-4.0"
    assert all(isinstance(one, str) for one in (cff["version"], cff["date-released"], cff["cff-version"]))
    library = bibtexparser.parse_string(files["citation.bib"].decode())
    assert not library.failed_blocks
    assert library.entries[0].fields_dict["version"].value == cff["version"]
    assert name in files["README.md"].decode()


def test_a_licence_of_ones_own_is_named_and_not_taken_for_another(scene, package, settings):
    settings.DATA_LICENCE, settings.DATA_LICENCE_URL = "Ours, 2nd", "https://example.org/licence?a=1&b=2"
    files = package()
    assert "license" not in yaml.safe_load(files["CITATION.cff"].decode())
    assert json.loads(files["datapackage.json"])["licenses"] == [
        {"title": "Ours, 2nd", "path": "https://example.org/licence?a=1&b=2"}
    ]
    assert "https://example.org/licence?a=1&b=2" in files["LICENSE.txt"].decode()


def test_the_guide_explains_every_file_and_every_column(record, package):
    files = package()
    guide = files["README.md"].decode()
    assert [name for name in MEMBERS[1:] if name not in guide] == []
    for one in json.loads(files["datapackage.json"])["resources"]:
        assert [field["name"] for field in one["schema"]["fields"] if f"`{field['name']}`" not in guide] == []


def test_it_is_asked_for_as_any_download(record, client):
    answer = client.get("/data/package.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert re.fullmatch(
        r'attachment; filename="heritage-damage-tracker-\d{4}-\d\d-\d\d\.zip"', answer.headers["Content-Disposition"]
    )
    assert not answer.cookies
    assert opened(b"".join(answer.streaming_content))
    head = client.head("/data/package.zip")
    assert (head.status_code, head.headers["ETag"]) == (200, answer.headers["ETag"])
    assert b"".join(head.streaming_content) == b""
    assert client.get("/data/package.zip", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/data/package.zip?level=severe").status_code == 400
    assert client.post("/data/package.zip").status_code == 405


def test_a_browser_that_takes_compressed_answers_is_sent_the_file_itself(record, client):
    answer = client.get("/data/package.zip", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert list(opened(b"".join(answer.streaming_content))) == MEMBERS


def test_a_changed_record_has_another_name_for_caches(record, scene, client):
    before = client.head("/data/package.zip").headers["ETag"]
    scene.site("newcomer")
    assert client.head("/data/package.zip").headers["ETag"] != before


def test_however_many_sites_there_are_it_asks_as_many_questions(scene, body):
    def questions():
        catalogue.count(catalogue.Query())
        with CaptureQueriesContext(connection) as asked:
            body("/data/package.zip")
        return len(asked)

    scene.crowd([(1 + n / 100, 2) for n in range(5)], ["severe", "destroyed"])
    few = questions()
    for n in range(12):
        scene.report(scene.site(f"more-{n}"))
    assert questions() == few
