"""From the sentences of a text to what they claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..dates import parse
from ..terms import Fault
from .context import Context
from .days import Calendar, Day, old
from .events import Event, events, has
from .kinds import kind_of
from .merging import merged
from .names import with_unknown
from .sentence import Unit, units
from .tables import Tables, tables
from .targets import BLOCKED, Target, targets
from .tellers import causes, claimant, looked
from .text import Sentence, sentences, words
from .values import Claim, Found, Mention

LONGEST_QUOTE = 500
SHORTEST = 7  # words of a sentence that only takes back the one before
FREE = ("ru", "uk", "ar")


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its units and events."""

    sentence: Sentence
    row: list[Unit]
    events: list[Event]
    days: list[Day]


def read(text: str, *, published: str, language: str, gazetteer: Callable[[str, Sequence], Found]) -> list[Claim]:
    """What a text claims of the places it names, in the order of the text.

    ``published`` is an EDTF date or "", by which “on Sunday” is understood; ``language`` a tag such as “en”; the
    ``gazetteer`` is asked once, with the text and its words. Raises Fault if ``published`` is no date.
    """
    table = tables(language.partition("-")[0])
    day = parse(published).latest if published else None
    told = words(text)
    found = gazetteer(text, told)
    calendar = Calendar(table, day)
    rows = [_row(text, one, told, found, table, calendar) for one in sentences(text, table)]
    context = Context(found)
    claims: list[Claim] = []
    for number, one in enumerate(rows):
        if one.sentence.kind == "beside":
            continue
        context.hear(number, one.sentence.block, one.row)
        claims += _claims(text, number, one, context, table, day, _taken_back(rows, number, table))
    return merged(claims, rows_of_headings(rows))


def rows_of_headings(rows: Sequence[_Read]) -> list[tuple[int, int]]:
    return [(one.sentence.start, one.sentence.end) for one in rows if one.sentence.kind == "heading"]


def _row(text, sentence: Sentence, told, found: Found, table: Tables, calendar: Calendar) -> _Read:
    row = with_unknown(units(text, sentence, told, found.mentions, table), text, table)
    return _Read(sentence, row, events(row, table), calendar.days(row))


def _claims(text: str, number: int, one: _Read, context: Context, table: Tables, published: date | None, wrong: bool):
    starts = {event.first for event in one.events}
    asked = text[one.sentence.start : one.sentence.end].rstrip('"”’») ').endswith(("?", "؟"))
    for event in one.events:
        kind = kind_of(one.row, event, table, asked)
        kind = "denial" if wrong and kind == "damage" else kind
        if not kind:
            continue
        found = targets(one.row, event, starts, table.language in FREE)
        if found == BLOCKED:
            found = _of_topic(one.row, event)
        for target in found or _implied(event):
            yield from _claim(text, number, one, event, kind, target, context, table, published)


def _taken_back(rows: Sequence[_Read], number: int, table: Tables) -> bool:
    """Whether the next sentence says that this one was wrong: “It did not.”, “This was wrong.”"""
    if number + 1 >= len(rows) or rows[number + 1].sentence.block != rows[number].sentence.block:
        return False
    after = [unit for unit in rows[number + 1].row if unit.low]
    begins = bool(after) and after[0].is_a("it", "the") and len(after) <= SHORTEST
    return begins and (after[-1].is_a("not") or has(after, table.phrases[("kinds", "deny")]) is not None)


def _implied(event: Event) -> list[Target]:
    """“No visible damage.”, “Gone.”: said of what was spoken of before."""
    return [Target(event.first)] if event.rule.shape == "state" and event.first == 0 else []


def _of_topic(row: Sequence[Unit], event: Event) -> list[Target]:
    """A thing that no table knows was harmed: what a sentence about a place of heritage tells of is likely a part of it,
    unless it is of people, homes, vehicles, hopes."""
    meaning = event.rule.meaning
    telling = event.rule.shape != "frame" and meaning.get("level") in ("destroyed", "severe", "moderate", "slight")
    if not telling or meaning.get("weak") or event.rule.kind != "damage":
        return []
    clause = row[max(event.first - 12, 0) : event.last + 8]
    if any(unit.is_a("people", "else") for unit in clause):
        return []
    return [Target(event.first, part="main", topic=True)]


