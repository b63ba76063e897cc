"""Two editors open one record; what the first saves, the second never overwrites unseen."""

import factories
import pytest
from desk_form import fields_of
from django.test import Client
from paperwork import page_of, step_of, told
from sitting import signed_in

from sites.models import Decision, Report, Site

WHY = {"reason": "Read it again."}


@pytest.fixture
def colleague(db):
    return signed_in(factories.editor("colleague"))


def opened(client, record):
    return fields_of(client.get(page_of(record)))


def save(client, record, form, **said):
    return client.post(page_of(record), form | WHY | said)


def sitting(**said):
    return factories.draft_site("Arch", names=[("قوس", "ar", "official")], **said)


def test_what_nobody_else_changed_is_saved_at_once(editor):
    site = sitting()
    assert save(editor, site, opened(editor, site), summary="It stands.").status_code == 302
    site.refresh_from_db()
    assert site.summary == "It stands."


def test_the_second_save_shows_both_versions_and_saves_nothing(editor, colleague):
    site = sitting(summary="As it was.")
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), summary="What the colleague wrote.")
    answer = save(editor, site, mine, summary="What I wrote.")
    page = told(answer)
    assert answer.status_code == 409
    assert all(
        words in page for words in ["As it was.", "What the colleague wrote.", "What I wrote.", "both changed it"]
    )
    assert Decision.objects.last().who in page
    site.refresh_from_db()
    assert site.summary == "What the colleague wrote."


def test_what_one_side_alone_changed_is_merged(editor, colleague):
    site = sitting()
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), place="Homs")
    answer = save(editor, site, mine, summary="What I wrote.")
    assert "both changed it" not in told(answer)
    assert save(editor, site, fields_of(answer)).status_code == 302
    site.refresh_from_db()
    assert (site.place, site.summary) == ("Homs", "What I wrote.")


@pytest.mark.parametrize(("chosen", "stays"), [("mine", "What I wrote."), ("theirs", "What the colleague wrote.")])
def test_the_side_that_is_chosen_is_saved(editor, colleague, chosen, stays):
    site = sitting()
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), summary="What the colleague wrote.")
    asked = fields_of(save(editor, site, mine, summary="What I wrote.", place="Tadmur"))
    assert save(editor, site, asked, **{"_keep-summary": chosen}).status_code == 302
    site.refresh_from_db()
    assert (site.summary, site.place) == (stays, "Tadmur")


def test_what_both_changed_has_to_be_chosen(editor, colleague):
    site = sitting()
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), summary="What the colleague wrote.")
    asked = fields_of(save(editor, site, mine, summary="What I wrote."))
    answer = save(editor, site, asked)
    assert "Choose one of these." in told(answer)
    assert "What I wrote." in told(answer)
    site.refresh_from_db()
    assert site.summary == "What the colleague wrote."


def test_a_third_save_meanwhile_is_shown_again_with_what_was_chosen(editor, colleague):
    site = sitting()
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), summary="First.")
    asked = fields_of(save(editor, site, mine, summary="What I wrote."))
    save(colleague, site, opened(colleague, site), summary="Second.", place="Homs")
    answer = save(editor, site, asked, **{"_keep-summary": "mine"})
    assert answer.status_code == 409
    assert all(words in told(answer) for words in ["First.", "Second.", "What I wrote."])
    save(editor, site, fields_of(answer), **{"_keep-summary": "mine"})
    site.refresh_from_db()
    assert (site.summary, site.place) == ("What I wrote.", "Homs")


def test_names_that_both_added_are_kept_together(editor, colleague):
    site = sitting()

    def with_name(form, text):
        return form | {
            "names-TOTAL_FORMS": "2",
            "names-1-text": text,
            "names-1-language": "en",
            "names-1-kind": "alternative",
        }

    mine = with_name(opened(editor, site), "Mine")
    save(colleague, site, with_name(opened(colleague, site), "Theirs"))
    answer = save(editor, site, mine)
    assert "Both together" in told(answer)
    assert save(editor, site, fields_of(answer), **{"_keep-names": "both"}).status_code == 302
    assert set(site.names.values_list("text", flat=True)) == {"قوس", "Mine", "Theirs"}


def test_a_name_that_the_colleague_took_away_can_be_said_again(editor, colleague):
    site = sitting()
    mine = opened(editor, site) | {"names-0-text": "القوس"}
    save(colleague, site, opened(colleague, site) | {"names-0-DELETE": "on"})
    answer = save(editor, site, mine)
    assert answer.status_code == 409
    assert save(editor, site, fields_of(answer), **{"_keep-names": "mine"}).status_code == 302
    assert site.names.get().text == "القوس"


def test_citations_are_part_of_the_record(editor, colleague):
    report = factories.draft_report(factories.site())
    mine = opened(editor, report)
    save(colleague, report, opened(colleague, report) | {"citations-0-quote": "It was blown up."})
    answer = save(editor, report, mine | {"citations-0-quote": "It fell."})
    assert "It was blown up." in told(answer)
    assert "It fell." in told(answer)
    assert save(editor, report, fields_of(answer), **{"_keep-citations": "mine"}).status_code == 302
    assert report.citations.get().quote == "It fell."


