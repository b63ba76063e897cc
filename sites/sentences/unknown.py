"""Places of heritage that a sentence names and no gazetteer knows: “the Great Dam of Marib”, “Mar Behnam monastery”."""

from collections.abc import Sequence
from dataclasses import replace

from ..names import LINKING, is_kind, notion_of
from .tables import Tables
from .units import Unit
from .values import Mention

LONGEST = 7


def with_unknown(row: Sequence[Unit], text: str, tables: Tables) -> list[Unit]:
    """The sentence with each name of an unknown place as one unit, a mention without sites."""
    found: list[Unit] = []
    at = 0
    while at < len(row):
        end = _name(row, at, tables)
        if end is None:
            found.append(row[at])
            at += 1
            continue
        start, stop = row[at].start, row[end].end
        said = text[start:stop]
        found.append(
            replace(
                row[at],
                start=start,
                end=stop,
                said=said,
                low=said.lower(),
                classes=frozenset(),
                notion="",
                mention=Mention(start, stop, (), _notions(row[at : end + 1])),
                possessive=row[end].possessive,
            )
        )
        at = end + 1
    return found


def _name(row: Sequence[Unit], at: int, tables: Tables) -> int | None:
    """The last unit of an unknown name that begins here."""
    if not _capital(row[at]) and not _kind(row[at]) and row[at].low not in tables.place_words:
        return None
    if at > 2 and row[at - 1].is_a("the") and row[at - 2].said == "," and row[at - 3].mention:
        return None  # “Crac des Chevaliers, the Crusader castle …” is told more of, nothing else is named
    end, own, kinds = at, 0, 0
    for place in range(at, min(at + LONGEST, len(row))):
        unit = row[place]
        if unit.mention or not unit.low or unit.is_a("joins"):
            break
        if _kind(unit) or (unit.low in tables.place_words and _capital(unit)):
            kinds += 1
            end = place
        elif _capital(unit) and not unit.is_a("times") and unit.low not in tables.adjectives:
            own += (
                1 if not (place == at == 0 and not unit.notion and (_common(unit) or _begins_rule(row, tables))) else 0
            )
            end = place
        elif (unit.low in tables.adjectives and _capital(unit)) or (unit.is_a("whole") and kinds):
            continue
        elif not _links(row, place, at):
            break
    if not own and kinds and not tables.data["words"]["of"] and _called(row, at, end):
        return end + 1
    last = row[end]
    return (
        end if kinds and own and not (last.number == "plural" and _kind(last) and not last.said[0].isupper()) else None
    )


def _begins_rule(row: Sequence[Unit], tables: Tables) -> bool:
    """“Реставрация собора …”: the first word tells what happened, the kind of place in small letters to what."""
    return len(row) > 1 and row[1].said[:1].islower() and any(True for _rule in tables.rules_from(row[0].low))


def _links(row: Sequence[Unit], place: int, at: int) -> bool:
    """Whether a small word goes on with a name: “of”, “of the”, “al”."""
    unit = row[place]
    if place == at:
        return False
    return (
        unit.is_a("of")
        or (unit.low in LINKING and not unit.is_a("at", "joins", "the", "a"))
        or (unit.is_a("the") and row[place - 1].is_a("of"))
    )


def _called(row: Sequence[Unit], at: int, end: int) -> bool:
    """“Будинок учених”: a kind with a capital inside a sentence, and one word in small letters that ends the phrase."""
    if at == end == 0 or end != at or not row[at].said[:1].isupper() or not row[at - 1].low or end + 1 >= len(row):
        return False
    word, after = row[end + 1], row[end + 2] if end + 2 < len(row) else None
    return bool(word.low) and not (word.classes or word.notion or word.mention) and (after is None or not after.low)


def _notions(row: Sequence[Unit]) -> frozenset[str]:
    return frozenset(notion_of(unit.low) for unit in row if _kind(unit))


def _capital(unit: Unit) -> bool:
    return (
        unit.mention is None
        and unit.said[:1].isupper()
        and not unit.is_a(
            "the",
            "a",
            "it",
            "breaks",
            "at",
            "near",
            "other",
            "says",
            "be",
            "many",
            "joins",
            "have",
            "modal",
            "not",
            "adverbs",
        )
    )


def _kind(unit: Unit) -> bool:
    notion = unit.notion or (
        notion_of(unit.low)
        if unit.mention is None
        and unit.said[:1].isupper()
        and not unit.classes - {"part", "main part", "minor part", "whole"}
        else ""
    )
    return bool(notion) and is_kind(notion) and notion not in ("site", "wall", "column", "lion")


def _common(unit: Unit) -> bool:
    return bool(unit.classes)
