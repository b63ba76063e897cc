"""Every decision is taken in the queue, by who may take it, on what was looked at."""

import factories
import pytest
from paperwork import page_of, step_of, told
from test_queue_of_cases import sent

from sites import review
from sites.models import Amendment, Article, Decision, Report, Site

QUEUE = "/admin/review/"


def case(record, act, reason="Read it.", **said):
    kind = record._meta.model_name
    form = {"kind": kind, "number": record.pk, "act": act, "reason": reason}
    if kind != "amendment":
        form["seen"] = review.latest([record])[record.pk]
    return form | said


def state(record):
    return type(record)._base_manager.get(pk=record.pk).state


ENDS = {"publish": "published", "return": "draft", "refuse": "refused"}


@pytest.mark.parametrize("act", ENDS)
@pytest.mark.parametrize(
    "make",
    [
        lambda: factories.draft_report(factories.site()),
        factories.draft_site,
        lambda: factories.draft_photo(factories.site()),
    ],
    ids=["report", "site", "photo"],
)
def test_each_act_is_one_decision_and_leads_on_to_the_next_case(reviewer, make, act):
    record = sent(make())
    answer = reviewer.post(f"{QUEUE}?country=SY", case(record, act, next="report-77"))
    assert answer.url == f"{QUEUE}?country=SY#case-report-77"
    assert state(record) == ENDS[act]
    assert Decision.objects.latest("id").reason == "Read it."
    assert 'class="success"' in told(reviewer.get(QUEUE))


def test_what_lacks_the_evidence_is_published_as_reported(reviewer):
    draft = sent(
        factories.draft_report(factories.site(), verification="confirmed", cites=[(factories.article(), "says")])
    )
    page = told(reviewer.get(QUEUE))
    assert 'value="publish"' not in page
    assert 'value="reported"' in page
    reviewer.post(QUEUE, case(draft, "reported", reason="Nobody looked."))
    assert Report.objects.get().verification == "reported"
    assert state(draft) == "published"


def test_a_change_of_place_is_accepted_returned_and_refused(reviewer):
    for act, ends in (("publish", "accepted"), ("return", "returned"), ("refuse", "refused")):
        amendment = factories.moved(factories.site(), latitude=34.6)
        reviewer.post(QUEUE, case(amendment, act))
        assert state(amendment) == ends
        assert (Site.objects.get(pk=amendment.site_id).latitude == 34.6) == (act == "publish")


def test_a_reason_that_is_missing_is_asked_for_and_what_was_typed_stays(reviewer):
    draft = sent(factories.draft_report(factories.site()))
    page = told(reviewer.post(QUEUE, case(draft, "return", reason="  ")))
    assert "Give a reason" in page
    stale = told(reviewer.post(QUEUE, case(draft, "publish", reason="My long reason.", seen=1)))
    assert 'value="My long reason."' in stale
    assert "changed since you looked at it" in stale
    assert state(draft) == "in_review"


def test_the_reason_that_is_offered_for_approving_is_no_comment(reviewer):
    draft = sent(factories.draft_report(factories.site()))
    offered = "Read with the quotations from its sources: they bear it out."
    assert "Give a reason" in told(reviewer.post(QUEUE, case(draft, "return", reason=offered)))
    assert state(draft) == "in_review"


def test_what_was_changed_after_it_was_looked_at_is_not_published(reviewer, editor):
    draft = sent(factories.draft_report(factories.site()))
    form = case(draft, "publish")
    before = review.account(draft)
    draft.level = "destroyed"
    draft.save()
    review.record(draft, by=factories.editor(), reason="Mended.", before=before)
    assert "changed since you looked at it" in told(reviewer.post(QUEUE, form))
    assert "changed since you looked at it" in told(reviewer.post(QUEUE, form | {"seen": ""}))
    assert state(draft) == "in_review"


@pytest.mark.parametrize("act", ENDS)
def test_of_two_reviewers_the_second_is_told_what_happened(reviewer, act):
    draft = sent(factories.draft_report(factories.site()))
    form = case(draft, act)
    review.refuse(draft, by=factories.reviewer("colleague"), reason="It is logged already.")
    page = told(reviewer.post(QUEUE, form, follow=True))
    assert "Nothing was done" in page
    assert "Refused" in page
    assert "It is logged already." in page
    assert state(draft) == "refused"


def test_the_second_is_told_of_an_accepted_and_of_a_deleted_one_too(reviewer):
    amendment = factories.moved(factories.site(), latitude=34.6)
    review.refuse_amendment(amendment, by=factories.reviewer("colleague"), reason="A car park.")
    assert "A car park." in told(reviewer.post(QUEUE, case(amendment, "publish"), follow=True))
    draft = sent(factories.draft_report(factories.site()))
    form = case(draft, "publish")
    review.discard(draft, by=factories.editor(), reason="Twice.")
    assert "it is not here any more" in told(reviewer.post(QUEUE, form, follow=True))


