"""Steps that are taken with many records at once: a page that asks and tells, then one decision for each."""

import factories
import pytest
from desk_form import fields_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from paperwork import step_of, told

from sites.models import Decision, Report, Site
from sites.together import bulk


def chosen(client, model, action, records, **said):
    form = {"action": action, "_selected_action": [one.pk for one in records]}
    return client.post(f"/admin/heritage/{model}/", form | said, follow=True)


def taken(client, model, action, records, **said):
    """The step as somebody takes it: chosen in the list, read, given a reason, and sent."""
    asked = fields_of(chosen(client, model, action, records))
    return client.post(f"/admin/heritage/{model}/", asked | {"reason": "Read them all."} | said, follow=True)


def drafts(count):
    site = factories.site()
    return [factories.draft_report(site) for _ in range(count)]


def decided(verb):
    return Decision.objects.filter(kind="report", verb=verb)


def test_the_page_asks_why_and_does_nothing_yet(editor):
    reports = drafts(2)
    page = told(chosen(editor, "report", "submit_selected", reports))
    assert "2 of the 2 selected can take this step now" in page
    assert "Reason" in page
    assert not decided("submitted").exists()


def test_each_gets_a_decision_of_its_own(editor):
    reports = drafts(3)
    taken(editor, "report", "submit_selected", reports)
    assert set(Report.objects.values_list("state", flat=True)) == {"in_review"}
    assert decided("submitted").count() == 3
    assert set(decided("submitted").values_list("reason", flat=True)) == {"Read them all."}


def test_what_cannot_be_is_told_before_and_after_and_the_rest_is_done(reviewer):
    good = drafts(2)
    bad = factories.draft_report(good[0].site, cites=[])
    reports = [good[0], bad, good[1]]
    page = told(chosen(reviewer, "report", "publish_selected", reports))
    assert "2 of the 3 selected" in page
    assert "It cites no article that says so" in page
    after = told(taken(reviewer, "report", "publish_selected", reports))
    assert "done with 2 records" in after
    assert "It cites no article that says so" in after
    assert decided("published").count() == 2
    bad.refresh_from_db()
    assert bad.state == "draft"


@pytest.mark.parametrize(("step", "verb"), [("refuse", "refused"), ("publish", "published")])
def test_a_reviewer_decides_on_many(reviewer, step, verb):
    taken(reviewer, "report", f"{step}_selected", drafts(2))
    assert decided(verb).count() == 2


def test_a_reviewer_withdraws_many_sites_and_photos(reviewer):
    sites = [factories.site(), factories.site()]
    photos = [factories.photo(factories.site())]
    taken(reviewer, "site", "withdraw_selected", sites)
    taken(reviewer, "photo", "withdraw_selected", photos)
    for record in (*sites, *photos):
        record.refresh_from_db()
        assert record.state == "withdrawn"


def test_an_editor_is_offered_no_step_of_a_reviewer(editor):
    reports = drafts(1)
    page = told(editor.get("/admin/heritage/report/"))
    assert "submit_selected" in page
    assert "publish_selected" not in page
    taken(editor, "report", "submit_selected", reports)
    chosen(editor, "report", "publish_selected", reports, _done="1", seen=10**6, reason="Mine.")
    assert not decided("published").exists()


def test_what_was_changed_since_the_page_was_read_is_left_alone(reviewer, editor):
    first, second = drafts(2)
    asked = fields_of(chosen(reviewer, "report", "publish_selected", [first, second]))
    editor.post(step_of(first, "submit"), {"reason": "Ready."})
    page = reviewer.post("/admin/heritage/report/", asked | {"reason": "Read them."}, follow=True)
    assert "It was changed since you looked" in told(page)
    assert list(decided("published").values_list("number", flat=True)) == [second.number]


def test_a_step_without_a_reason_is_not_taken(editor):
    asked = fields_of(chosen(editor, "report", "submit_selected", drafts(1)))
    page = editor.post("/admin/heritage/report/", asked | {"reason": " "}, follow=True)
    assert "Give a reason" in told(page)
    assert not decided("submitted").exists()


def test_more_than_can_be_read_are_not_decided_on_at_once(editor, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    page = told(chosen(editor, "report", "submit_selected", drafts(3)))
    assert "at most 2 at once" in page


def test_an_editor_hides_many_places_and_shows_none(editor):
    exact, hidden = factories.site(visibility="exact"), factories.site(visibility="hidden")
    page = told(chosen(editor, "site", "visibility_2", [exact, hidden]))
    assert "Only a reviewer who may see the exact place shows more of it." in page
    taken(editor, "site", "visibility_2", [exact, hidden])
    assert set(Site.objects.values_list("visibility", flat=True)) == {"0.1", "hidden"}
    assert Decision.objects.filter(kind="site", verb="changed").count() == 1


def test_the_page_of_a_step_asks_as_often_for_thirty_as_for_one(editor):
    reports = drafts(30)
    assert questions(editor, reports) == questions(editor, reports[:1])


def questions(client, records):
    with CaptureQueriesContext(connection) as asked:
        chosen(client, "report", "submit_selected", records)
    return len(asked)
