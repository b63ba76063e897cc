"""Readers follow what is new with a feed reader: by filter, by site, and what was taken back."""

import re
from html import unescape
from time import strftime

import factories
import feedparser
import pytest
from django.utils import timezone

from sites import review

WHY = "The cella is gone."
FEEDS = ("/feeds/reports.atom", "/feeds/corrections.atom", "/sites/temple.atom")


@pytest.fixture
def temple(db):
    return factories.site("Temple", summary="A temple.")


@pytest.fixture
def read(client):
    def feed(address, **query):
        answer = client.get(address, query)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
        found = feedparser.parse(answer.content)
        assert (found.bozo, found.version) == (False, "atom10")
        return found

    return feed


def corrected(report, reason=WHY, **said):
    correction = review.correct(report, by=factories.editor())
    before = review.account(correction)
    for name, value in said.items():
        setattr(correction, name, value)
    correction.save()
    review.record(correction, by=factories.editor(), reason="Seen anew.", before=before)
    review.publish(correction, by=factories.reviewer(), reason=reason)
    return correction


def published_on(report, day):
    type(report).objects.filter(pk=report.pk).update(first_published=day)


def test_a_new_report_is_told_with_all_that_a_feed_reader_shows(read, temple):
    made = factories.report(temple, "severe", summary="The roof fell.", causes=["bombardment"])
    feed = read("/feeds/reports.atom")
    (entry,) = feed.entries
    assert entry.title == "Temple: Severe damage, reported"
    assert entry.summary.startswith("The roof fell. When: 23 August 2015. Causes: Shelling")
    assert entry.link == entry.id == f"http://testserver/reports/{made.number}/"
    assert strftime("%Y-%m-%dT%H:%M:%S", entry.updated_parsed) == f"{timezone.localdate()}T00:00:00"
    assert feed.feed.author == "Heritage Damage Tracker"
    links = {(link.rel, link.href) for link in feed.feed.links}
    assert ("self", "http://testserver/feeds/reports.atom") in links
    assert ("alternate", "http://testserver/sites/") in links
    assert feed.feed.id == "http://testserver/feeds/reports.atom"


def test_a_text_that_is_not_in_the_language_of_the_feed_says_what_it_is_in(read, temple):
    factories.report(temple, "severe", summary="The roof fell.")
    (entry,) = read("/fr/feeds/reports.atom").entries
    assert entry.summary.startswith("The roof fell. (anglais) ")


def test_the_newest_publication_comes_first_and_the_newest_fifty_are_told(read, temple):
    made = [factories.report(temple, "severe", event=f"19{year:02}") for year in range(53)]
    for place, report in enumerate(made):
        published_on(report, f"2026-01-{1 + place % 5:02}")
    told = [int(entry.id.rsplit("/", 2)[1]) for entry in read("/feeds/reports.atom").entries]
    newest = sorted(made, key=lambda report: (made.index(report) % 5, report.number), reverse=True)
    assert told == [report.number for report in newest[:50]]


def test_the_filter_of_the_map_is_that_of_the_feed(read, client, temple):
    factories.report(temple, "severe")
    factories.report(factories.site("Arch", country="IQ"), "destroyed")
    feed = read("/feeds/reports.atom", country="IQ")
    assert [entry.title for entry in feed.entries] == ["Arch: Destroyed, reported"]
    assert feed.feed.title == "Heritage Damage Tracker: New reports: Iraq"
    assert feed.feed.id == "http://testserver/feeds/reports.atom?country=IQ"
    assert read("/feeds/reports.atom", country="IQ", sort="level").feed.id == feed.feed.id
    assert read("/feeds/reports.atom", level="none").entries == []
    assert client.get("/feeds/reports.atom?page=2").status_code == 400


def test_a_place_stands_in_the_feed_as_the_public_may_know_it(read, client, db):
    for name, visibility in (("Open", "exact"), ("Cell", "0.1"), ("Hidden", "hidden")):
        factories.report(
            factories.site(
                name, visibility=visibility, latitude=33.5123457, longitude=36.3019283, place="Canary Hollow",
                identifiers=[("wikidata", "Q990099")],
            )
        )  # fmt: skip
    places = {entry.title.split(":")[0]: entry.get("where") for entry in read("/feeds/reports.atom").entries}
    assert places["Open"] == {"type": "Point", "coordinates": (36.3019283, 33.5123457)}
    assert places["Cell"]["type"] == "Polygon"
    assert places["Cell"]["coordinates"][0][0] == (36.3, 33.5)
    assert places["Hidden"] is None
    for slug in ("cell", "hidden"):
        said = client.get(f"/sites/{slug}.atom").content.decode()
        assert not [one for one in ("33.51", "36.30", "Canary", "Q990099") if one in said]


def test_nobody_who_edits_is_named(client, temple):
    made = factories.report(temple)
    review.withdraw(corrected(made, level="destroyed"), by=factories.reviewer(), reason="Another temple.")
    assert factories.reviewer().editor.pseudonym.startswith("editor-")
    for address in FEEDS:
        said = client.get(address).content.decode()
        assert "editor" not in said
        assert "reviewer" not in said
        assert not re.search(r"T(?!00:00:00\+00:00)\d\d:\d\d:\d\d", said)


