"""A site is called by the name that it bears in the reader's language; else by its main name, marked as what it is."""

import factories
import pytest

from sites.wordings import Name, told_name

pytestmark = pytest.mark.django_db
OFFICIAL, OTHER, OLD = (
    Name(text, "ar", kind) for text, kind in (("أ", "official"), ("ب", "alternative"), ("ج", "historic"))
)


@pytest.mark.parametrize(
    ("names", "language", "told"),
    [
        pytest.param([OLD, OTHER, OFFICIAL], "ar", OFFICIAL, id="the official name first"),
        pytest.param([OLD, OTHER], "ar", OTHER, id="a name in use before a historic one"),
        pytest.param([OLD], "ar", OLD, id="a historic name where there is no other"),
        pytest.param([OFFICIAL], "fr", None, id="no name of another language"),
        pytest.param([Name("x", "", "official")], "ar", None, id="no name without a language"),
        pytest.param([Name("Tadmur", "ar-Latn", "official")], "ar", None, id="no transliteration"),
        pytest.param([one := Name("تدمر", "ar-SY", "official")], "ar", one, id="the name of a country's variety"),
        pytest.param([one := Name("Лавра", "uk-Cyrl", "official")], "uk", one, id="a name whose own script is told"),
        pytest.param([Name("ar", "arc", "official")], "ar", None, id="no language whose tag begins alike"),
    ],
)
def test_the_name_in_a_language(names, language, told):
    assert told_name(language, names) == told


@pytest.fixture
def palmyra():
    names = [("تدمر", "ar", "official"), ("Palmyre", "fr", "alternative"), ("Palmyra", "en", "official")]
    whole = factories.site("Palmyra", names=[*names, ("Tadmor", "en", "alternative")])
    part = factories.site("Arch", part_of=whole, names=[("القوس", "ar", "official")])
    factories.report(part, "destroyed", cites=[(factories.article("All about it"), "says")])
    return whole


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_in_a_language_is_headed_by_the_name_in_it_beside_the_native_and_the_main_one(client, palmyra):
    page = body(client, "/fr/sites/palmyra/")
    assert '<h1><bdi lang="fr" dir="ltr">Palmyre</bdi></h1>' in page
    assert '<p class="native" lang="ar" dir="rtl">تدمر</p>' in page
    assert '<p class="native" lang="en" dir="ltr">Palmyra</p>' in page
    assert "<title>Palmyre\u00a0:" in page
    assert '<meta property="og:title" content="Palmyre\u00a0:' in page


def test_the_native_name_is_not_said_twice(client, palmyra):
    page = body(client, "/ar/sites/palmyra/")
    assert '<h1><bdi lang="ar" dir="rtl">تدمر</bdi></h1>' in page
    assert page.count('class="native"') == 1


def test_a_page_in_the_language_of_the_records_keeps_the_main_name(client, palmyra):
    assert '<h1><bdi lang="en" dir="ltr">Palmyra</bdi></h1>' in body(client, "/sites/palmyra/")


def test_where_the_records_are_in_arabic_an_english_page_says_the_english_name(client, palmyra, settings):
    settings.TEXT_LANGUAGE = "ar"
    factories.site("قلعة حلب", slug="citadel", names=[("Citadel of Aleppo", "en", "alternative")])
    assert "<h1><bdi>قلعة حلب</bdi></h1>" in body(client, "/ar/sites/citadel/")
    assert '<h1><bdi lang="en" dir="ltr">Citadel of Aleppo</bdi></h1>' in body(client, "/sites/citadel/")


def test_a_main_name_whose_language_nobody_told_is_one_of_the_records(client):
    factories.site("Hatra")
    assert '<h1><bdi lang="en" dir="ltr">Hatra</bdi></h1>' in body(client, "/ar/sites/hatra/")
    assert "<h1><bdi>Hatra</bdi></h1>" in body(client, "/sites/hatra/")


@pytest.mark.parametrize("address", ["/ar/", "/ar/sites/"])
def test_lists_call_sites_by_their_names_in_the_language(client, palmyra, address):
    page = body(client, address)
    assert '<bdi lang="ar" dir="rtl">القوس</bdi></a> <bdi class="native" lang="en" dir="ltr">Arch</bdi>' in page


def test_a_whole_and_its_parts_are_called_so_on_each_others_pages(client, palmyra):
    assert '<bdi lang="ar" dir="rtl">القوس</bdi></a><p>' in body(client, "/ar/sites/palmyra/")
    assert (
        body(client, "/ar/sites/arch/").count('<a href="/ar/sites/palmyra/"><bdi lang="ar" dir="rtl">تدمر</bdi></a>')
        == 2
    )
    assert '<bdi lang="ar" dir="rtl">تدمر</bdi></p>' in body(client, "/ar/sites/")


def test_the_pages_of_reports_and_sources_call_it_so(client, palmyra):
    report = palmyra.parts.get().reports.get()
    page = body(client, f"/ar/reports/{report.number}/")
    assert "القوس · " in page.partition("</title>")[0]
    assert '<bdi lang="ar" dir="rtl">القوس</bdi>' in page
    assert '<bdi lang="ar" dir="rtl">القوس</bdi>' in body(client, f"/ar/articles/{report.articles.get().pk}/")


def test_filters_sums_and_feeds_call_it_so(client, palmyra):
    assert "تدمر" in body(client, "/ar/sites/?part_of=palmyra").partition('id="list"')[0]
    assert "تدمر" in body(client, "/ar/summary/")
    assert "Palmyra" in body(client, "/summary/")
    assert "<title>القوس: " in body(client, "/ar/feeds/reports.atom")
    assert "<title>Arch: " in body(client, "/feeds/reports.atom")


def test_who_begins_to_type_is_shown_the_name_in_the_language_beside_the_main_one(client, palmyra):
    arabic, english = (client.get(f"{sign}/suggest.json", {"q": "arch"}).json()["sites"][0] for sign in ("/ar", ""))
    assert (arabic["name"], arabic["called"]) == ("Arch", {"text": "القوس", "language": "ar"})
    assert english["called"] is None


def test_files_keep_the_main_name_and_all_others(client, palmyra):
    rows = b"".join(client.get("/sites.csv")).decode()
    assert ",Palmyra,تدمر,ar,Palmyre;Palmyra;Tadmor," in rows


def test_a_list_in_another_language_asks_no_more_of_the_database(client, palmyra, django_assert_num_queries):
    for number in range(5):
        factories.site(f"Tower {number}", part_of=palmyra, names=[(f"برج {number}", "ar", "official")])
    body(client, "/sites/")
    with django_assert_num_queries(3):
        body(client, "/sites/")
    with django_assert_num_queries(3):
        body(client, "/ar/sites/")
