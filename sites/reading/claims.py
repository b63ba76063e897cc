"""From the sentences of a text to what they claim."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ..dates import parse
from ..sentences import (
    Calendar,
    Day,
    Event,
    Found,
    Phrase,
    Rule,
    Sentence,
    Tables,
    Unit,
    events,
    has,
    old,
    sentences,
    tables,
    units,
    with_unknown,
    words,
)
from .circumstances import causes, causes_around, claimant, day_of, days_of_events, edtf, looked
from .claim import Claim
from .context import Context
from .kinds import kind_of
from .merging import merged
from .objects import objects
from .phrases import BLOCKED, Target
from .targets import led, of_lone, of_topic, placed, targets

LONGEST_TEXT = 200_000  # what comes after is not read
LONGEST_QUOTE = 500
LONGEST_NAME = 300
NEAR = 8  # units between a “not” and what it denies
SHORTEST = 7  # words of a sentence that only takes back the one before


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its units, what is said to have happened in it, and the times it names for that."""

    sentence: Sentence
    row: list[Unit]
    events: list[Event]
    days: list[Day]

    @property
    def block(self) -> int:
        return self.sentence.block


def read(text: str, *, published: str, language: str, gazetteer: Callable[[str, Sequence], Found]) -> list[Claim]:
    """What a text claims of the places it names, in the order of the text.

    ``published`` is an EDTF date or "", by which “on Sunday” is understood; ``language`` a tag such as “en”; the
    ``gazetteer`` is asked once, with the text and its words. Raises Fault if ``published`` is no date.
    """
    text = text[:LONGEST_TEXT]
    table = tables(language.partition("-")[0])
    day = parse(published).latest if published else None
    told = words(text)
    found = gazetteer(text, told)
    calendar = Calendar(table, day)
    rows = [_row(text, one, told, found, table, calendar) for one in sentences(text, table)]
    rows = [one for one in rows if one.sentence.kind != "beside"]
    headings = [(one.sentence.start, one.sentence.end) for one in rows if one.sentence.kind == "heading"]
    return merged(list(_Reader(text, table, day, rows, Context(found)).claims()), headings)


def _row(text, sentence: Sentence, told, found: Found, table: Tables, calendar: Calendar) -> _Read:
    row = units(text, sentence, told, found.mentions, table)
    row = row if sentence.kind == "heading" else with_unknown(row, text, table)
    return _Read(sentence, row, events(row, table), days_of_events(row, calendar.days(row)))


