"""What an editor makes of a proposal, through the gate and once."""

from time import monotonic

import factories
import pytest
from django.utils import translation
from readings import MUSEUM, RUBBLE, THEATRE, TOMBS, copy_of, proposed, rubble

from sites import intake, review
from sites.models import Citation, Decision, Proposal, Report, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def temple():
    return factories.site("Temple of Baalshamin")


@pytest.fixture
def copy():
    return copy_of()


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def test_what_is_accepted_as_read_is_a_draft_that_cites_the_sentence(copy, temple):
    proposal = rubble(copy, temple)
    report = intake.accept(proposal, by=factories.editor())
    assert (report.state, report.site, report.level, report.event) == ("draft", temple, "destroyed", "2015-08-23")
    assert (report.causes, report.verification) == (["deliberate"], "reported")
    assert report.summary == "According to the antiquities director."
    citation = report.citations.get()
    assert (citation.quote, citation.role, citation.article) == (RUBBLE, "says", copy.capture.article)
    assert copy.text[citation.start : citation.end] == RUBBLE
    decided = fresh(proposal)
    assert (decided.state, decided.report) == ("accepted", report)
    assert Decision.objects.filter(kind="report", verb="created", number=report.number).count() == 1


def test_what_is_kept_of_it_does_not_depend_on_the_language_in_which_the_desk_is_read(copy, temple):
    site = Site(name="معبد بعل شمين", country="SY", kind="religious")
    with translation.override("ar"):
        report = intake.accept(rubble(copy, temple), by=factories.editor(), site=site)
    assert report.summary == "According to the antiquities director."
    assert report.site.slug == "syria-site"


def test_what_the_editor_changed_is_kept_beside_what_was_read(copy, temple):
    other, proposal = factories.site("Temple of Bel"), rubble(copy, temple)
    said = {
        "site": other,
        "level": "severe",
        "causes": ["deliberate"],
        "event": "2015-08",
        "quote": "reduced to rubble",
    }
    report = intake.accept(proposal, by=factories.editor(), role="looked", **said)
    assert (report.site, report.level, report.event) == (other, "severe", "2015-08")
    citation = report.citations.get()
    assert (citation.quote, citation.role) == ("reduced to rubble", "looked")
    assert copy.text[citation.start : citation.end] == "reduced to rubble"
    decided = fresh(proposal)
    assert decided.state == "changed"
    changes = {name: pair for name, pair in decided.corrected.items() if name != "made"}
    assert changes == {
        "site": [temple.pk, other.pk],
        "level": ["destroyed", "severe"],
        "event": ["2015-08-23", "2015-08"],
        "quote": [RUBBLE, "reduced to rubble"],
    }
    assert decided.level == "destroyed"


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ({"kind": "denial", "level": ""}, ("none", "")),
        ({"kind": "threat", "level": ""}, ("unknown", "")),
        ({"kind": "recovery", "level": "", "recovery": "restored"}, ("", "restored")),
        ({"kind": "damage", "level": "slight"}, ("slight", "")),
    ],
)
def test_a_kind_of_claim_becomes_its_kind_of_report(copy, temple, kind, becomes):
    report = intake.accept(proposed(copy, THEATRE, temple, **kind), by=factories.editor())
    assert (report.level, report.recovery) == becomes
    assert Proposal.objects.get().state == "accepted"


def test_an_unknown_site_is_made_as_a_draft_with_the_report(copy):
    site = Site(name="Museum at Tadmur", kind="museum", country="SY", latitude=34.55, longitude=38.27)
    proposal = proposed(copy, MUSEUM, place_name="The museum at Tadmur", group=False)
    report = intake.accept(proposal, by=factories.editor(), site=site)
    made = Site.objects.get()
    assert (report.site, made.state, made.visibility, made.slug) == (made, "draft", "0.1", "museum-at-tadmur")
    assert list(Decision.objects.filter(kind="site").values_list("verb", flat=True)) == ["created"]


@pytest.mark.parametrize("name", ["Museum at Tadmur", "متحف تدمر"])
def test_two_sites_of_one_name_get_addresses_of_their_own(copy, name):
    for quote in (MUSEUM, TOMBS):
        site = Site(name=name, kind="museum", country="SY")
        intake.accept(proposed(copy, quote), by=factories.editor(), site=site)
    assert len(set(Site.objects.values_list("slug", flat=True))) == 2


def test_a_quotation_must_stand_in_the_text_to_the_letter(copy, temple):
    proposal = rubble(copy, temple)
    with pytest.raises(review.Refused, match="to the letter"):
        intake.accept(proposal, by=factories.editor(), quote="reduced to dust")
    assert not Report.objects.exists()
    assert fresh(proposal).state == "open"


def test_a_quotation_as_long_as_a_book_is_refused_before_it_is_looked_for(copy, temple):
    began = monotonic()
    with pytest.raises(review.Refused, match="longer than 500 characters"):
        intake.support(rubble(copy, temple), factories.report(temple), by=factories.editor(), quote="word " * 200_000)
    assert monotonic() - began < 1


