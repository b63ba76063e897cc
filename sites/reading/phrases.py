"""Noun phrases: which place one speaks of, and what of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..sentences import Unit

BLOCKED = "something else"  # the event happened to a thing that is no place of heritage
PARTLIKE = frozenset({"minaret", "wall", "gate", "tower", "column", "door", "chapel", "statue", "arch", "tomb", "hall"})
BOUNDS = ("at", "near", "of", "other", "joins", "breaks", "be", "have", "modal", "says")
OF_KIND = {
    "museum": {"museum"},
    "burial": {"tomb"},
    "religious": {"temple", "church", "mosque"},
    "fortification": {"castle", "gate"},
    "infrastructure": {"bridge"},
    "district": {"quarter"},
    "library_archive": {"library", "archive"},
}
FREE, NOUN_FIRST = "free", "noun first"  # orders of words; "" is the order of English
LISTED = ",;،؛"  # what parts the members of a list
QUOTES = '"“”«»„’‘'


@dataclass(frozen=True, slots=True)
class Target:
    """A unit that an event happened to; ``part`` is main or minor if only a part of it was; ``most`` tells “parts of”.

    ``inside`` is a unit naming where it is or what it belongs to; ``definite`` whether it was named before.
    """

    unit: int
    part: str = ""
    most: bool = False
    inside: int | None = None
    definite: bool = True
    plural: bool = False
    counted: bool = False  # “two columns”, not all of them
    topic: bool = False  # not said: what the text is speaking of
    cued: bool = False  # a word of heritage goes with the name: ruins of, ancient city of


def bound(unit: Unit) -> bool:
    """Whether a noun phrase ends at this unit."""
    return (unit.mark and unit.said not in QUOTES) or unit.is_a(*BOUNDS)


def head(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a noun phrase speaks of; None if it speaks of something else."""
    last = _last(row, start, end)
    if last is None:
        return None
    chunk = row[start:last]
    old_town = row[last].is_a("settlement") and any(unit.is_a("ancient") for unit in chunk)
    if not (row[last].of_heritage or row[last].is_a("it") or old_town):
        return None
    if start > 1 and row[start - 1].is_a("whose") and (whole := _before_whose(row, start - 2)) is not None:
        return replace(place_at(row, last), part=place_at(row, last).part or "main", inside=whole)
    named = [at for at in range(start, last) if row[at].mention or (row[at].notion and row[at].possessive)]
    counted = any(unit.is_a("many") for unit in chunk)
    many = counted or row[last].number == "plural"
    if named and row[last].mention is None:
        return _of_owner(row, place_at(row, last), named[0], many)
    definite = bool(row[last].mention or named or row[last].has_article)
    definite = definite or any(unit.is_a("the", "it") for unit in row[start : last + 1])
    definite = definite and not any(unit.is_a("a") for unit in chunk)
    return replace(place_at(row, last), counted=counted, definite=definite, plural=many)


def _some(row: Sequence[Unit], last: int, end: int) -> bool:
    """“The gate some time in May”: what is left of a time."""
    return last + 1 < end and row[last].is_a("a")


def _before_whose(row: Sequence[Unit], at: int) -> int | None:
    """The place before “whose”: “the hermitage, whose church burned”."""
    at -= row[at].said == ","
    return at if at >= 0 and row[at].mention else None


def _last(row: Sequence[Unit], start: int, end: int) -> int | None:
    """The unit that a phrase is about: without “yesterday” at its end, and without the rest of a name that is known
    shorter (Sidi Mahmoud … Aquit)."""
    last = end - 1
    while last >= start and (
        row[last].is_a("adverbs", "times")
        or _some(row, last, end)
        or row[last].said in QUOTES
        or row[last].low.isdigit()
    ):
        last -= 1
    if last < start:
        return None
    named = any(unit.mention for unit in row[start:last])
    while named and last > start and row[last].said[:1].isupper() and not (row[last].classes or row[last].of_heritage):
        last -= 1
    return last


def before_phrase(row: Sequence[Unit], place: int) -> int:
    """The unit before a place, its articles and quotation marks: “near the ancient …”; -1 if it begins the sentence."""
    at = place - 1
    while at >= 0 and (row[at].is_a("the", "a", "ancient") or row[at].said in QUOTES):
        at -= 1
    return at


