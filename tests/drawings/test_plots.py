"""How sums are drawn: counts in, bars and columns out."""

from datetime import date
from itertools import pairwise

import pytest

from sites.catalogue import Month
from sites.drawings.plots import plot, stack


def test_the_pieces_of_a_bar_meet_and_fill_its_share():
    pieces = stack({"destroyed": 1, "severe": 1, "none": 1}, 6)
    assert [(piece.level, piece.start) for piece in pieces] == [("destroyed", 0), ("severe", 16.667), ("none", 33.333)]
    assert pieces[-1].start + pieces[-1].size == 50


def month(year, number=1, **levels):
    return Month(date(year, number, 1), sum(levels.values()), levels)


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [(2010, 2019, "month"), (2010, 2020, "year"), (1901, 2020, "year"), (1901, 2021, "decade"), (800, 2020, "century")],
)
def test_a_long_time_is_drawn_in_longer_steps(first, last, step):
    assert plot([month(first, destroyed=1), month(last, 12 if step == "month" else 1, destroyed=1)]).step == step


def test_no_damage_with_a_day_is_no_drawing():
    assert plot([]) is None


@pytest.mark.parametrize("years", [(1, 9999), (9999,), (1,), (1990, 2024), (2015,)])
def test_columns_stay_inside_and_do_not_overlap(years):
    columns = plot([month(year, destroyed=1) for year in years]).columns
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in columns)
    assert all(one.x + one.width < other.x for one, other in pairwise(columns))


def test_a_column_is_as_high_as_its_count_with_the_worst_at_its_foot():
    drawn = plot([month(2000, slight=1), month(2000, 2, destroyed=3), month(2014, severe=2)])
    first, second = drawn.columns
    assert [(piece.level, piece.start, piece.size) for piece in first.pieces] == [
        ("destroyed", 0, 75), ("slight", 75, 25),
    ]  # fmt: skip
    assert (first.pieces[1].top, second.pieces[0].top) == (0, 50)
    assert [(line.value, line.at) for line in drawn.lines] == [(2, 50), (4, 0)]
