"""A record says its text in the reader's language; where it does not, or the text is newer, the page says so."""

import json
import re

import factories
import pytest
from factories import worded

from sites import catalogue, review
from sites.wordings import Said, Wording, digest, each_language, is_stale, reworded, said_in

TEXT = "An arch of the Romans."
ARABIC, OTHER = "قوس روماني.", "قوس قديم."
MARKED = re.compile(r'<p class="otherwise">(.*?)</p>')


def arabic(text=TEXT):
    return [Wording("ar", ARABIC, is_stale({"of": digest(TEXT)}, text))]


@pytest.mark.parametrize(
    ("language", "text", "wordings", "said"),
    [
        pytest.param("ar", TEXT, arabic(), Said(ARABIC, "ar", True), id="in its wording"),
        pytest.param("ar", "New.", arabic("New."), Said(ARABIC, "ar", True, True), id="in one that is older"),
        pytest.param("fr", TEXT, arabic(), Said(TEXT, "en", False), id="else as it was written"),
        pytest.param("en", TEXT, arabic(), Said(TEXT, "en", True), id="as it was written, in that language"),
        pytest.param("fr", "", arabic(), Said(ARABIC, "ar", False), id="else in any language"),
        pytest.param("fr", "", [], None, id="nothing where nothing is said"),
    ],
)
def test_what_a_text_says_in_a_language(language, text, wordings, said):
    assert said_in(language, text, "en", wordings) == said


def test_a_wording_knows_its_text_whatever_its_white_space():
    assert not is_stale(worded("An arch\r\nof  the Romans. ", ar=ARABIC)["ar"], TEXT)
    assert is_stale(worded(TEXT, ar=ARABIC)["ar"], "An arch of the Roman.")


OLD, NOW = worded("As it was.", ar=ARABIC, uk="Арка."), worded(TEXT, ar=ARABIC)


@pytest.mark.parametrize(
    ("typed", "stands", "made"),
    [
        pytest.param({"ar": ARABIC}, [], OLD, id="left as it is, it stays of the text that it worded"),
        pytest.param({"ar": ARABIC}, ["ar"], OLD | NOW, id="found to fit, it is of the text as it is now"),
        pytest.param({"ar": OTHER}, [], OLD | worded(TEXT, ar=OTHER), id="written anew"),
        pytest.param({"ar": ""}, [], {"uk": OLD["uk"]}, id="emptied, it goes"),
        pytest.param({"ar": "", "uk": ""}, [], None, id="nothing is left"),
        pytest.param({"fr": "Un arc."}, [], OLD | worded(TEXT, fr="Un arc."), id="another language is added"),
    ],
)
def test_what_becomes_of_wordings_when_they_are_typed(typed, stands, made):
    assert reworded(OLD, typed, stands, TEXT) == made


def test_what_differs_is_told_language_by_language():
    assert each_language(OLD, OLD | NOW) == {"ar": (ARABIC, ARABIC)}
    assert each_language(None, NOW) == {"ar": ("", ARABIC)}
    assert each_language(OLD, None) == {"ar": (ARABIC, ""), "uk": ("Арка.", "")}


def body(client, address):
    return client.get(address).content.decode()


def arch(**said):
    return factories.site("Arch", summary=TEXT, **said)


@pytest.mark.django_db
def test_a_site_says_its_summary_in_the_language_of_the_page(client):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    page = body(client, f"/ar/sites/{site.slug}/")
    assert f'<p class="summary" lang="ar" dir="rtl">{ARABIC}</p>' in page
    assert TEXT not in page.partition("<body")[2]
    assert not MARKED.search(page)


@pytest.mark.django_db
def test_what_is_not_said_in_it_yet_is_shown_as_it_was_written_and_marked(client):
    page = body(client, f"/ar/sites/{arch().slug}/")
    assert f'<p class="summary" lang="en" dir="auto">{TEXT}</p>' in page
    assert len(MARKED.findall(page)) == 1


@pytest.mark.django_db
def test_the_mark_names_both_languages(client, settings):
    settings.TEXT_LANGUAGE = "ar"
    site = factories.site("Arch", summary=ARABIC)
    said = MARKED.findall(body(client, f"/sites/{site.slug}/"))
    assert said == ["Not yet in English: this text is in Arabic."]


@pytest.mark.django_db
def test_what_is_older_than_its_text_is_marked_until_somebody_looked_at_it(client, settings):
    settings.TEXT_LANGUAGE = "ar"
    site = factories.site("Arch", summary=ARABIC, wordings=worded(ARABIC, en=TEXT))
    assert MARKED.findall(body(client, f"/sites/{site.slug}/")) == []
    factories.moved(site, summary=OTHER)
    said = MARKED.findall(body(client, f"/sites/{site.slug}/"))
    assert said == ["This translation may be older than the text in Arabic."]
    factories.moved(site, summary=ARABIC)
    assert MARKED.findall(body(client, f"/sites/{site.slug}/")) == []