def test_a_quotation_may_run_over_a_paragraphs_end(copy, temple):
    report = intake.accept(rubble(copy, temple), by=factories.editor(), quote="director said.\r\n\r\nSoldiers posed")
    assert report.citations.get().quote == "director said.\n\nSoldiers posed"


def test_of_a_very_long_sentence_the_words_about_the_reason_are_cited(temple):
    sentence = "The old city, " + "street after street, " * 60 + "was reduced to rubble" + ", as was said" * 40 + "."
    copy = copy_of(sentence)
    proposal = proposed(copy, sentence, temple, why=[("reduced to rubble", "destroyed")])
    citation = intake.accept(proposal, by=factories.editor()).citations.get()
    assert len(citation.quote) <= 500
    assert "was reduced to rubble" in citation.quote
    assert copy.text[citation.start : citation.end] == citation.quote
    assert fresh(proposal).state == "accepted"


def test_damage_without_a_level_asks_for_one_and_leaves_nothing(copy):
    proposal = proposed(copy, MUSEUM, level="")
    with pytest.raises(review.Refused, match="Choose a damage level"):
        intake.accept(proposal, by=factories.editor(), site=Site(name="Museum", kind="museum", country="SY"))
    assert not Site.objects.exists()
    assert fresh(proposal).state == "open"


def test_a_draft_that_is_there_bears_one_source_more(copy, temple):
    draft, proposal = factories.draft_report(temple, "destroyed"), rubble(copy, temple)
    citation = intake.support(proposal, draft, by=factories.editor())
    assert citation.report == draft
    assert draft.citations.count() == 2
    assert (fresh(proposal).state, fresh(proposal).report) == ("accepted", draft)
    assert Decision.objects.filter(kind="report", number=draft.number).last().verb == "changed"


def test_of_a_published_report_a_correction_bears_it(copy, temple):
    report = factories.report(temple, "destroyed")
    citation = intake.support(rubble(copy, temple), report, by=factories.editor())
    assert citation.report.corrects == report
    assert citation.report.citations.count() == 2
    assert report.citations.count() == 1
    other = copy_of("It is gone, said another.")
    again = intake.support(proposed(other, "It is gone", temple), report, by=factories.editor())
    assert again.report == citation.report


def test_a_report_that_cites_the_article_already_is_left_as_it_is(copy, temple):
    report = intake.accept(rubble(copy, temple), by=factories.editor())
    said = Decision.objects.count()
    second = proposed(copy, THEATRE, temple)
    assert intake.support(second, report, by=factories.editor()).report == report
    assert report.citations.count() == 1
    assert Decision.objects.count() == said
    intake.undo(second, by=factories.editor())
    assert report.citations.count() == 1


def test_a_withdrawn_report_bears_nothing_more(copy, temple):
    report = factories.report(temple)
    review.withdraw(report, by=factories.reviewer(), reason="Wrong.")
    with pytest.raises(review.Refused, match="was withdrawn"):
        intake.support(rubble(copy, temple), report, by=factories.editor())


def test_what_is_dropped_keeps_the_reason(copy, temple):
    proposal = rubble(copy, temple)
    intake.drop(proposal, by=factories.editor(), why=" An older event. ")
    assert (fresh(proposal).state, fresh(proposal).corrected) == ("dropped", {"why": ["", "An older event."]})
    intake.undo(proposal, by=factories.editor())
    assert (fresh(proposal).state, fresh(proposal).corrected, fresh(proposal).decided_by) == ("open", {}, "")


def test_undoing_deletes_the_draft_and_the_site_that_came_with_it(copy):
    proposal = proposed(copy, MUSEUM)
    intake.accept(proposal, by=factories.editor(), site=Site(name="Museum", kind="museum", country="SY"))
    intake.undo(fresh(proposal), by=factories.editor())
    assert not Report.objects.exists()
    assert not Site.objects.exists()
    assert fresh(proposal).state == "open"


def test_undoing_takes_the_citation_off_a_draft_and_deletes_the_correction_it_opened(copy, temple):
    draft, report = factories.draft_report(temple), factories.report(temple)
    one, two = rubble(copy, temple), proposed(copy, THEATRE, temple)
    intake.support(one, draft, by=factories.editor())
    intake.support(two, report, by=factories.editor())
    for proposal in (one, two):
        intake.undo(fresh(proposal), by=factories.editor())
    assert draft.citations.count() == 1
    assert set(Report.objects.all()) == {draft, report}


def test_what_went_on_to_review_is_not_undone(copy, temple):
    proposal = rubble(copy, temple)
    review.submit(intake.accept(proposal, by=factories.editor()), by=factories.editor())
    with pytest.raises(review.Refused, match="“In review” by now"):
        intake.undo(fresh(proposal), by=factories.editor())
    assert fresh(proposal).state == "accepted"


