"""A reader learns where a source is found when its page is gone, and how many of the sources are independent."""

import re
from datetime import date
from html import unescape

import factories
import pytest

from sites import review
from sites.models import Article, Origin, Revision

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2020, 5, 3), date(2020, 5, 9)
WAYBACK = "https://web.archive.org/web/20150824123456/https://gazette.example/temple"


def text(answer):
    """What is to be read, as a reader reads it."""
    shown = re.sub(r'<span class="unseen">.*?</span>', "", answer.content.decode())
    return re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", shown)))).replace(
        "( ", "("
    )


@pytest.fixture
def temple():
    return factories.site("Temple of Bel")


def cited(place, **said):
    source = factories.article("Temple blown up", **said)
    return source, factories.report(place, cites=[(source, "says")])


def vanish(source):
    for day in (FIRST, SECOND):
        review.sighted(source, found=False, told="404 Not Found", on=day)


def pages(client, place, source, made):
    return [
        client.get(address)
        for address in (f"/sites/{place.slug}/", f"/reports/{made.number}/", f"/articles/{source.pk}/")
    ]


def test_a_source_that_is_gone_says_so_and_leads_to_its_archived_copy(client, temple):
    source, made = cited(temple, archive_url=WAYBACK)
    vanish(source)
    for page in pages(client, temple, source, made):
        assert "Source gone since 3 May 2020; archived copy of 24 August 2015" in text(page)
        assert f'<a href="{WAYBACK}" rel="noreferrer noopener external">archived copy of' in page.content.decode()
        assert f'href="{source.url}"' not in page.content.decode()


def test_of_an_archived_copy_whose_address_tells_no_day_none_is_said(client, temple):
    source, made = cited(temple, archive_url="https://archive.ph/AbC12")
    vanish(source)
    for page in pages(client, temple, source, made):
        assert re.search("Source gone since 3 May 2020; archived copy (·|<|$|[^o])", text(page))


def test_without_an_archived_copy_the_one_that_is_kept_is_named_by_its_digest(client, temple):
    source, made = cited(temple)
    kept = factories.capture(source)
    vanish(source)
    day = f"{kept.captured_at.day} {kept.captured_at:%B %Y}"
    for page in pages(client, temple, source, made):
        said = f"Source gone since 3 May 2020; a copy of {day} is kept (SHA-256 {kept.sha256})"
        assert said in text(page)


def test_a_source_that_is_gone_and_of_which_nothing_was_kept_says_no_more(client, temple):
    source, made = cited(temple)
    vanish(source)
    for page in pages(client, temple, source, made):
        assert "Source gone since 3 May 2020" in text(page)
        assert "copy" not in text(page).split("Source gone since 3 May 2020")[1][:12]


def test_the_address_of_a_page_that_is_gone_is_still_to_be_read(client, temple):
    source, _made = cited(temple)
    vanish(source)
    assert source.url in text(client.get(f"/articles/{source.pk}/"))


def test_a_page_that_was_missed_once_is_not_called_gone(client, temple):
    source, made = cited(temple)
    review.sighted(source, found=False, told="404 Not Found", on=FIRST)
    for page in pages(client, temple, source, made):
        assert "gone since" not in text(page)
        assert f'href="{source.url}"' in page.content.decode()


def test_pages_that_caches_hold_are_asked_for_anew_when_a_source_is_gone_and_when_it_is_back(client, temple):
    source, made = cited(temple)
    before, revision = [page["ETag"] for page in pages(client, temple, source, made)], Revision.objects.last()
    vanish(source)
    gone = [page["ETag"] for page in pages(client, temple, source, made)]
    assert all(one != other for one, other in zip(before, gone, strict=True))
    assert Revision.objects.last().number == revision.number + 1
    assert Revision.objects.last().sites == [temple.pk]
    review.sighted(source, found=True, told="200 OK", on=date(2020, 6, 1))
    assert [page["ETag"] for page in pages(client, temple, source, made)] == before


# ── how many of them are independent


def share(name, *articles):
    origin = Origin.objects.create(name=name)
    review.record(origin, by=factories.editor(), reason="One agency copy.")
    for one in articles:
        one = Article.objects.get(pk=one.pk)
        before = review.account(one)
        one.origin = origin
        one.save()
        review.record(one, by=factories.editor(), reason="One agency copy.", before=before)


def test_articles_of_one_agency_count_as_one_origin(client, temple):
    sources = [factories.article() for _ in range(7)]
    made = factories.report(temple, cites=[(source, "says") for source in sources])
    share("AFP, 24 August 2015", *sources[:6])
    assert "1 report, 7 articles, 2 independent origins" in text(client.get(f"/sites/{temple.slug}/"))
    assert "What it rests on: 7 articles, 2 independent origins" in text(client.get(f"/reports/{made.number}/"))
    for listed in ("/sites/", "/"):
        assert "7 articles, 2 independent origins" in text(client.get(listed))


def test_one_origin_is_one_and_one_article_is_one(client, temple):
    sources = [factories.article() for _ in range(2)]
    factories.report(temple, cites=[(source, "says") for source in sources])
    share("AFP, 24 August 2015", *sources)
    assert "1 report, 2 articles, 1 independent origin " in text(client.get(f"/sites/{temple.slug}/"))
    single = factories.site("Well")
    factories.report(single)
    assert "1 report, 1 article " in text(client.get(f"/sites/{single.slug}/"))


def test_where_every_article_is_its_own_origin_the_articles_are_counted_alone(client, temple):
    made = factories.report(temple, verification="corroborated")
    said = text(client.get(f"/reports/{made.number}/"))
    assert "What it rests on: 2 articles" in said
    assert "independent origin" not in said


def test_an_article_that_is_cited_twice_is_counted_once(client, temple):
    source = factories.article()
    made = factories.report(temple, cites=[(source, "says"), (source, "looked")])
    assert "What it rests on: 1 article " in text(client.get(f"/reports/{made.number}/"))
