"""The confirm screen, as forms alone: an editor decides card by card, and each answer leads on to the next."""

import json
import re
from io import StringIO

import factories
import pytest
from django.core.management import call_command
from paperwork import told
from readings import ARTICLE, MUSEUM, RUBBLE, THEATRE, TOMBS, copy_of, proposed, rubble

from sites.models import Proposal, Report, Site

NASTY = '<script>alert(1)</script><svg onload="alert(1)"><img src=x onerror=alert(1)>"\'>javascript:alert(1)'

ARROW = '<span class="desk-arrow">→</span>'


@pytest.fixture
def copy(db):
    return copy_of()


@pytest.fixture
def temple(db):
    return factories.site("Temple of Baalshamin")


def screen(copy):
    return f"/admin/heritage/article/{copy.capture.article_id}/read/"


def card(proposal, **said):
    """A card's form as the page fills it in, sent by the button that accepts it."""
    plain = {
        "proposal": proposal.pk,
        "act": "accept",
        "site": proposal.site_id or "",
        "kind": proposal.kind,
        "level": proposal.level,
        "recovery": proposal.recovery,
        "cause": (proposal.causes or [""])[0],
        "event": proposal.event,
        "verification": proposal.verification,
        "role": "says",
        "claimant": proposal.claimant,
        "quote": proposal.quote,
    }
    return plain | said


def new_site(**said):
    plain = {"site": "new", "new_name": "Museum at Tadmur", "new_kind": "museum", "new_country": "SY"}
    return plain | said


def test_the_text_stands_with_its_sentences_marked_and_the_reasons_underlined(editor, copy, temple):
    proposal = rubble(copy, temple)
    page = told(editor.get(screen(copy)))
    assert f'<a class="reading-number" id="at-{proposal.pk}" href="#card-{proposal.pk}"' in page
    assert f'<mark class="reading-reason" data-cards="{proposal.pk}">reduced to rubble</mark>' in page
    assert "“<bdi>reduced to rubble</bdi>” → destroyed" in page.replace(ARROW, "→")
    assert "between" not in page
    assert "23 August 2015" in page


def test_the_reasons_are_told_in_the_words_of_the_vocabularies(editor, copy, temple):
    why = [("reduced to rubble", "damage: destroyed"), ("Temple of Baalshamin", "place"), ("23 August", "day: 2015-08")]
    proposed(copy, RUBBLE, temple, why=[*why, ("director", "somebody said"), ("on", "day: never")])
    page = told(editor.get(screen(copy))).replace(ARROW, "→")
    for reason in (
        "“<bdi>reduced to rubble</bdi>” → destroyed",
        "“<bdi>Temple of Baalshamin</bdi>” → the site",
        "“<bdi>23 August</bdi>” → August 2015",
        "“<bdi>director</bdi>” → somebody said",
        "“<bdi>on</bdi>” → never",
    ):
        assert reason in page


def test_a_name_is_looked_up_only_where_a_geocoder_is_set(editor, copy, settings):
    proposed(copy, MUSEUM, place_name="The museum")
    assert "data-geocode hidden" not in told(editor.get(screen(copy)))
    settings.GEOCODER, settings.GEOCODER_URL = "nominatim", "https://nominatim.example.org"
    assert "Look the name up with nominatim.example.org" in told(editor.get(screen(copy)))


def test_every_character_of_the_text_is_on_the_page_once(editor, copy, temple):
    rubble(copy, temple), proposed(copy, "reduced to rubble on 23 August 2015", temple, why=[("23 August", "a day")])
    html = editor.get(screen(copy)).content.decode()
    text = html[html.index('class="reading-text"') : html.index('class="reading-cards"')]
    text = re.sub(r'<a class="reading-number".*?</a>', "", text)
    lines = [re.sub(r"<[^>]*>", "", line).strip() for line in re.findall(r'<p dir="auto">(.*?)</p>', text)]
    assert lines == [line for line in ARTICLE.split("\n") if line]


def test_an_accepted_card_leads_on_to_the_next_and_back_to_what_was_made(editor, copy, temple):
    first, second = rubble(copy, temple), proposed(copy, MUSEUM, factories.site("Museum"))
    answer = editor.post(screen(copy), card(first))
    assert answer.status_code == 302
    assert answer.url.endswith(f"card={second.pk}&last={first.pk}#card-{second.pk}")
    answer = editor.post(screen(copy), card(second))
    assert answer.url.endswith(f"&last={second.pk}#made")
    page = told(editor.get(answer.url))
    assert "All is decided" in page
    assert "Send the drafts to review" in page
    assert {report.citations.get().quote for report in Report.objects.all()} == {RUBBLE, MUSEUM}


