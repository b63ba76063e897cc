"""What else a reviewer may do than publish and refuse: return, publish as “reported”, find wrong."""

import factories
import pytest

from sites import review
from sites.archive import broken
from sites.models import Decision, Report

pytestmark = pytest.mark.django_db
WHY = factories.WHY


MAKERS = [
    factories.draft_site,
    lambda: factories.draft_report(factories.site()),
    lambda: factories.draft_photo(factories.site()),
]


def waiting(record):
    review.submit(record, by=factories.editor())
    return record


@pytest.mark.parametrize(
    "make",
    [
        factories.draft_site,
        lambda: factories.draft_report(factories.site()),
        lambda: factories.draft_photo(factories.site()),
    ],
)
def test_a_reviewer_returns_a_draft_with_a_comment(make):
    record = waiting(make())
    review.give_back(record, by=factories.reviewer(), reason="Which of the two arches?")
    record.refresh_from_db()
    assert (record.state, record.returned_for) == ("draft", "Which of the two arches?")
    told = Decision.objects.latest("id")
    assert (told.verb, told.reason) == ("returned", "Which of the two arches?")
    review.submit(record, by=factories.editor())
    record.refresh_from_db()
    assert (record.state, record.returned_for) == ("in_review", "")
    assert not list(broken())


def test_only_what_waits_is_returned_and_only_by_a_reviewer():
    draft = factories.draft_report(factories.site())
    with pytest.raises(review.Refused, match="“Draft” now"):
        review.give_back(draft, by=factories.reviewer(), reason=WHY)
    with pytest.raises(review.Refused, match="needs the right “review”"):
        review.give_back(waiting(draft), by=factories.editor(), reason=WHY)
    with pytest.raises(review.Refused, match="Give a reason"):
        review.give_back(draft, by=factories.reviewer(), reason=" ")


def test_what_lacks_the_evidence_for_more_is_published_as_reported():
    draft = waiting(
        factories.draft_report(factories.site(), verification="confirmed", cites=[(factories.article(), "says")])
    )
    with pytest.raises(review.Refused, match="needs an article whose authors looked"):
        review.publish(draft, by=factories.reviewer(), reason=WHY)
    review.publish(draft, by=factories.reviewer(), reason="Nobody looked.", as_reported=True)
    held = Report.objects.get()
    assert (held.state, held.verification) == ("published", "reported")
    told = Decision.objects.latest("id")
    assert (told.verb, told.changes) == ("published", {"verification": ["confirmed", "reported"]})


def test_a_refusal_leaves_the_verification_as_it_was():
    draft = waiting(factories.draft_report(factories.site(), verification="confirmed", cites=[]))
    with pytest.raises(review.Refused, match="cites no article"):
        review.publish(draft, by=factories.reviewer(), reason=WHY, as_reported=True)
    assert Report.objects.get().verification == "confirmed"


def test_what_was_found_to_be_wrong_is_not_lowered():
    draft = waiting(factories.draft_report(factories.site(), verification="refuted"))
    with pytest.raises(review.Refused, match="found to be wrong"):
        review.publish(draft, by=factories.reviewer(), reason=WHY, as_reported=True)


def test_a_correction_is_published_as_reported_too():
    report = factories.report(factories.site(), "destroyed")
    correction = review.correct(report, by=factories.editor())
    Report.objects.filter(pk=correction.pk).update(verification="confirmed", level="severe")
    review.publish(correction, by=factories.reviewer(), reason=WHY, as_reported=True)
    held = Report.objects.published().get()
    assert (held.level, held.verification) == ("severe", "reported")


def test_what_changed_since_it_was_seen_is_not_published():
    draft = waiting(factories.draft_report(factories.site()))
    seen = review.latest([draft])[draft.pk]
    before = review.account(draft)
    draft.level = "destroyed"
    draft.save()
    review.record(draft, by=factories.editor(), reason=WHY, before=before)
    with pytest.raises(review.Refused, match="changed since you looked"):
        review.publish(draft, by=factories.reviewer(), reason=WHY, seen=seen)
    review.publish(draft, by=factories.reviewer(), reason=WHY, seen=review.latest([draft])[draft.pk])


def test_a_published_report_is_marked_as_refuted_by_an_article():
    site = factories.site()
    report, denial = factories.report(site, "destroyed"), factories.article("It stands")
    made = review.refute(report, by=factories.reviewer(), reason="It stands.", article=denial, quote="The arch stands.")
    held = Report.objects.published().get()
    assert (held.pk, held.number, held.verification, held.level) == (made.pk, report.number, "refuted", "destroyed")
    assert held.citations.get(role="refutes").quote == "The arch stands."
    assert held.citations.filter(role="says").exists()
    assert held.first_published == report.first_published
    site.entry.refresh_from_db()
    assert site.entry.level == "no_report"
    assert Decision.objects.latest("id").verb == "corrected"
    report.refresh_from_db()
    assert report.state == "withdrawn"


def test_a_refutation_needs_a_reviewer_and_no_open_correction():
    report = factories.report(factories.site(), "destroyed")
    with pytest.raises(review.Refused, match="needs the right “review”"):
        review.refute(report, by=factories.editor(), reason=WHY, article=factories.article())
    review.correct(report, by=factories.editor())
    with pytest.raises(review.Refused, match="open already"):
        review.refute(report, by=factories.reviewer(), reason=WHY, article=factories.article())
    assert Report.objects.published().get().verification == "reported"


EDITS = {
    "level": "slight", "verification": "corroborated", "event": "2016", "recovery": "restored", "summary": "Otherwise.",
    "attributed_to": "Somebody else", "causes": ["fire"],
}  # fmt: skip


@pytest.mark.parametrize("field", EDITS)
def test_nothing_of_a_published_report_is_edited_but_by_a_correction(field):
    report = factories.report(factories.site(), "destroyed")
    before = review.account(report)
    setattr(report, field, EDITS[field])
    report.save()
    with pytest.raises(review.Refused, match="open a correction"):
        review.record(report, by=factories.reviewer(), reason=WHY, before=before)
