"""The pictures by which links to our pages are shown elsewhere: what they say, in whose letters, and what they keep."""

import io
import re
import struct
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import factories
import pytest
from django.utils.translation import override
from PIL import Image

from sites import catalogue, review
from sites.catalogue import Query
from sites.places import Point, generalise
from sites.previews.card import Card, card_of_article, card_of_list, card_of_report, card_of_site
from sites.previews.drawing import _painted, drawn, painted
from sites.previews.lettering import broken, is_leftward, is_written, shortened, width
from sites.previews.sign import SHAPES, Sign

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 100_000
pytestmark = pytest.mark.django_db


def asked(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    return answer.content


def pixels(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def card(slug, **days):
    query = Query(site=slug, **days)
    return card_of_site(catalogue.find(query, size=1).items[0], query)


def words(of):
    """What is written in a picture, line by line."""
    return [one.text.strip("\u202b\u202c") for one in ET.fromstring(drawn(of)).iter(f"{SVG}text")]  # noqa: S314


@pytest.fixture
def temple(db):
    temple = factories.site("Temple of Baalshamin", names=[("معبد بعل شمين", "ar", "official")])
    factories.report(temple, "destroyed", verification="confirmed", event="2015-08-23")
    return temple


# ── what they are


def test_every_kind_of_page_has_a_picture_of_the_size_that_others_ask_for(client, temple):
    report = temple.reports.get()
    for address in (
        "/sites/temple-of-baalshamin/preview.png",
        f"/reports/{report.number}/preview.png",
        f"/articles/{report.articles.first().pk}/preview.png",
        "/preview.png",
        "/preview.png?country=SY&level=destroyed",
    ):
        png = asked(client, address)
        assert pixels(png).size == (1200, 630), address
        assert len(png) < LARGEST, address


def test_a_picture_holds_pixels_and_nothing_beside_them(client, temple):
    png, at, kinds = asked(client, "/sites/temple-of-baalshamin/preview.png"), 8, []
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        kinds.append(kind)
        at += length + 12
    assert {*kinds} == {b"IHDR", b"IDAT", b"IEND"}


def test_the_same_words_give_the_same_bytes(temple):
    first = painted(card("temple-of-baalshamin"))
    _painted.cache_clear()
    assert painted(card("temple-of-baalshamin")) == first


def test_a_cache_keeps_a_picture_until_something_changes(client, temple):
    address = "/sites/temple-of-baalshamin/preview.png"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.report(temple, "", event="2020", recovery="stabilised")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


# ── what they say


def test_a_site_is_shown_with_both_its_names_its_status_in_words_and_what_it_rests_on(temple):
    said = words(card("temple-of-baalshamin"))
    assert said[0] == "Heritage Damage Tracker"
    assert {f"Site {temple.pk}", "معبد بعل شمين", "Destroyed", "confirmed"} < {*said}
    assert "Temple of Baalshamin" in " ".join(said)
    assert "Syria · 1 report · 1 article" in said


def test_the_mark_has_the_colour_of_its_level(client, temple):
    seen = pixels(asked(client, "/sites/temple-of-baalshamin/preview.png")).getcolors(1 << 20)
    assert sum(count for count, colour in seen if colour == (0xBD, 0x00, 0x26)) > 1000


@pytest.mark.parametrize("level", SHAPES)
@pytest.mark.parametrize("verification", ["reported", "confirmed", "refuted"])
def test_every_level_has_a_mark_of_its_own_hollow_hatched_or_ringed(level, verification):
    named = {"step": "", "no_report": "no_report"}.get(level, level)
    plain = Card(over="", name="Arch", sign=Sign(named, verification, recovery="cleared" if level == "step" else ""))
    shown = {painted(plain)}
    if level not in ("step", "no_report") and verification != "refuted":
        shown |= {painted(replace(plain, sign=replace(plain.sign, contested=True)))}
    shown |= {painted(replace(plain, sign=replace(plain.sign, recovery=step))) for step in ("stabilised", "restored")}
    assert len(shown) == (3 if level in ("step", "no_report") or verification == "refuted" else 4)


def test_a_picture_tells_the_status_of_the_days_of_its_page(client, temple):
    address = "/sites/temple-of-baalshamin/preview.png"
    assert asked(client, address) != asked(client, f"{address}?on=2015-01-01")
    then = words(card("temple-of-baalshamin", on=catalogue.parse_query({"on": ["2015-01-01"]}).on))
    assert "No report" in then
    assert any("what had happened by 1 January 2015" in line for line in then)


def test_a_report_is_shown_with_its_number_its_site_and_its_day(temple):
    said = words(card_of_report(catalogue.report(temple.reports.get().number).report))
    assert {f"Report {temple.reports.get().number}", "Destroyed", "confirmed"} < {*said}
    assert "Temple of Baalshamin" in " ".join(said)
    assert "23 August 2015 · 1 article" in said


def test_a_source_is_shown_with_its_title_and_the_sites_of_which_it_tells(temple):
    article = factories.article("Satellite images confirm it", publisher="The Gazette", published="2015-08-29")
    report = factories.report(temple, "destroyed", cites=[(article, "says")])
    said = words(card_of_article(catalogue.article(report.articles.get().pk)))
    assert {"Temple of Baalshamin", f"Source {article.pk}"} < {*said}
    assert " ".join(said).count("Satellite images confirm it") == 1
    assert "The Gazette · 29 August 2015" in " ".join(said)


def test_a_list_is_shown_with_its_filter_in_words_and_a_number_for_each_level(temple):
    factories.site("Arch", country="IQ")
    whole, some = (card_of_list(query, catalogue.summary(query)) for query in (Query(), Query(country=("SY",))))
    assert {"2 sites", "1 · Destroyed", "1 · No report"} < {*words(whole)}
    assert {"1 of 2 sites", "Syria", "1 · Destroyed"} < {*words(some)}
    assert "1 · No report" not in words(some)


def test_what_is_written_in_a_name_stays_a_name():
    hostile = Card(over="", name='</text><script>"&', facts=("]]>",))
    assert {*words(hostile)[1:]} == {'</text><script>"&', "]]>"}


# ── in whose letters


@pytest.mark.parametrize(
    "name", ["معبد بعل شمين", "Преображенський собор", "धरहरा", "Αγίου Πορφυρίου", "Սուրբ", "ბაგრატი", "בית", "Église"]
)
def test_names_of_many_scripts_are_written_in_their_own_letters(name):
    assert is_written(name, "serif")
    assert painted(Card(over="", name="Arch", native=name)) != painted(Card(over="", name="Arch"))


@pytest.mark.parametrize("name", ["首里城正殿", "古都", "ꦧꦺꦴꦫꦺꦴ"])
def test_a_name_for_which_there_are_no_letters_is_left_out_instead_of_drawn_as_boxes(name):
    assert painted(Card(over="", name="Castle", native=name)) == painted(Card(over="", name="Castle"))
    assert words(Card(over="Site 9", name=name))[1:] == ["Site 9"]


def test_arabic_letters_are_joined_and_run_from_right_to_left():
    def extent(name):
        """Where a name is inked, from its first column to its last."""
        bare, inked = (pixels(painted(Card(over="", name=one))) for one in (" ", name))
        return [
            x
            for x in range(1200)
            if bare.crop((x, 160, x + 1, 400)).tobytes() != inked.crop((x, 160, x + 1, 400)).tobytes()
        ]

    joined, parted = extent("ممم"), extent("م\u200cم\u200cم")
    assert max(joined) - min(joined) < max(parted) - min(parted)
    first, last = extent("م\u200cا"), extent("م")
    assert max(first) > max(last)  # the alif stands to the left of the meem, which is moved to the right by it


def test_a_picture_in_arabic_is_turned_round(temple):
    with override("ar"):
        turned = ET.fromstring(drawn(card("temple-of-baalshamin")))  # noqa: S314  our own drawing
        assert painted(card("temple-of-baalshamin"))
    lines = list(turned.iter(f"{SVG}text"))
    assert {one.get("text-anchor") for one in lines} == {"end"}
    assert max(float(one.get("x")) for one in lines) == 1136
    assert [one.text[:1] == "\u202b" for one in lines] == [is_leftward(one.text) for one in lines]
    assert sum(is_leftward(one.text) for one in lines) > 2


def test_in_arabic_a_site_is_called_by_its_arabic_name_and_the_english_one_stands_beside_it(temple):
    with override("ar"):
        said = card("temple-of-baalshamin")
    assert (said.name, said.native) == ("معبد بعل شمين", "Temple of Baalshamin")
    assert "سوريا" in said.facts


def test_the_longest_names_stay_inside_the_picture():
    long = Card(
        over="Site 1 " * 30,
        name="The Hypogeum of the Three Brothers and " * 12,
        native="معبد بعل شمين " * 30,
        sign=Sign("unspecified", "corroborated", True, "in_progress"),
        status="Damaged, extent not known " * 6,
        more="corroborated · contested · " * 6,
        facts=("Bolivia, Plurinational State of",) * 12,
        place=generalise(Point(34.55, 38.27), "exact"),
    )
    for text in ET.fromstring(drawn(long)).iter(f"{SVG}text"):  # noqa: S314  our own drawing
        size = float(re.search(r"font-size: ([\d.]+)px", text.get("style"))[1])
        font = "serif" if "Serif" in text.get("style") else "sans"
        assert float(text.get("x")) + width(text.text, font, size) < 1200 - 64 - 400, text.text


def test_a_text_far_longer_than_its_line_is_cut_in_a_moment():
    begun = time.thread_time()
    assert shortened("ق" * 4_000, "sans", 28, 700).endswith("…")
    assert time.thread_time() - begun < 1


def test_a_word_that_is_wider_than_the_line_stands_alone():
    assert broken("a Donaudampfschifffahrtsgesellschaft b", "serif", 60, 200)[1] == "Donaudampfschifffahrtsgesellschaft"


# ── what they keep


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_a_protected_site_has_one_picture_wherever_in_its_square_it_lies(client, visibility):
    site = factories.site("Well", latitude=34.5512345, longitude=38.2712345, visibility=visibility)
    report = factories.report(site, "severe")
    addresses = ["/sites/well/preview.png", f"/reports/{report.number}/preview.png", "/preview.png"]
    before = [asked(client, one) for one in addresses]
    factories.accepted(factories.moved(site, by=factories.steward(), latitude=34.5587654, longitude=38.2787654))
    _painted.cache_clear()
    assert [asked(client, one) for one in addresses] == before
    factories.accepted(factories.moved(site, by=factories.steward(), latitude=36.5587654))
    assert asked(client, addresses[0]) != before[0]  # it can tell one square from another


def test_a_hidden_site_has_a_picture_without_a_map(client):
    site = factories.site("Well", visibility="hidden")
    before = asked(client, "/sites/well/preview.png")
    assert 'class="land"' not in drawn(card("well"))
    factories.accepted(factories.moved(site, by=factories.steward(), latitude=-12.5, longitude=99.0))
    assert asked(client, "/sites/well/preview.png") == before


def test_what_becomes_protected_loses_its_point_at_once(client):
    site = factories.site("Well")
    open_to_all = client.get("/sites/well/preview.png")
    factories.accepted(factories.moved(site, by=factories.steward(), visibility="hidden"))
    later = client.get("/sites/well/preview.png", headers={"If-None-Match": open_to_all["ETag"]})
    assert later.status_code == 200
    assert later.content != open_to_all.content


def test_photos_do_not_enter_a_picture(client, temple):
    before = asked(client, "/sites/temple-of-baalshamin/preview.png")
    factories.photo(temple, graphic=True)
    assert asked(client, "/sites/temple-of-baalshamin/preview.png") == before


def test_what_is_not_public_has_no_picture(client, temple):
    factories.draft_site("Draft")
    review.withdraw(factories.site("Gone"), by=factories.reviewer(), reason="In danger.")
    draft = factories.draft_report(temple)
    withdrawn = factories.report(temple)
    review.withdraw(withdrawn, by=factories.reviewer(), reason="Twice.")
    uncited = factories.article()
    for address in (
        *("/sites/draft/", "/sites/gone/", "/sites/never-was/"),
        *(f"/reports/{number}/" for number in (draft.number or 0, withdrawn.number, 987654)),
        *(f"/articles/{number}/" for number in (uncited.pk, 987654)),
    ):
        assert client.get(f"{address}preview.png").status_code == 404, address


def test_an_address_that_asks_what_a_picture_does_not_know_is_refused(client, temple):
    for address in (
        "/sites/temple-of-baalshamin/preview.png?level=severe",
        "/preview.png?colour=red",
        "/preview.png?page=2",
    ):
        assert client.get(address).status_code == 400, address