def _claim(text, number: int, one: _Read, event: Event, kind: str, target: Target, context: Context, table, published):
    sites, name, group = _meant(text, number, one, target, context, event, kind)
    if not sites and not name:
        return
    day = _day(one, event)
    if day and old(day, published):
        return
    meaning = event.rule.meaning
    start, end = _quoted(one, event)
    seen = looked(one.row, table)
    yield Claim(
        kind="recovery" if kind == "in_progress" else kind,
        quote=text[start:end],
        start=start,
        end=end,
        site=sites[0] if sites else None,
        place_name=name,
        group=group,
        alternatives=tuple(sites[1:]),
        level=_level(one.row, event, kind, target, table),
        recovery=("in_progress" if kind == "in_progress" else meaning.get("step", ""))
        if kind in ("recovery", "in_progress")
        else "",
        causes=causes(one.row, event, table) if kind == "damage" else (),
        event=_edtf(day) if kind in ("damage", "recovery", "in_progress") else "",
        verification="confirmed" if seen else "reported",
        claimant=claimant(one.row, text, table)[:300],
        because=tuple(_because(text, one, event, kind, target, day, seen)),
    )


def _meant(text, number: int, one: _Read, target: Target, context: Context, event: Event, kind: str):
    """(numbers of sites, name in the text, whether one of a group) of what a target means."""
    unit = one.row[target.unit]
    if unit.mention is None and unit.notion and target.plural and not target.part:
        members = context.group(one.row, target, number)
        return [member.number for member in members], text[unit.start : unit.end] if members else "", len(members) > 1
    mention = context.mention(one.row, target, number, one.sentence.block)
    if mention is None:
        return [], "", False
    name = text[mention.start : mention.end]
    context.strike(number, mention)
    if not mention.sites:
        return [], name, False
    best = mention.sites[0]
    if best.town and not _as_heritage(one.row, target):
        return [], "", False
    return [site.number for site in mention.sites], name, False


def _as_heritage(row, target: Target) -> bool:
    """Whether a name that a living town bears means the ruins here, not the town."""
    unit = row[target.unit]
    if target.cued or target.part or (unit.mention and len(unit.said.split()) > 1):
        return True
    return any(one.is_a("ancient") for one in row[max(target.unit - 3, 0) : target.unit])


def _level(row, event: Event, kind: str, target: Target, table: Tables) -> str:
    if kind == "denial":
        return "none"
    if kind != "damage":
        return ""
    level = event.rule.meaning["level"]
    near = [row[at].low for at in range(max(event.first - 4, 0), min(event.last + 3, len(row))) if row[at].low]
    for degree, said in table.degrees:
        if degree["from"] == level and any(
            word.startswith(one[:-1]) if one.endswith("*") else word == one for word in near for one in said
        ):
            level = degree["to"]
            break
    if level == "destroyed" and (target.part or target.most):
        return "moderate" if target.part == "minor" else "severe"
    if level == "unspecified" and target.part == "minor":
        return "slight"
    return level


def _day(one: _Read, event: Event) -> Day | None:
    """The time nearest to an event, of those that do not tell when somebody spoke."""
    known = [day for day in one.days if not _of_speech(one.row, day)]
    return min(known, key=lambda day: min(abs(day.first - event.last), abs(event.first - day.last)), default=None)


def _of_speech(row: Sequence[Unit], day: Day) -> bool:
    before = [
        unit for unit in row[max(day.first - 3, 0) : day.first] if not unit.is_a("at", "other", "a", "the", "adverbs")
    ]
    after = row[day.last + 1] if day.last + 1 < len(row) else None
    return bool(before and before[-1].is_a("says")) or bool(after and after.is_a("says"))


def _edtf(day: Day | None) -> str:
    try:
        return parse(day.edtf).edtf if day else ""
    except Fault:
        return ""


def _quoted(one: _Read, event: Event) -> tuple[int, int]:
    """The sentence; of one longer than a quotation may be, as much as holds the event."""
    start, end = one.sentence.start, one.sentence.end
    if end - start <= LONGEST_QUOTE:
        return start, end
    middle = one.row[event.first].start
    begin = max(start, min(middle - LONGEST_QUOTE // 2, end - LONGEST_QUOTE))
    inside = [unit for unit in one.row if unit.start >= begin and unit.end <= begin + LONGEST_QUOTE]
    return inside[0].start, inside[-1].end


def _because(text, one: _Read, event: Event, kind: str, target: Target, day: Day | None, seen):
    row = one.row
    says = event.rule.meaning.get("level") or event.rule.meaning.get("step") or kind
    yield row[event.first].start, row[event.last].end, f"{kind}: {says}" if kind != says else kind
    yield row[target.unit].start, row[target.unit].end, "place"
    if day:
        yield row[day.first].start, row[day.last].end, f"day: {day.edtf}"
    if seen:
        yield row[seen[0]].start, row[seen[1]].end, "somebody looked"
