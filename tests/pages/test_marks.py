"""A mark says with its classes what the words beside it say."""

import re

import pytest
from django.template.loader import render_to_string
from paper import report, status

from sites.templatetags.heritage import country, direction, in_words, labels, lower_first, mark, tongue
from sites.terms import STATUSES


def classes(given):
    return re.search(r'class="([^"]*)"', mark(given))[1].split()


@pytest.mark.parametrize("level", STATUSES)
def test_every_level_has_a_symbol_and_a_colour(level):
    assert f'<symbol id="level-{level}"' in render_to_string("pages/_symbols.html")
    assert f'href="#level-{level}"' in mark(status(level))


def test_hollow_is_reported_hatched_is_contested():
    assert classes(status(verification="reported", dissent=(2,))) == [
        "mark", "mark--destroyed", "mark--reported", "mark--contested"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("recovery", "ring"),
    [
        ("stabilised", "recovering"),
        ("in_progress", "recovering"),
        ("restored", "recovered"),
        ("reconstructed", "recovered"),
    ],
)
def test_recovery_is_a_ring(recovery, ring):
    assert f"mark--{ring}" in classes(status(recovery=recovery))


def test_clearing_the_remains_away_is_no_recovery():
    assert "ring" not in mark(status(recovery="cleared"))


def test_a_step_of_recovery_that_says_no_level_has_a_mark_of_its_own():
    assert 'href="#level-step"' in mark(report(1, "", recovery="restored"))


def test_words_for_values():
    assert labels(("fire", "looting"), "cause") == "Fire, looting or theft"
    assert lower_first("UNESCO") == "UNESCO"
    assert in_words("2015-06-26/2015-08-27") == "between 26 June and 27 August 2015"
    assert in_words("no date at all") == "no date at all"
    assert country("SY") == "Syria"
    assert [direction(tag) for tag in ("ar", "uk", "")] == ["rtl", "ltr", "auto"]
    assert [tongue(tag) for tag in ("ar", "xx")] == ["Arabic", "xx"]
