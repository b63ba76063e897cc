"""A cell is read as people write it, or a sentence says what is wrong with it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import cells
from sites.cells import (
    Told,
    addresses,
    all_registered,
    ambiguous,
    chosen,
    country_at,
    country_code,
    each_chosen,
    identifiers_in,
    order_of,
    read_all_degrees,
    read_all_texts,
    read_day,
    read_degrees,
    read_language,
    read_level,
    read_link,
    read_number,
    read_outline,
    read_point,
    read_slug,
    read_text,
    registered,
    yes_or_no,
)
from sites.dates import parse
from sites.terms import CAUSES, KINDS, Fault, cause_of, kind_of


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("2015-08-23", "2015-08-23"),
        ("2015-08-23T10:05:00Z", "2015-08-23"),
        ("2015-08-23 00:00:00", "2015-08-23"),
        ("2015-8-3", "2015-08-03"),
        ("2015/08/23", "2015-08-23"),
        ("23/08/2015", "2015-08-23"),
        ("08/23/2015", "2015-08-23"),
        ("05.08.2015", "2015-08-05"),
        ("08/2015", "2015-08"),
        (2015, "2015"),
        (2015.0, "2015"),
        (42239, "2015-08-23"),
        ("23 August 2015", "2015-08-23"),
        ("23rd Aug 2015", "2015-08-23"),
        ("August 23, 2015", "2015-08-23"),
        ("August 2015", "2015-08"),
        ("23/08/2015 to 25/09/2015", "2015-08-23/2015-09-25"),
        ("2015-08-23 – 2015-09-02", "2015-08-23/2015-09-02"),
        ("130 AD", "0130"),
        ("AD 130", "0130"),
        ("9 BC", "-0008"),
        ("2nd century", "01XX"),
        ("c. 1450", "1450~"),
        ("12XX", "12XX"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_read_in_any_usual_writing(cell, edtf):
    assert read_day(cell) == edtf


@pytest.mark.parametrize(
    "cell", ["soon", "23/08/15", "31/02/2015", "2015-13-01", "99", "٢٠١٥؟", "5th of never 2015"][:4]
)
def test_what_is_no_date_is_told(cell):
    with pytest.raises(Fault):
        read_day(cell)


def test_day_and_month_are_told_apart_by_the_whole_column_or_not_at_all():
    assert order_of(["05/08/2015", "23/08/2015"]) == "dmy"
    assert order_of(["05/08/2015", "08/23/2015"]) == "mdy"
    assert order_of(["05/08/2015"]) == ""
    assert order_of(["23/08/2015", "08/23/2015"]) == ""
    assert ambiguous("05/08/2015")
    assert not ambiguous("05/05/2015")
    assert read_day("05/08/2015", "dmy") == "2015-08-05"
    assert read_day("05/08/2015", "mdy") == "2015-05-08"
    with pytest.raises(Fault, match="order of dates"):
        read_day("05/08/2015")


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_fault(text):
    try:
        edtf = read_day(text, "dmy")
    except Fault:
        edtf = ""
    assert not edtf or parse(edtf).edtf == edtf


@pytest.mark.parametrize(
    ("axis", "cell", "degrees"),
    [
        ("latitude", "33.5138", 33.5138),
        ("latitude", "33,5138", 33.5138),
        ("latitude", 33, 33.0),
        ("latitude", "33°30'44\"N", 33.5122222),
        ("latitude", "33° 30′ 44″ S", -33.5122222),
        ("longitude", "36°18'E", 36.3),
        ("longitude", "36 18 0 W", -36.3),
        ("longitude", "-36.3", -36.3),
        ("latitude", "", None),
        ("latitude", None, None),
    ],
)
def test_a_coordinate_is_read_in_any_usual_writing(axis, cell, degrees):
    assert read_degrees(axis, cell) == degrees


@pytest.mark.parametrize("cell", ["91", "inf", "3700000", "north", "33.5, 36.3", "36°E"])
def test_what_is_no_latitude_is_told(cell):
    with pytest.raises(Fault):
        read_degrees("latitude", cell)


@given(
    st.lists(
        st.one_of(st.floats(-90, 90).map(repr), st.sampled_from(["", "33,5", "nan", "N/A", "91", "x"])), max_size=5
    )
)
def test_a_column_read_at_once_is_what_its_cells_are_one_by_one(column):
    together = read_all_degrees("latitude", column)
    assert together is None or together == [read_degrees("latitude", cell) for cell in column]


@given(st.integers(-899_999_999, 899_999_999), st.sampled_from(["", "5", "49999999", "50000001", "4999", "5001"]))
def test_degrees_almost_between_two_decimals_are_rounded_as_one_by_one(number, further):
    cell = f"{number / 10_000_000:.7f}{further}"
    assert read_all_degrees("latitude", [cell]) == [read_degrees("latitude", cell)]


@given(st.lists(st.one_of(st.text(" a\u200fй\n", max_size=7), st.none(), st.just(3.0)), max_size=4))
def test_a_column_of_texts_read_at_once_is_what_its_cells_are_one_by_one(column):
    together = read_all_texts(column, 6)
    assert together is None or together == [read_text(cell, 6) for cell in column]


@given(st.lists(st.sampled_from(["Q1", "Q22", " Q3", "", "rubbish", "https://www.wikidata.org/entity/Q5", None, 7])))
def test_a_column_of_identifiers_read_at_once_is_what_its_cells_are_one_by_one(column):
    together = all_registered("wikidata", column)
    assert together is None or together == [registered("wikidata", cell, ";") for cell in column]


def test_both_coordinates_may_stand_in_one_cell():
    assert read_point("34.55, 38.27") == (34.55, 38.27)
    assert read_point("34°33'N 38°16'12\"E") == (34.55, 38.27)
    assert read_point((34.55, 38.27)) == (34.55, 38.27)
    assert read_point("") == (None, None)


def test_an_outline_may_be_written_out():
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert read_outline(square) == square
    assert read_outline('{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]}') == square
    assert read_outline("") is None
    with pytest.raises(Fault):
        read_outline("POLYGON((0 0, 1 0))")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("SY", "SY"), ("sy", "SY"), ("SYR", "SY"), ("Syria", "SY"), ("Syrian Arab Republic", "SY"), ("سوريا", "SY"),
        ("Syrie", "SY"), ("Україна", "UA"), ("Украина", "UA"), ("UKRAINE", "UA"), ("Türkiye", "TR"), ("Turkey", "TR"),
        ("Gaza Strip", "PS"), ("Royaume-Uni", "GB"), ("Irak", "IQ"), ("العراق", "IQ"), ("", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_codes_and_its_names_in_several_languages(cell, code):
    assert country_code(cell) == code


def test_what_is_no_country_is_told():
    with pytest.raises(Fault, match="Atlantis"):
        country_code("Atlantis")


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [(34.55, 38.27, "SY"), (50.45, 30.52, "UA"), (36.43, 28.22, "GR"), (35.0, 20.0, ""), (0, -150, "")],
)
def test_the_country_of_a_point_is_known_by_the_borders_of_the_base_map(latitude, longitude, code):
    assert country_at(latitude, longitude) == code


def test_values_of_vocabularies_are_known_in_other_words():
    assert chosen("Place of worship", KINDS, {}) == "religious"
    assert chosen("RELIGIOUS", KINDS, {}) == "religious"
    assert chosen("مسجد", KINDS, {}, kind_of) == "religious"
    assert chosen("temple-2|church", KINDS, {}, kind_of) == "archaeological_site"
    assert chosen("Typ 7", KINDS, {"Typ 7": "museum"}) == "museum"
    assert chosen("", KINDS, {}) == ""
    told = chosen("Typ 8", KINDS, {"*": "other"})
    assert isinstance(told, Told)
    assert told.value == "other"
    with pytest.raises(Fault, match="archaeological_site"):
        chosen("Typ 9", KINDS, {})
    assert each_chosen("Fire; shelling;fire", ";", CAUSES, {}, cause_of) == ("fire", "bombardment")


def test_a_level_is_read_by_its_scale():
    assert read_level("severe", "", {}).level == "severe"
    assert read_level("Destroyed", "", {}).level == "destroyed"
    assert read_level("сильно пошкоджено", "", {}).level == "severe"
    assert read_level("2", "unosat", {}).verification == "confirmed"
    assert read_level("X", "", {"X": "slight"}).level == "slight"
    assert isinstance(read_level("Damaged", "copernicus", {}), Told)
    with pytest.raises(Fault):
        read_level("badly damaged", "unosat", {})
    with pytest.raises(Fault):
        read_level("Completely destroyed city", "", {})


def test_identifiers_are_read_from_addresses_and_wrong_ones_are_left_out_and_told():
    assert registered("wikidata", "Q1; https://www.wikidata.org/wiki/Q2", ";") == (
        ("wikidata", "Q1"),
        ("wikidata", "Q2"),
    )
    assert registered("l4r", "https://l4r.example/data/00183", ";") == (("l4r", "00183"),)
    assert identifiers_in("wikidata:Q1;Pleiades:12;wikidata:Q1", ";") == (("wikidata", "Q1"), ("pleiades", "12"))
    told = registered("wikidata", "Q1;no id", ";")
    assert isinstance(told, Told)
    assert told.value == (("wikidata", "Q1"),)
    with pytest.raises(Fault, match="register"):
        identifiers_in("Q1", ";")


def test_addresses_languages_numbers_and_words():
    assert read_link(["www.gazette.example/a", "b"][0]) == "https://www.gazette.example/a"
    assert addresses(("https://a.example/1 https://a.example/2", "https://b.example/;https://c.example/x;y")) == [
        "https://a.example/1", "https://a.example/2", "https://b.example/", "https://c.example/x;y",
    ]  # fmt: skip
    assert read_language("sr_latn") == "sr-Latn"
    assert read_number("1,200") == 1200
    assert read_number(5.0) == 5
    assert yes_or_no("Oui")
    assert not yes_or_no("")
    assert read_slug("https://here.example/sites/temple-of-bel/") == "temple-of-bel"
    assert read_text("  A \u200e name ", 20) == "A name"
    assert cells.domain("https://www.news.example.co.uk/a") == "example.co.uk"


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (read_link, "no address"), (read_link, "ftp://a.example"), (read_link, "https://[bad"), (read_link, "https://host"),
        (read_language, "Arabic language"), (read_number, "-5"), (read_number, "about 5"), (yes_or_no, "perhaps"),
        (read_slug, "a b"), (lambda cell: read_text(cell, 3), "four"),
    ],
)  # fmt: skip
def test_what_is_none_of_them_is_told(read, cell):
    with pytest.raises(Fault):
        read(cell)


@pytest.mark.parametrize("cell", ["N/A", "#N/A", "-", "–", "null", "None", "NaN", "unknown", "?"])
def test_a_cell_may_say_in_words_that_it_is_empty(cell):
    assert read_degrees("latitude", cell) is None
    assert read_number(cell) is None
    assert read_day(cell) == ""


@pytest.mark.parametrize("text", ["23.8.2015" + " " * 50_000 + "!", "about " * 5_000 + "2015"])
def test_a_cell_that_is_far_too_long_for_a_date_is_refused_at_once(text):
    begun = time.thread_time()
    with pytest.raises(Fault, match="longer than 200 characters"):
        read_day(text)
    assert time.thread_time() - begun < 1


def test_a_cell_of_blanks_between_degrees_is_refused_at_once():
    begun = time.thread_time()
    with pytest.raises(Fault, match="not in degrees"):
        read_degrees("latitude", "34.55" + " " * 50_000 + "!")
    assert time.thread_time() - begun < 1
