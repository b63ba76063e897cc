"""The tables of the examples, row by row."""

from datetime import date

import pytest

from sites.status import known_periods, timeline

from .examples import REAL, Example
from .examples_of_knowledge import KNOWLEDGE
from .examples_of_levels import WHAT, WHEN
from .examples_of_recovery import CONTESTED, RECOVERY
from .notation import claims, known_on, lines, words

EXAMPLES = [*REAL, *WHEN, *WHAT, *RECOVERY, *CONTESTED, *KNOWLEDGE]


@pytest.mark.parametrize("example", [pytest.param(one, id=one.title) for one in EXAMPLES])
def test_the_claims_of_an_example_give_its_periods_today_and_as_known_on_earlier_days(example: Example) -> None:
    said = claims(example.claims)
    assert [words(period) for period in timeline(said)] == lines(example.periods)
    rectangles = known_periods(said)
    for day, expected in example.known.items():
        seen = known_on(rectangles, date.fromisoformat(day))
        assert [words(period) for period in seen] == lines(expected), f"as known on {day}"
