"""A date is said in the reader's language as somebody who speaks it would; the examples are a table (in_words.txt)."""

import re
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from test_dates import dates_of_the_profile

from sites.dates import TONGUES, parse, words

LANGUAGES = ("en", "ar", "fr", "uk")
TABLE = (Path(__file__).parent / "in_words.txt").read_text(encoding="utf-8").splitlines()
EXAMPLES = [tuple(line.split(" | ")) for line in TABLE if line and not line.startswith("#")]
WHOLE_YEAR = re.compile(r"(?<![\dX-])(-?\d{4})(?![\dX])")
ENGLISH = re.compile(r"[A-Za-z]+")
days = st.dates()


def test_the_table_has_enough_to_go_by():
    assert len(EXAMPLES) >= 40
    assert set(TONGUES) == set(LANGUAGES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_a_date_is_said_as_the_table_has_it(example):
    written, *said = example
    assert [words(written, language) for language in LANGUAGES] == said
    assert [words(parse(written), language) for language in LANGUAGES] == said


@pytest.mark.parametrize("language", ["en-gb", "de", None, ""])
def test_a_language_that_is_not_spoken_here_is_answered_in_english(language):
    assert words("2015-06-26", language) == "26 June 2015"


def test_a_regional_tag_is_its_language():
    assert words("2015-05-01", "fr-ca") == "1er mai 2015"


@pytest.mark.parametrize("language", LANGUAGES)
@given(dates_of_the_profile())
def test_every_date_of_the_profile_is_said_with_its_years(language, text):
    said = words(text, language)
    assert said == said.strip()
    assert "  " not in said
    for year in WHOLE_YEAR.findall(text):
        number = int(year)
        assert str(number if number > 0 else 1 - number) in said


@pytest.mark.parametrize("language", ["ar", "uk"])
@given(dates_of_the_profile())
def test_no_english_is_left_in_another_script(language, text):
    romans = r"[CXLIV]+" if language == "uk" else "(?!)"
    assert [word for word in ENGLISH.findall(words(text, language)) if not re.fullmatch(romans, word)] == []


@given(days)
def test_days_and_months_are_named_as_unicode_names_them(day):
    """CLDR is the oracle, from the year 1000 on: before, a year names its era."""
    day = day.replace(year=max(day.year, 1000), day=min(day.day, 28))
    ordinal = {1: "1er"}.get(day.day, str(day.day))
    assert words(day.isoformat(), "uk") == format_date(day, "d MMMM y", locale="uk")
    assert words(day.isoformat()[:7], "uk") == format_date(day, "LLLL y", locale="uk")
    assert words(day.isoformat(), "fr") == f"{ordinal} {format_date(day, 'MMMM y', locale='fr')}"
    levant, egypt = (format_date(day, "LLLL", locale=place) for place in ("ar_SY", "ar_EG"))
    assert words(day.isoformat(), "ar") == f"{day.day} {levant}/{egypt} {day.year}"
