"""What goes before a verb: the places that something is said of."""

from collections.abc import Sequence
from dataclasses import replace

from ..sentences import Unit
from .phrases import BLOCKED, FREE, LISTED, NOUN_FIRST, QUOTES, Target, bound, first, head, owned, phrase, quantity

WIDEST_ASIDE = 26  # units


def subjects(row: Sequence[Unit], place: int, order: str, *, relative: bool = False) -> list[Target] | str:
    """The places that what begins at a unit is said of, or BLOCKED; before a relative “which” also one “at the …”."""
    at, found, there = _shared(row, place - 1), [], None
    while at is not None and at >= 0:
        if (before := _passed_over(row, at)) is not None:
            relative = relative or (row[at].is_a("which") and not found)
            at = before
            continue
        if bound(row[at]):
            break
        start = _beginning(row, at, order)
        target, start = _with_governors(row, _told(row, start, at + 1, order), start)
        if target == BLOCKED:
            return found or BLOCKED
        if _aside(row, start) and not ((relative or (order == FREE and _participle(row, at, place))) and target):
            if owned_there := _part_there(row, start, target):
                return [*found, owned_there]
            there = there or target
            at = start - 2
            continue
        if target is None and there is not None and row[at].is_a("dwellings") and _is_quarter(row, there):
            return [replace(there, part="main")]
        if target is None and there is not None and not (found or order) and _thing(row, start, at):
            return [replace(there, part="minor")]
        if target is None:
            return found or BLOCKED
        found.append(target)
        at = _joined(row, start)
    return found


def _shared(row, at: int) -> int:
    """Where to look for the subject: “was mined and blown up” has one for both."""
    if at < 1 or not row[at].is_a("joins"):
        return at
    helper = next((place for place in range(at - 1, max(at - 6, 0), -1) if row[place].is_a("be")), None)
    return at if helper is None else helper - 1


def _thing(row, start: int, at: int) -> bool:
    """“Several bastions at the castle”, “an Ottoman mill inside the citadel”: things, neither people nor homes."""
    return not any(unit.is_a("people", "else") for unit in row[start : at + 1]) and bool(row[at].low)


def _is_quarter(row, target: Target) -> bool:
    mention = row[target.unit].mention
    return bool(mention and mention.sites and mention.sites[0].kind == "district")


def _passed_over(row, at: int) -> int | None:
    """Where to go on before a unit that no phrase ends with: a helper of the verb, an aside, “that”; else None."""
    unit = row[at]
    helps = unit.is_a("be", "have", "modal", "not", "adverbs", "maybe") and not unit.is_a("the", "it")
    if unit.is_a("all") and at and row[at - 1].is_a("at"):
        return at - 2  # “seven towers in all were razed”
    if helps or unit.said in QUOTES or unit.is_a("all"):
        return at - 1
    if unit.said in ",،)–—":
        return _past_aside(row, at)
    return at - 1 if unit.is_a("which") and unit.is_a("breaks") and at else None


def _beginning(row, at: int, order: str) -> int:
    """The first unit of the phrase that ends here. An article begins one: “in Mosul | the mosque was …”."""
    start = at
    while start > 0 and not bound(row[start - 1]) and not row[at].is_a("it") and not row[start].is_a("the", "a"):
        if order == FREE and row[start - 1].is_a("times") and row[start].of_heritage:
            break
        start -= 1
    return start


def _told(row, start: int, end: int, order: str) -> Target | None:
    target = head(row, start, end)
    if target is None and order == NOUN_FIRST:
        return first(row, start, end)
    if order == FREE and (target is None or row[target.unit].of_heritage):
        inside = next((one for one in range(end - 1, start - 1, -1) if row[one].of_heritage), None)
        return None if inside is None else phrase(row, start, inside + 1)
    return target


