"""Whether the page of a source is still there is kept as it was seen; only what readers are told is a decision."""

from datetime import date

import pytest
from factories import WHY, article, capture, draft_report, editor, site, working_copy

from sites import review
from sites.models import Article, Citation, Decision

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 9)


def seen(source, *days):
    """Look for a page on these days: (day, whether it was found; None: nobody can tell)."""
    for day, found in days:
        told = {True: "200 OK", False: "404 Not Found", None: "503 Service Unavailable"}[found]
        review.sighted(source, found=found, told=told, on=day)
    source.refresh_from_db()
    return source.checked_on, source.missed_on, source.gone_since


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ([(MONDAY, True)], (MONDAY, None, None)),
        ([(MONDAY, False)], (MONDAY, MONDAY, None)),
        ([(MONDAY, False), (MONDAY, False)], (MONDAY, MONDAY, None)),
        ([(MONDAY, False), (TUESDAY, False)], (TUESDAY, MONDAY, MONDAY)),
        ([(MONDAY, False), (TUESDAY, False), (FRIDAY, False)], (FRIDAY, MONDAY, MONDAY)),
        ([(MONDAY, False), (TUESDAY, True), (FRIDAY, False)], (FRIDAY, FRIDAY, None)),
        ([(MONDAY, False), (TUESDAY, False), (FRIDAY, True)], (FRIDAY, None, None)),
        ([(MONDAY, None)], (MONDAY, None, None)),
        ([(MONDAY, False), (TUESDAY, None)], (TUESDAY, MONDAY, None)),
        ([(MONDAY, False), (TUESDAY, None), (FRIDAY, False)], (FRIDAY, MONDAY, MONDAY)),
        ([(MONDAY, False), (TUESDAY, False), (FRIDAY, None)], (FRIDAY, MONDAY, MONDAY)),
    ],
)
def test_a_page_counts_as_gone_when_a_second_day_finds_it_so(days, kept):
    assert seen(article(), *days) == kept


def decisions(source):
    return Decision.objects.filter(kind="article", number=source.pk, verb="changed")


def test_only_a_change_of_that_is_a_decision():
    source = article()
    seen(source, (MONDAY, True), (TUESDAY, False))
    assert not decisions(source).exists()
    seen(source, (FRIDAY, False), (date(2026, 2, 1), False))
    told = decisions(source).get()
    assert (told.who, told.changes) == ("check_links", {"gone_since": [None, "2026-01-06"]})
    assert told.reason == "Its page was not found on 2026-01-06 and on 2026-01-09: 404 Not Found."
    seen(source, (date(2026, 3, 1), True))
    told = decisions(source).last()
    assert (told.changes, told.reason) == ({"gone_since": ["2026-01-06", None]}, "Its page is there again: 200 OK.")


def moved(source, url):
    source = Article.objects.get(pk=source.pk)
    before = review.account(source)
    source.url = url
    source.save()
    review.record(source, by=editor(), reason=WHY, before=before)
    source.refresh_from_db()
    return source


def test_a_source_that_stands_on_another_page_now_is_not_gone():
    source = article()
    seen(source, (MONDAY, False), (TUESDAY, False))
    source = moved(source, "https://gazette.example/its-new-place")
    assert (source.checked_on, source.missed_on, source.gone_since) == (None, None, None)
    assert decisions(source).last().changes["gone_since"] == ["2026-01-05", None]


def test_what_was_seen_of_the_page_before_says_nothing_of_the_new_one():
    before = article()
    after = moved(before, "https://gazette.example/its-new-place")
    review.sighted(before, found=False, told="404 Not Found", on=MONDAY)
    after.refresh_from_db()
    assert after.checked_on is None


# ── the place of a quotation

TEXT = "It was blown up.\nThe temple was blown\nup on Sunday. It was blown up, they said."


def cited(start, end):
    copy = working_copy(article(), TEXT)
    draft = draft_report(site(), cites=[(copy.capture.article, "says")])
    place = {"working_copy": copy, "start": start, "end": end, "quote": TEXT[start:end]}
    Citation.objects.filter(report=draft).update(**place)
    return draft


def edited(draft, **said):
    before = review.account(draft)
    Citation.objects.filter(report=draft).update(**said)
    review.record(draft, by=editor(), reason=WHY, before=before)
    citation = draft.citations.get()
    return citation.quote, citation.start, citation.end


def test_a_quotation_that_an_editor_shortens_keeps_its_place():
    draft = cited(17, 51)
    assert edited(draft, quote="up on Sunday") == ("up on Sunday", 38, 50)


def test_of_several_places_it_keeps_the_nearest():
    draft = cited(52, len(TEXT))
    assert edited(draft, quote="It was blown up") == ("It was blown up", 52, 67)


def test_white_space_that_a_browser_changed_is_as_the_text_has_it():
    draft = cited(17, 51)
    assert edited(draft, quote="The temple was blown up on Sunday.") == (TEXT[17:51], 17, 51)


def test_words_that_are_not_in_the_text_are_kept_without_a_place():
    draft = cited(17, 51)
    assert edited(draft, quote="The temple fell.") == ("The temple fell.", None, None)


def test_another_article_has_another_text():
    draft = cited(17, 51)
    other = article()
    capture(other)
    assert edited(draft, article=other) == (TEXT[17:51], None, None)


def test_what_was_not_touched_stays():
    draft = cited(0, 16)
    assert edited(draft, locator="page 1") == ("It was blown up.", 0, 16)
