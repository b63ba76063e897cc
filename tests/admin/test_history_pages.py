"""The story of every record in plain words: paged, with what it said then and any two points of it compared."""

import factories
import pytest
from desk_form import fields_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from paperwork import page_of, step_of, told

from sites import review
from sites.history.past import said_then
from sites.models import Article, Citation, Decision

LONG = "The arch stood at the end of the colonnade, and travellers drew it for two hundred years before it fell."


def changed(record, reason="Read it again.", by=None, **said):
    before = review.account(record)
    for name, value in said.items():
        setattr(record, name, value)
    record.save()
    review.record(record, by=by or factories.editor(), reason=reason, before=before)
    return Decision.objects.last()


def story(client, record, query=""):
    return told(client.get(page_of(record, "history") + query))


def then(record, decision, page=""):
    return f"{page_of(record, 'history')}{decision.pk}/{page}"


def test_a_change_is_told_in_a_sentence_with_its_reason(editor):
    report = factories.draft_report(factories.site(), "severe")
    decision = changed(report, "The gate fell too.", level="destroyed")
    page = story(editor, report)
    assert f"{decision.who} changed the damage level from Severe damage to Destroyed" in page
    assert "The gate fell too." in page


def test_only_the_words_that_changed_are_marked(editor):
    report = factories.draft_report(factories.site(), summary=LONG)
    changed(report, summary=LONG.replace("two hundred", "three hundred"))
    page = story(editor, report)
    assert "<del>two</del>" in page
    assert "<ins>three</ins>" in page
    assert f"<ins>{LONG}" not in page


@pytest.mark.parametrize(
    "make",
    [
        factories.draft_site,
        factories.article,
        lambda: factories.draft_report(factories.site()),
        lambda: factories.draft_photo(factories.site()),
    ],
)
def test_every_kind_of_record_has_its_story(editor, make):
    record = make()
    assert "opened it" in story(editor, record)
    decision = Decision.objects.filter(kind=record._meta.model_name).last()
    for page in ("", "restore/"):
        assert editor.get(then(record, decision, page)).status_code == 200
    assert editor.get(f"{page_of(record, 'history')}compare/?from={decision.pk}").status_code == 200


def test_names_and_citations_are_part_of_the_story(editor):
    site = factories.draft_site("Arch", names=[("قوس", "ar", "official")])
    report = factories.draft_report(site)
    before = review.account(report)
    Citation.objects.create(report=report, article=factories.article("What fell"), role="looked", quote="It fell.")
    review.record(report, by=factories.editor(), reason="A second source.", before=before)
    assert "قوس" in story(editor, site)
    assert "What fell" in story(editor, report)
    assert "“It fell.”" in story(editor, report)


def test_the_story_of_a_report_spans_its_corrections(editor, reviewer):
    report = factories.report(factories.site(), "destroyed")
    draft = review.correct(report, by=factories.editor())
    changed(draft, "Part of it stands.", level="severe")
    reviewer.post(step_of(draft, "publish"), {"reason": "Seen on the pictures."})
    for record in (report, draft):
        page = story(editor, record)
        assert all(words in page for words in ["Part of it stands.", "published a correction of", "opened it"])


def test_a_long_story_comes_page_by_page_and_every_entry_once(editor):
    site = factories.draft_site("Arch")
    for number in range(60):
        changed(site, f"Reason {number}.", summary=f"Summary {number}.")
    first = story(editor, site)
    assert "Reason 59." in first
    assert "Reason 9." not in first
    oldest = min(int(part.split('"')[0]) for part in first.split('id="decision-')[1:])
    second = story(editor, site, f"?before={oldest}")
    assert "Reason 9." in second
    assert "Reason 59." not in second
    both = [int(part.split('"')[0]) for page in (first, second) for part in page.split('id="decision-')[1:]]
    assert len(both) == len(set(both)) == 61
    assert f'id="decision-{max(both)}"' in story(editor, site, f"?after={oldest}")


@pytest.mark.parametrize("query", ["?before=x", "?after=99999999999999999999999", "?before=-1", "?before=0"])
def test_a_place_in_the_story_that_is_none_is_the_beginning(editor, query):
    site = factories.draft_site("Arch")
    assert editor.get(page_of(site, "history") + query).status_code == 200


def test_the_story_asks_as_often_for_thirty_entries_as_for_two(editor):
    articles = [factories.article() for _ in range(30)]
    few, many = (factories.draft_report(factories.site(), cites=[(articles[0], "says")]) for _ in range(2))
    for record, count in ((few, 1), (many, 29)):
        for article in articles[:count]:
            before = review.account(record)
            Citation.objects.create(report=record, article=article, role="looked")
            review.record(record, by=factories.editor(), reason="More.", before=before)
    assert questions(editor, many) == questions(editor, few)


def questions(client, record):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page_of(record, "history")).status_code == 200
    return len(asked)


def test_what_it_said_then_is_told_as_it_was(editor):
    report = factories.draft_report(factories.site(), "severe", summary="As it was first.")
    decision = Decision.objects.last()
    changed(report, level="destroyed", summary="As it was later.")
    page = told(editor.get(then(report, decision)))
    assert "Severe damage" in page
    assert "As it was first." in page
    assert "As it was later." not in page