def test_a_draft_to_which_others_were_added_is_not_undone_before_those(copy, temple):
    one, two = rubble(copy, temple), proposed(copy, THEATRE, temple)
    report = intake.accept(one, by=factories.editor())
    intake.support(two, report, by=factories.editor())
    with pytest.raises(review.Refused, match="take those back first"):
        intake.undo(fresh(one), by=factories.editor())
    for proposal in (two, one):
        intake.undo(fresh(proposal), by=factories.editor())
    assert not Report.objects.exists()


def work_on(record, **said):
    """What a colleague does to a draft at the desk."""
    before = review.account(record)
    for name, value in said.items():
        setattr(record, name, value)
    record.save()
    review.record(record, by=factories.editor("colleague"), reason=factories.WHY, before=before)


def test_a_draft_that_a_colleague_worked_on_is_not_deleted_by_undoing(copy, temple):
    drafted, opened = rubble(copy, temple), proposed(copy, THEATRE, temple)
    for report, proposal in (
        (intake.accept(drafted, by=factories.editor()), drafted),
        (intake.support(opened, factories.report(temple), by=factories.editor()).report, opened),
    ):
        work_on(report, summary="Seen on satellite images.")
        with pytest.raises(review.Refused, match="was worked on since: it stays"):
            intake.undo(fresh(proposal), by=factories.editor())
        assert (Report.objects.get(pk=report.pk).summary, fresh(proposal).report) == (report.summary, report)


def test_a_new_site_that_a_colleague_worked_on_stays_when_its_report_is_taken_back(copy):
    proposal = proposed(copy, MUSEUM)
    site = Site(name="Museum", kind="museum", country="SY")
    intake.accept(proposal, by=factories.editor(), site=site)
    work_on(site, latitude=34.55, longitude=38.27)
    intake.undo(fresh(proposal), by=factories.editor())
    assert not Report.objects.exists()
    assert Site.objects.get().latitude == 34.55


def test_undoing_takes_off_the_citation_that_was_made_and_no_other(copy, temple):
    draft, article = factories.draft_report(temple, cites=()), copy.capture.article
    Citation.objects.create(report=draft, article=article, role="looked", quote=RUBBLE)
    before = review.account(draft)
    proposal = rubble(copy, temple)
    intake.support(proposal, draft, by=factories.editor(), quote=MUSEUM)
    assert draft.citations.count() == 2
    intake.undo(fresh(proposal), by=factories.editor())
    assert review.account(draft) == before


def test_what_was_missed_and_is_entered_twice_is_one_report(copy, temple):
    for site in (temple, Site(name="Museum", kind="museum", country="SY")):
        said = {"kind": "damage", "level": "severe", "verification": "reported", "quote": MUSEUM}
        intake.missed(copy, by=factories.editor(), site=site, **said)
        again = site if site == temple else Site(name="Museum", kind="museum", country="SY")
        with pytest.raises(review.Refused, match="entered already, as report"):
            intake.missed(copy, by=factories.editor("other"), site=again, **said)
    assert (Report.objects.count(), Site.objects.count()) == (2, 2)


def test_what_the_rules_missed_is_a_report_and_a_lesson(copy, temple):
    said = {"kind": "damage", "site": temple, "level": "unspecified", "verification": "reported"}
    report = intake.missed(copy, by=factories.editor(), quote=MUSEUM, **said)
    assert report.citations.get().quote == MUSEUM
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.corrected["kind"]) == ("changed", ["", "damage"])
    assert proposal.corrected["level"] == ["", "unspecified"]
    intake.undo(proposal, by=factories.editor())
    assert not Proposal.objects.exists()
    assert not Report.objects.exists()


@pytest.mark.parametrize("act", [intake.accept, intake.drop])
def test_what_was_decided_meanwhile_is_not_decided_again(copy, temple, act):
    proposal = rubble(copy, temple)
    intake.accept(proposal, by=factories.editor("first"))
    with pytest.raises(review.Refused, match="Somebody else"):
        act(proposal, by=factories.editor("second"))
    with pytest.raises(review.Refused, match="You have decided on this already"):
        act(proposal, by=factories.editor("first"))
    assert Report.objects.count() == Citation.objects.count() == 1


def newsroom():
    """An article with one proposal, and two editors who both look at it."""
    factories.editor("first"), factories.editor("second")
    return rubble(copy_of(), factories.site("Temple of Baalshamin")).pk


def accepting(number, name):
    return lambda: intake.accept(Proposal.objects.get(pk=number), by=factories.editor(name))


def test_two_editors_at_the_same_moment_make_one_report(at_once):
    (number,) = at_once(newsroom)
    outcomes = at_once(accepting(number, "first"), accepting(number, "second"))
    assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "Report"]
    assert at_once(Report.objects.count) == [1]


def test_who_may_not_decide_makes_nothing(copy, temple):
    proposal = rubble(copy, temple)
    for act in (intake.accept, intake.drop):
        with pytest.raises(review.Refused, match="change_proposal"):
            act(proposal, by=factories.reader())
    assert fresh(proposal).state == "open"