class _Reader:
    """One text being read, sentence by sentence. What holds for the whole text is looked up once."""

    def __init__(self, text: str, table: Tables, published: date | None, rows: list[_Read], context: Context):
        self.text, self.table, self.published, self.rows, self.context = text, table, published, rows, context
        self.cause = causes_around([one.row for one in rows], table, least=2)
        blocks = {block: [one.row for one in some] for block, some in groupby(rows, key=lambda one: one.block)}
        self.causes_of_blocks = {block: causes_around(some, table, least=1) for block, some in blocks.items()}
        days = {day.edtf: day for one in rows if one.events for day in one.days if not old(day, published)}
        self.day = next(iter(days.values())) if len(days) == 1 else None

    def claims(self) -> Iterator[Claim]:
        last: list[Claim] = []
        for number, one in enumerate(self.rows):
            self.context.hear(number, one.block, one.row)
            told = list(self._told(number)) or list(self._echo(number, last))
            yield from told or self._scene(number)
            last = told

    def _told(self, number: int) -> Iterator[Claim]:
        one = self.rows[number]
        wrong = self._taken_back(number)
        for event in one.events:
            kind = kind_of(one.row, event, self.table, self._asks(one))
            for target in self._targets(one, event) if kind else ():
                yield from self._claim(number, event, "denial" if wrong and kind == "damage" else kind, target)

    def _echo(self, number: int, last: Sequence[Claim]) -> Iterator[Claim]:
        """“Neither has the theatre.”, “So was the arch.”, “Among them is the tower.”: what the sentence before said."""
        row, quoted = self.rows[number].row, self.rows[number].sentence
        among = len(row) > 3 and row[0].is_a("at") and row[1].is_a("it") and row[2].is_a("be")
        if not last or not (among or (len(row) > 2 and row[0].is_a("echo") and row[1].is_a("be", "have"))):
            return
        found = objects(row, 2 + among, set(), self.table.order)
        for target in found if isinstance(found, list) else ():
            sites, name, group = self._meant(number, target)
            if (sites or name) and (last[-1].kind in ("damage", "denial")):
                said = {"kind": "denial", "level": "none", "causes": ()} if row[0].is_a("not") else {}
                yield replace(
                    last[-1],
                    quote=self.text[quoted.start : quoted.end],
                    start=quoted.start,
                    end=quoted.end,
                    site=sites[0] if sites else None,
                    place_name=name,
                    group=group,
                    alternatives=tuple(sites[1:]),
                    because=((row[0].start, row[1].end, "as before"),),
                    **said,
                )

    def _scene(self, number: int) -> Iterator[Claim]:
        """What a sentence paints of the known place that it speaks of, if nothing else is told in it."""
        one = self.rows[number]
        place = next((at for at, unit in enumerate(one.row) if unit.mention and unit.mention.sites), None)
        if place is None or one.sentence.kind == "heading" or any(unit.is_a("people", "else") for unit in one.row):
            return
        if (place and one.row[place - 1].is_a("near")) or (place > 1 and one.row[place - 2].is_a("near")):
            return
        for at, unit in enumerate(one.row):
            if at > place and not unit.mention and (level := self.table.scenes.get(unit.low)):
                event = Event(Rule("damage", "state", Phrase((unit.low,)), {"level": level}), at, at)
                if kind_of(one.row, event, self.table, self._asks(one)) == "damage":
                    yield from self._claim(number, event, "damage", Target(place))
                    return

    def _asks(self, one: _Read) -> bool:
        return any(mark in self.text[one.sentence.start : one.sentence.end] for mark in "?؟")

    def _targets(self, one: _Read, event: Event) -> Sequence[Target]:
        if event.rule.meaning.get("implied"):
            return [Target(event.first)]
        starts = {other.first for other in one.events}
        found = targets(one.row, event, starts, self.table.order)
        if isinstance(found, list) and found:
            return [placed(one.row, event, target) for target in found]
        if event.rule.shape == "state" and (there := led(one.row, event)):
            return [there]
        if lone := of_lone(one.row, event, self.table.order):
            return lone
        if found == BLOCKED:
            return of_topic(one.row, event)
        return [Target(event.first)] if event.rule.shape == "state" and event.first == 0 else []

    def _taken_back(self, number: int) -> bool:
        """Whether the next sentence says that this one was wrong: “It did not.”, “This was wrong.”"""
        if number + 1 >= len(self.rows) or self.rows[number + 1].block != self.rows[number].block:
            return False
        after = [unit for unit in self.rows[number + 1].row if unit.low]
        begins = bool(after) and after[0].is_a("it", "the") and len(after) <= SHORTEST
        return begins and (after[-1].is_a("not") or has(after, self.table.phrases[("kinds", "deny")]) is not None)

    def _claim(self, number: int, event: Event, kind: str, target: Target) -> Iterator[Claim]:
        one = self.rows[number]
        sites, name, group = self._meant(number, target)
        day = day_of(one.row, one.days, event, one.events, self.published)
        if not (sites or name) or (day and old(day, self.published)):
            return
        if one.sentence.kind == "heading" and (target.part or group or one.row[target.unit].mention is None):
            return
        seen = looked(one.row, self.table)
        start, end = _quoted(one, event)
        step = "in_progress" if kind == "in_progress" else event.rule.meaning.get("step", "")
        kind = "recovery" if kind == "in_progress" else kind
        yield Claim(
            kind=kind,
            quote=self.text[start:end],
            start=start,
            end=end,
            site=sites[0] if sites else None,
            place_name=name,
            group=group,
            alternatives=tuple(sites[1:]),
            level=_level(one.row, event, kind, target, self.table),
            recovery=step if kind == "recovery" else "",
            causes=self._causes(number, event) if kind == "damage" else (),
            event=edtf(day or self._day_around(number)) if kind in ("damage", "recovery") else "",
            verification="confirmed" if seen else "reported",
            claimant=self._claimant(number)[:LONGEST_NAME],
            part=bool(target.part),
            because=tuple(_because(one, event, kind, target, day, seen)),
        )

    def _meant(self, number: int, target: Target) -> tuple[list[int], str, bool]:
        """(numbers of sites, name in the text, whether one of a group) of what a target means."""
        row, context = self.rows[number].row, self.context
        unit = row[target.unit]
        if unit.mention is None and unit.notion and target.plural and not target.part:
            members = context.group(row, target, number)
            if members or target.inside is None:
                name = self.text[unit.start : unit.end] if members else ""
                return [member.number for member in members], name, len(members) > 1
            target = replace(target, unit=target.inside, part="main")
        mention = context.mention(row, target, number, self.rows[number].block)
        name = self.text[mention.start : mention.end] if mention else ""
        if mention is None or (mention.sites and mention.sites[0].town and not _as_heritage(row, target, name)):
            return [], "", False
        context.strike(number, mention)
        return [site.number for site in mention.sites], name, False

    def _claimant(self, number: int) -> str:
        """Who says so; “she said” is whoever was named as saying something last."""
        one = self.rows[number]
        if said := claimant(one.row, self.text, self.table):
            return said
        if not any(unit.is_a("says") for unit in one.row):
            return ""
        earlier = [other for other in self.rows[max(number - 4, 0) : number] if one.block - other.block <= 1]
        return next(filter(None, (claimant(other.row, self.text, self.table) for other in reversed(earlier))), "")

    def _causes(self, number: int, event: Event) -> tuple[str, ...]:
        """What did it, as the sentence tells; else as the paragraph does, else the one cause the text speaks of."""
        one = self.rows[number]
        return causes(one.row, event, self.table) or self.causes_of_blocks[one.block] or self.cause

    def _day_around(self, number: int) -> Day | None:
        """When it happened, if the sentence names no day: as the sentences around it do, or all that tell of events."""
        one = self.rows[number]
        if one.days:
            return None
        for place in (number - 1, number + 1, number - 2):
            other = self.rows[place] if 0 <= place < len(self.rows) else one
            if other.block == one.block and other.days:
                day = other.days[-1 if place < number else 0]
                return None if old(day, self.published) else day
        return self.day