def first(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a phrase begins with, where adjectives follow their noun: “le temple dédié”."""
    for place in range(start, end):
        unit = row[place]
        if unit.of_heritage:
            many = any(one.is_a("many") for one in row[start:place]) or unit.number == "plural"
            definite = unit.mention is not None or any(one.is_a("the") for one in row[start:place])
            return replace(place_at(row, place), definite=definite, plural=many)
        if not (unit.is_a("the", "a", "many", "most", "adverbs", "ancient") or unit.said in QUOTES):
            return None
    return None


def phrase(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a phrase speaks of where there are no articles, and the owner stands behind: “крыша храма”."""
    target = head(row, start, end)
    if target is None:
        return None
    if row[target.unit].mention is None and not any(unit.is_a("a") for unit in row[start : target.unit]):
        target = replace(target, definite=True)
    most = any(unit.is_a("most") for unit in row[max(target.unit - 3, start) : target.unit])
    at = target.unit
    while (outer := _outer(row, at, start)) is not None:
        if row[outer].mention and row[target.unit].mention:
            target = replace(target, unit=outer, part="")
        elif row[outer].mention is None and not _called(row[outer], row[target.unit]):
            many = row[outer].number == "plural" or any(one.is_a("many") for one in row[start:outer])
            target = owned(row, replace(place_at(row, outer), plural=many), target, most)
        at = outer
    return replace(target, most=most)


def _called(kind: Unit, name: Unit) -> bool:
    """“Замок Крак-де-Шевалье”, “храм Кастхамандап”: the name follows what kind of place it is."""
    known = name.mention.sites if name.mention else ()
    if not known or not kind.notion or kind.number == "plural":
        return False
    alone = not known[0].notions and known[0].kind in ("building", "monument", "religious")
    return alone or kind.notion in known[0].notions or kind.notion in OF_KIND.get(known[0].kind, set()) - PARTLIKE


def _outer(row, at: int, start: int) -> int | None:
    return next((place for place in range(at - 1, max(at - 3, start) - 1, -1) if row[place].of_heritage), None)


def genitive(row: Sequence[Unit], target: Target | None, end: int) -> Target | None:
    """“Крышу главного собора”, from its first word on; None of “the ceiling of a restaurant”."""
    if target is None or row[target.unit].mention or target.inside is not None:
        return target
    if target.unit + 1 < end and row[target.unit + 1].is_a("else"):
        return None
    for place in range(target.unit + 1, min(target.unit + 6, end)):
        if row[place].of_heritage:
            while place + 1 < end and not row[place].mention and (row[place + 1].notion or row[place + 1].mention):
                place += 1
            if _called(row[target.unit], row[place]):
                return replace(place_at(row, place), most=target.most)
            return owned(row, target, place_at(row, place), target.most)
    return target


def _of_owner(row, target: Target, owner: int, many: bool) -> Target:
    unit = row[target.unit]
    if unit.is_a("part") and not unit.notion:
        return Target(owner, part=_part(unit))
    if unit.is_a("whole"):
        return Target(owner, cued=True)
    mention = row[owner].mention
    if unit.notion in PARTLIKE and not many and not (mention and any("site" in one.notions for one in mention.sites)):
        return Target(owner, part="main")
    return replace(target, inside=owner, plural=many, definite=True)


def owned(row, outer: Target | None, inner: Target, most: bool) -> Target:
    """“The roof of the temple” is a part of the temple; “the city of Palmyra” is Palmyra."""
    if outer is None:
        before = row[max(inner.unit - 4, 0) : inner.unit]
        cued = inner.cued or any(unit.is_a("ancient") for unit in before)
        return replace(inner, most=inner.most or most, cued=cued)
    unit = row[outer.unit]
    if unit.mention:
        known = row[inner.unit].mention
        return replace(inner, cued=True) if known and known.sites and not unit.mention.sites else outer
    if unit.is_a("settlement"):
        return replace(inner, cued=True, most=most)
    if _bears(unit, row[inner.unit]):
        return replace(inner, most=most)
    if unit.is_a("part"):
        few = outer.counted or not outer.definite  # “a wall”, “two columns”: not all of them
        return replace(inner, part="minor" if few else _part(unit))
    if unit.is_a("whole"):
        return replace(inner, cued=True, most=most)
    if unit.notion in PARTLIKE and not outer.plural:
        return replace(inner, part="main")
    return replace(outer, inside=inner.unit)


def _bears(kind: Unit, name: Unit) -> bool:
    """“La tour d’Elahbel”, “la puerta de Nergal”: the kind of place and its own name, of which only that is known."""
    known = name.mention.sites if name.mention and len(name.said.split()) == 1 else ()
    notion = "gate" if kind.notion == "door" else kind.notion
    return bool(known) and kind.number != "plural" and notion in known[0].notions


def place_at(row, place: int) -> Target:
    unit = row[place]
    return Target(place, part=_part(unit) if unit.is_a("part") and not unit.mention else "")


def _part(unit: Unit) -> str:
    return "minor" if unit.is_a("minor part") else "main"


def quantity(chunk: Sequence[Unit]) -> bool:
    return any(unit.is_a("most", "many") or unit.low.isdigit() for unit in chunk)
