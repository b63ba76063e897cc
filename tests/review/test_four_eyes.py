"""Nobody makes public what they wrote themselves, unless the operator allows it."""

import factories
import pytest

from sites import review
from sites.models import Decision, Report

pytestmark = pytest.mark.django_db
WHY = factories.WHY


def drafted_by(user, **said):
    report = Report.objects.create(site=factories.site(), level="severe", event="2015-08-23", **said)
    report.citations.create(article=factories.article(), role="says")
    review.record(report, by=user, reason=WHY)
    return report


def changed_by(user, report, **said):
    before = review.account(report)
    for name, value in said.items():
        setattr(report, name, value)
    report.save()
    review.record(report, by=user, reason=WHY, before=before)


def assert_left_to_another(report, user, **how):
    count = Decision.objects.count()
    with pytest.raises(review.Refused, match=r"somebody else publishes it.*SELF_REVIEW=1"):
        review.publish(report, by=user, reason=WHY, **how)
    report.refresh_from_db()
    assert (report.state == "published", Decision.objects.count()) == (False, count)


@pytest.mark.parametrize("as_reported", [False, True])
def test_who_opened_a_report_does_not_publish_it(as_reported):
    writer = factories.reviewer("writer")
    report = drafted_by(writer)
    review.submit(report, by=writer)
    assert_left_to_another(report, writer, as_reported=as_reported)
    review.publish(report, by=factories.reviewer(), reason=WHY)


def test_who_changed_a_report_does_not_publish_it_even_if_it_was_sent_again():
    helper = factories.reviewer("helper")
    report = drafted_by(factories.editor())
    changed_by(helper, report, level="destroyed")
    assert_left_to_another(report, helper)
    review.submit(report, by=factories.editor())
    assert_left_to_another(report, helper)
    review.give_back(report, by=helper, reason="Which arch?")
    review.submit(report, by=factories.editor())
    assert_left_to_another(report, helper)
    review.publish(report, by=factories.reviewer(), reason=WHY)


def test_who_begins_a_correction_or_changes_it_does_not_approve_it():
    report = factories.report(factories.site(), "destroyed")
    correction = review.correct(report, by=factories.reviewer("corrector"))
    changed_by(factories.reviewer("helper"), correction, level="severe")
    for name in ("corrector", "helper"):
        assert_left_to_another(correction, factories.reviewer(name))
    review.publish(correction, by=factories.reviewer(), reason=WHY)


def test_who_wrote_the_first_version_may_approve_anothers_correction():
    writer = factories.reviewer("writer")
    report = drafted_by(writer)
    review.publish(report, by=factories.reviewer(), reason=WHY)
    correction = review.correct(report, by=factories.editor())
    changed_by(factories.editor(), correction, level="slight")
    review.publish(correction, by=writer, reason=WHY)
    assert Report.objects.published().get(number=report.number).level == "slight"


def test_a_withdrawn_report_is_not_published_again_by_who_wrote_it():
    writer = factories.reviewer("writer")
    report = drafted_by(writer)
    review.publish(report, by=factories.reviewer(), reason=WHY)
    review.withdraw(report, by=writer, reason=WHY)
    assert_left_to_another(report, writer)


def test_ones_own_may_be_returned_and_refused():
    writer = factories.reviewer("writer")
    report = drafted_by(writer)
    review.submit(report, by=writer)
    review.give_back(report, by=writer, reason="Not yet.")
    review.refuse(report, by=writer, reason="It is a mistake.")
    assert report.state == "refused"


def test_the_operator_may_allow_it(settings):
    settings.SELF_REVIEW = True
    writer = factories.reviewer("writer")
    report = drafted_by(writer)
    review.publish(report, by=writer, reason=WHY)
    assert report.state == "published"


def test_ones_own_are_told_of_many_with_one_question(django_assert_num_queries):
    writer = factories.reviewer("writer")
    mine = [drafted_by(writer) for _ in range(3)]
    others = [drafted_by(factories.editor()) for _ in range(3)]
    with django_assert_num_queries(2):  # who asks, and what was decided
        assert review.own_work([*mine, *others], writer) == {report.pk for report in mine}


def test_who_moves_a_withdrawn_site_leaves_it_to_somebody_else_to_publish_it(settings):
    site, mover = factories.site(), factories.reviewer("mover")
    review.withdraw(site, by=mover, reason=WHY)
    before = review.account(site)
    site.latitude = 34.6
    site.save()
    review.record(site, by=mover, reason=WHY, before=before)
    with pytest.raises(review.Refused, match="while it was withdrawn"):
        review.publish(site, by=mover, reason=WHY)
    settings.SELF_REVIEW = True
    assert review.own_work([site], mover) == set()
    settings.SELF_REVIEW = False
    review.publish(site, by=factories.reviewer(), reason=WHY)
    review.withdraw(site, by=mover, reason=WHY)
    review.publish(site, by=mover, reason=WHY)


def test_who_withdraws_a_site_may_publish_it_again_with_other_words():
    site, reviewer = factories.site(), factories.reviewer("another")
    review.withdraw(site, by=reviewer, reason=WHY)
    before = review.account(site)
    site.summary, site.visibility = "A temple.", "hidden"
    site.save()
    review.record(site, by=reviewer, reason=WHY, before=before)
    review.publish(site, by=reviewer, reason=WHY)
