"""Where the words of a sentence say that something happened: the rules whose words stand there."""

from collections.abc import Sequence
from dataclasses import dataclass

from .tables import BE, IT, Phrase, Phrases, Rule, Tables, matches
from .units import Unit

MOST = 30  # events of one sentence
SKIPPED = 2  # adverbs and marks that may stand between the words of a phrase
ANY = 4  # words that a star alone may stand for
WIDEST = 16  # units that a place named in the middle of a phrase may take


@dataclass(frozen=True, slots=True)
class Event:
    """Units ``first`` to ``last`` say what a rule says; ``gap``: where a frame has its place (first, past the last)."""

    rule: Rule
    first: int
    last: int
    gap: tuple[int, int] | None = None


def events(row: Sequence[Unit], tables: Tables) -> list[Event]:
    """The events of a sentence; where two rules share a word, the one that says more of it stands."""
    found = [event for place, unit in enumerate(row) if unit.low for event in _at(row, place, tables)]
    found.sort(key=lambda one: (-_said(one), one.first, not _has_object(row, one)))
    taken: set[int] = set()
    chosen = []
    for event in found:
        own = _own(event)
        if not taken & own:
            taken |= own
            chosen.append(event)
    return sorted(chosen, key=lambda one: one.first)[:MOST]


def _at(row: Sequence[Unit], place: int, tables: Tables):
    unit = row[place]
    if unit.mention:
        return
    for rule in tables.rules_from(unit.low):
        said = rule.phrase.words
        lead = 1 if said[0] in (IT, BE) else 0
        if matches(unit.low, said[lead]) and (event := _whole(row, place, rule, said[lead:])):
            yield event


def _whole(row: Sequence[Unit], place: int, rule: Rule, said: tuple[str, ...]) -> Event | None:
    """The event if the rest of a phrase follows from here."""
    at, gap = place, None
    for number, word in enumerate(said[1:], 1):
        if word == IT:
            if number == len(said) - 1:
                return Event(rule, place, at, (at + 1, at + 1))
            end = _find(row, at + 1, said[number + 1])
            if end is None or not any(unit.of_heritage or unit.is_a("it") for unit in row[at + 1 : end]):
                return None
            gap, at = (at + 1, end), end - 1
        elif word == "*":
            end = _find(row, at + 2, said[number + 1])
            if end is None or end - at > ANY + 1 or any(unit.mention for unit in row[at + 1 : end]):
                return None
            at = end - 1
        else:
            step = _next(row, at + 1, word)
            if step is None:
                return None
            at = step
    return Event(rule, place, at, gap)


def _next(row: Sequence[Unit], start: int, word: str) -> int | None:
    for at in range(start, min(start + SKIPPED + 1, len(row))):
        unit = row[at]
        if unit.mention is None and unit.low and (word == "*" or _is(unit, word)):
            return at
        if unit.low and not unit.is_a("adverbs", "times"):
            return None
    return None


def _find(row: Sequence[Unit], start: int, word: str) -> int | None:
    for at in range(start, min(start + WIDEST, len(row))):
        if row[at].mention is None and row[at].low and _is(row[at], word):
            return at
        if row[at].said in ";:":
            return None
    return None


def _is(unit: Unit, word: str) -> bool:
    return unit.is_a("be") if word == BE else matches(unit.low, word)


def _own(event: Event) -> set[int]:
    own = set(range(event.first, event.last + 1))
    return own - set(range(*event.gap)) if event.gap else own


def _has_object(row: Sequence[Unit], event: Event) -> bool:
    """“The collapse of …” is rather the noun than the verb."""
    after = row[event.last + 1] if event.last + 1 < len(row) else None
    return event.rule.shape == "noun" and after is not None and after.is_a("of")


def _said(event: Event) -> int:
    return len([word for word in event.rule.phrase.words if word not in (IT, BE, "*")])


def has(row: Sequence[Unit], phrases: Phrases, first: int = 0, last: int | None = None) -> tuple[int, int] | None:
    """The first of these phrases between two units, as (first, last) unit; None if there is none."""
    end = len(row) if last is None else min(last + 1, len(row))
    for place in range(max(first, 0), end):
        for phrase in phrases.begun_by(row[place].low):
            if (stop := follows(row, place, phrase)) is not None and stop < end:
                return place, stop
    return None


def follows(row: Sequence[Unit], place: int, phrase: Phrase) -> int | None:
    """The last unit of a phrase that begins here."""
    at = place - 1
    for word in phrase.words:
        at += 1
        while at < len(row) and at > place and row[at].is_a("adverbs") and not matches(row[at].low, word):
            at += 1
        if at >= len(row) or row[at].mention or not row[at].low or not (word == "*" or matches(row[at].low, word)):
            return None
    return at
