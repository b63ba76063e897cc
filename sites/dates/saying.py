"""A date in plain words, said as a person would say it in one of the languages that have a file here."""

from itertools import pairwise

from .arabic import Arabic
from .english import English
from .event import EventDate
from .french import French
from .grammar import Moment, Span, read, tidy
from .tongue import Phrase, Place, Tongue
from .ukrainian import Ukrainian

TONGUES: dict[str, Tongue] = {"en": English(), "ar": Arabic(), "fr": French(), "uk": Ukrainian()}
UNITS = {1: "year", 2: "month", 3: "day"}


def words(date: str | EventDate, language: str | None) -> str:
    """“between 27 August and 2 September 2015” for 2015-08-27/2015-09-02. Fault if a text is not a date.

    ``language`` is a tag as Django has it, or None; one that is not spoken here is answered in English.
    """
    tongue = TONGUES.get((language or "en").split("-")[0], TONGUES["en"])
    spans = read(date.edtf if isinstance(date, EventDate) else tidy(date))
    if len(spans) > 1:
        *others, last = _share(tongue, [_say_span(tongue, span) for span in spans])
        return f"{tongue.comma.join(others)}{tongue.last}{last}"
    ((start, end),) = spans
    if start == end:
        return " ".join(_say(tongue, start, Place.ALONE))
    if start is None:
        return f"{tongue.by} {' '.join(_say(tongue, end, Place.BY))}"
    if end is None:
        return f"{tongue.since} {' '.join(_say(tongue, start, Place.SINCE))}"
    both = [_say(tongue, moment, Place.BETWEEN) for moment in (start, end)]
    return tongue.between.format(*_share(tongue, both, together=True))


def _say_span(tongue: Tongue, span: Span) -> Phrase:
    start, end = (_say(tongue, moment, Place.ALONE) for moment in span)
    return start if span.start == span.end else _dash(tongue, start, end)


def _say(tongue: Tongue, moment: Moment, place: Place) -> Phrase:
    """A moment with what is said before it, from the inside out: its article, what is not known of it, its doubt."""
    unknown = "day" if moment.day == "XX" else "month" if moment.month == "XX" else ""
    outer = Place.ABOUT if moment.qualifier in ("~", "%") else place
    if moment.qualifier == "?" and place == Place.ALONE:
        outer = Place.MAYBE
    inner = Place.SOME if unknown else outer
    unit, (head, *tail) = _say_known(tongue, moment, inner)
    head = tongue.led(unit, inner, head)
    if unknown:
        head = tongue.some_of(unknown, outer, head)
    if moment.qualifier:
        head = tongue.qualified(moment.qualifier, place, head)
    return [head, *tail]


def _say_known(tongue: Tongue, moment: Moment, place: Place) -> tuple[str, Phrase]:
    """What is known of a moment, and its unit; a range where the unspecified digits have no name, as in 20–29 June."""
    known = sum(part not in (None, "XX") for part in moment[:3])
    if moment.year.endswith("XX"):
        number = abs(int(moment.year[:-2])) + 1
        return "century", tongue.century(number, moment.year.startswith("-"), place)
    if moment.year.endswith("X") and moment.first[0] > 0:
        return "decade", tongue.decade(moment.first[0], place)
    first, last = (_say_day(tongue, day, known, place) for day in (moment.first, moment.last))
    return UNITS[known], first if first == last else _dash(tongue, first, last)


def _say_day(tongue: Tongue, day: tuple[int, int, int], known: int, place: Place) -> Phrase:
    """The first ``known`` of year, month and day."""
    year, month, number = day
    counted = (1 - year, True) if year < 1 else (year, False)
    if known == 1:
        return tongue.year(*counted, place)
    if known == 2:
        return [tongue.month(month, place), *tongue.year_of(*counted)]
    return [tongue.day(number), tongue.month_of(month), *tongue.year_of(*counted)]


def _dash(tongue: Tongue, first: Phrase, last: Phrase) -> Phrase:
    common = _common(first, last)
    sides = [" ".join(phrase[: len(phrase) - common]) for phrase in (first, last)]
    dash = " – " if " " in "".join(sides) else "–"
    return [dash.join(sides), *(tongue.shared.get(piece, piece) for piece in last[len(last) - common :])]


def _share(tongue: Tongue, phrases: list[Phrase], together: bool = False) -> list[str]:
    """The phrases as texts, each without what the next one says too; ``together`` both are meant, and not one."""
    shared = [_common(phrase, following) for phrase, following in pairwise([*phrases, []])]
    said = [" ".join(phrase[: len(phrase) - common]) for phrase, common in zip(phrases, shared, strict=True)]
    if together and (common := shared[0]):
        last = phrases[-1]
        agreed = [tongue.shared.get(piece, piece) for piece in last[len(last) - common :]]
        said[-1] = " ".join([*last[: len(last) - common], *agreed])
    return [tongue.behind(before, text) for before, text in pairwise(["", *said])]


def _common(phrase: Phrase, following: Phrase) -> int:
    """How many pieces at the end both share, leaving each at least one of its own."""
    count = 0
    most = min(len(phrase), len(following)) - 1
    while count < most and phrase[-1 - count] == following[-1 - count]:
        count += 1
    return count
