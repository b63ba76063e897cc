"""A report in a minute: what stands in the form, what it says while somebody types, and how the next one begins."""

import json

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from paperwork import page_of, report_form, rows, step_of, told
from sitting import signed_in

from sites.models import Article, Decision, Report

ADD = "/admin/heritage/report/add/"
NEW = {
    "article": "",
    "role": "says",
    "quote": "It was blown up.",
    "new_url": "https://gazette.example/new",
    "new_title": "Temple blown up",
    "new_publisher": "The Gazette",
    "new_published": "2015-08-24",
}


def found(client, field, term, model="report"):
    asked = {"app_label": "heritage", "model_name": model, "field_name": field, "term": term}
    return [one["text"] for one in client.get("/admin/autocomplete/", asked).json()["results"]]


def previewed(client, site, *cited, **said):
    form = rows("citations", *cited) | {"site": getattr(site, "pk", site), "level": "destroyed"} | said
    return {name: " ".join(html.split()) for name, html in client.post("/admin/desk/preview/", form).json().items()}


def cited(article, role="says"):
    return {"article": article.pk, "role": role}


# ── the form


def test_the_first_fields_are_those_that_every_report_needs(editor):
    page = told(editor.get(ADD))
    order = ["id_site", "id_level", "id_event", "id_verification", "id_citations-0-article", "id_citations-0-role"]
    order += ["id_citations-0-quote", "id_main_cause", "id_summary", "id_reason"]
    places = [page.index(f'id="{one}"') for one in order]
    assert places == sorted(places)


def test_what_is_seldom_said_is_folded_away_until_it_is_said(editor):
    report = factories.draft_report(factories.site())
    folded = "<details><summary> <h2"
    assert told(editor.get(page_of(report))).count(folded) == 2  # the seldom said, and what is said in other languages
    Report.objects.filter(pk=report.pk).update(summary="Blown up.")
    assert told(editor.get(page_of(report))).count(folded) == 1


def test_the_address_says_which_site_and_which_article(editor):
    site, article = factories.site("Arch"), factories.article("What is left")
    page = told(editor.get(ADD, {"site": site.pk, "article": article.pk, "event": "2015-08-23"}))
    assert f'<option value="{site.pk}" selected>Arch</option>' in page
    assert f'<option value="{article.pk}" selected>' in page
    assert 'name="event" value="2015-08-23"' in page


@pytest.mark.parametrize(
    "asked", [{"site": "x"}, {"article": "999999"}, {"site": "9" * 30, "article": "-1", "event": "?"}]
)
def test_an_address_that_names_nothing_gives_an_empty_form(editor, asked):
    assert editor.get(ADD, asked).status_code == 200


def test_the_pages_of_a_site_and_of_an_article_lead_to_a_report_on_them(editor):
    for record in (factories.site(), factories.article()):
        name = record._meta.model_name
        assert f'href="{ADD}?{name}={record.pk}">Log a report on this</a>' in told(editor.get(page_of(record)))


def test_the_next_report_begins_with_the_same_article_and_day(editor):
    site, article = factories.site("Arch"), factories.article()
    answer = editor.post(ADD, report_form(site, article, event="2015-08-23", _next="1"))
    assert answer.url == f"{ADD}?article={article.pk}&event=2015-08-23"
    page = told(editor.get(answer.url))
    assert f'<option value="{article.pk}" selected>' in page
    assert ">Arch</option>" not in page


def test_a_draft_is_saved_and_stays_open(editor):
    answer = editor.post(ADD, report_form(factories.site(), factories.article(), _continue="1"))
    assert answer.url == page_of(Report.objects.get())


# ── an article that is not here yet


def test_a_new_article_is_logged_with_the_report(editor):
    editor.post(ADD, report_form(factories.site()) | rows("citations", NEW))
    article = Report.objects.get().citations.get().article
    assert (article.title, article.url, article.published_latest.isoformat()) == (
        "Temple blown up",
        "https://gazette.example/new",
        "2015-08-24",
    )
    assert [one.verb for one in Decision.objects.filter(kind="article", number=article.pk)] == ["created"]


def test_a_page_that_is_logged_already_is_cited_and_not_logged_again(editor):
    article = factories.article(url="https://gazette.example/new")
    again = NEW | {"new_url": "HTTPS://gazette.example/new?utm_source=x#top"}
    editor.post(ADD, report_form(factories.site()) | rows("citations", again))
    assert Report.objects.get().citations.get().article == article
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"new_title": ""}, "This field cannot be blank."),
        ({"new_published": "2015-02-30"}, "2015-02-30"),
        ({"new_url": "not an address"}, "Enter a valid URL."),
        (dict.fromkeys(NEW, "") | {"role": "says"}, "Choose the article, or log it below"),
    ],
)
def test_what_a_new_article_lacks_is_said_at_its_field_and_nothing_is_saved(editor, said, message):
    page = told(editor.post(ADD, report_form(factories.site()) | rows("citations", NEW | said)))
    assert message in page.replace("&#x27;", "'")
    assert not Article.objects.exists()
    assert not Report.objects.exists()