def test_a_deleted_correction_is_still_told(editor):
    report = factories.report(factories.site(), "destroyed")
    draft = review.correct(report, by=factories.editor())
    decision = changed(draft, "Part of it stands.", level="severe")
    review.discard(draft, by=factories.editor(), reason="No.")
    assert "Severe damage" in told(editor.get(then(report, decision)))
    published = Decision.objects.get(kind="report", verb="published")
    assert "Destroyed" in told(editor.get(then(report, published)))


def test_a_published_version_says_what_it_said_while_its_correction_is_worked_on(editor):
    report = factories.report(factories.site(), "destroyed")
    draft = review.correct(report, by=factories.editor())
    published = Decision.objects.get(kind="report", verb="published")
    decision = changed(draft, level="severe")
    assert "Destroyed" in told(editor.get(then(draft, published)))
    assert "Severe damage" in told(editor.get(then(report, decision)))


def test_any_two_points_are_compared_the_older_first(editor):
    report = factories.draft_report(factories.site(), "slight")
    first = Decision.objects.last()
    second = changed(report, level="severe")
    changed(report, level="destroyed")
    address = f"{page_of(report, 'history')}compare/"
    for query in (f"?from={first.pk}&to={second.pk}", f"?from={second.pk}&to={first.pk}"):
        page = told(editor.get(address + query))
        assert "<del>Slight damage</del>" in page
        assert "<ins>Severe damage</ins>" in page
    assert "<ins>Destroyed</ins>" in told(editor.get(f"{address}?from={first.pk}"))


@pytest.mark.parametrize("query", ["?from=x", "?from=99999999999999999999999", "?from=1&to=-1"])
def test_a_point_that_is_none_is_not_found(editor, query):
    site = factories.draft_site("Arch")
    assert editor.get(f"{page_of(site, 'history')}compare/{query}").status_code == 404


def test_a_decision_about_another_record_is_not_this_one_s(editor):
    site = factories.draft_site("Arch")
    factories.draft_site("Temple")
    other = Decision.objects.last()
    assert editor.get(then(site, other)).status_code == 404


def test_where_a_protected_site_lies_is_told_only_to_whom_may_know_it(editor, reviewer):
    site = factories.draft_site("Tomb", latitude=34.123456, longitude=38.765432, visibility="0.1", place="Wadi Secret")
    decision = Decision.objects.last()
    user = factories.editor()
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_exact_place"))
    changed(site, latitude=34.654321, by=factories.reviewer())
    addresses = [
        page_of(site, "history"),
        then(site, decision),
        then(site, decision, "restore/"),
        f"{page_of(site, 'history')}compare/?from={decision.pk}",
        f"/admin/heritage/decision/{decision.pk}/change/",
        "/admin/",
    ]
    for address in addresses:
        page = told(editor.get(address))
        for secret in ("34.123456", "34.654321", "Wadi Secret"):
            assert secret not in page, address
    assert "An exact place" in told(editor.get(addresses[0]))


def test_a_source_that_is_gone_is_named_by_its_number(editor):
    article = factories.article()
    report = factories.draft_report(factories.site(), cites=[(article, "says")])
    before = review.account(report)
    report.citations.all().delete()
    review.record(report, by=factories.editor(), reason="Not that one.", before=before)
    Article.objects.filter(pk=article.pk).delete()
    assert f"article {article.pk}" in story(editor, report)


def test_a_look_at_the_story_changes_nothing(editor):
    site = factories.draft_site("Arch")
    decision = Decision.objects.last()
    count = Decision.objects.count()
    editor.get(then(site, decision, "restore/") + "?reason=x&seen=1")
    assert Decision.objects.count() == count


def test_a_step_on_an_older_version_shows_what_changed_and_asks_again(editor, reviewer):
    report = factories.draft_report(factories.site(), "severe")
    asked = fields_of(reviewer.get(step_of(report, "publish")))
    changed(report, "It fell wholly.", level="destroyed")
    answer = reviewer.post(step_of(report, "publish"), asked | {"reason": "Read it."})
    page = told(answer)
    shown = ["It was changed since you looked:", "It fell wholly.", "<ins>Destroyed</ins>"]
    assert all(words in page for words in shown)
    report.refresh_from_db()
    assert report.state == "draft"
    reviewer.post(step_of(report, "publish"), fields_of(answer))
    report.refresh_from_db()
    assert report.state == "published"


def test_what_a_site_said_before_a_merge_is_told_and_restored(steward):
    kept = factories.draft_site("Arch", summary="Ours.", kind="religious")
    first = Decision.objects.last()
    gone = factories.draft_site("Gate", summary="Theirs.")
    review.merge(kept, gone, by=factories.reviewer(), reason="One arch.", taken=["summary", "name"])
    page = told(steward.get(then(kept, first)))
    assert "Ours." in page
    answer = steward.get(then(kept, first, "restore/"))
    steward.post(then(kept, first, "restore/"), fields_of(answer) | {"reason": "It is the arch."})
    kept.refresh_from_db()
    assert (kept.name, kept.summary) == ("Arch", "Ours.")
    assert list(kept.names.all()) == []


def test_what_a_report_claimed_before_it_was_published_as_reported_is_told(reviewer):
    report = factories.draft_report(
        factories.site(), verification="corroborated", cites=[(factories.article(), "says")]
    )
    first = Decision.objects.last()
    review.publish(report, by=factories.reviewer(), reason="One source alone.", as_reported=True)
    assert "Corroborated" in told(reviewer.get(then(report, first)))
    assert said_then(report, first)["verification"] == "corroborated"
