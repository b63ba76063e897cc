"""What a reviewer reads in the queue: both sides, the evidence, the outcome, in the order in which to look at it."""

import re
from datetime import timedelta

import factories
import pytest
from django.utils import timezone
from paperwork import told

from sites import review
from sites.models import Citation, Entry, Report

QUEUE = "/admin/review/"
WHY = factories.WHY


def sent(record, days=0):
    review.submit(record, by=factories.editor())
    type(record).objects.filter(pk=record.pk).update(sent_at=timezone.now() - timedelta(days=days))
    return record


def keys(page):
    return re.findall(r'id="case-([a-z]+-\d+)"', page)


def test_the_oldest_comes_first_and_the_contested_before_it(reviewer):
    quiet, loud = factories.site("Quiet"), factories.site("Loud")
    factories.report(loud, "destroyed", verification="confirmed")
    factories.report(loud, "none", verification="confirmed", event="2014")
    young = sent(factories.draft_report(quiet), days=1)
    old = sent(factories.draft_photo(quiet), days=9)
    factories.report(loud, "severe", verification="confirmed", event="")
    assert Entry.objects.get(pk=loud.pk).contested
    disputed = sent(factories.draft_report(loud), days=0)
    page = told(reviewer.get(QUEUE))
    assert keys(page) == [f"report-{disputed.pk}", f"photo-{old.pk}", f"report-{young.pk}"]


def test_what_would_make_a_site_contested_comes_first_too(reviewer):
    site = factories.site()
    factories.report(site, "destroyed", verification="confirmed")
    sent(factories.draft_report(factories.site()), days=5)
    spark = sent(factories.draft_report(site, "severe", verification="confirmed"), days=1)
    page = told(reviewer.get(QUEUE))
    assert keys(page)[0] == f"report-{spark.pk}"
    assert "would be contested" in page
    assert "neither outweighs the other" in page


def test_the_quotation_is_shown_where_it_stands_in_the_kept_copy(reviewer):
    article = factories.article("Ruins", archive_url="https://archive.example/2016/ruins")
    text = "Before it. The arch was blown up. After it."
    copy = factories.working_copy(article, text)
    report = factories.draft_report(factories.site(), cites=[])
    start = text.index("The arch")
    quote = "The arch was blown up."
    Citation.objects.create(
        report=report, article=article, quote=quote, working_copy=copy, start=start, end=start + len(quote)
    )
    sent(report)
    page = told(reviewer.get(QUEUE))
    assert (
        '<span class="quiet">Before it. </span><mark>The arch was blown up.</mark><span class="quiet"> After it.'
        in page
    )
    assert f'href="{article.url}" rel="noreferrer noopener external"' in page
    assert 'href="https://archive.example/2016/ruins"' in page
    assert f"/admin/desk/copies/{copy.capture_id}/" in page
    assert "The Gazette" in page


def test_a_correction_stands_beside_what_is_published(reviewer):
    report = factories.report(factories.site(), "destroyed")
    draft = review.correct(report, by=factories.editor())
    Report.objects.filter(pk=draft.pk).update(level="severe")
    sent(draft)
    page = told(reviewer.get(QUEUE))
    assert '<del dir="auto">Destroyed</del>' in page
    assert '<ins dir="auto">Severe damage</ins>' in page
    assert "Published now" in page
    assert "It sets the level: no other report outweighs it." in page


def test_the_outcome_is_told_before_and_after(reviewer):
    site = factories.site()
    factories.report(site, "moderate", event="2014")
    sent(factories.draft_report(site, "destroyed"))
    page = told(reviewer.get(QUEUE))
    assert "Moderate damage, reported" in page
    assert "<strong>Destroyed, reported</strong>" in page
    assert "damage shows as soon as it is reported" in page


def test_filters_leave_out_what_was_not_asked_for(reviewer):
    mine = Report.objects.create(site=factories.site("Mine"), level="severe", event="2015")
    review.record(mine, by=factories.reviewer(), reason=WHY)
    sent(mine)
    abroad = sent(factories.draft_report(factories.site("Abroad", country="UA", latitude=50.45, longitude=30.52)))
    photo = sent(factories.draft_photo(factories.site("Seen")))
    assert keys(told(reviewer.get(QUEUE, {"kind": "photo"}))) == [f"photo-{photo.pk}"]
    assert keys(told(reviewer.get(QUEUE, {"country": "UA"}))) == [f"report-{abroad.pk}"]
    assert f"report-{mine.pk}" not in keys(told(reviewer.get(QUEUE, {"mine": "no"})))
    assert "Nothing waits for review that these filters let through" in told(
        reviewer.get(QUEUE, {"kind": "site", "country": "FR"})
    )