def test_a_correction_says_in_a_sentence_what_changed_and_why(read, temple):
    made = corrected(factories.report(temple, "severe"), level="destroyed", summary="The cella fell.")
    (entry,) = read("/feeds/corrections.atom").entries
    assert entry.title == f"Temple: report {made.number} corrected"
    assert "level from “Severe damage” to “Destroyed”" in entry.summary
    assert entry.summary.endswith(f"Reason: {WHY}")
    assert entry.link == f"http://testserver/reports/{made.number}/"
    assert entry.id.startswith(f"{entry.link}#")


def test_every_correction_has_an_id_of_its_own_that_stays(read, temple):
    made = corrected(factories.report(temple, "severe"), level="moderate")
    first = [entry.id for entry in read("/feeds/corrections.atom").entries]
    corrected(made, level="destroyed")
    second = [entry.id for entry in read("/feeds/corrections.atom").entries]
    assert len(set(second)) == 2
    assert second[1:] == first


def test_what_was_withdrawn_and_what_was_found_to_be_wrong_is_told(read, temple):
    gone, wrong = factories.report(temple, "severe"), factories.report(temple, "destroyed")
    review.withdraw(gone, by=factories.reviewer(), reason="It was about another temple.")
    review.refute(wrong, by=factories.reviewer(), reason="It stands.", article=factories.article("It stands"))
    told = [(entry.title, entry.summary) for entry in read("/feeds/corrections.atom").entries]
    assert told[0][0] == f"Temple: report {wrong.number} found to be wrong"
    assert told[1][0] == f"Temple: report {gone.number} withdrawn"
    assert told[1][1].endswith("Reason: It was about another temple.")
    assert [entry.title for entry in read("/feeds/reports.atom").entries] == ["Temple: Destroyed, found to be wrong"]


def test_a_report_that_moves_to_another_site_is_followed_there(read, temple):
    made = factories.report(temple, "severe")
    corrected(made, site=factories.site("Arch"))
    assert [entry.title for entry in read("/sites/arch.atom").entries if "corrected" in entry.title]
    assert [entry for entry in read("/sites/temple.atom").entries if "Severe" in entry.title] == []


def test_one_site_is_followed_with_its_corrections(read, temple):
    made = factories.report(temple, "severe")
    factories.report(factories.site("Arch"), "none")
    corrected(made, level="destroyed")
    titles = {entry.title for entry in read("/sites/temple.atom").entries}
    assert titles == {"Temple: Destroyed, reported", f"Temple: report {made.number} corrected"}


def test_a_site_that_is_gone_says_so_and_one_that_moved_leads_on(client, temple):
    factories.report(temple)
    review.merge(temple, factories.site("Twin"), by=factories.steward(), reason="The same.")
    moved = client.get("/sites/twin.atom")
    assert (moved.status_code, moved["Location"]) == (301, "/sites/temple.atom")
    review.withdraw(temple, by=factories.reviewer(), reason="In danger.")
    assert client.get("/sites/temple.atom").status_code == 410
    assert client.get("/sites/never-was.atom").status_code == 404
    assert "Temple" not in client.get("/feeds/reports.atom").content.decode()


def test_what_is_not_public_is_in_no_feed(client, temple):
    factories.draft_report(temple, "destroyed", summary="Secret")
    made = factories.report(factories.site("Gone"), "severe", summary="Secret")
    review.withdraw(made, by=factories.reviewer(), reason="Secret")
    review.withdraw(made.site, by=factories.reviewer(), reason="Secret")
    for address in FEEDS:
        assert "Secret" not in client.get(address).content.decode()


def test_what_xml_cannot_hold_is_left_out_and_what_it_reads_is_escaped(read, temple):
    factories.report(temple, summary="A\x0b <b>bold</b>\x1f & \ufffe=1+1 معبد\x85.", attributed_to="x")
    (entry,) = read("/feeds/reports.atom").entries
    assert entry.summary_detail.type == "text/html"
    assert unescape(entry.summary).startswith("A <b>bold</b> & =1+1 معبد .")
    assert "<" not in entry.summary


def test_an_empty_feed_is_a_feed_and_always_the_same(client, read, db):
    feed = read("/feeds/corrections.atom")
    assert feed.entries == []
    assert feed.feed.updated == "1970-01-01T00:00:00+00:00"


def test_a_reader_that_asks_again_is_told_that_nothing_changed(client, temple):
    factories.report(temple)
    for address in FEEDS:
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    factories.report(temple)
    assert client.get("/feeds/reports.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_as_many_questions_are_asked_for_many_reports_as_for_one(client, temple, django_assert_max_num_queries):
    def ask():
        with django_assert_max_num_queries(60) as asked:
            for address in FEEDS:
                client.get(address)
        return len(asked)

    corrected(factories.report(temple), level="destroyed")
    ask()
    few = ask()
    for number in range(6):
        corrected(factories.report(factories.site(f"Arch {number}")), level="none")
        corrected(factories.report(temple, event=f"19{number:02}"), level="slight")
    ask()
    assert ask() == few


def test_pages_lead_to_the_feed_of_what_they_show(client, temple):
    for page, feed in (
        ("/?country=SY", "/feeds/reports.atom?country=SY"),
        ("/sites/?level=destroyed&sort=level", "/feeds/reports.atom?level=destroyed"),
        ("/sites/temple/", "/sites/temple.atom"),
    ):
        shown = client.get(page).content.decode()
        (there, *_) = re.findall(
            r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', shown
        )
        assert there.replace("&amp;", "&") == feed
        assert client.get(feed).status_code == 200