def test_what_was_made_goes_to_review_in_one_click_with_its_new_site_first(editor, reviewer, copy, temple):
    first, second = rubble(copy, temple), proposed(copy, MUSEUM, place_name="The museum at Tadmur")
    editor.post(screen(copy), card(first))
    editor.post(screen(copy), card(second, **new_site(new_coordinates="34.55, 38.27")))
    editor.post(screen(copy), {"act": "send"})
    assert set(Report.objects.values_list("state", flat=True)) == {"in_review"}
    made = Site.objects.get(name="Museum at Tadmur")
    assert (made.state, made.latitude, made.visibility) == ("in_review", 34.55, "0.1")
    queue = told(reviewer.get("/admin/review/"))
    assert queue.index("Museum at Tadmur") < queue.index("Report</span>")
    assert RUBBLE in queue


def test_a_colleagues_draft_that_got_a_source_more_is_left_to_the_colleague(editor, copy, temple):
    theirs, first, second = factories.draft_report(temple), rubble(copy, temple), proposed(copy, MUSEUM, temple)
    editor.post(screen(copy), card(first, act=f"support:{theirs.pk}"))
    editor.post(screen(copy), {"proposal": second.pk, "act": "drop"})
    page = told(editor.get(screen(copy)))
    assert f"/admin/heritage/report/{theirs.pk}/change/" in page
    assert "Send the drafts to review" not in page
    editor.post(screen(copy), {"act": "send"})
    theirs.refresh_from_db()
    assert theirs.state == "draft"


def test_a_report_that_is_there_is_offered_before_a_new_one(editor, copy, temple):
    standing = factories.report(temple, "destroyed", event="2015-08-23/2015-08-27")
    factories.report(temple, "destroyed", event="2012-01-01")
    factories.report(temple, "none", event="2015-08-23")
    proposal = rubble(copy, temple)
    page = told(editor.get(screen(copy)))
    assert page.count('name="offered"') == 1
    assert page.index(f'value="support:{standing.pk}"') < page.index('value="accept"')
    assert "New report" in page
    editor.post(screen(copy), card(proposal, act=f"support:{standing.pk}"))
    correction = Report.objects.get(corrects=standing)
    assert correction.citations.count() == 2
    assert Proposal.objects.get().report == correction


def test_what_bears_no_day_is_no_report_of_what_happened_after_the_article(editor, temple):
    later, earlier = (factories.report(temple, "destroyed", event=day) for day in ("2016-05-01", "2015-08"))
    copy = copy_of(published="2016-03-27")
    rubble(copy, temple, event="")
    page = told(editor.get(screen(copy)))
    assert f'value="support:{earlier.pk}"' in page
    assert f'value="support:{later.pk}"' not in page
    asked = {"site": temple.pk, "kind": "damage", "level": "destroyed", "article": copy.capture.article_id}
    answer = editor.get("/admin/desk/standing/", asked).json()
    assert [row["number"] for row in answer["reports"]] == [earlier.pk]


def test_of_several_sites_that_may_be_meant_the_reports_of_the_likeliest_are_offered(editor, copy, temple):
    other = factories.site("Temple of Bel")
    for site in (temple, other):
        factories.report(site, "destroyed", event="2015-08")
    rubble(copy, temple, alternatives=[other.pk])
    page = told(editor.get(screen(copy)))
    assert "of Temple of Baalshamin: Destroyed" in page
    assert "of Temple of Bel: Destroyed" not in page


def test_open_drafts_are_offered_too(editor, copy, temple):
    draft = factories.draft_report(temple, "unspecified", event="2015-08")
    rubble(copy, temple)
    assert f'value="support:{draft.pk}"' in told(editor.get(screen(copy)))


def test_a_report_that_the_card_did_not_show_is_shown_before_a_second_is_made(editor, copy, temple):
    proposal = rubble(copy, None, place_name="the temple")
    standing = factories.report(temple, "destroyed")
    answer = editor.post(screen(copy), card(proposal, site="other", site_named="temple of baalshamin"))
    assert answer.status_code == 200
    assert "may be reported already" in told(answer)
    assert f'value="support:{standing.pk}"' in told(answer)
    answer = editor.post(screen(copy), card(proposal, site=temple.pk, offered=standing.pk))
    assert answer.status_code == 302
    assert Report.objects.filter(state="draft").count() == 1