@pytest.mark.parametrize("act", [*ENDS, "reported", "take_back", "nonsense", ""])
def test_an_editor_decides_nothing(editor, act):
    draft, amendment = (
        sent(factories.draft_report(factories.site())),
        factories.moved(factories.site(), by=factories.reviewer("opener"), latitude=34.6),
    )
    count = Decision.objects.count()
    for record in (draft, amendment):
        assert editor.post(QUEUE, case(record, act)).status_code in (200, 302, 403)
    assert (state(draft), state(amendment), Decision.objects.count()) == ("in_review", "waiting", count)
    assert "data-case" not in told(editor.get(QUEUE))


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "decision"},
        {"kind": "article"},
        {"number": "x"},
        {"number": "9" * 40},
        {"act": "withdraw"},
        {"act": "take_back"},
        {"act": "__class__"},
        {"next": "https://elsewhere.example/"},
    ],
)
def test_what_no_form_of_ours_sends_does_no_harm(reviewer, said):
    draft = sent(factories.draft_report(factories.site()))
    answer = reviewer.post(QUEUE, case(draft, "return") | said)
    assert answer.status_code in (200, 302, 403)
    assert "elsewhere" not in answer.get("Location", "")
    assert state(draft) == ("draft" if "next" in said else "in_review")


def test_ones_own_has_no_button_and_says_why_and_the_address_does_not_help(reviewer):
    own = Report.objects.create(site=factories.site(), level="severe", event="2015")
    own.citations.create(article=factories.article(), role="says")
    review.record(own, by=factories.reviewer(), reason="New.")
    sent(own)
    page = told(reviewer.get(QUEUE))
    assert "You opened or changed this yourself" in page
    assert 'value="publish"' not in page
    for act in ("publish", "reported"):
        assert "somebody else publishes it" in told(reviewer.post(QUEUE, case(own, act)))
    assert "another reviewer publishes it" in told(reviewer.get(step_of(own, "publish")))
    assert "somebody else publishes it" in told(reviewer.post(step_of(own, "publish"), {"reason": "Mine."}))
    assert "/step/publish/" not in told(reviewer.get(page_of(own)))
    assert state(own) == "in_review"
    reviewer.post(QUEUE, case(own, "return", reason="Not yet."))
    assert state(own) == "draft"


def test_who_works_alone_is_allowed_to_by_the_operator(reviewer, settings):
    settings.SELF_REVIEW = True
    own = Report.objects.create(site=factories.site(), level="severe", event="2015")
    own.citations.create(article=factories.article(), role="says")
    review.record(own, by=factories.reviewer(), reason="New.")
    sent(own)
    reviewer.post(QUEUE, case(own, "publish"))
    assert state(own) == "published"


def test_a_proposer_takes_a_change_of_place_back_in_the_queue(editor):
    amendment = factories.moved(factories.site(), latitude=34.6)
    assert 'value="take_back"' in told(editor.get(QUEUE))
    editor.post(QUEUE, case(amendment, "take_back", reason="I was wrong."))
    assert Amendment.objects.get().state == "withdrawn"


def test_the_form_of_a_published_site_says_that_the_place_waits(editor):
    site = factories.site("Arch", visibility="exact")
    form = {
        "name": "Arch of Triumph", "slug": site.slug, "kind": "religious", "country": "SY", "visibility": "exact",
        "latitude": "34.6", "longitude": "38.2701", "reason": "The survey.",
        **{f"{rows}-{count}": 0 for rows in ("names", "identifiers") for count in ("TOTAL_FORMS", "INITIAL_FORMS")},
    }  # fmt: skip
    page = told(editor.post(page_of(site), form, follow=True))
    assert "The place waits for review; the rest is saved." in page
    held = Site.objects.get(pk=site.pk)
    assert (held.name, held.latitude) == ("Arch of Triumph", 34.5535)
    assert "A change of its place waits for review" in told(editor.get(page_of(site)))


def test_a_returned_record_says_why_and_what_to_do(editor, reviewer):
    draft = sent(factories.draft_report(factories.site()))
    reviewer.post(step_of(draft, "return"), {"reason": "Which of the two arches?"})
    page = told(editor.get(page_of(draft)))
    assert "Returned by a reviewer:" in page
    assert "Which of the two arches?" in page
    assert "Which of the two arches?" in told(editor.get(page_of(draft, "history")))
    refused = sent(factories.draft_report(factories.site()))
    reviewer.post(step_of(refused, "refuse"), {"reason": "It is logged already."})
    assert "It is logged already." in told(editor.get(page_of(refused)))


def test_a_report_is_marked_as_refuted_by_a_logged_article_and_by_a_new_one(reviewer):
    site = factories.site()
    one, other, denial = factories.report(site), factories.report(site), factories.article("It stands")
    page = told(reviewer.get(step_of(one, "refute")))
    assert "What readers would see" in page
    empty = told(reviewer.post(step_of(one, "refute"), {"reason": "It stands."}))
    assert "Choose the article that shows it to be wrong" in empty
    reviewer.post(step_of(one, "refute"), {"reason": "It stands.", "article": denial.pk, "quote": "It stands."})
    assert Report.objects.published().get(number=one.number).verification == "refuted"
    new = {"reason": "It stands.", "url": "https://gazette.example/new", "published": "2016-04-01"}
    assert "not logged yet" in told(reviewer.post(step_of(other, "refute"), new))
    reviewer.post(step_of(other, "refute"), new | {"title": "Still there", "publisher": "The Gazette"})
    version = Report.objects.published().get(number=other.number)
    assert version.citations.get(role="refutes").article == Article.objects.get(title="Still there")


def test_an_editor_marks_nothing_as_refuted(editor):
    report, denial = factories.report(factories.site()), factories.article()
    for step in ("refute", "return", "reported"):
        answer = editor.post(step_of(report, step), {"reason": "Because.", "article": denial.pk})
        assert answer.status_code == 403
    assert Report.objects.published().get().verification == "reported"
