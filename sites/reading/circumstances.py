"""Who says so, whether somebody looked, by what it happened, and when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ..dates import parse
from ..sentences import Day, Event, Phrases, Tables, Unit, has, old
from ..terms import Fault

LONGEST = 14  # units
CLOSE = 4  # units between an event and the time that belongs to it: “flattened by the 2015 earthquake”
QUOTED = '"“”«»„'


def claimant(row: Sequence[Unit], text: str, tables: Tables) -> str:
    """Who says what a sentence says: “according to …”, “… said”. "" if it says it by itself, or by “she”."""
    for place, unit in enumerate(row):
        if (
            unit.low in tables.according
            and not unit.mention
            and (said := _after(row, _past_link(row, place + 1), text))
        ):
            return said
    for place, unit in enumerate(row):
        if unit.is_a("says") and not unit.mention and (said := _before(row, place, text) or _behind(row, place, text)):
            return said
    return ""


def _after(row: Sequence[Unit], start: int, text: str) -> str:
    end = start
    while end < len(row) and end - start < LONGEST and not _ends(row, end):
        end += 1
    return text[row[start].start : row[end - 1].end] if end > start else ""


def _past_time(row: Sequence[Unit], place: int) -> int:
    at = place
    while (
        at + 2 < len(row)
        and row[at + 1].is_a("at", "times")
        and (row[at + 1].is_a("times") or row[at + 2].is_a("times"))
    ):
        at += 1
    return at


def _behind(row: Sequence[Unit], place: int, text: str) -> str:
    """The speaker after a quotation: “…”, said the director."""
    said, place = place, _past_time(row, place)
    after = row[place + 1] if place + 1 < len(row) else None
    if (
        after is None
        or after.is_a("it", "times", "breaks")
        or not (
            after.said[:1].isupper()
            or after.is_a("the", "a")
            or (said and after.low and row[said - 1].said in (",", "–", "—", "»", "”"))
        )
    ):
        return ""
    return _after(row, place + 1, text)


def _before(row: Sequence[Unit], place: int, text: str) -> str:
    """The subject of a verb of saying, past “who …” and what stands between commas."""
    end = start = place
    while start > 0 and place - start < LONGEST:
        unit = row[start - 1]
        if unit.is_a("which") and unit.is_a("breaks"):
            end = start = start - 1 - (row[start - 2].said == ",")
        elif unit.said == "," and (opening := _opening(row, start - 1)) is not None:
            end = start = opening
        elif unit.said in QUOTED or unit.said in ".;:," or (unit.is_a("breaks", "joins") and not unit.is_a("the")):
            break
        else:
            start -= 1
    said = [unit for unit in row[start:end] if unit.low or unit.mention]
    while said and said[-1].is_a("have", "be", "adverbs", "not", "times", "at", "other"):
        said.pop()
    while said and said[0].is_a("breaks", "other", "at", "adverbs", "times"):
        said.pop(0)
    return text[said[0].start : said[-1].end] if said and not said[0].is_a("it") else ""


def _opening(row: Sequence[Unit], comma: int) -> int | None:
    """The comma that opens what this one closes: “Andriy Palchuk, the archdeacon, said”."""
    for at in range(comma - 1, max(comma - LONGEST, 0), -1):
        if row[at].said == ",":
            return at if row[at - 1].said[:1].isupper() or row[at + 1].is_a("the", "a") else None
        if row[at].said in QUOTED or row[at].said in ".;:":
            return None
    return None


def _past_link(row, at: int) -> int:
    while at < len(row) and row[at].is_a("other", "of", "at") and not row[at].mention:
        at += 1
    return at


def _ends(row, at: int) -> bool:
    """Whether a name ends here; the full stop of “Dr.” ends none."""
    stop = row[at].said in ",;:()" or row[at].said in QUOTED or (row[at].said == "." and len(row[at - 1].low) > 3)
    return stop or row[at].is_a("breaks", "says", "times") or (row[at].is_a("other") and row[at].low in ("after", "on"))


def looked(row: Sequence[Unit], tables: Tables) -> tuple[int, int] | None:
    """Where a sentence says that somebody saw it: on a satellite image, on the spot."""
    return has(row, tables.phrases[("evidence", "looked")])


def causes(row: Sequence[Unit], event: Event, tables: Tables) -> tuple[str, ...]:
    """The main cause that a sentence tells for an event, nearest first; the rule's own where it has one."""
    if own := event.rule.meaning.get("cause"):
        return (own,)
    nearest = [(_distance(span, event), name) for name, span in _causes(row, tables)]
    if nearest:
        return (min(nearest)[1],)
    by_agents = (
        has(row, tables.phrases.get(("cause", "agents"), Phrases())) and event.rule.meaning.get("level") != "unknown"
    )
    return (tables.data["cause"]["agent_cause"],) if by_agents else ()


