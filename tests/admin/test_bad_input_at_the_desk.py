"""What cannot be used is named, the form comes again with what was typed, and nothing is half saved."""

import factories
import pytest
from desk_form import fields_of
from django.core.files.uploadedfile import SimpleUploadedFile
from paperwork import article_form, page_of, photo_form, report_form, rows, site_form, told

from sites.models import Article, Capture, Citation, Decision, Photo, Report, Site, SiteName

MILLION = "x" * 1_000_000
SITE = [
    ({"name": "Tem\0ple"}, "Null characters are not allowed."),
    ({"name": MILLION}, "at most 200 characters"),
    ({"kind": "palace"}, "Select a valid choice. palace is not one of the available choices."),
    ({"country": "XX"}, "Select a valid choice. XX is not one of the available choices."),
    ({"built": "2015-02-30"}, "“2015-02-30” has no such day"),
    ({"latitude": "138", "longitude": "38"}, "The latitude lies between -90 and 90 degrees."),
    ({"latitude": "34", "longitude": "538"}, "The longitude lies between -180 and 180 degrees."),
    ({"latitude": "nan", "longitude": "38"}, "Enter a number."),
    ({"latitude": "34.5"}, "Give both latitude and longitude, or neither."),
    ({"longitude": "38.2"}, "Give both latitude and longitude, or neither."),
    ({"coordinates": "138, 20"}, "latitude comes first"),
    ({"coordinates": "near the well"}, "is not a latitude and a longitude"),
    ({"coordinates": "3\x004.5, 38"}, "Null characters are not allowed."),
    ({"coordinates": MILLION}, "at most 100 characters"),
    ({"part_of": "999"}, "Select a valid choice."),
    ({"part_of": "\0"}, "Null characters are not allowed."),
    ({"part_of": "9" * 40}, "Select a valid choice."),
    ({"reason": " "}, "This field is required."),
    ({"reason": MILLION}, "at most 2000 characters"),
    (rows("names", {"text": "x", "language": "Arabic", "kind": "official"}), "Write a language tag"),
    (rows("identifiers", {"scheme": "wikidata", "value": "5747"}), "is not a Wikidata identifier"),
]
REPORT = [
    ({"level": "flattened"}, "Select a valid choice. flattened is not one of the available choices."),
    ({"level": ""}, "Choose a damage level, or a recovery step, or both."),
    ({"event": "2015-02-30"}, "“2015-02-30” has no such day"),
    ({"event": MILLION}, "at most 200 characters"),
    ({"main_cause": "magic"}, "magic is not one of the available choices."),
    ({"other_causes": ["fire"]}, "Choose the main cause too"),
    ({"other_causes": ["magic"]}, "magic is not one of the available choices."),
    ({"how_assessed": ["hearsay"]}, "hearsay is not one of the available choices."),
    ({"verification": "certain"}, "certain is not one of the available choices."),
    ({"summary": "a\0b"}, "Null characters are not allowed."),
    ({"summary": MILLION}, "at most 4000 characters"),
    ({"citations-0-quote": MILLION}, "at most 500 characters"),
    ({"citations-0-article": "999"}, "Select a valid choice."),
    ({"citations-0-article": "x"}, "Select a valid choice."),
    ({"site": "\0"}, "Null characters are not allowed."),
    ({"site": ""}, "This field is required."),
    ({"citations-0-role": "swears"}, "swears is not one of the available choices."),
]
ARTICLE = [
    ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ({"url": "https://example.org/" + MILLION}, "at most 2000 characters"),
    ({"title": "a\0b"}, "Null characters are not allowed."),
    ({"published": "yesterday"}, "yesterday"),
    ({"copy_text": "a\0b"}, "Null characters are not allowed."),
    ({"origin": "x"}, "Select a valid choice."),
    ({"type": "rumour"}, "rumour is not one of the available choices."),
]


