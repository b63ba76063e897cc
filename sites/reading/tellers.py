"""Who says so, whether somebody looked, and by what it happened."""

from collections import Counter
from collections.abc import Iterator, Sequence

from .events import Event, has
from .sentence import Unit
from .tables import Phrase, Tables

LONGEST = 14


def claimant(row: Sequence[Unit], text: str, tables: Tables) -> str:
    """The words for who says what a sentence says: “according to …”, “… said”. "" if it says it by itself."""
    for place, unit in enumerate(row):
        if unit.low in tables.according and not unit.mention:
            start = _past_link(row, place + 1)
            end = start
            while end < len(row) and end - start < LONGEST and not _ends(row, end):
                end += 1
            if end > start:
                return text[row[start].start : row[end - 1].end]
    for place, unit in enumerate(row):
        if unit.is_a("says") and not unit.mention and (said := _sayer(row, place, text)):
            return said
    return ""


def _ends(row, at: int) -> bool:
    """Whether a name ends here; the full stop of “Dr.” ends none."""
    stop = row[at].said in ',;:()"“”»' or (row[at].said == "." and len(row[at - 1].low) > 3)
    return stop or row[at].is_a("breaks", "says")


def _past_link(row, at: int) -> int:
    while at < len(row) and row[at].is_a("other", "of", "at") and not row[at].mention:
        at += 1
    return at


def _sayer(row: Sequence[Unit], place: int, text: str) -> str:
    """The subject before a verb of saying, or after it where a quotation goes before: “…”, said the director."""
    start = place
    while start > 0 and place - start < LONGEST and not _stops(row, start - 1):
        start -= 1
    before = row[start:place]
    if (
        before
        and any(unit.said[:1].isupper() or unit.is_a("people") or unit.low for unit in before)
        and not all(unit.is_a("it", "adverbs", "have", "be", "times", "joins", "other") for unit in before)
    ):
        before = [unit for unit in before if unit.low or unit.mention]
        while before and before[-1].is_a("have", "be", "adverbs", "not"):
            before = before[:-1]
        while before and before[0].is_a("joins", "breaks", "other", "at", "adverbs"):
            before = before[1:]
        return text[before[0].start : before[-1].end] if before else ""
    end = place + 1
    while (
        end < len(row)
        and end - place < LONGEST
        and not (row[end].said in '.;:()"“”»' or row[end].is_a("breaks", "be", "have"))
    ):
        end += 1
    said = [unit for unit in row[place + 1 : end] if unit.low or unit.mention]
    return text[said[0].start : said[-1].end] if said and said[0].said[:1].isupper() | said[0].is_a("the", "a") else ""


def _stops(row, at: int) -> bool:
    return row[at].said in ';:()"“”»«' or row[at].is_a("breaks") or (row[at].mark and row[at].said == ",")


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
    by_agents = has(row, tables.phrases.get(("cause", "agents"), [])) and event.rule.meaning.get("level") != "unknown"
    return (tables.data["cause"]["agent_cause"],) if by_agents else ()


def causes_around(rows: Sequence[Sequence[Unit]], tables: Tables, *, least: int) -> tuple[str, ...]:
    """The cause that other sentences speak of most, at least so many times."""
    told = Counter(name for row in rows for name, _span in _causes(row, tables))
    return tuple(name for name, times in told.most_common(1) if times >= least)


def _causes(row: Sequence[Unit], tables: Tables) -> Iterator[tuple[str, tuple[int, int]]]:
    for (table, name), phrases in tables.phrases.items():
        if table == "cause" and name not in ("agents", "agent_cause"):
            yield from ((name, span) for span in _every(row, phrases))


def _every(row, phrases: Sequence[Phrase]):
    at = 0
    while (span := has(row, phrases, at)) is not None:
        yield span
        at = span[0] + 1


def _distance(span: tuple[int, int], event: Event) -> int:
    if span[1] < event.first:
        return event.first - span[1]
    return max(span[0] - event.last, 0)
