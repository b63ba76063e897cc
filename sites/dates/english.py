"""A date in plain English, said as a person would say it."""

from itertools import pairwise

from .event import EventDate
from .grammar import Moment, Span, read, tidy

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
QUALIFIERS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
ORDINALS = {1: "st", 2: "nd", 3: "rd"}

# A phrase is a list of pieces from the finest to the coarsest: ["26", "June", "2015"] or ["705", "BC"].
# Neighbours share what they have in common at the end: "between 26 June and 27 August 2015".
Phrase = list[str]


def words(date: str | EventDate) -> str:
    """“between 27 August and 2 September 2015” for 2015-08-27/2015-09-02. Fault if a text is not a date."""
    spans = read(date.edtf if isinstance(date, EventDate) else tidy(date))
    if len(spans) > 1:
        *others, last = _share([_say_span(span) for span in spans])
        return f"{', '.join(others)} or {last}"
    ((start, end),) = spans
    if start == end:
        return _say_alone(start)
    if start is None:
        return f"by {' '.join(_say(end))}"
    if end is None:
        return f"since {' '.join(_say(start))}"
    return "between {} and {}".format(*_share([_say(start), _say(end)]))


def _say_alone(moment: Moment) -> str:
    said = " ".join(_say(moment))
    return said.removeprefix("the ") if "century" in said else said


def _say_span(span: Span) -> Phrase:
    return _say(span.start) if span.start == span.end else _dash(_say(span.start), _say(span.end))


def _say(moment: Moment) -> Phrase:
    head, *tail = _say_known(moment)
    unknown = "some day in " if moment.day == "XX" else "some month in " if moment.month == "XX" else ""
    return [f"{QUALIFIERS[moment.qualifier]}{unknown}{head}", *tail]


def _say_known(moment: Moment) -> Phrase:
    """What is known of a moment; a range where the unspecified digits have no name, as in 20–29 June."""
    known = sum(part not in (None, "XX") for part in moment[:3])
    if moment.year.endswith("XX"):
        return _say_century(moment.year)
    first, last = _say_day(moment.first, known), _say_day(moment.last, known)
    if moment.year.endswith("X") and moment.first[0] > 0:
        return [f"the {first[0]}s"]
    return first if first == last else _dash(first, last)


def _say_century(year: str) -> Phrase:
    number = abs(int(year[:-2])) + 1
    ordinal = "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
    return [f"the {number}{ordinal}", "century", *(["BC"] if year.startswith("-") else [])]


def _say_day(day: tuple[int, int, int], known: int) -> Phrase:
    """The first ``known`` of year, month and day."""
    year, month, number = day
    said = [str(1 - year), "BC"] if year < 1 else [f"AD {year}" if year < 1000 else str(year)]
    return [str(number), MONTHS[month - 1], *said][3 - known :]


def _dash(first: Phrase, last: Phrase) -> Phrase:
    common = _common(first, last)
    sides = [" ".join(phrase[: len(phrase) - common]) for phrase in (first, last)]
    dash = " – " if " " in "".join(sides) else "–"
    return [dash.join(sides), *last[len(last) - common :]]


def _share(phrases: list[Phrase]) -> list[str]:
    said = [
        " ".join(phrase[: len(phrase) - _common(phrase, following)]) for phrase, following in pairwise([*phrases, []])
    ]
    return [text.removeprefix("AD ") if before.startswith("AD ") else text for before, text in pairwise(["", *said])]


def _common(phrase: Phrase, following: Phrase) -> int:
    """How many pieces at the end both share, leaving each at least one of its own."""
    count = 0
    most = min(len(phrase), len(following)) - 1
    while count < most and phrase[-1 - count] == following[-1 - count]:
        count += 1
    return count