def nothing_was_saved(model, decisions):
    return not model.objects.exists() and Decision.objects.count() == decisions


@pytest.mark.parametrize(("said", "fault"), SITE)
def test_a_site_that_cannot_be_used(reviewer, said, fault):
    answer = reviewer.post("/admin/heritage/site/add/", site_form(summary="Typed with care.") | said)
    assert fault in told(answer)
    assert "Typed with care." in told(answer)
    assert nothing_was_saved(Site, 0)


@pytest.mark.parametrize(("said", "fault"), REPORT)
def test_a_report_that_cannot_be_used(editor, said, fault):
    form = report_form(factories.site(), factories.article(), attributed_to="Typed with care.")
    decisions = Decision.objects.count()
    answer = editor.post("/admin/heritage/report/add/", form | said)
    assert fault in told(answer)
    assert "Typed with care." in told(answer)
    assert nothing_was_saved(Report, decisions)
    assert not Citation.objects.exists()


@pytest.mark.parametrize(("said", "fault"), ARTICLE)
def test_an_article_that_cannot_be_used(editor, said, fault):
    answer = editor.post("/admin/heritage/article/add/", article_form(authors="Typed with care.") | said)
    assert fault in told(answer)
    assert "Typed with care." in told(answer)
    assert nothing_was_saved(Article, 0)
    assert not Capture.objects.exists()


def test_one_article_cited_twice_in_one_role(editor):
    article = factories.article()
    answer = editor.post("/admin/heritage/report/add/", report_form(factories.site(), article, article))
    assert "Please correct the duplicate" in told(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "row"),
    [
        ("names", {"text": "Nabu", "language": "en", "kind": "alternative"}),
        ("identifiers", {"scheme": "wikidata", "value": "Q1"}),
    ],
)
def test_a_site_whose_form_is_sent_twice_gets_a_new_row_once(steward, prefix, row):
    site = factories.draft_site(slug="temple-of-nabu", visibility="0.1")
    form = site_form(latitude=site.latitude, longitude=site.longitude) | rows(prefix, row)
    assert steward.post(page_of(site), form).status_code == 302
    assert "already exists" in told(steward.post(page_of(site), form))
    assert getattr(site, prefix).count() == 1


def test_a_report_whose_form_is_sent_twice_cites_an_article_once(editor):
    report, article = factories.draft_report(factories.site(), cites=[]), factories.article()
    form = report_form(report.site, article)
    assert editor.post(page_of(report), form).status_code == 302
    assert "already exists" in told(editor.post(page_of(report), form))
    assert report.citations.count() == 1


