"""An editor logs what the sources say; a reviewer decides; each edit leaves one decision."""

import factories
import pytest
from desk_form import fields_of
from django.contrib.admin.models import LogEntry
from paperwork import article_form, page_of, report_form, rows, site_form, step_of, told

from sites.models import Article, Decision, Report, Site

ADD = {name: f"/admin/heritage/{name}/add/" for name in ["site", "article", "report"]}


def decisions_about(record):
    number = getattr(record, "number", record.pk)
    return Decision.objects.filter(kind=record._meta.model_name, number=number).values_list("verb", flat=True)


def test_an_editor_enters_a_site_and_that_is_one_decision(editor):
    names = rows("names", {"text": "معبد نابو", "language": "ar", "kind": "official"})
    assert editor.post(ADD["site"], site_form() | names).status_code == 302
    site = Site.objects.get()
    assert (site.state, site.visibility, site.names.get().text) == ("draft", "0.1", "معبد نابو")
    assert list(decisions_about(site)) == ["created"]


def test_an_editor_logs_an_article_and_keeps_its_text(editor):
    editor.post(ADD["article"], article_form(copy_text="Government forces\r\ntook the city."))
    article = Article.objects.get()
    copy = article.captures.get()
    answer = editor.get(f"/admin/desk/copies/{copy.pk}/")
    assert b"".join(answer.streaming_content) == b"Government forces\ntook the city."
    assert list(decisions_about(article)) == ["created", "kept"]