def test_causes_are_chosen_as_a_whole(editor, colleague):
    report = factories.draft_report(factories.site(), causes=["fire"])
    mine = opened(editor, report)
    save(colleague, report, opened(colleague, report) | {"main_cause": "looting", "other_causes": ["fire"]})
    asked = fields_of(save(editor, report, mine | {"main_cause": "bombardment"}))
    assert save(editor, report, asked, **{"_keep-main_cause": "theirs"}).status_code == 302
    report.refresh_from_db()
    assert report.causes == ["looting", "fire"]


@pytest.mark.parametrize("make", [factories.article, lambda: factories.draft_photo(factories.site())])
def test_articles_and_photos_are_held_to_it_too(editor, colleague, make):
    record = make()
    field = "title" if hasattr(record, "title") else "alt"
    mine = opened(editor, record)
    save(colleague, record, opened(colleague, record), **{field: "What the colleague wrote"})
    assert save(editor, record, mine, **{field: "What I wrote"}).status_code == 409
    record.refresh_from_db()
    assert getattr(record, field) == "What the colleague wrote"


def test_what_was_published_meanwhile_is_not_saved_and_what_was_typed_can_be_copied(editor):
    report = factories.draft_report(factories.site())
    mine = opened(editor, report)
    factories.publish(report)
    answer = save(editor, report, mine, summary="What I wrote, at length.")
    assert answer.status_code == 409
    assert all(words in told(answer) for words in ["Nothing was saved", "Published", "What I wrote, at length."])
    report.refresh_from_db()
    assert report.summary == ""


def test_what_was_deleted_meanwhile_is_not_lost_as_it_was_typed(editor, reviewer):
    report = factories.draft_report(factories.site())
    mine = opened(editor, report)
    reviewer.post(step_of(report, "discard"), {"reason": "Logged twice."})
    answer = save(editor, report, mine, summary="What I wrote, at length.")
    assert not Report.objects.exists()
    assert all(words in told(answer) for words in ["somebody deleted this record", "What I wrote, at length."])


def test_a_seal_that_is_not_ours_counts_as_a_version_that_nobody_saw(editor):
    site = sitting(summary="As it was.")
    mine = opened(editor, site) | {"_opened": "forged"}
    answer = save(editor, site, mine, summary="What I wrote.")
    assert answer.status_code == 409
    assert Site.objects.get(pk=site.pk).summary == "As it was."


def test_the_seal_of_a_form_does_not_tell_a_place_that_the_form_does_not_show(editor):
    site = sitting(latitude=34.123456, visibility="0.1")
    form = opened(editor, site)
    if "latitude" in form:
        return
    assert "34.123456" not in str(form)


def test_two_saves_at_the_same_moment_are_one_save_and_one_question(at_once):
    def prepared():
        site = sitting()
        first, second = signed_in(factories.editor()), signed_in(factories.editor("colleague"))
        return site.pk, [(one, opened(one, site)) for one in (first, second)]

    ((pk, hands),) = at_once(prepared)
    acts = [
        lambda client=client, form=form, words=words: save(client, Site(pk=pk), form, summary=words).status_code
        for (client, form), words in zip(hands, ["One.", "Two."], strict=True)
    ]
    assert sorted(at_once(*acts)) == [302, 409]
    (changes,) = at_once(lambda: Decision.objects.filter(kind="site", verb="changed").count())
    assert changes == 1


def test_lists_that_nobody_changed_are_not_asked_about(editor, colleague):
    site = sitting(identifiers=[("wikidata", "Q1")])
    mine = opened(editor, site)
    save(colleague, site, opened(colleague, site), place="Homs")
    page = told(save(editor, site, mine, summary="What I wrote."))
    assert "_keep-summary" in page
    assert "_keep-names" not in page
    assert "_keep-identifiers" not in page


def test_a_form_without_a_seal_asks_first_and_then_saves(editor):
    site = sitting(summary="As it was.")
    form = opened(editor, site)
    del form["_opened"]
    client = Client()
    client.force_login(factories.editor())
    answer = save(client, site, form, summary="What I wrote.")
    assert answer.status_code == 409
    assert Site.objects.get(pk=site.pk).summary == "As it was."
    assert save(client, site, fields_of(answer), **{"_keep-summary": "mine"}).status_code == 302
    assert Site.objects.get(pk=site.pk).summary == "What I wrote."


@pytest.mark.parametrize("step", ["publish", "return", "refuse"])
def test_a_step_that_does_not_tell_what_its_reviewer_saw_asks_again(reviewer, step):
    report = factories.draft_report(factories.site())
    factories.review.submit(report, by=factories.editor())
    address = step_of(report, step).partition("?")[0]
    answer = reviewer.post(address, {"reason": "As the sources say."})
    assert "It was changed since you looked" in told(answer)
    report.refresh_from_db()
    assert report.state == "in_review"
    assert reviewer.post(address, fields_of(answer) | {"reason": "As the sources say."}).status_code == 302


@pytest.mark.parametrize("act", ["publish", "return", "refuse"])
def test_a_decision_in_the_queue_on_what_was_changed_meanwhile_is_asked_for_again(reviewer, editor, act):
    report = factories.draft_report(factories.site())
    factories.review.submit(report, by=factories.editor())
    seen = Decision.objects.last().pk
    save(editor, report, opened(editor, report), summary="Something else.")
    said = {"kind": "report", "number": report.pk, "act": act, "reason": "Looked at.", "seen": seen}
    assert "It was changed since you looked at it" in told(reviewer.post("/admin/review/", said))
    report.refresh_from_db()
    assert report.state == "in_review"
