"""A text that was kept from becoming a formula comes back as it was, whatever it is."""

import time

from hypothesis import given
from hypothesis import strategies as st

from sites.terms import disarm, rearm

PIECES = ["'", "''", ";", "=", "+", "-", "@", " ", "\t", "\r", "\n", "\0", "a", "“", "\u200b", "＝", "\ufeff", '"']


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_signs_that_begin_formulas_come_back(text):
    assert rearm(disarm(text)) == text


@given(st.text(max_size=30))
def test_any_text_comes_back(text):
    assert rearm(disarm(text)) == text


@given(st.lists(st.sampled_from(["=1", "'-x", "a;b", "'", "plain", "\t@"]), max_size=6))
def test_several_values_in_one_cell_come_back(texts):
    cell = ";".join(texts)
    assert rearm(disarm(cell)) == cell


def test_a_cell_of_nothing_but_lines_is_gone_through_once():
    lines = "'" + "\n'" * 65_000
    begun = time.thread_time()
    assert rearm(disarm(lines)) == lines
    assert rearm(lines) == lines[1:]
    assert time.thread_time() - begun < 1