def test_one_new_article_in_two_rows_is_not_logged_twice(editor):
    page = told(editor.post(ADD, report_form(factories.site()) | rows("citations", NEW, NEW)))
    assert "A new article is named twice" in page
    assert not Article.objects.exists()


def test_who_may_log_no_article_is_not_asked_for_one(db):
    user = factories.person("limited", "Editor", is_staff=True)
    user.groups.get().permissions.remove(user.groups.get().permissions.get(codename="add_article"))
    client = signed_in(user)
    assert "new_title" not in told(client.get(ADD))
    client.post(ADD, report_form(factories.site()) | rows("citations", NEW))
    assert not Article.objects.exists()


# ── the autocompletes


def test_a_draft_site_is_found_in_another_script(editor):
    factories.draft_site("Temple of Baalshamin", names=[("معبد بعل شمين", "ar", "official")])
    assert found(editor, "site", "معبد بعل شمين") == ["Temple of Baalshamin · Syria · draft"]
    assert found(editor, "site", "Temple of Ba'al-Shamin") == ["Temple of Baalshamin · Syria · draft"]


def test_namesakes_are_told_apart_without_telling_a_hidden_place(editor):
    factories.site("Old Gate", place="Palmyra")
    factories.site("Old Gate", slug="old-gate-2", place="A secret valley", visibility="hidden", country="IQ")
    assert sorted(found(editor, "site", "Old Gate")) == ["Old Gate · Iraq", "Old Gate · Syria · Palmyra"]
    steward = factories.person("steward", "Steward", is_staff=True)
    assert "Old Gate · Iraq · A secret valley" in found(signed_in(steward), "site", "Old Gate")


def test_a_pasted_address_finds_its_article(editor):
    factories.article("What is left", url="https://gazette.example/left")
    (text,) = found(editor, "article", "https://GAZETTE.example/left?utm_source=mail#end", model="citation")
    assert text == "What is left · The Gazette · 2015-08-24 · https://gazette.example/left"


def test_an_autocomplete_asks_as_much_of_one_site_as_of_twenty(editor):
    asked = []
    for more in (1, 19):
        for _ in range(more):
            factories.draft_site(f"Khan {factories.numbers.__next__()}", place="Aleppo")
        found(editor, "site", "Khan")
        with CaptureQueriesContext(connection) as queries:
            found(editor, "site", "Khan")
        asked.append(len(queries))
    assert asked[0] == asked[1]


# ── what the public will see


def test_the_status_before_and_after(editor):
    site = factories.site("Arch")
    factories.report(site, "severe", event="2015-08-23")
    said = previewed(editor, site, cited(factories.article(published="2015-10-05")), event="2015-10-04")
    assert "<b>Destroyed · reported · 4 October 2015</b>" in said["foreseen"]
    assert "Status now</dt><dd>Severe damage, reported</dd>" in said["foreseen"]
    assert '<dd class="foreseen-new">Destroyed, reported</dd>' in said["foreseen"]


def test_what_is_contested_is_foreseen(editor):
    site = factories.site("Arch")
    factories.report(site, "moderate", verification="confirmed", event="2015-08-01")
    said = previewed(editor, site, cited(factories.article()), level="severe", event="2015-08-23")
    assert "Severe damage, reported, contested" in said["foreseen"]


def test_nothing_is_foreseen_before_a_site_and_a_level_are_chosen(editor):
    assert "Choose a site and a level" in previewed(editor, "", level="-")["foreseen"]


def test_of_a_draft_site_it_is_said_that_readers_see_nothing_yet(editor):
    said = previewed(editor, factories.draft_site(), event="2015-08-23")
    assert "Its site must be published first." in said["foreseen"]


def test_a_correction_takes_the_place_of_what_it_corrects(editor):
    site = factories.site("Arch")
    report = factories.report(site, "destroyed", event="2015-08-23")
    editor.post(step_of(report, "correct"))
    correction = Report.objects.get(corrects=report)
    citation = {"article": correction.citations.get().article_id, "role": "says"}
    said = previewed(editor, site, citation, level="slight", event="2015-08-23", report=correction.pk)
    assert "Status now</dt><dd>Destroyed, reported</dd>" in said["foreseen"]
    assert ">Slight damage, reported</dd>" in said["foreseen"]
    assert said["alike"] == ""


def test_the_page_of_a_draft_foresees_without_scripts(editor):
    report = factories.draft_report(factories.site(), "severe", event="2015-08-23")
    assert '<dd class="foreseen-new">Severe damage, reported</dd>' in told(editor.get(page_of(report)))


