"""A file of reports: each finds its site and its sources or brings them along, and is published only if it is ready."""

import pytest
from arriving import WHY, mapped, survey
from factories import article, draft_site, editor, report, reviewer, site, steward

from sites import catalogue, review
from sites.archive import broken
from sites.arrivals import Faulty, undo
from sites.models import Article, Citation, Decision, Report, Site

pytestmark = pytest.mark.django_db

ROW = {
    "id": "r1",
    "site": "Temple of Bel",
    "country": "SY",
    "level": "destroyed",
    "when": "2015-08-30",
    "link": "https://news.example/bel",
    "title": "Temple of Bel destroyed",
    "publisher": "The Gazette",
    "verification": "reported",
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "reports.csv"


def reports(file, *rows, **how):
    return survey(file, [ROW | row for row in rows], mapped("reports"), **how)


def test_a_report_brings_its_site_and_its_source_along_as_drafts(file):
    made = reports(file, {}, {"id": "r2", "level": "severe", "when": "2015-08-23"})
    assert {name: made.counts.get(name) for name in ("new", "sites", "articles")} == {
        "new": 2,
        "sites": 1,
        "articles": 1,
    }
    assert [(one.state, one.site.name, one.number) for one in Report.objects.order_by("pk")] == [
        ("draft", "Temple of Bel", Report.objects.order_by("pk")[0].pk),
        ("draft", "Temple of Bel", Report.objects.order_by("pk")[1].pk),
    ]
    assert Citation.objects.count() == 2
    assert reports(file, {}, {"id": "r2", "level": "severe", "when": "2015-08-23"}) is None


def test_a_report_is_told_of_the_site_that_is_here(file):
    held = site("Temple of Bel")
    source = article("Old", url="https://news.example/bel")
    made = reports(file, {}, publish=True)
    assert (made.counts.get("sites"), made.counts.get("articles")) == (None, None)
    one = catalogue.site(held.slug)
    assert (one.entry.status.level, one.reports[0].sources[0].article.number) == ("destroyed", source.pk)


def test_published_reports_change_the_map_and_the_story_tells_of_the_import(file):
    made = reports(file, {}, publish=True)
    record = catalogue.site("temple-of-bel")
    assert record.entry.status.level == "destroyed"
    assert [(event.verb, event.label, event.reason) for event in record.history] == [("imported", "survey", WHY)]
    number = Report.objects.get().number
    assert [event.verb for event in catalogue.report(number).history] == ["imported"]
    undo(made, by=steward(), reason="The wrong file.")
    assert isinstance(catalogue.site("temple-of-bel"), catalogue.Withdrawn)


def test_a_report_that_is_not_ready_is_a_fault_before_anything_is_written(file):
    row = {"verification": "corroborated"}
    assert reports(file, row, dry=True).counts["faulty"] == 0
    told = reports(file, row, dry=True, publish=True)
    assert "two supporting articles" in str(told.faults[0].fault)
    with pytest.raises(Faulty):
        reports(file, row, publish=True)
    assert not Report.objects.exists()


def test_no_report_is_published_before_its_site(file):
    draft_site("Temple of Bel")
    told = reports(file, {}, dry=True, publish=True)
    assert "is not published: publish the site first" in str(told.faults[0].fault)


def test_nothing_is_published_of_a_day_to_come(file):
    told = reports(file, {"when": "2999-01-01"}, dry=True, publish=True)
    assert "has not come yet" in str(told.faults[0].fault)


def test_what_a_row_says_otherwise_of_a_published_report_becomes_a_correction_that_waits(file):
    reports(file, {}, publish=True)
    made = reports(file, {"level": "severe"}, publish=True)
    assert (made.counts["changed"], made.counts["waiting"]) == (1, 1)
    standing, correction = Report.objects.order_by("pk")
    assert (standing.state, standing.level) == ("published", "destroyed")
    assert (correction.state, correction.level, correction.corrects_id) == ("in_review", "severe", standing.pk)
    review.publish(correction, by=reviewer(), reason=WHY)
    assert catalogue.site("temple-of-bel").entry.status.level == "severe"


def test_the_importer_may_not_publish_drafts_that_came_with_an_import(file):
    reports(file, {}, by=steward())
    review.publish(Site.objects.get(), by=steward(), reason=WHY)
    draft = Report.objects.get()
    with pytest.raises(review.Refused, match="somebody else"):
        review.publish(draft, by=steward(), reason=WHY)
    review.publish(draft, by=reviewer(), reason=WHY)


def test_an_undone_import_keeps_what_others_built_upon(file):
    made = reports(file, {})
    report(review_of(Site.objects.get()), cites=[(Article.objects.get(), "says")])
    undone = undo(made, by=steward(), reason="The wrong file.")
    assert undone.counts == {"kept articles": 1, "kept sites": 1, "deleted reports": 1}
    assert list(broken()) == []


def review_of(held):
    review.publish(held, by=reviewer(), reason=WHY)
    return held


def test_a_site_without_a_name_and_an_article_without_an_address_are_faults(file):
    told = reports(file, {"site": ""}, dry=True)
    assert told.counts["faulty"] == 1


def test_an_editor_brings_drafts_in(file):
    reports(file, {}, by=editor())
    assert Report.objects.get().state == "draft"
    assert Decision.objects.filter(kind="import").count() == 1
