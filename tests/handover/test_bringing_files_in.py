"""An editor hands a file in, confirms its columns, sees what would happen, brings it in; a reviewer takes it back."""

import csv
import io
import json
from datetime import timedelta

import factories
import pytest
from django.utils import timezone
from file_in_hand import SITES, kept, said

from sites import review
from sites.models import Decision, HandedIn, Import, Site

STRANGE = "ref,what,type,where\n1,Old mosque,tekke,SY\n2,North gate,monument,SY\n"
AS_STRANGE = {"column-1": "name", "column-2": "kind", "column-3": "country", "identifier": "ref"}
KINDS_OF = {"word-field": "kind", "word": "tekke"}


def test_a_file_comes_in_as_drafts_by_one_decision(editor):
    address = editor.look(SITES)
    assert "Nothing is written yet" in said(editor.get(address))
    assert not Site.objects.exists()
    assert editor.carry_out(address).url == address
    assert {one.state for one in Site.objects.all()} == {"draft"}
    assert Decision.objects.get(kind="import").reason == "The survey of 2024."
    assert "Brought in" in said(editor.get(address))


def test_the_file_is_deleted_once_it_is_brought_in(editor):
    address = editor.look(SITES)
    assert kept()
    editor.carry_out(address)
    assert not kept()


def test_columns_are_chosen_by_hand_and_unknown_words_are_explained(editor):
    columns = editor.hand_in(STRANGE).url
    page = editor.confirm(columns, **AS_STRANGE)
    assert "say what they mean" in said(page)
    assert "tekke" in said(page)
    address = editor.confirm(columns, **AS_STRANGE, **KINDS_OF, means="religious").url
    editor.carry_out(address)
    assert Site.objects.get(name="Old mosque").kind == "religious"


def test_a_word_that_stays_unknown_is_a_fault_and_nothing_can_be_brought_in(editor):
    columns = editor.hand_in(STRANGE).url
    address = editor.confirm(columns, **AS_STRANGE, **KINDS_OF, means="?").url
    page = said(editor.get(address))
    assert "1 row has faults" in page
    assert "Bring it in as drafts" not in page
    editor.carry_out(address)
    assert not Site.objects.exists()


def test_faults_are_taken_away_as_a_table_without_formulas(editor):
    address = editor.look(
        "id,name,kind,country\n1,Gate,=HYPERLINK(1),SY\n", **KINDS_OF | {"word": "=HYPERLINK(1)", "means": "?"}
    )
    rows = list(csv.DictReader(io.StringIO(editor.get(f"{address}faults/").content.decode("utf-8-sig"))))
    assert [(row["row"], row["column"], row["kind"]) for row in rows] == [("2", "kind", "fault")]
    assert rows[0]["value"].startswith("'=")


def test_what_is_only_noted_is_listed_too(editor):
    address = editor.look("id,name,kind,country,wikidata\n1,Gate,monument,SY,nonsense\n")
    rows = list(csv.DictReader(io.StringIO(editor.get(f"{address}faults/").content.decode("utf-8-sig"))))
    assert [(row["row"], row["column"], row["value"], row["kind"]) for row in rows] == [
        ("2", "wikidata", "nonsense", "note")
    ]
    assert rows[0]["what"] in said(editor.get(address))


def test_the_same_file_once_more_changes_nothing(editor):
    editor.carry_out(editor.look(SITES))
    again = editor.look(SITES)
    assert "Every row is here already" in said(editor.get(again))
    editor.carry_out(again)
    assert (Site.objects.count(), Import.objects.count()) == (2, 1)


def test_what_a_later_file_says_otherwise_is_shown_field_by_field(editor):
    editor.carry_out(editor.look(SITES))
    page = said(editor.get(editor.look(SITES.replace("North gate", "South gate"))))
    assert "What would be changed" in page
    assert "South gate" in page


def test_a_mapping_is_proposed_for_the_next_file_with_the_same_columns(editor):
    columns = editor.hand_in(STRANGE).url
    editor.carry_out(editor.confirm(columns, **AS_STRANGE, **KINDS_OF, means="religious").url)
    editor.hand_in(STRANGE.replace("1,Old mosque", "3,New mosque"))
    proposed = HandedIn.objects.first().mapping
    assert proposed["columns"] == {"ref": "", "what": "name", "type": "kind", "where": "country"}
    assert proposed["values"] == {"kind": {"tekke": "religious"}}


def test_a_mapping_is_taken_away_as_the_commands_read_it(editor):
    editor.carry_out(editor.look(SITES))
    told = json.loads(editor.get(f"/admin/imports/{Import.objects.get().pk}/mapping/").content)
    assert told["columns"]["name"] == "name"


def test_a_button_pressed_twice_brings_a_file_in_once(editor):
    address = editor.look(SITES)
    token = {"_once": "a" * 32}
    assert editor.carry_out(address, **token).url == editor.carry_out(address, **token).url
    assert (Import.objects.count(), Site.objects.count()) == (1, 2)


def test_a_file_sent_twice_is_handed_in_once(editor):
    first, second = (editor.hand_in(SITES, _once="b" * 32).url for _ in range(2))
    assert first == second
    assert HandedIn.objects.count() == 1


def test_a_reason_is_asked_for(editor):
    address = editor.look(SITES)
    page = editor.carry_out(address, reason=" ")
    assert page.status_code == 200
    assert "errornote" in said(page)
    assert HandedIn.objects.get().state == "checked"
    assert not Site.objects.exists()


def test_a_template_holds_the_columns_of_its_kind_and_can_be_brought_in(editor):
    for kind in ("sites", "articles", "reports"):
        received = editor.get(f"/admin/bring/template/{kind}/").content
        address = editor.confirm(editor.hand_in(received, kind).url).url
        assert "Nothing is written yet" in said(editor.get(address)), kind


def test_what_nobody_comes_back_to_is_forgotten_with_its_file(editor):
    editor.hand_in(SITES)
    HandedIn.objects.update(at=timezone.now() - timedelta(days=15))
    editor.hand_in(STRANGE)
    assert HandedIn.objects.count() == 1
    assert len(kept()) == 1


def test_a_file_that_is_removed_leaves_nothing(editor):
    address = editor.look(SITES)
    editor.post(f"{address}remove/")
    assert not kept()
    assert not HandedIn.objects.exists()


def test_a_reviewer_sees_what_will_be_taken_back_before_it_is(editor, reviewer):
    editor.carry_out(editor.look(SITES))
    undo = f"/admin/imports/{Import.objects.get().pk}/undo/"
    assert "Drafts of sites deleted" in said(reviewer.get(undo))
    assert Site.objects.count() == 2
    reviewer.post(undo, {"reason": "The wrong file."})
    assert not Site.objects.exists()
    assert "taken back already" in said(reviewer.get(undo))


def test_what_somebody_has_worked_on_since_stays_and_is_named(editor, reviewer):
    editor.carry_out(editor.look(SITES))
    gate = Site.objects.get(name="North gate")
    review.submit(gate, by=factories.editor())
    undo = f"/admin/imports/{Import.objects.get().pk}/undo/"
    assert "North gate” stays" in said(reviewer.get(undo))
    reviewer.post(undo, {"reason": "The wrong file."})
    assert Site.objects.get() == gate


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_taken_back_without_a_reason(editor, reviewer, reason):
    editor.carry_out(editor.look(SITES))
    page = reviewer.post(f"/admin/imports/{Import.objects.get().pk}/undo/", {"reason": reason})
    assert "errornote" in said(page)
    assert Site.objects.count() == 2