def test_the_reports_that_fit_a_card_are_asked_for_while_it_changes(editor, temple):
    standing = factories.report(temple, "destroyed")
    asked = {"site": temple.pk, "kind": "damage", "level": "destroyed", "event": "2015-08"}
    answer = editor.get("/admin/desk/standing/", asked).json()
    assert [row["number"] for row in answer["reports"]] == [standing.pk]
    assert editor.get("/admin/desk/standing/", asked | {"event": "2016"}).json() == {"reports": []}
    assert editor.get("/admin/desk/standing/", asked | {"kind": "denial"}).json() == {"reports": []}
    assert editor.get("/admin/desk/standing/", {"site": "9" * 40, "event": "summer"}).json() == {"reports": []}


def test_one_of_a_group_is_accepted_only_for_a_site_that_is_chosen(editor, copy):
    towers = [factories.site("Tower of Elahbel"), factories.site("Tower of Kithot")]
    proposal = proposed(copy, TOMBS, towers[0], group=True, alternatives=[towers[1].pk])
    page = told(editor.get(screen(copy)))
    assert "Which of the group?" in page
    assert "checked" not in page[page.index("Which of the group?") : page.index("A site that is not here yet")]
    answer = editor.post(screen(copy), card(proposal, site=""))
    assert answer.status_code == 200
    assert "Choose the site that it happened to." in told(answer)
    assert not Report.objects.exists()
    editor.post(screen(copy), card(proposal, site=towers[1].pk))
    assert Report.objects.get().site == towers[1]
    assert Proposal.objects.get().corrected["site"] == [towers[0].pk, towers[1].pk]


def test_a_threat_becomes_a_report_only_if_the_editor_says_so(editor, copy, temple):
    proposal = proposed(copy, "Soldiers posed for pictures in the city.", temple, kind="threat", level="", event="")
    assert editor.post(screen(copy), card(proposal)).status_code == 200
    assert not Report.objects.exists()
    editor.post(screen(copy), card(proposal, as_report="on"))
    assert Report.objects.get().level == "unknown"


def test_a_new_site_whose_name_no_address_can_hold_has_one_of_its_country(editor, copy):
    for name in ("Воронцовський палац", "Будинок учених"):
        editor.post(screen(copy), card(proposed(copy, MUSEUM), **new_site(new_name=name, new_country="UA")))
    assert list(Site.objects.order_by("pk").values_list("slug", flat=True)) == ["ukraine-site", "ukraine-site-2"]


def test_an_article_without_its_day_says_what_that_takes_away(editor, copy, temple):
    assert "The day of publication is not known" not in told(editor.get(screen(copy)))
    copy.capture.article.published = ""
    copy.capture.article.save()
    assert "The day of publication is not known" in told(editor.get(screen(copy)))


def test_a_denial_becomes_a_report_of_no_damage(editor, copy):
    theatre = factories.site("Roman theatre")
    editor.post(screen(copy), card(proposed(copy, THEATRE, theatre, kind="denial", level="", event="2016-03-27")))
    report = Report.objects.get()
    assert (report.site, report.level) == (theatre, "none")


def test_a_site_is_named_by_hand_in_any_of_its_names(editor, copy):
    site = factories.draft_site("Museum of Palmyra", names=[("متحف تدمر", "ar", "official")])
    proposal = proposed(copy, MUSEUM)
    editor.post(screen(copy), card(proposal, site="other", site_named="متحف تدمر"))
    assert Report.objects.get().site == site


def test_of_several_sites_of_a_name_one_is_to_be_chosen(editor, copy):
    sites = [factories.site("Museum of Palmyra"), factories.site("Museum of Palmyra", slug="other-museum")]
    answer = editor.post(screen(copy), card(proposed(copy, MUSEUM), site="other", site_named="museum of palmyra"))
    page = told(answer)
    assert "Several sites are called so" in page
    assert all(f'name="site" value="{site.pk}"' in page for site in sites)


def test_a_new_site_that_was_made_is_offered_where_its_name_stands_again(editor, copy):
    first = proposed(copy, MUSEUM, place_name="The museum")
    proposed(copy, TOMBS, place_name="The museum")
    editor.post(screen(copy), card(first, **new_site()))
    made = Site.objects.get()
    assert f'name="site" value="{made.pk}" required checked' in told(editor.get(screen(copy)))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quote": "It was razed."}, "does not stand in the text to the letter"),
        ({"event": "2015-02-30"}, "2015-02-30"),
        ({"level": ""}, "Choose a damage level."),
        ({"level": "shattered"}, "Select a valid choice"),
        ({"kind": "recovery"}, "Choose the step of recovery."),
        ({"site": "99999999"}, "Choose the site that it happened to."),
        ({"site": "9" * 30}, "Choose the site that it happened to."),
        ({"site": "other", "site_named": "Nowhere at all"}, "No site is called so."),
        (new_site(new_kind=""), "This field cannot be blank."),
        (new_site(new_coordinates="138.27, 34.55"), "138.27"),
        (new_site(new_coordinates="38.27, 34.55"), "latitude comes first"),
    ],
)
def test_what_cannot_be_taken_is_named_and_what_was_typed_stays(editor, copy, temple, wrong, words):
    proposal = rubble(copy, temple)
    answer = editor.post(screen(copy), card(proposal, **{"claimant": "Typed with care"} | wrong))
    assert answer.status_code == 200
    assert words in told(answer)
    assert "Typed with care" in told(answer)
    assert not Report.objects.exists()
    assert Proposal.objects.get().state == "open"


