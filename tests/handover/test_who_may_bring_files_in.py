"""Editors bring drafts in; who reviews publishes; a file is seen by its editor and by reviewers; exact places of
protected sites only by who may see them."""

import factories
import pytest
from file_in_hand import SITES, said, signed_in

from sites.models import HandedIn, Import, Site

PLACE = "35.4444"


@pytest.fixture
def nobody(db):
    return signed_in(factories.person("nobody", is_staff=True))


def test_who_may_not_enter_records_may_not_bring_files_in(nobody):
    assert [nobody.get(f"/admin/{page}/").status_code for page in ("bring", "imports")] == [403, 403]
    assert nobody.hand_in(SITES).status_code == 403
    assert "Bring a file in" not in said(nobody.get("/admin/"))


def test_the_desk_leads_an_editor_there(editor):
    assert "Bring a file in" in said(editor.get("/admin/"))


def test_an_editor_who_asks_for_it_nevertheless_publishes_nothing(editor):
    editor.carry_out(editor.look(SITES, publish="yes", visibility="exact"))
    assert {(one.state, one.visibility) for one in Site.objects.all()} == {("draft", "0.1")}


def test_a_reviewer_publishes_at_once_and_shows_new_sites_exactly(reviewer):
    reviewer.carry_out(reviewer.look(SITES, publish="yes", visibility="exact"))
    assert {(one.state, one.visibility) for one in Site.objects.all()} == {("published", "exact")}
    assert Import.objects.get().published


def test_a_file_is_seen_by_its_editor_and_by_reviewers_alone(editor, other_editor, reviewer):
    address = editor.look(SITES)
    seen = [desk.get(address).status_code for desk in (editor, reviewer, other_editor)]
    assert seen == [200, 200, 404]
    for page in ("state/", "faults/", "mapping/", "columns/"):
        assert other_editor.get(f"{address}{page}").status_code == 404, page


def test_nobody_brings_in_or_removes_what_somebody_else_handed_in(editor, other_editor, reviewer):
    address = editor.look(SITES)
    assert (other_editor.carry_out(address).status_code, reviewer.carry_out(address).status_code) == (404, 403)
    assert reviewer.post(f"{address}remove/").status_code == 403
    assert reviewer.get(f"{address}columns/").status_code == 403
    assert HandedIn.objects.get().state == "checked"


def test_an_import_is_seen_by_its_editor_and_by_reviewers_and_undone_by_these(editor, other_editor, reviewer):
    editor.carry_out(editor.look(SITES))
    address = f"/admin/imports/{Import.objects.get().pk}/"
    assert [desk.get(address).status_code for desk in (editor, reviewer, other_editor)] == [200, 200, 404]
    assert [desk.get(f"{address}undo/").status_code for desk in (editor, reviewer, other_editor)] == [403, 200, 404]
    assert editor.post(f"{address}undo/", {"reason": "Mine."}).status_code == 403
    assert "survey.csv" not in said(other_editor.get("/admin/imports/"))
    assert "survey.csv" in said(reviewer.get("/admin/imports/"))


def test_who_may_not_see_exact_places_sees_none_of_them_in_what_would_change(steward, reviewer):
    """The steward's own preview does hold the place that is kept."""
    steward.carry_out(steward.look(SITES.replace("36.2,", f"{PLACE},")))
    Site.objects.update(visibility="hidden")
    address = steward.look(SITES.replace("36.2,", "36.7777,"))
    assert PLACE in said(steward.get(address))
    page = said(reviewer.get(address))
    assert PLACE not in page
    assert "36.7777" not in page
    assert "Shown only to who may see exact places" in page


def test_an_editor_who_handed_a_file_in_does_not_learn_where_a_protected_site_lies(editor):
    editor.carry_out(editor.look(SITES.replace("36.2,", f"{PLACE},")))
    Site.objects.update(visibility="hidden")
    page = said(editor.get(editor.look(SITES.replace("36.2,", "36.7777,"))))
    assert "36.7777" not in page, "or the numbers of a place could be tried one by one"
    assert PLACE not in page


def test_who_may_not_see_exact_places_reads_none_in_the_faults_and_notes_of_another_s_file(steward, reviewer):
    """A point beyond the box of its country is shown with the note about it; one that is not read, with its fault."""
    rows = "1,Shrine,religious,SY,44.4444,37.1\n2,Mound,religious,SY,44.5555 N 1,37.2\n"
    address = steward.look(f"id,name,kind,country,Lat,longitude\n{rows}", publish="yes", visibility="hidden")
    pages = (address, f"{address}faults/")
    for desk, shown in ((steward, True), (reviewer, False)):
        told = [desk.get(page).content.decode() for page in pages]
        assert [place in page for page in told for place in ("44.4444", "44.5555")] == [shown] * 4
        assert all("exact places" in page for page in told) is not shown