@pytest.mark.parametrize(
    "received", [b"no picture", b"", factories.picture()[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_a_file_that_is_no_picture(editor, received):
    site = factories.site()
    decisions = Decision.objects.count()
    form = photo_form(site, SimpleUploadedFile("arch.png", received, "image/png"))
    answer = editor.post("/admin/heritage/photo/add/", form)
    assert "errorlist" in told(answer)
    assert nothing_was_saved(Photo, decisions)


@pytest.mark.parametrize("empty", ["alt", "credit", "licence"])
def test_a_photo_needs_its_words(editor, empty, settings):
    form = photo_form(factories.site(), SimpleUploadedFile("arch.png", factories.picture()), **{empty: ""})
    answer = editor.post("/admin/heritage/photo/add/", form)
    assert "This field is required." in told(answer)
    assert not Photo.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_a_photo_is_kept_under_its_digest_and_seen_by_the_desk_alone(editor, client):
    received = factories.picture()
    form = photo_form(factories.site(), SimpleUploadedFile("IMG of my friend.png", received))
    assert editor.post("/admin/heritage/photo/add/", form).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (24, 16)
    assert "friend" not in photo.original.name
    assert f"/admin/desk/pictures/{photo.pk}/" in told(editor.get(page_of(photo)))
    answer = editor.get(f"/admin/desk/pictures/{photo.pk}/")
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (received, "image/png")
    again = photo_form(photo.site, SimpleUploadedFile("same.png", received))
    assert "This picture is here already" in told(editor.post("/admin/heritage/photo/add/", again))


@pytest.mark.parametrize("address", ["/admin/heritage/report/x/change/", "/admin/heritage/report/x/history/"])
def test_a_record_that_does_not_exist(editor, address):
    assert "Perhaps it was deleted?" in told(editor.get(address, follow=True))


@pytest.mark.parametrize("step", ["publish", "explode"])
def test_a_step_with_nothing_to_take_it(reviewer, step):
    answer = reviewer.post(f"/admin/heritage/report/999/step/{step}/", {"reason": "x"}, follow=True)
    assert "Perhaps it was deleted?" in told(answer)


@pytest.mark.parametrize("chosen", ["x", "\0", "9" * 40, ""])
def test_a_selection_that_cannot_be(editor, chosen):
    form = {"action": "export_selected", "_selected_action": [chosen]}
    assert editor.post("/admin/heritage/site/", form).status_code in {200, 302}


@pytest.mark.parametrize("query", ["?q=" + "x" * 5000, "?level=flattened", "?state__exact=gone", "?p=99999", "?o=77"])
@pytest.mark.parametrize("name", ["site", "report", "article", "photo", "decision"])
def test_a_list_that_is_asked_for_nonsense(editor, name, query):
    assert editor.get(f"/admin/heritage/{name}/{query}").status_code in {200, 302}


@pytest.mark.parametrize("address", ["report/?site=" + "9" * 30, "decision/?at__year=-1", "site/?part_of=" + "9" * 30])
def test_a_list_asked_for_a_number_that_no_column_holds_is_a_list_all_the_same(reviewer, address):
    """Whole or empty, as the database takes such a number: SQLite refuses it, PostgreSQL finds nothing."""
    answer = reviewer.get(f"/admin/heritage/{address}", follow=True)
    assert (answer.status_code, "change-list" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("number", ["abc", "-1", "9" * 30])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_a_record_that_is_not_there_leads_back_to_the_desk(editor, number, page):
    answer = editor.get(f"/admin/heritage/site/{number}/{page}/", follow=True)
    assert "doesn’t exist" in told(answer)


@pytest.mark.parametrize(("kind", "table"), [("site", "names"), ("site", "identifiers"), ("report", "citations")])
def test_more_rows_than_anybody_types_are_refused_and_a_hundred_are_shown(editor, kind, table):
    form = site_form() if kind == "site" else report_form(factories.site(), factories.article())
    answer = editor.post(f"/admin/heritage/{kind}/add/", form | {f"{table}-TOTAL_FORMS": "9" * 400})
    shown = {name for name in fields_of(answer) if name.startswith(f"{table}-")}
    assert answer.status_code == 200
    assert not Decision.objects.filter(verb="created", kind=kind).exists()
    assert any(name.startswith(f"{table}-99-") for name in shown)
    assert not any(name.startswith(f"{table}-100-") for name in shown)
    assert "at most 100" in told(answer)


def test_a_site_with_more_names_than_a_hundred_is_changed_like_any_other(editor):
    names = [{"text": f"Name {number}", "language": "en", "kind": "alternative"} for number in range(120)]
    editor.post("/admin/heritage/site/add/", site_form())
    found = Site.objects.get()
    SiteName.objects.bulk_create(SiteName(site=found, **one) for one in names)
    page = f"/admin/heritage/site/{found.pk}/change/"
    held = {name: values[-1] for name, values in fields_of(editor.get(page)).items()}
    new = {f"names-120-{field}": value for field, value in (names[0] | {"text": "One more"}).items()}
    assert editor.post(page, held | new | {"names-TOTAL_FORMS": 121, "reason": "Found."}).status_code == 302
    assert found.names.count() == 121
