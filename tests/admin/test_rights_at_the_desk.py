"""Who may do what: by the buttons, by the address, and by fields that no form offers."""

import re

import factories
import pytest
from django.test import Client
from paperwork import article_form, page_of, report_form, site_form, step_of, told

from sites import archive
from sites.models import Article, Decision, Origin, Report, Site

ADDRESSES = [
    "/admin/",
    "/admin/review/",
    "/admin/heritage/site/",
    "/admin/heritage/site/add/",
    "/admin/heritage/report/1/change/",
    "/admin/heritage/report/1/step/publish/",
    "/admin/heritage/decision/",
    "/admin/desk/date/",
    "/admin/desk/point/",
    "/admin/desk/geocode/",
    "/admin/desk/copies/1/",
    "/admin/desk/pictures/1/",
    "/admin/desk/pictures/1/240/",
    "/admin/heritage/photo/upload/",
    "/admin/desk/standing/",
    "/admin/heritage/article/1/read/",
    "/admin/heritage/proposal/",
    "/admin/read/",
    "/admin/read/1/",
    "/admin/read/1/state/",
    "/admin/read/1/again/",
    "/admin/read/1/remove/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_the_door(db, client, address, method):
    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/?next=")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/review/",
        "/admin/heritage/report/",
        "/admin/desk/copies/1/",
        "/admin/desk/standing/",
        "/admin/heritage/article/1/read/",
        "/admin/read/",
        "/admin/read/1/",
        "/admin/read/1/state/",
    ],
)
def test_an_account_without_rights_sees_nothing(db, client, address):
    client.force_login(factories.person("guest", is_staff=True))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("step", ["publish", "refuse", "withdraw"])
@pytest.mark.parametrize("kind", ["site", "report", "photo"])
def test_an_editor_cannot_decide_by_any_address(editor, kind, step):
    record = {
        "site": factories.draft_site,
        "report": lambda: factories.draft_report(factories.site()),
        "photo": lambda: factories.draft_photo(factories.site()),
    }[kind]()
    before = Decision.objects.count()
    assert editor.get(step_of(record, step)).status_code == 403
    assert editor.post(step_of(record, step), {"reason": "Because."}).status_code == 403
    record.refresh_from_db()
    assert record.state == "draft"
    assert Decision.objects.count() == before


def test_an_editor_is_offered_no_reviewers_button(editor):
    page = told(editor.get(page_of(factories.draft_report(factories.site()))))
    assert "/step/submit/" in page
    assert "/step/publish/" not in page


STOLEN = {"state": "published", "first_published": "2020-01-01", "decided_by": "me", "decided_at": "2020-01-01"}


def test_fields_that_no_form_offers_change_nothing(editor):
    site = factories.site()
    editor.post("/admin/heritage/site/add/", site_form() | STOLEN)
    report = report_form(site, factories.article()) | STOLEN | {"number": "7", "corrects": "1", "opened_by": "me"}
    editor.post("/admin/heritage/report/add/", report)
    for record in (Site.objects.get(slug="temple-of-nabu"), Report.objects.get()):
        assert (record.state, record.first_published, record.decided_by) == ("draft", None, "")
    assert Report.objects.get().number == Report.objects.get().pk


def test_an_editor_cannot_show_more_of_a_place(editor):
    answer = editor.post("/admin/heritage/site/add/", site_form(visibility="exact"))
    assert "Select a valid choice" in told(answer)
    assert 'value="exact"' not in told(editor.get("/admin/heritage/site/add/"))
    assert not Site.objects.exists()


def test_an_editor_can_hide_a_place_better_and_a_steward_can_show_it(editor, reviewer, steward):
    site = factories.draft_site(visibility="0.1")
    form = site_form(name=site.name, slug=site.slug, latitude="34.5", longitude="38.2")
    editor.post(page_of(site), form | {"visibility": "hidden", "reason": "Looters."})
    site.refresh_from_db()
    assert site.visibility == "hidden"
    answer = reviewer.post(page_of(site), form | {"visibility": "exact", "reason": "Everybody knows it."})
    assert "Select a valid choice" in told(answer)
    steward.post(page_of(site), form | {"visibility": "exact", "reason": "Everybody knows it."})
    site.refresh_from_db()
    assert site.visibility == "exact"