def _with_governors(row, target: Target | None, start: int):
    """A phrase with all that governs it by “of”: (target, None or BLOCKED; its first unit)."""
    while start > 1 and row[start - 1].is_a("of"):
        outer, begin = _governing(row, start - 2)
        if target is None and outer != BLOCKED and _of_a_town(row, outer, start):
            return outer, begin
        if target is None and isinstance(outer, Target) and _of_what_it_is(row, outer, start):
            target, start = outer, begin  # “the pavilion of wood”
            continue
        if outer == BLOCKED and target and row[start - 2].is_a("that_of"):
            return target, begin  # “a second tomb, that of …”
        if outer == BLOCKED or target is None:
            return BLOCKED, start
        chunk = row[begin : start - 1]
        target = owned(row, outer, target, any(unit.is_a("most") for unit in chunk))
        if quantity(chunk) and begin and row[begin - 1].is_a("near", "other"):
            begin -= 1  # “about half of”, “around 90 % of”
        start = begin
    return target, start


def _of_what_it_is(row, outer: Target, start: int) -> bool:
    """“The pavilion of wood”, “the Musée national du Brésil” where only the first words are a known name."""
    longer = row[outer.unit].mention and outer.unit + 1 < start and row[start].said[:1].isupper()
    return row[start].is_a("material") or bool(longer and not row[start].classes)


def _of_a_town(row, outer: Target | None, start: int) -> bool:
    """“The ruins of the Roman city”: the town is not named, the ruins are what is spoken of."""
    town = any(unit.is_a("settlement") for unit in row[start : start + 4])
    return outer is not None and town and row[outer.unit].is_a("whole")


def _aside(row, start: int) -> bool:
    """Whether a phrase only tells where, with what, from what."""
    return start > 0 and row[start - 1].is_a("at", "near", "other") and not row[start - 1].is_a("breaks")


def _participle(row, at: int, place: int) -> bool:
    """Whether what is said stands behind a comma after a phrase: “от храма, взорванного …”."""
    return at + 2 == place and row[at + 1].said in ",،"


def _part_there(row, start: int, target: Target | None) -> Target | None:
    """“Reliefs from the palace”, “statues in the museum”: parts of what is named as where they were."""
    if target is None or start < 2 or row[start - 1].is_a("near"):
        return None
    outer, _begin = _governing(row, start - 2)
    if not isinstance(outer, Target) or not row[outer.unit].is_a("part") or row[outer.unit].mention:
        return None
    return owned(row, outer, target, False)


def _joined(row, start: int) -> int | None:
    """The last unit of the phrase that is joined before this one by “and” or a comma; None if there is none."""
    if start < 2 or not (row[start - 1].is_a("joins") or row[start - 1].said in LISTED):
        return None
    at = start - 2
    if row[at].said in LISTED:
        at = _past_aside(row, at) if row[start - 1].is_a("joins") else at - 1
    return at if at >= 0 and row[at].of_heritage else None


def _governing(row, at: int):
    """The phrase before “of”, ending at a unit: (target or None or BLOCKED, its first unit)."""
    start = at
    while start > 0 and not bound(row[start - 1]):
        start -= 1
    target = head(row, start, at + 1)
    if (
        target is None
        and not quantity(row[start : at + 1])
        and not any(unit.is_a("settlement") for unit in row[start : at + 1])
    ):
        return BLOCKED, start
    return target, start


def _past_aside(row, at: int) -> int:
    """Where to go on before a comma or bracket: past the aside that it ends, if it ends one."""
    opening = "(" if row[at].said == ")" else row[at].said
    stops = [stop for stop in range(max(at - WIDEST_ASIDE, 0), at) if row[stop].said in ":;"]
    begins = [begin for begin in range(at - 1, max(at - WIDEST_ASIDE, *stops, 0), -1) if row[begin].said == opening]
    for begin in begins:
        if row[begin - 1].of_heritage and (not row[begin + 1].of_heritage or opening == "("):
            return begin - 1
    before = row[at - 1].mention
    if before and before.sites and at > 1 and row[at - 2].is_a("joins", "of"):
        return at - 1  # “the temples of Bel and Baalshamin, both razed”
    if begins and _begins_aside(row[begins[0] + 1]):
        return begins[0] - 1
    return at - 1


def _begins_aside(unit: Unit) -> bool:
    participle = unit.low.endswith(("ed", "ing")) or unit.is_a("participle")
    return participle or unit.is_a("breaks", "at", "near", "other", "the", "a", "of")