def test_a_copy_is_handed_out_as_a_file_that_can_do_nothing(editor):
    editor.post(ADD["article"], article_form(copy_text="<script>alert(1)</script>"))
    answer = editor.get(f"/admin/desk/copies/{Article.objects.get().captures.get().pk}/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    answer.close()


def test_an_editor_writes_a_report_with_its_source(editor):
    site, article = factories.site("Arch"), factories.article()
    editor.post(ADD["report"], report_form(site, article))
    report = Report.objects.get()
    assert (report.number, report.state, report.level) == (report.pk, "draft", "destroyed")
    assert report.citations.get().quote == "It was blown up."
    assert list(decisions_about(report)) == ["created"]


def test_the_main_cause_stands_first_and_the_others_keep_their_order(editor):
    report = factories.draft_report(factories.site(), causes=["fire", "looting", "bombardment"])
    citation = report.citations.get()
    form = report_form(report.site, reason="Mended.", main_cause="bombardment", level="severe")
    form |= {"other_causes": ["bombardment", "looting", "deliberate", "fire"], "how_assessed": ["news", "satellite"]}
    form |= rows("citations", {"id": citation.pk, "article": citation.article_id, "role": "says"}, initial=1)
    assert editor.post(page_of(report), form).status_code == 302
    report.refresh_from_db()
    assert report.causes == ["bombardment", "looting", "deliberate", "fire"]
    assert report.methods == ["satellite", "news"]
    assert list(decisions_about(report)) == ["created", "changed"]


def test_saving_what_did_not_change_leaves_no_decision(editor):
    report = factories.draft_report(factories.site(), event="2015-08-23", causes=["looting", "fire"])
    citation = report.citations.get()
    form = report_form(report.site, level="severe", event="2015-08-23", main_cause="looting", other_causes=["fire"])
    form |= rows("citations", {"id": citation.pk, "article": citation.article_id, "role": "says"}, initial=1)
    editor.post(page_of(report), form)
    assert list(decisions_about(report)) == ["created"]


def test_no_level_is_chosen_for_the_editor(editor):
    page = told(editor.get(ADD["report"]))
    assert 'name="level" value="destroyed"' in page
    assert not any("checked" in part.split(">")[0] for part in page.split('name="level"')[1:])


def test_from_the_report_to_the_public_and_back(editor, reviewer):
    site, article = factories.site("Arch"), factories.article()
    answer = editor.post(ADD["report"], report_form(site, article, _submit="1"))
    report = Report.objects.get()
    assert answer.url == step_of(report, "submit").partition("?")[0]
    editor.post(answer.url, fields_of(editor.get(answer.url)))
    assert "It was blown up." in told(reviewer.get("/admin/review/"))
    answer = reviewer.post(step_of(report, "publish"), {"reason": "Read it.", "back": "queue"})
    assert answer.url == "/admin/review/"
    site.entry.refresh_from_db()
    assert site.entry.level == "destroyed"
    reviewer.post(step_of(report, "withdraw"), {"reason": "The source was wrong."})
    site.entry.refresh_from_db()
    assert site.entry.level == "no_report"
    assert list(decisions_about(report)) == ["created", "submitted", "published", "withdrawn"]
    history = told(editor.get(page_of(report, "history")))
    assert all(words in history for words in ["Withdrawn", "The source was wrong.", "between 20 May 2015"])


def test_a_corrected_report_keeps_its_number(editor, reviewer):
    report = factories.report(factories.site(), "destroyed")
    answer = editor.post(step_of(report, "correct"))
    draft = Report.objects.get(corrects=report)
    assert answer.url == page_of(draft)
    citation = draft.citations.get()
    form = report_form(report.site, level="severe", reason="It still stands in part.")
    form |= rows("citations", {"id": citation.pk, "article": citation.article_id, "role": "says"}, initial=1)
    editor.post(page_of(draft), form)
    editor.post(step_of(draft, "submit"), {"reason": "Ready."})
    queue = told(reviewer.get("/admin/review/"))
    assert '<del dir="auto">Destroyed</del>' in queue
    assert '<ins dir="auto">Severe damage</ins>' in queue
    reviewer.post(step_of(draft, "publish"), {"reason": "Seen on the pictures."})
    standing = Report.objects.published().get()
    assert (standing.number, standing.level) == (report.number, "severe")


def test_what_is_missing_is_shown_before_the_reviewer_tries(editor, reviewer):
    report = factories.draft_report(factories.site(), cites=[])
    assert "It cites no article that says so" in told(editor.get(page_of(report)))
    page = told(reviewer.get(step_of(report, "publish")))
    assert "It cites no article that says so" in page
    assert 'type="submit" value="Publish"' not in page


def test_a_refusal_says_why_and_the_editor_may_send_it_again(editor, reviewer):
    report = factories.draft_report(factories.site())
    editor.post(step_of(report, "submit"), {"reason": "Ready."})
    reviewer.post(step_of(report, "refuse"), {"reason": "Which of the two arches?"})
    assert "Which of the two arches?" in told(editor.get(page_of(report, "history")))
    editor.post(step_of(report, "submit"), {"reason": "Named it."})
    report.refresh_from_db()
    assert report.state == "in_review"


def test_a_site_and_its_photo_take_the_same_way(editor, reviewer):
    site = factories.draft_site("Arch")
    photo = factories.draft_photo(site)
    for record in (photo, site):
        editor.post(step_of(record, "submit"), {"reason": "Ready."})
    assert "publish the site first" in told(reviewer.get("/admin/review/"))
    for record in (site, photo):
        reviewer.post(step_of(record, "publish"), {"reason": "Looked at it."})
        record.refresh_from_db()
        assert record.state == "published"


def test_a_draft_is_deleted_with_a_reason(editor):
    report = factories.draft_report(factories.site())
    assert editor.get(page_of(report, "delete")).url == step_of(report, "discard").partition("?")[0]
    editor.post(step_of(report, "discard"), {"reason": "Logged twice."})
    assert not Report.objects.exists()
    assert list(decisions_about(report)) == ["created", "deleted"]


def test_a_site_with_reports_is_not_deleted(editor):
    report = factories.draft_report(factories.draft_site())
    answer = editor.post(step_of(report.site, "discard"), {"reason": "Not needed."})
    assert "Other records belong to it" in told(answer)
    assert Site.objects.filter(pk=report.site_id).exists()


@pytest.mark.parametrize("name", ["site", "report", "article"])
def test_the_selected_come_as_the_columns_of_the_public_file(editor, client, name):
    report = factories.report(factories.site("Arch"))
    hidden = factories.draft_report(factories.draft_site("Tomb"), cites=[(factories.article("Unpublished"), "says")])
    chosen = {
        "site": [report.site_id, hidden.site_id],
        "report": [report.pk, hidden.pk],
        "article": list(Article.objects.values_list("pk", flat=True)),
    }[name]
    answer = editor.post(
        f"/admin/heritage/{name}/", {"action": "export_selected", "_selected_action": chosen}, follow=False
    )
    exported = b"".join(answer.streaming_content)
    assert exported == b"".join(client.get(f"/{name}s.csv").streaming_content)
    assert "1-of-2-selected" in answer["Content-Disposition"]
    assert "1 of the selected is not public" in told(editor.get(f"/admin/heritage/{name}/"))


def test_a_duplicate_leads_to_the_article_that_is_there(editor):
    known = factories.article(url="https://gazette.example/palmyra")
    answer = editor.post(ADD["article"], article_form(url="https://GAZETTE.example/palmyra?utm_source=x#top"))
    assert "This address is logged already:" in told(answer)
    assert page_of(known) in told(answer)
    assert Article.objects.count() == 1


def test_the_first_page_says_how_much_waits(editor):
    editor.post(step_of(factories.draft_report(factories.site()), "submit"), {"reason": "Ready."})
    page = told(editor.get("/admin/"))
    assert 'Awaiting review <span class="desk-count">1</span>' in page
    assert 'href="/"' in page


def test_only_decisions_say_who_did_what(editor):
    editor.post(ADD["site"], site_form())
    assert not LogEntry.objects.exists()


def test_sites_are_found_in_any_spelling(editor):
    factories.site("Baalshamin", names=[("معبد بعل شمين", "ar", "official")])
    answer = editor.get(
        "/admin/autocomplete/",
        {"app_label": "heritage", "model_name": "report", "field_name": "site", "term": "بعل شمين"},
    )
    assert [found["text"] for found in answer.json()["results"]] == ["Baalshamin · Syria"]