def test_dropping_says_why_and_can_be_undone(editor, copy, temple):
    proposal = rubble(copy, temple)
    answer = editor.post(screen(copy), {"proposal": proposal.pk, "act": "drop", "why": "Told in 2015 already."})
    page = told(editor.get(answer.url))
    assert "Told in 2015 already." in page
    assert "Undo the last" in page
    editor.post(screen(copy), {"proposal": proposal.pk, "act": "undo"})
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize(("why", "state", "made"), [("Told in 2015 already.", "dropped", 0), (" ", "accepted", 1)])
def test_enter_in_a_field_accepts_and_after_a_reason_drops(editor, copy, temple, why, state, made):
    proposal = rubble(copy, temple)
    assert told(editor.get(screen(copy))).index('value="enter"') < told(editor.get(screen(copy))).index(
        'value="accept"'
    )
    editor.post(screen(copy), card(proposal, act="enter", why=why))
    assert (Proposal.objects.get().state, Report.objects.count()) == (state, made)


def test_why_something_was_dropped_is_kept_without_what_no_database_keeps(editor, copy, temple):
    editor.post(screen(copy), {"proposal": rubble(copy, temple).pk, "act": "drop", "why": "Told\0 before."})
    assert Proposal.objects.get().corrected["why"][1] == "Told before."


def test_sending_a_card_twice_makes_one_report_and_says_so(editor, copy, temple):
    proposal = rubble(copy, temple)
    for _ in range(2):
        answer = editor.post(screen(copy), card(proposal), follow=True)
    assert "nothing was made a second time" in told(answer)
    assert Report.objects.count() == 1


def test_what_a_colleague_decided_meanwhile_is_said(editor, reviewer, copy, temple):
    proposal = rubble(copy, temple)
    reviewer.post(screen(copy), {"proposal": proposal.pk, "act": "drop"})
    answer = editor.post(screen(copy), {"proposal": proposal.pk, "act": "drop"}, follow=True)
    assert "Somebody else" in told(answer)


def test_a_sentence_that_was_missed_becomes_a_report(editor, copy, temple):
    form = card(Proposal(kind="damage", level="moderate", quote=TOMBS), act="missed", site=temple.pk) | {"proposal": ""}
    assert editor.post(screen(copy), form).status_code == 302
    assert Report.objects.get().citations.get().quote == TOMBS
    assert Proposal.objects.get().corrected["kind"] == ["", "damage"]
    answer = editor.post(screen(copy), form | {"quote": "Nothing such."})
    assert answer.status_code == 200
    assert 'id="missed" open' in told(answer)


@pytest.mark.parametrize(
    "act", ["", "publish", "support:", "support:9", "accept", "drop", "undo", "support:" + "9" * 40]
)
@pytest.mark.parametrize("key", ["", "9" * 40, "²"])
def test_an_act_that_is_none_is_said_and_does_nothing(editor, copy, temple, act, key):
    rubble(copy, temple)
    answer = editor.post(screen(copy), {"act": act, "proposal": key}, follow=True)
    assert answer.status_code == 200
    assert "Nothing was done" in told(answer)


def test_an_article_without_a_text_leads_to_where_one_is_handed_in(editor):
    article = factories.article()
    assert f"/admin/read/?article={article.pk}" in told(editor.get(f"/admin/heritage/article/{article.pk}/read/"))
    assert editor.get("/admin/heritage/article/987654/read/").status_code == 404


def test_of_several_copies_the_newest_in_which_something_was_read_is_shown(editor, copy, temple):
    rubble(copy, temple)
    later = copy_of("The page, moved.", article=copy.capture.article)
    page = told(editor.get(screen(copy)))
    assert "Soldiers posed" in page
    assert f"?copy={later.pk}" in page
    assert "The page, moved." in told(editor.get(f"{screen(copy)}?copy={later.pk}"))