def test_pages_follow_each_other_and_odd_numbers_lead_to_one(reviewer):
    site = factories.site()
    for _ in range(23):
        sent(factories.draft_report(site))
    first, second = (keys(told(reviewer.get(QUEUE, {"p": page}))) for page in (1, 2))
    assert (len(first), len(second)) == (20, 3)
    assert not set(first) & set(second)
    for odd in ("0", "99", "x", "-1"):
        assert reviewer.get(QUEUE, {"p": odd}).status_code == 200


def test_a_place_that_moves_is_shown_to_who_may_see_it(reviewer, steward):
    factories.moved(factories.site("Tomb", visibility="0.1"), latitude=34.7571, point_source="GPS of a friend")
    page = told(steward.get(QUEUE))
    assert "34.7571" in page
    assert "22.6 km" in page
    assert 'value="publish"' in page
    hidden = told(reviewer.get(QUEUE))
    assert "34.7571" not in hidden
    assert "34.5535" not in hidden
    assert "GPS of a friend" not in hidden
    assert "about 20 km" in hidden
    assert 'value="publish"' not in hidden
    assert "around 34.75" in hidden


@pytest.mark.parametrize("visibility", ["hidden", "0.1"])
def test_who_proposes_a_guess_is_not_told_how_far_it_lies_from_the_place(editor, steward, visibility):
    """Three guesses would be enough to find it; each can be taken back."""
    said, pages = {"visibility": visibility, "latitude": 33.5523457, "longitude": 36.3519283}, []
    for name, guess in (("Tomb", (33.5523, 36.3519)), ("Grave", (33.5001, 36.3001))):
        site = factories.site(name, **said)
        amendment = factories.moved(site, by=factories.editor(), latitude=guess[0], longitude=guess[1])
        pages += [distances(desk) for desk in (editor, steward)]
        review.take_back(amendment, by=factories.editor(), reason=WHY)
    near, seen_near, far, seen_far = pages
    assert near == far
    assert seen_near != seen_far


def distances(desk):
    page = told(desk.get(QUEUE))
    assert "What readers see of it" in page
    return re.findall(r"[\d.]+ k?m\b", page)


@pytest.mark.parametrize(("was", "wanted"), [("hidden", "0.1"), ("hidden", "0.01"), ("0.1", "0.01")])
def test_what_readers_are_to_see_more_of_is_shown_to_who_may_see_it(reviewer, steward, was, wanted):
    site = factories.site(visibility=was, latitude=33.5123457, longitude=36.3019283)
    factories.moved(site, by=factories.steward("another steward"), visibility=wanted)
    square = "33.515, 36.305" if wanted == "0.01" else "33.55, 36.35"
    assert square in told(steward.get(QUEUE))
    page = told(reviewer.get(QUEUE))
    assert "a reviewer who may see it accepts the change" in page
    assert square not in page


def test_a_draft_site_tells_its_place_only_to_who_may_see_it(reviewer, steward):
    site = factories.draft_site("Tomb", visibility="0.1", place="Behind the well")
    sent(site)
    assert "34.5535" in told(steward.get(QUEUE))
    page = told(reviewer.get(QUEUE))
    assert "34.5535" not in page
    assert "Behind the well" not in page


@pytest.mark.parametrize("kind", ["report", "correction", "site", "photo", "amendment"])
def test_a_page_asks_as_often_for_many_as_for_one(reviewer, kind, django_assert_max_num_queries):
    def correction():
        return review.correct(factories.report(factories.site(), "destroyed"), by=factories.editor())

    make = {
        "report": lambda: sent(factories.draft_report(factories.site(), verification="corroborated")),
        "correction": lambda: sent(correction()),
        "site": lambda: sent(factories.draft_site(part_of=factories.site(), names=[("A", "en", "official")])),
        "photo": lambda: sent(factories.draft_photo(factories.site())),
        "amendment": lambda: factories.moved(factories.site(), latitude=34.6),
    }[kind]
    asked = []
    for count in (1, 18):
        for _ in range(count):
            make()
        with django_assert_max_num_queries(40) as questions:
            assert len(keys(told(reviewer.get(QUEUE)))) == count + len(asked)
        asked.append(len(questions))
    assert asked[0] == asked[1]
