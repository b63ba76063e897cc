"""A date is kept as it was known, and said as a person would say it."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.dates import EventDate, parse, words
from sites.terms import Fault

D = date
FLOOR = date(1, 1, 1)
EXAMPLES = [
    # written, kept, earliest, latest, in words
    ("2015-08-23", "2015-08-23", D(2015, 8, 23), D(2015, 8, 23), "23 August 2015"),
    (" 2015-08\n", "2015-08", D(2015, 8, 1), D(2015, 8, 31), "August 2015"),
    ("2015", "2015", D(2015, 1, 1), D(2015, 12, 31), "2015"),
    ("2016-02", "2016-02", D(2016, 2, 1), D(2016, 2, 29), "February 2016"),
    ("2016-02-29", "2016-02-29", D(2016, 2, 29), D(2016, 2, 29), "29 February 2016"),
    # qualified
    ("2015-07~", "2015-07~", D(2015, 7, 1), D(2015, 7, 31), "about July 2015"),
    ("2015-04-02?", "2015-04-02?", D(2015, 4, 2), D(2015, 4, 2), "possibly 2 April 2015"),
    ("2018%", "2018%", D(2018, 1, 1), D(2018, 12, 31), "possibly about 2018"),
    # unspecified digits
    ("15XX", "15XX", D(1500, 1, 1), D(1599, 12, 31), "16th century"),
    ("02xx", "02XX", D(200, 1, 1), D(299, 12, 31), "3rd century"),
    ("11XX~", "11XX~", D(1100, 1, 1), D(1199, 12, 31), "about the 12th century"),
    ("201X", "201X", D(2010, 1, 1), D(2019, 12, 31), "the 2010s"),
    ("009X", "009X", D(90, 1, 1), D(99, 12, 31), "the AD 90s"),
    ("2015-XX", "2015-XX", D(2015, 1, 1), D(2015, 12, 31), "some month in 2015"),
    ("2015-XX-XX", "2015-XX-XX", D(2015, 1, 1), D(2015, 12, 31), "some day in 2015"),
    ("2015-06-XX", "2015-06-XX", D(2015, 6, 1), D(2015, 6, 30), "some day in June 2015"),
    ("2015-0X", "2015-0X", D(2015, 1, 1), D(2015, 9, 30), "January–September 2015"),
    ("2015-1X", "2015-1X", D(2015, 10, 1), D(2015, 12, 31), "October–December 2015"),
    ("2015-1X-XX", "2015-1X-XX", D(2015, 10, 1), D(2015, 12, 31), "some day in October–December 2015"),
    ("2015-06-2X", "2015-06-2X", D(2015, 6, 20), D(2015, 6, 29), "20–29 June 2015"),
    ("2015-02-2X", "2015-02-2X", D(2015, 2, 20), D(2015, 2, 28), "20–28 February 2015"),
    ("2015-06-3X", "2015-06-3X", D(2015, 6, 30), D(2015, 6, 30), "30 June 2015"),
    # intervals
    ("2015-06-26/2015-08-27", "2015-06-26/2015-08-27", D(2015, 6, 26), D(2015, 8, 27),
     "between 26 June and 27 August 2015"),
    ("2015-08-27/2015-09-02", "2015-08-27/2015-09-02", D(2015, 8, 27), D(2015, 9, 2),
     "between 27 August and 2 September 2015"),
    ("2016-04-24/2016-04-26", "2016-04-24/2016-04-26", D(2016, 4, 24), D(2016, 4, 26),
     "between 24 and 26 April 2016"),
    ("2016-12-26/2017-01-10", "2016-12-26/2017-01-10", D(2016, 12, 26), D(2017, 1, 10),
     "between 26 December 2016 and 10 January 2017"),
    ("2001-03-02~/2001-03-26", "2001-03-02~/2001-03-26", D(2001, 3, 2), D(2001, 3, 26),
     "between about 2 and 26 March 2001"),
    ("2014-06/2015-02-26", "2014-06/2015-02-26", D(2014, 6, 1), D(2015, 2, 26),
     "between June 2014 and 26 February 2015"),
    ("2014-03-14/2015", "2014-03-14/2015", D(2014, 3, 14), D(2015, 12, 31), "between 14 March 2014 and 2015"),
    ("2015-06/2015", "2015-06/2015", D(2015, 6, 1), D(2015, 12, 31), "between June 2015 and 2015"),
    ("2016/2017", "2016/2017", D(2016, 1, 1), D(2017, 12, 31), "between 2016 and 2017"),
    ("2015/2015", "2015/2015", D(2015, 1, 1), D(2015, 12, 31), "2015"),
    ("12XX/14XX", "12XX/14XX", D(1200, 1, 1), D(1499, 12, 31), "between the 13th and the 15th century"),
    ("../2015-06-24", "../2015-06-24", None, D(2015, 6, 24), "by 24 June 2015"),
    ("../12XX", "../12XX", None, D(1299, 12, 31), "by the 13th century"),
    ("2017-01-20/..", "2017-01-20/..", D(2017, 1, 20), None, "since 20 January 2017"),
    # one of several
    ("[2004-07-23,2004-07-24]", "[2004-07-23,2004-07-24]", D(2004, 7, 23), D(2004, 7, 24), "23 or 24 July 2004"),
    ("[2015-05-23,2015-06-27,2015-07-02]", "[2015-05-23,2015-06-27,2015-07-02]", D(2015, 5, 23), D(2015, 7, 2),
     "23 May, 27 June or 2 July 2015"),
    ("[2015-05..2015-07]", "[2015-05..2015-07]", D(2015, 5, 1), D(2015, 7, 31), "between May and July 2015"),
    ("[2003,2005..2007]", "[2003,2005..2007]", D(2003, 1, 1), D(2007, 12, 31), "2003 or 2005–2007"),
    ("[2015-05-23..2015-06-02,2016]", "[2015-05-23..2015-06-02,2016]", D(2015, 5, 23), D(2016, 12, 31),
     "23 May – 2 June 2015 or 2016"),
    # antiquity
    ("0032", "0032", D(32, 1, 1), D(32, 12, 31), "AD 32"),
    ("0130~", "0130~", D(130, 1, 1), D(130, 12, 31), "about AD 130"),
    ("0079-08-24", "0079-08-24", D(79, 8, 24), D(79, 8, 24), "24 August AD 79"),
    ("0193/0211", "0193/0211", D(193, 1, 1), D(211, 12, 31), "between AD 193 and 211"),
    ("000X", "000X", FLOOR, D(9, 12, 31), "1 BC – AD 9"),
    ("0000", "0000", FLOOR, FLOOR, "1 BC"),
    ("-0008", "-0008", FLOOR, FLOOR, "9 BC"),
    ("-0043-03-15", "-0043-03-15", FLOOR, FLOOR, "15 March 44 BC"),
    ("-0704/-0690", "-0704/-0690", FLOOR, FLOOR, "between 705 and 691 BC"),
    ("-0100/0100", "-0100/0100", FLOOR, D(100, 12, 31), "between 101 BC and AD 100"),
    ("-0878~", "-0878~", FLOOR, FLOOR, "about 879 BC"),
    ("-05XX", "-05XX", FLOOR, FLOOR, "6th century BC"),
    ("-115X", "-115X", FLOOR, FLOOR, "1160–1151 BC"),
]  # fmt: skip

REFUSED = [
    # written, what the writer reads
    ("", "The date is empty"),
    ("   ", "The date is empty"),
    ("2" * 201, "longer than 200 characters"),
    ("20\x0015", "an invisible character"),
    ("2015\u202e", "an invisible character"),
    ("\ud800", "an invisible character"),
    ("２０１５", "not written in plain digits"),
    ("2015–08", "not written in plain digits"),
    ("2015 - 08", "has a space in it"),
    ("August 2015", "has a space in it"),
    ("2015-8-3", "“2015-8-3” is not a date: write the year with four digits, month and day with two"),
    ("15-08-23", "is not a date"),
    ("20150823", "is not a date"),
    ("2015-08-23T10:00", "is not a date"),
    ("Y17000", "is not a date"),
    ("1XXX", "is not a date"),
    ("2015~-08", "is not a date"),
    ("2015?~", "is not a date"),
    ("{2015,2016}", "is not a date"),
    ("2015-02-30", "“2015-02-30” has no such day: that month has 28 days"),
    ("2015-02-3X", "that month has 28 days"),
    ("1900-02-29", "that month has 28 days"),
    ("2015-04-31", "that month has 30 days"),
    ("2015-01-00", "has no such day"),
    ("2015-13", "months run from 01 to 12"),
    ("2015-00-01", "months run from 01 to 12"),
    ("2015-21", "is a season: write its months, like 2015-03/2015-05"),
    ("-0000", "There is no year -0000: 1 BC is written 0000"),
    ("2015-XX-12", "write only what is known"),
    ("201X-05", "write only what is known"),
    ("2015-09-02/2015-08-27", "“2015-09-02/2015-08-27” runs backwards: write the earlier date first"),
    ("-0690/-0704", "runs backwards"),
    ("../..", "leave the date empty"),
    ("2015/", "with .. for an open side"),
    ("/2015", "with .. for an open side"),
    ("23/08/2015", "write a day as 2015-08-23"),
    ("[2015", "is not a set of dates"),
    ("[]", "is not a set of dates"),
    ("[2015,]", "is not a set of dates"),
    ("[2015]", "holds one date only"),
    ("[2016,2015]", "the earliest first"),
    ("[2015,2015]", "write each date once"),
    ("[2016..2015]", "runs backwards"),
    ("[..2015]", "write an open date as ../2015-06-24"),
    ("[2014..2015..2016]", "cannot stand in a set"),
]


@pytest.mark.parametrize(("written", "kept", "earliest", "latest", "said"), EXAMPLES)
def test_a_date_of_the_profile_is_kept_bounded_and_said(written, kept, earliest, latest, said):
    event = parse(written)
    assert (event.edtf, event.earliest, event.latest) == (kept, earliest, latest)
    assert words(written, "en") == words(event, "en") == said


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_what_is_no_date_is_refused_with_the_reason(written, reason):
    with pytest.raises(Fault) as refused:
        parse(written)
    assert reason in str(refused.value)
    with pytest.raises(Fault):
        words(written, "en")


def test_years_before_our_era_keep_their_own_days_behind_the_floor():
    event = parse("-0704/-0690")
    assert (event.first, event.last) == ((-704, 1, 1), (-690, 12, 31))
    assert (event.earliest, event.latest) == (date.min, date.min)


@pytest.mark.parametrize(
    ("written", "approximate", "uncertain"),
    [
        ("2015", False, False),
        ("2015~", True, False),
        ("2015?", False, True),
        ("2015%", True, True),
        ("2014/2015~", True, False),
        ("../2015?", False, True),
        ("[2014~,2015?]", True, True),
    ],
)
def test_doubt_is_flagged_wherever_it_stands_and_widens_nothing(written, approximate, uncertain):
    event = parse(written)
    assert (event.approximate, event.uncertain) == (approximate, uncertain)
    bare = parse("".join(character for character in written if character not in "?~%"))
    assert (event.first, event.last) == (bare.first, bare.last)


def test_an_event_date_is_a_plain_value():
    assert {parse("2015"), parse(" 2015 ")} == {EventDate("2015", (2015, 1, 1), (2015, 12, 31))}


YEARS = st.integers(-9998, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
BLURRED_YEARS = st.builds(lambda year, blur: year[: len(year) - blur] + "X" * blur, YEARS, st.integers(1, 2))
MONTHS = st.sampled_from([f"{number:02}" for number in range(1, 13)] + ["0X", "1X", "XX"])
DAYS = st.sampled_from([f"{number:02}" for number in range(1, 29)] + ["0X", "1X", "2X", "XX"])


@st.composite
def moments(draw):
    year = draw(st.one_of(YEARS, BLURRED_YEARS))
    parts = [year]
    if "X" not in year and draw(st.booleans()):
        month = draw(MONTHS)
        parts.append(month)
        if draw(st.booleans()):
            parts.append("XX" if "X" in month else draw(DAYS))
    return "-".join(parts) + draw(st.sampled_from(["", "", "?", "~", "%"]))


@st.composite
def dates_of_the_profile(draw):
    kind = draw(st.sampled_from(["date", "after", "before", "interval", "range", "set"]))
    if kind in ("date", "after", "before"):
        moment = draw(moments())
        return {"date": moment, "after": f"{moment}/..", "before": f"../{moment}"}[kind]
    several = sorted(draw(st.lists(moments(), min_size=2, max_size=5, unique_by=bounds)), key=bounds)
    if kind == "set":
        return f"[{','.join(several)}]"
    return f"{several[0]}/{several[1]}" if kind == "interval" else f"[{several[0]}..{several[1]}]"


def bounds(text):
    event = parse(text)
    return event.first, event.last


@given(dates_of_the_profile())
def test_every_date_of_the_profile_is_read_and_said(text):
    event = parse(text)
    assert parse(event.edtf) == event
    assert words(event, "en")
    if event.first and event.last:
        assert event.first <= event.last
        assert event.earliest <= event.latest


@given(st.one_of(st.text(st.characters(codec=None)), st.text("0123456789X-/.,[]?~% ", max_size=30)))
def test_any_other_text_is_a_fault_and_nothing_worse(text):
    with suppress(Fault):
        event = parse(text)
        assert words(event, "en")
        assert parse(event.edtf) == event
