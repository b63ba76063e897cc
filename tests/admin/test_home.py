"""The desk's first page: what there is to do, for whom, and one click to each."""

from datetime import date, timedelta

import factories
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from paperwork import page_of, step_of, told
from readings import copy_of, proposed
from sitting import signed_in

from sites import review
from sites.models import Article, Editor, Report

HOME = "/admin/"


def listed(client, name):
    """The section of one list, as text."""
    page = told(client.get(HOME))
    return page.partition(f'aria-labelledby="work-{name}"')[2].partition("</section>")[0]


def put_back(report, why="The day is wrong."):
    """As a reviewer returns it."""
    Report.objects.filter(pk=report.pk).update(state="draft", returned_for=why)


def read_and_proposed(title="Read"):
    article = factories.article(title)
    copy = copy_of("The temple was destroyed.", article=article)
    proposed(copy, "The temple was destroyed.", factories.site(), level="destroyed")
    return article


def test_nothing_waits_on_the_first_day(editor):
    page = told(editor.get(HOME))
    assert "Nothing waits." in page
    assert '<a href="/admin/read/">Hand in an article</a>' in page
    for begun in ["/admin/read/", "/admin/heritage/report/add/", "/admin/heritage/site/add/"]:
        assert f'href="{begun}"' in page


def test_looking_at_the_first_page_gives_nobody_a_pseudonym(db):
    client = signed_in(factories.person("new", "Editor", is_staff=True))
    client.get(HOME)
    assert not Editor.objects.filter(user__username="new").exists()


def test_my_drafts_are_mine_alone(editor):
    mine = factories.draft_report(factories.site("Arch"))
    other = factories.draft_report(factories.site("Castle"))
    Report.objects.filter(pk=other.pk).update(opened_by="editor-of-another")
    drafts = listed(editor, "drafts")
    assert f'href="{page_of(mine)}"' in drafts
    assert "Castle" not in drafts
    assert "1 report" in drafts


def test_what_was_returned_says_what_to_mend_and_is_no_plain_draft(editor):
    report = factories.draft_report(factories.site("Arch"))
    put_back(report, "Which day?")
    assert "Which day?" in listed(editor, "returned")
    assert "Arch" not in listed(editor, "drafts")


def test_the_whole_list_holds_what_its_count_says(editor):
    for name in ("Arch", "Castle"):
        factories.draft_report(factories.site(name))
    put_back(factories.draft_report(factories.site("Gate")))
    for work, expected, other in [("drafts", ["Arch", "Castle"], "Gate"), ("returned", ["Gate"], "Arch")]:
        address = listed(editor, work).partition('class="desk-all"')[2].partition('href="')[2].partition('"')[0]
        page = told(editor.get(address.replace("&amp;", "&"))).partition('id="result_list"')[2]
        assert all(name in page for name in expected)
        assert other not in page


def test_dead_sources_quiet_sites_and_proposals_have_their_whole_lists_too(editor):
    fresh = factories.site("Heard of")
    factories.report(fresh, event=localdate().isoformat())
    article = factories.article("Lost one")
    factories.article("Found one")
    factories.report(factories.site("Silent"), event="2015-08-23", cites=[(article, "says")])
    Article.objects.filter(pk=article.pk).update(gone_since=date(2026, 1, 1))
    read_and_proposed()
    for work, expected, other in [
        ("gone", "Lost one", "Found one"),
        ("quiet", "Silent", "Heard of"),
        ("proposed", "destroyed", "Lost one"),
    ]:
        address = listed(editor, work).partition('class="desk-all"')[2].partition('href="')[2].partition('"')[0]
        page = told(editor.get(address.replace("&amp;", "&"))).partition('id="result_list"')[2]
        assert expected in page
        assert other not in page


