"""The commands that bring files in: what they say, what they refuse, and what they leave for whoever mends the file."""

import csv
from io import StringIO

import pytest
from arriving import mapped, written
from django.core.management import CommandError, call_command
from factories import editor, steward

from sites.models import Decision, Import, Report, Site

pytestmark = pytest.mark.django_db

ROWS = [
    {"id": "a1", "name": "Temple of Bel", "country": "SY", "lat": "34.5474", "lon": "38.2741", "kind": "religious"},
    {"id": "a2", "name": "Khan Marjan", "country": "IQ", "lat": "33.34", "lon": "44.4", "kind": "building"},
]


def said(*command):
    out = StringIO()
    call_command(*map(str, command), stdout=out)
    return out.getvalue()


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(mapped().as_json(), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "survey.csv", ROWS)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(file, mapping):
    told = said("import_sites", file, "--mapping", mapping, "--by", steward().username, "--dry-run")
    assert "new 2" in told
    assert "Nothing was written" in told
    assert not Site.objects.exists()


def test_a_file_is_brought_in_in_somebodys_name_and_taken_back(file, mapping):
    with pytest.raises(CommandError, match="--by"):
        said("import_sites", file, "--mapping", mapping)
    with pytest.raises(CommandError, match="no account of the name nobody"):
        said("import_sites", file, "--mapping", mapping, "--by", "nobody")
    told = said("import_sites", file, "--mapping", mapping, "--by", steward().username, "--reason", "A survey.")
    assert f"Import {Import.objects.get().pk}: new 2." in told
    assert Decision.objects.get(kind="import").reason == "A survey."
    assert "Every row is here already" in said("import_sites", file, "--mapping", mapping, "--by", steward().username)
    assert "deleted sites 2" in said("undo_import", "--by", steward().username)
    with pytest.raises(CommandError, match="no import to be undone"):
        said("undo_import", "--by", steward().username)


def test_faults_are_listed_and_left_in_a_file_that_no_spreadsheet_takes_for_formulas(tmp_path, mapping):
    rows = [ROWS[0] | {"kind": "=1+1"}, ROWS[1]]
    file, faults = written(tmp_path / "survey.csv", rows), tmp_path / "faults.csv"
    with pytest.raises(CommandError, match="Nothing was written"):
        said("import_sites", file, "--mapping", mapping, "--by", steward().username, "--faults", faults)
    with faults.open(encoding="utf-8-sig", newline="") as held:
        header, fault = csv.reader(held)
    assert header == ["row", "column", "value", "what", "kind"]
    assert (fault[0], fault[1], fault[2], fault[4]) == ("2", "kind", "'=1+1", "fault")
    assert not Site.objects.exists()


def test_who_may_not_publish_is_told_so(file, mapping):
    with pytest.raises(CommandError, match="needs the right “review”"):
        said("import_sites", file, "--mapping", mapping, "--by", editor().username, "--publish")


def test_a_mapping_for_something_else_is_refused(file, mapping):
    with pytest.raises(CommandError, match="The mapping is for sites"):
        said("import_reports", file, "--mapping", mapping, "--by", steward().username)
    assert not Report.objects.exists()


def test_the_desks_story_of_a_record_tells_of_the_import(client, file, mapping):
    said("import_sites", file, "--mapping", mapping, "--by", steward().username, "--publish")
    client.force_login(steward())
    site = Site.objects.get(slug="khan-marjan")
    page = client.get(f"/admin/heritage/site/{site.pk}/history/").content.decode()
    assert f"with import {Import.objects.get().pk}, of the file survey.csv" in page
    decision = Decision.objects.get(kind="import")
    for address in (f"site/{site.pk}/history/{decision.pk}/", f"decision/{decision.pk}/change/", "decision/"):
        assert client.get(f"/admin/heritage/{address}").status_code == 200, address


def test_what_could_not_be_told_of_a_row_is_listed_when_it_has_come_in_too(tmp_path):
    path = tmp_path / "damage.csv"
    path.write_text("name,country,level,url\nKhan Marjan,IQ,destroyed,https://gazette.example/khan\n", encoding="utf-8")
    told = said("import_reports", path, "--by", steward().username, "--faults", tmp_path / "told.csv")
    assert "The title is not known" in told
    assert Report.objects.get().state == "draft"
    assert "https://gazette.example/khan" in (tmp_path / "told.csv").read_text(encoding="utf-8-sig")