def causes_around(rows: Sequence[Sequence[Unit]], tables: Tables, *, least: int) -> tuple[str, ...]:
    """The cause that other sentences speak of most, at least so many times."""
    told = Counter(name for row in rows for name, _span in _causes(row, tables))
    return tuple(name for name, times in told.most_common(1) if times >= least)


def _causes(row: Sequence[Unit], tables: Tables) -> Iterator[tuple[str, tuple[int, int]]]:
    for (table, name), phrases in tables.phrases.items():
        if table == "cause" and name not in ("agents", "agent_cause"):
            yield from ((name, span) for span in _every(row, phrases))


def _every(row, phrases: Phrases):
    at = 0
    while (span := has(row, phrases, at)) is not None:
        yield span
        at = span[0] + 1


def _distance(span: tuple[int, int], event: Event) -> int:
    if span[1] < event.first:
        return event.first - span[1]
    return max(span[0] - event.last, 0)


def day_of(
    row: Sequence[Unit], days: Sequence[Day], event: Event, others: Sequence[Event], published: date | None
) -> Day | None:
    """The time nearest to an event, of those that a sentence names for it and for no other event. History gives way to
    what is told after it."""
    known = [day for day in days if not (_of_aside(row, day, event) or _of_another(day, event, others))]
    near = min(known, key=lambda day: min(abs(day.first - event.last), abs(event.first - day.last)), default=None)
    if near and near.last < event.first and old(near, published):
        later = next((day for day in known if day.first > event.last and not old(day, published)), None)
        others_day = any(0 < near.first - other.last <= CLOSE for other in others if other is not event)
        return later or (None if others_day or _of_relative(row, near) else near)
    return near


def _of_relative(row: Sequence[Unit], day: Day) -> bool:
    """“The mosque, whose minaret fell in 2013, came through”: the time belongs to what stands between two commas."""
    return row[day.last + 1].said == "," and any(unit.said == "," for unit in row[: day.first])


def _of_another(day: Day, event: Event, others: Sequence[Event]) -> bool:
    """Whether another event stands between: “started to rebuild the vault pulled down in 2016”."""
    return any(
        event.last < other.first <= other.last < day.first or day.last < other.first <= other.last < event.first
        for other in others
    )


def days_of_events(row: Sequence[Unit], days: Sequence[Day]) -> list[Day]:
    """The times of a sentence without those that tell when somebody spoke, or since when a place had stood there."""
    return [day for day in days if not (_of_speech(row, day) or _since(row, day))]


def _since(row: Sequence[Unit], day: Day) -> bool:
    before = row[day.first - 1] if day.first else None
    before = row[day.first - 2] if before is not None and before.is_a("the") and day.first > 1 else before
    return before is not None and before.is_a("since", "until")


def _of_aside(row: Sequence[Unit], day: Day, event: Event) -> bool:
    """Whether a time belongs to a participle beside the event: “the castle, built in 1832, collapsed”."""
    comma = next((at for at in range(day.first - 1, max(day.first - 12, 0), -1) if row[at].said in ",،"), None)
    if comma is None or not (row[comma + 1].is_a("participle") or row[comma + 1].low.endswith("ed")):
        return False
    return not comma < event.first <= day.last + 6 or event.first > day.last


def _of_speech(row: Sequence[Unit], day: Day) -> bool:
    before = [
        unit for unit in row[max(day.first - 3, 0) : day.first] if not unit.is_a("at", "other", "a", "the", "adverbs")
    ]
    after = row[day.last + 1] if day.last + 1 < len(row) else None
    return bool(before and before[-1].is_a("says")) or bool(after and after.is_a("says"))


def edtf(day: Day | None) -> str:
    """A time as EDTF; "" for none, and for one that is no date."""
    try:
        return parse(day.edtf).edtf if day else ""
    except Fault:
        return ""