def test_the_contested_comes_first_and_then_what_has_waited_longest(editor):
    calm, disputed = factories.site("Calm"), factories.site("Disputed")
    factories.report(disputed, "moderate", verification="confirmed", event="2015-08-01")
    factories.report(disputed, "severe", event="2015-08-23")
    disputed.entry.refresh_from_db()
    assert disputed.entry.contested
    for site in (calm, factories.site("Later"), disputed):
        editor.post(step_of(factories.draft_report(site, "severe"), "submit"), {"reason": "Ready."})
    waits = listed(editor, "waiting")
    order = ["Disputed", "Calm", "Later"]
    assert sorted(order, key=waits.index) == order
    assert waits.count("contested") == 1
    assert 'href="/admin/review/"' in waits


def test_another_place_of_a_published_site_is_among_what_waits(editor):
    site = factories.site("Arch")
    before = review.account(site)
    site.latitude = 34.6
    site.save()
    review.record(site, by=factories.editor("another editor"), reason="It lies there.", before=before)
    waits = listed(editor, "waiting")
    assert "Arch" in waits
    assert "change of place" in waits
    assert 'href="/admin/review/?kind=amendment"' in waits


def test_a_site_of_which_nothing_was_told_for_a_year(editor):
    factories.report(factories.site("Silent"), event="2015-08-23")
    factories.report(factories.site("Heard of"), event=(localdate() - timedelta(days=200)).isoformat())
    factories.report(factories.site("Undated"), event="")
    factories.site("Never reported")
    quiet = listed(editor, "quiet")
    assert "Silent" in quiet
    assert "23 August 2015" in quiet
    assert not any(name in quiet for name in ("Heard of", "Undated", "Never reported"))


def test_a_site_is_quiet_again_once_its_report_is_withdrawn(editor, reviewer):
    site = factories.site("Arch")
    factories.report(site, event="2015-08-23")
    fresh = factories.report(site, event=localdate().isoformat())
    assert "Arch" not in listed(editor, "quiet")
    reviewer.post(step_of(fresh, "withdraw"), {"reason": "Wrong."})
    assert "Arch" in listed(editor, "quiet")


def test_dead_sources_without_a_copy_come_first(editor):
    kept, lost, unused = (factories.article(name) for name in ("Kept one", "Lost one", "Unused one"))
    factories.capture(kept)
    factories.report(factories.site(), cites=[(kept, "says"), (lost, "says")])
    Article.objects.filter(pk__in=[kept.pk, lost.pk, unused.pk]).update(gone_since=date(2026, 1, 1))
    dead = listed(editor, "gone")
    assert dead.index("Lost one") < dead.index("Kept one")
    assert "Unused one" not in dead


def test_proposals_wait_under_their_article(editor):
    article = read_and_proposed("What the survey found")
    waits = listed(editor, "proposed")
    assert f'href="/admin/heritage/article/{article.pk}/read/"' in waits
    assert "1 proposal" in waits


def test_who_may_see_no_record_sees_no_list(db):
    factories.draft_report(factories.site("Arch"))
    page = told(signed_in(factories.person("guest", is_staff=True)).get(HOME))
    assert 'aria-labelledby="work-' not in page
    assert "Arch" not in page


def test_counting_ends_where_nobody_would_count_on(editor, monkeypatch):
    monkeypatch.setattr("sites.queue.work.MOST", 2)
    for _ in range(3):
        factories.draft_report(factories.site())
    assert "more than 2" in listed(editor, "drafts")


def fill(rows):
    for _ in range(rows):
        site = factories.site()
        article = factories.article()
        factories.report(site, event="2015-08-23", cites=[(article, "says")])
        Article.objects.filter(pk=article.pk).update(gone_since=date(2026, 1, 1))
        factories.draft_report(site)
        put_back(factories.draft_report(site))
        waiting = factories.draft_report(site)
        Report.objects.filter(pk=waiting.pk).update(state="in_review")
        read_and_proposed()


def test_the_first_page_asks_as_much_of_one_record_as_of_thirty(editor):
    asked = []
    for rows in (1, 29):
        fill(rows)
        editor.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            editor.get(HOME)
        asked.append(len(queries))
    assert asked[0] == asked[1] < 40