def test_who_may_not_decide_sees_no_button_and_makes_nothing(client, copy, temple):
    proposal = rubble(copy, temple)
    guest = factories.person("guest", is_staff=True)
    client.force_login(guest)
    assert client.get(screen(copy)).status_code == 403
    assert client.get("/admin/desk/standing/").status_code == 403
    assert client.post(screen(copy), card(proposal)).status_code == 403
    assert not Report.objects.exists()


def test_the_screen_asks_as_often_for_forty_proposals_as_for_four(editor, copy, temple, django_assert_max_num_queries):
    for _ in range(40):
        rubble(copy, temple, alternatives=[factories.site().pk])
    factories.report(temple, "destroyed")
    with django_assert_max_num_queries(25):
        editor.get(screen(copy))


def test_of_very_many_cards_the_next_come_as_others_are_decided(editor, temple):
    copy = copy_of(" ".join(f"Tower {number} was blown up." for number in range(1, 51)))
    all_of_them = [proposed(copy, f"Tower {number} was blown up.", temple) for number in range(1, 51)]
    page = told(editor.get(screen(copy)))
    assert page.count('value="accept"') == 40
    assert "10 more cards come once some of these are decided." in page
    assert "<b>0</b> of 50 decided" in page
    assert page.count("<mark") >= 50
    last = all_of_them[-1]
    assert f'id="card-{last.pk}"' not in page
    assert f'id="card-{last.pk}"' in told(editor.get(f"{screen(copy)}?card={last.pk}"))
    for proposal in all_of_them[:10]:
        editor.post(screen(copy), {"proposal": proposal.pk, "act": "drop"})
    page = told(editor.get(screen(copy)))
    assert f'id="card-{last.pk}"' in page
    assert "come once" not in page


def test_a_text_of_any_number_of_paragraphs_is_shown_whole_in_some_of_them(editor, temple):
    copy = copy_of("A line.\n" * 5001 + "The end.")
    page = editor.get(screen(copy)).content.decode()
    assert page.count('<p dir="auto">') == 5000
    assert page.count("A line.") == 5001
    assert "The end." in page


def test_what_a_page_says_is_shown_and_never_run(editor, temple):
    copy = copy_of(f"{NASTY}\n\nIt is gone {NASTY} now.", title=NASTY, publisher=NASTY)
    proposed(copy, f"It is gone {NASTY}", None, place_name=NASTY, claimant=NASTY, why=[("gone", NASTY)])
    for address in (
        screen(copy),
        "/admin/heritage/proposal/",
        f"/admin/heritage/proposal/{Proposal.objects.get().pk}/change/",
    ):
        html = editor.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<svg" not in html.replace('<svg xmlns="http://www.w3.org/2000/svg"', "").replace("<svg aria", "")
        assert "<img src=x" not in html


def test_the_list_of_proposals_is_to_be_read_and_filtered(editor, copy, temple):
    proposal = rubble(copy, temple)
    assert "Temple of Baalshamin" in told(editor.get("/admin/heritage/proposal/?state__exact=open"))
    assert "Temple of Baalshamin" not in told(editor.get("/admin/heritage/proposal/?state__exact=dropped"))
    address = f"/admin/heritage/proposal/{proposal.pk}/change/"
    assert "reduced to rubble" in told(editor.get(address))
    assert editor.post(address, {"level": "none"}).status_code == 403
    assert editor.get("/admin/heritage/proposal/add/").status_code == 403


def test_what_editors_changed_is_printed_for_who_mends_the_rules(editor, copy, temple):
    other = factories.site("Temple of Bel")
    editor.post(screen(copy), card(rubble(copy, temple), site=other.pk, level="severe"))
    dropped = proposed(copy, THEATRE, temple)
    editor.post(screen(copy), {"proposal": dropped.pk, "act": "drop", "why": "It stands."})
    editor.post(screen(copy), card(proposed(copy, MUSEUM, other)))
    written = StringIO()
    call_command("reading_feedback", stdout=written)
    changed, gone = map(json.loads, written.getvalue().splitlines())
    assert (changed["sentence"], changed["reasons"]) == (RUBBLE, [["reduced to rubble", "destroyed"]])
    assert (changed["as_read"]["site"], changed["as_read"]["level"]) == ("temple-of-baalshamin", "destroyed")
    assert (changed["as_accepted"]["site"], changed["as_accepted"]["level"]) == ("temple-of-bel", "severe")
    assert (gone["state"], gone["why"], gone["as_accepted"], gone["rules"]) == ("dropped", "It stands.", None, "1")
