"""What a report would make of its site's status is what it makes of it."""

import factories
import pytest

from sites import review
from sites.models import Decision, Report, Revision

pytestmark = pytest.mark.django_db

PERIOD = ("level", "verification", "contested", "recovery", "confirmed_level")


def shown(period):
    return [getattr(period, name) for name in PERIOD] if period else ["no_report", "", False, "", ""]


def public_status(site):
    site.entry.refresh_from_db()
    return [getattr(site.entry, name) for name in PERIOD]


def weighed(report):
    return review.outcomes([Report.objects.get(pk=report.pk)])[0]


PAIRS = [
    (None, {"level": "severe"}),
    ({"level": "moderate"}, {"level": "destroyed"}),
    ({"level": "destroyed"}, {"level": "slight"}),
    ({"level": "destroyed", "verification": "confirmed"}, {"level": "slight"}),
    ({"level": "destroyed"}, {"level": "none", "verification": "confirmed", "event": "2016-01-01"}),
    ({"level": "severe"}, {"level": "severe", "verification": "corroborated"}),
    ({"level": "severe"}, {"level": "", "recovery": "in_progress", "event": "2017"}),
    ({"level": "severe"}, {"level": "unknown"}),
    ({"level": "severe"}, {"level": "none", "event": ""}),
    ({"level": "severe"}, {"level": "destroyed", "verification": "refuted"}),
    ({"level": "", "recovery": "restored", "event": "2016"}, {"level": "slight", "event": "2018-02-03"}),
]


@pytest.mark.parametrize(("stands", "new"), PAIRS)
def test_what_is_foretold_comes_true(stands, new):
    site = factories.site()
    if stands:
        factories.report(site, **stands)
    draft = factories.draft_report(site, **new)
    foretold = weighed(draft)
    assert shown(foretold.before) == public_status(site)
    factories.publish(draft)
    assert shown(foretold.after) == public_status(site)
    assert foretold.changes == (shown(foretold.before) != shown(foretold.after))
    assert foretold.why.endswith(".")


@pytest.mark.parametrize(("stands", "new"), PAIRS)
def test_a_form_is_told_the_same_as_a_saved_draft(stands, new):
    site = factories.site()
    if stands:
        factories.report(site, **stands)
    draft = factories.draft_report(site, **new)
    cited = [(one.article, one.role) for one in draft.citations.all()]
    said = {"event": "2015-08-23"} | new
    told, saved = review.outcome(site, cited=cited, **said), weighed(draft)
    assert (shown(told.before), shown(told.after), told.why) == (shown(saved.before), shown(saved.after), saved.why)


def test_a_correction_is_weighed_in_the_place_of_what_it_corrects():
    site = factories.site()
    report = factories.report(site, "destroyed")
    draft = review.correct(report, by=factories.editor())
    Report.objects.filter(pk=draft.pk).update(level="slight")
    foretold = weighed(draft)
    assert shown(foretold.before)[0] == "destroyed"
    assert shown(foretold.after)[0] == "slight"
    assert not foretold.after.contested


def test_a_correction_that_moves_a_report_tells_what_both_sites_become():
    here, there = factories.site(), factories.site()
    draft = review.correct(factories.report(here, "destroyed"), by=factories.editor())
    Report.objects.filter(pk=draft.pk).update(site=there)
    foretold = weighed(draft)
    assert shown(foretold.after)[0] == "destroyed"
    assert shown(foretold.left.before)[0] == "destroyed"
    assert foretold.left.after is None
    factories.publish(Report.objects.get(pk=draft.pk))
    assert public_status(here)[0] == "no_report"


def test_a_withdrawal_is_foretold_too():
    site = factories.site()
    report = factories.report(site, "destroyed")
    factories.report(site, "slight", event="2015-08-20")
    foretold = review.withdrawal(report)
    review.withdraw(report, by=factories.reviewer(), reason="The source was wrong.")
    assert shown(foretold.after) == public_status(site)


def test_nothing_of_it_is_written():
    site = factories.site()
    draft = factories.draft_report(site, "destroyed")
    stood = Revision.objects.count(), Decision.objects.count()
    weighed(draft)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert public_status(site)[0] == "no_report"
    assert (Revision.objects.count(), Decision.objects.count()) == stood


def test_many_are_weighed_with_as_few_questions_as_one(django_assert_max_num_queries):
    for _ in range(30):
        factories.draft_report(factories.site(), "destroyed")
    reports = Report.objects.select_related("corrects").prefetch_related("citations__article")
    with django_assert_max_num_queries(6):
        assert len(review.outcomes(reports)) == 30