def test_a_published_report_is_read_only(reviewer):
    record = factories.report(factories.site())
    page = told(reviewer.get(page_of(record)))
    assert 'name="_save"' not in page
    assert "/step/withdraw/" in page
    answer = reviewer.post(page_of(record), {"level": "none", "reason": "Quietly."}, follow=True)
    assert "Nothing was saved" in told(answer)


def test_of_a_published_picture_nothing_changes_but_what_it_says_in_other_languages(reviewer):
    photo = factories.photo(factories.site())
    page = told(reviewer.get(page_of(photo)))
    assert "/step/withdraw/" in page
    fields = set(re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', page))
    typed = {one for one in fields if not one.startswith(("says_", "_", "csrf"))}
    assert typed == {"reason"}
    kept = (photo.alt, photo.credit, photo.licence)
    reviewer.post(page_of(photo), {"alt": "A wall.", "credit": "Nobody", "licence": "none", "reason": "Quietly."})
    photo.refresh_from_db()
    assert (photo.alt, photo.credit, photo.licence) == kept


def test_a_published_address_stays(reviewer):
    site = factories.site("Arch")
    form = site_form(name="Arch of Triumph", slug="elsewhere", visibility="exact", reason="Its usual name.")
    reviewer.post(page_of(site), form)
    site.refresh_from_db()
    assert (site.name, site.slug) == ("Arch of Triumph", "arch")


def test_a_change_of_what_is_published_asks_why(reviewer):
    site = factories.site("Arch")
    answer = reviewer.post(page_of(site), site_form(name="Another", visibility="exact", reason=""))
    assert "This field is required." in told(answer)
    site.refresh_from_db()
    assert site.name == "Arch"


def test_a_source_is_not_changed_from_under_a_published_report(editor):
    one, two = factories.article(), factories.article()
    report = factories.report(factories.site(), cites=[(one, "says"), (two, "says")], verification="corroborated")
    editor.post("/admin/heritage/origin/add/", {"name": "Agency copy", "reason": "New record."})
    origin = Origin.objects.get().pk
    form = article_form(url=one.url, title=one.title, origin=origin, reason="Both repeat the agency.")
    assert editor.post(page_of(one), form).status_code == 302
    answer = editor.post(page_of(two), form | {"url": two.url, "title": "Typed with care", "copy_text": "A copy."})
    assert f"Report {report.number} rests on this source" in told(answer)
    assert "Typed with care" in told(answer)
    stored = Article.objects.get(pk=two.pk)
    assert (stored.origin, stored.title) == (None, two.title)
    assert [*archive.strays()] == []


@pytest.mark.parametrize("kind", ["article", "origin"])
def test_sources_are_not_deleted(kind, admin_client):
    article = factories.article()
    assert admin_client.get(f"/admin/heritage/{kind}/{article.pk}/delete/").status_code in {302, 403}
    assert "delete_selected" not in told(admin_client.get(f"/admin/heritage/{kind}/"))
    assert admin_client.get(page_of(article, "delete")).status_code == 403


def test_nothing_is_deleted_by_the_list(editor):
    report = factories.draft_report(factories.site())
    editor.post(
        "/admin/heritage/report/", {"action": "delete_selected", "_selected_action": [report.pk], "post": "yes"}
    )
    assert Report.objects.filter(pk=report.pk).exists()


def test_decisions_are_read_only_even_for_the_administrator(admin_client):
    factories.site()
    decision = Decision.objects.first()
    assert admin_client.get(page_of(decision)).status_code == 200
    assert admin_client.post(page_of(decision), {"reason": "Rewritten"}).status_code == 403
    assert admin_client.get(page_of(decision, "delete")).status_code == 403


def test_a_step_needs_a_post_and_a_reason(reviewer):
    report = factories.draft_report(factories.site())
    reviewer.get(step_of(report, "publish"))
    answer = reviewer.post(step_of(report, "publish"), {"reason": "  "})
    assert "Give a reason" in told(answer)
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_second_reviewer_is_told_that_it_was_decided(reviewer):
    report = factories.report(factories.site())
    answer = reviewer.post(step_of(report, "publish"), {"reason": "Again."})
    assert "“Published” now" in told(answer)


def test_a_form_without_its_token_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    assert client.post("/admin/heritage/site/add/", site_form()).status_code == 403
    assert client.post("/admin/desk/point/", {"text": "34, 38"}).status_code == 403