def test_no_preview_tells_where_a_site_lies(editor):
    site = factories.site("Cave", visibility="hidden", place="A secret valley", latitude=34.123456, longitude=38.654321)
    factories.report(site, "severe", event="2015-08-23")
    said = previewed(editor, site, event="2015-08-23", level="severe")
    assert "Cave" in said["foreseen"]
    assert "Report" in said["alike"]
    assert not any(secret in json.dumps(said) for secret in ("secret valley", "34.12", "38.65"))


@pytest.mark.parametrize(
    "said",
    [
        {"event": "2015-02-30"},
        {"verification": "sure"},
        {"recovery": "x", "level": "x"},
        {"other_causes": ["x"] * 1000, "main_cause": "\0"},
        {"report": "9" * 40, "citations-TOTAL_FORMS": "9" * 15},
        {"citations-0-article": "x", "citations-0-role": "y"},
    ],
)
def test_what_is_no_value_counts_as_not_said(editor, said):
    assert set(previewed(editor, factories.site(), **said)) == {"alike", "foreseen"}


def test_a_preview_asks_as_much_of_one_report_as_of_thirty(editor):
    site, asked = factories.site(), []
    for more in (1, 29):
        for _ in range(more):
            factories.report(site, "destroyed", event="2015-08-23")
        with CaptureQueriesContext(connection) as queries:
            previewed(editor, site, cited(factories.article()), event="2015-08-23")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_sees_no_reports_gets_no_answers(db):
    client = signed_in(factories.person("guest", is_staff=True))
    for address in ("/admin/desk/preview/", "/admin/desk/known/"):
        assert client.post(address, {"url": "https://gazette.example/"}).status_code == 403


# ── what may be reported already


@pytest.mark.parametrize(
    ("event", "level", "alike"),
    [
        ("2015-08-23", "destroyed", True),
        ("2015-08", "destroyed", True),
        ("2015-08-20/2015-08-30", "destroyed", True),
        ("2015-08-24", "destroyed", False),
        ("2015-08-23", "severe", False),
        ("", "destroyed", False),
    ],
)
def test_the_same_site_level_and_overlapping_days_are_warned_of(editor, event, level, alike):
    site = factories.site("Arch")
    report = factories.draft_report(site, "destroyed", event="2015-08-23")
    factories.draft_report(factories.site("Other"), "destroyed", event="2015-08-23")
    said = previewed(editor, site, event=event, level=level)["alike"]
    assert (page_of(report) in said) == alike
    assert ("Draft" in said) == alike
    assert "Other" not in said


@pytest.mark.parametrize("stands", ["2015-08-23/..", "../2015-08-23"])
def test_days_that_are_open_at_one_end_overlap(editor, stands):
    site = factories.site("Arch")
    report = factories.draft_report(site, "destroyed", event=stands)
    assert page_of(report) in previewed(editor, site, event="2015-08-23")["alike"]


def test_undated_reports_are_like_undated_ones(editor):
    site = factories.site("Arch")
    report = factories.draft_report(site, "destroyed", event="")
    assert page_of(report) in previewed(editor, site, event="")["alike"]
    assert page_of(report) not in previewed(editor, site, event="2015-08-23")["alike"]


def test_a_report_is_not_like_itself(editor):
    report = factories.draft_report(factories.site(), "destroyed", event="2015-08-23")
    assert "It may be reported already" not in told(editor.get(page_of(report)))


def test_the_warning_comes_without_scripts_too(editor):
    site, article = factories.site("Arch"), factories.article()
    report = factories.report(site, "destroyed", event="2015-08-23")
    wrong = report_form(site, article, event="2015-08-23", verification="")
    page = told(editor.post(ADD, wrong))
    assert "It may be reported already" in page
    page = told(editor.post(ADD, report_form(site, article, event="2015-08-23", _next="1"), follow=True))
    assert "It may be reported already: compare report" in page
    assert f'<a href="{page_of(report)}">{report.number}</a>' in page


def test_an_address_that_is_logged_is_known_while_it_is_typed(editor):
    article = factories.article("What is left", url="https://gazette.example/left")
    known = editor.post("/admin/desk/known/", {"url": "https://gazette.example/left#top"}).json()
    assert (known["number"], known["address"]) == (article.pk, page_of(article))
    assert "What is left" in known["words"]


@pytest.mark.parametrize("url", ["https://gazette.example/none", "", "gazette", "http://[", "https://x/\0", "x" * 9000])
def test_an_address_that_nobody_logged_is_not_known(editor, url):
    assert editor.post("/admin/desk/known/", {"url": url}).json() == {}


# ── what was typed is kept


def test_forms_are_kept_on_the_device_unless_the_installation_says_no(editor, settings):
    assert 'data-keeping="1"' in told(editor.get(ADD))
    settings.DEVICE_DRAFTS = False
    page = told(editor.get(ADD))
    assert 'data-keeping="0"' in page
    assert 'data-keeping="1"' not in page