@pytest.mark.django_db
def test_a_report_says_its_summary_in_the_language_wherever_it_is_told(client):
    said = factories.report(arch(), summary="It fell.", wordings=worded("It fell.", ar="سقط."))
    other = factories.report(said.site, summary="It leaned.")
    page = body(client, f"/ar/sites/{said.site.slug}/")
    assert '<p lang="ar" dir="rtl">سقط.</p>' in page
    assert '<p lang="en" dir="auto">It leaned.</p>' in page
    assert '<p lang="ar" dir="rtl">سقط.</p>' in body(client, f"/ar/reports/{said.number}/")
    assert len(MARKED.findall(body(client, f"/ar/reports/{other.number}/"))) == 1
    assert "سقط." in body(client, "/ar/feeds/reports.atom")
    assert "It fell." in body(client, "/feeds/reports.atom")


@pytest.mark.django_db
def test_a_picture_is_described_in_the_language_and_else_its_language_is_told(client):
    site = arch()
    factories.photo(site, alt="The arch", wordings=worded("The arch", ar="القوس"))
    factories.photo(site, alt="Its rubble")
    page = body(client, f"/ar/sites/{site.slug}/")
    assert 'alt="القوس" loading' in page
    assert 'alt="Its rubble" lang="en"' in page


@pytest.mark.django_db
def test_quotations_and_titles_stay_in_the_language_of_their_source(client):
    source = factories.article("سقوط القوس", language="ar")
    report = factories.draft_report(arch(), cites=[(source, "says")])
    report.citations.update(quote="سقط القوس.")
    factories.publish(report)
    page = body(client, f"/fr/reports/{report.number}/")
    assert '<bdi lang="ar">سقوط القوس</bdi>' in page
    assert '<blockquote lang="ar" dir="auto"><p>سقط القوس.</p></blockquote>' in page


@pytest.mark.django_db
def test_linked_data_tell_each_text_with_its_language(client):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', body(client, f"/sites/{site.slug}/"), re.S)
    wanted = [{"@language": "en", "@value": TEXT}, {"@language": "ar", "@value": ARABIC}]
    assert json.loads(told.group(1))["description"] == wanted
    art = client.get(f"/sites/{site.slug}.jsonld").json()["@graph"][0]["referred_to_by"]
    texts = {one["language"][0]["_label"]: one["content"] for one in art if "language" in one}
    assert texts == {"en": TEXT, "ar": ARABIC}


@pytest.mark.django_db
def test_what_is_derived_anew_says_the_same():
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    told = catalogue.site(site.slug).entry
    catalogue.rebuild()
    assert catalogue.site(site.slug).entry == told
    assert told.wordings == (Wording("ar", ARABIC, False),)


SECRET = "نص لا يراه أحد"


@pytest.fixture
def unseen(db):
    """Texts in Arabic that nobody has published, or that were taken back."""
    site = arch()
    factories.draft_site("Tower", summary="A tower.", wordings=worded("A tower.", ar=SECRET))
    factories.draft_report(site, summary="It fell.", wordings=worded("It fell.", ar=SECRET))
    factories.draft_photo(site, wordings=worded("A temple", ar=SECRET))
    stands = factories.report(site, summary="It leans.", wordings=worded("It leans.", ar=ARABIC))
    correction = review.correct(stands, by=factories.editor())
    factories.moved(correction, wordings=worded("It leans.", ar=SECRET))
    for record in (
        factories.report(site, summary="Gone.", wordings=worded("Gone.", ar=SECRET)),
        factories.photo(site, wordings=worded("A temple", ar=SECRET)),
        factories.site("Wall", summary="A wall.", wordings=worded("A wall.", ar=SECRET)),
    ):
        review.withdraw(record, by=factories.reviewer(), reason="It was wrong.")
    return site, stands


@pytest.mark.django_db
def test_nobody_reads_in_another_language_what_is_not_published(client, unseen):
    site, stands = unseen
    numbers = {report.number for report in site.reports.all()}
    addresses = [f"/ar/reports/{number}/" for number in numbers] + [f"/reports/{number}.jsonld" for number in numbers]
    addresses += [f"/ar/sites/{slug}/" for slug in (site.slug, "tower", "wall")]
    addresses += ["/ar/", "/ar/sites/", "/ar/feeds/reports.atom", "/ar/feeds/corrections.atom", "/sites.jsonld"]
    pages = {address: b"".join(client.get(address)).decode() for address in addresses}
    assert ARABIC in pages[f"/ar/reports/{stands.number}/"]
    assert [address for address, page in pages.items() if SECRET in page] == []


@pytest.mark.django_db
def test_a_correction_may_add_a_language_and_the_history_tells_which(client):
    report = factories.report(arch(), summary="It leans.")
    correction = review.correct(report, by=factories.editor())
    factories.moved(correction, wordings=worded("It leans.", ar=ARABIC))
    factories.publish(correction)
    page = " ".join(body(client, f"/reports/{report.number}/").split())
    assert "(Arabic): –" in page
    assert f"<ins>{ARABIC}</ins>" in page


@pytest.mark.django_db
def test_the_history_of_a_site_tells_that_another_language_changed_and_not_what_it_said(client):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    factories.moved(site, wordings=worded(TEXT, ar=OTHER))
    page = body(client, f"/sites/{site.slug}/")
    assert "text in other languages" in page
    assert ARABIC not in page


@pytest.mark.django_db
def test_of_a_protected_site_the_summary_is_public_in_every_language_and_its_place_in_none(client):
    site = arch(visibility="0.1", place="Hollow", wordings=worded(TEXT, ar=ARABIC))
    page = body(client, f"/ar/sites/{site.slug}/")
    assert ARABIC in page
    assert "Hollow" not in page
