"""Where the edtf package is right, we give the same days.

Left out are the strings on which edtf 5 itself fails: an open bound and 2015-06-2X raise when asked for their days,
2015-1X raises AttributeError, and an interval that runs backwards is taken. Only its strict bounds are asked: the fuzzy
ones pad a day by a year.
"""

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.dates import parse
from sites.terms import Fault

BOTH_READ = [
    "2015-08-23", "2015-08", "2015", "0032", "2016-02", "2015-07~", "2015-04-02?", "2015%", "-0008", "-0043-03-15",
    "201X", "15XX", "000X", "-05XX", "-115X", "2015-XX", "2015-06-XX", "2004-02-XX", "2015-XX-XX",
    "2015-08-27/2015-09-02", "2014-06/2015-02-26", "2016/2017", "-0704/-0690", "-0100/0100",
    "[2004-07-23,2004-07-24]", "[2015-05-23,2015-06-27,2015-07-02]", "[2003,2005..2007]", "[2015-05..2015-07]",
]  # fmt: skip
BOTH_REFUSE = ["2015-02-30", "2015-8-3", "２０１５", "2015-13", "junk", "2015/2016/2017", "[2015"]


def assert_same_days(text):
    event, oracle = parse(text), parse_edtf(text)
    assert event.first == oracle.lower_strict()[:3]
    assert event.last == oracle.upper_strict()[:3]


@pytest.mark.parametrize("text", BOTH_READ)
def test_the_days_of_a_date_are_those_of_the_edtf_package(text):
    assert_same_days(text)


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_what_the_edtf_package_refuses_is_refused(text):
    with pytest.raises(EDTFParseException):
        parse_edtf(text)
    with pytest.raises(Fault):
        parse(text)


@settings(max_examples=50, deadline=None)
@given(st.dates(), st.integers(0, 2), st.sampled_from(["", "?", "~"]))
def test_any_day_month_or_year_has_the_days_of_the_edtf_package(day, parts_left_out, qualifier):
    parts = day.isoformat().split("-")
    assert_same_days("-".join(parts[: 3 - parts_left_out]) + qualifier)