def _as_heritage(row, target: Target, name: str) -> bool:
    """Whether a name that a living town bears means the ruins here, not the town."""
    unit = row[target.unit]
    if target.cued or target.part or unit.is_a("whole") or bool(unit.notion) or len(name.split()) > 1:
        return True
    return any(one.is_a("ancient") for one in row[max(target.unit - 3, 0) : target.unit])


def _level(row, event: Event, kind: str, target: Target, table: Tables) -> str:
    if kind != "damage":
        return "none" if kind == "denial" else ""
    level = event.rule.meaning["level"]
    near = [row[at].low for at in range(max(event.first - 4, 0), min(event.last + 3, len(row))) if row[at].low]
    for degree, said in table.degrees:
        if degree["from"] == level and any(_is(word, one) for word in near for one in said):
            level = degree["to"]
            break
    if level == "destroyed" and (target.part or target.most):
        return "moderate" if target.part == "minor" else "severe"
    return "slight" if level == "unspecified" and target.part == "minor" else level


def _is(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _quoted(one: _Read, event: Event) -> tuple[int, int]:
    """The sentence; of one longer than a quotation may be, as much as holds the event."""
    start, end = one.sentence.start, one.sentence.end
    if end - start <= LONGEST_QUOTE:
        return start, end
    middle = one.row[event.first].start
    begin = max(start, min(middle - LONGEST_QUOTE // 2, end - LONGEST_QUOTE))
    inside = [unit for unit in one.row if unit.start >= begin and unit.end <= begin + LONGEST_QUOTE]
    return inside[0].start, inside[-1].end


def _because(
    one: _Read, event: Event, kind: str, target: Target, day: Day | None, seen
) -> Iterator[tuple[int, int, str]]:
    row = one.row
    says = event.rule.meaning.get("level") or event.rule.meaning.get("step")
    told = f"{kind}: {says}" if says and kind == event.rule.kind else kind  # “not damaged” tells no level
    negation = next((at for at in range(event.first, max(event.first - NEAR, -1), -1) if row[at].is_a("not")), None)
    first = negation if kind == "denial" and negation is not None else event.first
    yield row[first].start, row[event.last].end, told
    yield row[target.unit].start, row[target.unit].end, "place"
    if day:
        yield row[day.first].start, row[day.last].end, f"day: {day.edtf}"
    if seen:
        yield row[seen[0]].start, row[seen[1]].end, "somebody looked"
