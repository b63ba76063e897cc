"""What a sentence says an event happened to: from the words around it, without knowing what they mean."""

from collections.abc import Sequence
from dataclasses import replace

from ..sentences import Event, Unit
from .objects import objects
from .phrases import BLOCKED, FREE, NOUN_FIRST, QUOTES, Target, before_phrase, bound, place_at
from .subjects import subjects

CLOSE = 2  # units
FARTHEST = 16  # units between what happened and a place that it was not plainly said of


def targets(row: Sequence[Unit], event: Event, starts: set[int], order: str) -> list[Target] | str:
    """What an event happened to, or BLOCKED. ``starts`` are units where other events begin; in languages of ``free``
    order a place may stand on either side."""
    shape = event.rule.shape
    finite = order == FREE and not row[event.first].is_a("participle")
    if shape in ("verb", "passive") and not finite and _attributive(row, event):
        return BLOCKED
    if shape == "frame":
        return _of_frame(row, event, starts, order)
    if shape == "noun":
        return _of_noun(row, event, starts, order)
    if shape == "verb" and not _passive(row, event):
        return _of_verb(row, event, starts, order)
    if (subject := _inverted(row, event)) is not None:
        return objects(row, subject, starts, order)
    which = _relative(row, event) if shape == "verb" else None
    found = subjects(row, event.first if which is None else which, order, relative=which is not None)
    either = shape == "passive" or (order == FREE and shape == "verb")
    either = either or (order == NOUN_FIRST and found == [])  # “fueron destruidos el templo y el arco”
    if either and (not found or found == BLOCKED):
        return objects(row, event.last + 1, starts, order)
    return found


def _of_verb(row, event: Event, starts, order: str) -> list[Target] | str:
    after = event.last + 1
    after += after < len(row) and row[after].is_a("of")  # “pillage du temple”, “ont détruit des temples”
    found = objects(row, after, starts, order)
    if (not found or found == BLOCKED) and (told := _object(row, event)):
        return [told]
    if found and (found != BLOCKED or order != FREE):
        return found
    return subjects(row, event.first, order)


def _object(row: Sequence[Unit], event: Event) -> Target | None:
    """The “it” that a verb carries: نسفوه, “l’ont rasé”, “lo volaron”."""
    if row[event.last].is_a("carries it"):
        return Target(event.last)
    at = event.first - 1
    while at >= 0 and row[at].is_a("have", "adverbs") and not row[at].is_a("the"):
        at -= 1
    spoken = at < event.first - 1 or event.last > event.first or row[event.first].low.endswith("ron")
    return Target(at) if at >= 0 and spoken and row[at].is_a("clitics") else None


def _attributive(row: Sequence[Unit], event: Event) -> bool:
    """“The ruined city”, “damaged temples”: known before, not told here."""
    before = row[event.first - 1] if event.first else None
    after = row[event.last + 1] if event.last + 1 < len(row) else None
    if before is None or after is None or event.last != event.first or row[event.first].low.endswith("ing"):
        return False
    if not (row[event.first].low.endswith("ed") or before.is_a("the", "a")):
        return False
    noun = bool(after.low) and not after.is_a("the", "a", "it") and not bound(after)
    return noun and before.is_a("the", "a", "of", "many", "at", "near", "other") and not before.is_a("breaks")


def _inverted(row: Sequence[Unit], event: Event) -> int | None:
    """Where “Among the buildings destroyed by the quake was the …” names what was destroyed."""
    if not row[0].is_a("at", "near", "other") or event.first > 8:
        return None
    for at in range(event.last + 1, min(event.last + 12, len(row))):
        if row[at].is_a("be"):
            return at + 1 if at + 1 < len(row) and row[at + 1].is_a("the", "a") else None
        if row[at].mark:
            return None
    return None


def _relative(row: Sequence[Unit], event: Event) -> int | None:
    """The “which” of “the tomb, which some thirty men levelled in an hour”."""
    for at in range(event.first - 1, max(event.first - 12, 0), -1):
        if row[at].is_a("which") and row[at].is_a("breaks"):
            return at if at < event.first - 1 else None
        if row[at].said in ",.;:" or row[at].is_a("says", "be"):
            return None
    return None


def _passive(row: Sequence[Unit], event: Event) -> bool:
    """Whether a verb is said of what stands before it: “was destroyed”, “the temple, destroyed by …”."""
    before = _before(row, event.first)
    going_on = row[event.first].low.endswith("ing") and row[event.first - 1].low != "being"
    if before is not None and (row[before].is_a("be") or row[before].low == "as"):
        return not going_on
    if before is not None and row[before].is_a("have"):
        return False
    after = row[event.last + 1] if event.last + 1 < len(row) else None
    ends = after is None or after.mark or after.is_a("at", "near", "other", "joins", "breaks") or after.is_a("times")
    return ends and not row[event.first].low.endswith("ing")


def _before(row: Sequence[Unit], place: int) -> int | None:
    at = place - 1
    while at >= 0 and (
        (row[at].is_a("adverbs", "not", "maybe") and not row[at].is_a("be", "have")) or row[at].said in QUOTES
    ):
        at -= 1
    return at if at >= 0 else None


def _of_frame(row, event: Event, starts, order) -> list[Target] | str:
    if event.rule.phrase.words[0] == "{it}":
        return subjects(row, event.first, order)
    if event.gap[0] == event.gap[1]:
        found = objects(row, event.gap[0], starts, order or NOUN_FIRST)
        told = len(event.rule.phrase.words) > 2 and not row[event.last].is_a("at", "near", "other")
        either = order == FREE and told  # “цитадели нанесён ущерб”, “нанесён ущерб цитадели”
        return found or (subjects(row, event.first, order) if either else [])
    return objects(row[: event.gap[1]], event.gap[0], starts, order)


def _of_noun(row, event: Event, starts, order: str) -> list[Target] | str:
    after = event.last + 1
    if after < len(row) and row[after].is_a("of", "at", "other") and not row[after].is_a("breaks"):
        return objects(row, after + 1, starts, order or NOUN_FIRST)
    if order == FREE and after < len(row) and after not in starts and not bound(row[after]):
        near = any(unit.of_heritage for unit in row[after : after + 3])  # a genitive follows without a preposition
        if near and (found := objects(row, after, starts, order)) and found != BLOCKED:
            return found
    before = event.first - 1
    while before >= 0 and row[before].is_a("adverbs"):
        before -= 1
    if before >= 0 and row[before].of_heritage:
        return [place_at(row, before)]
    if before >= 0 and row[before].low in ("its", "their"):
        return [Target(before)]
    return []


def placed(row: Sequence[Unit], event: Event, target: Target) -> Target:
    """“Four buildings fell in the old quarter”: where it was tells what they belong to."""
    if row[target.unit].mention or target.inside is not None or target.definite or event.rule.shape == "frame":
        return target
    at = event.last if row[event.last].is_a("at") else event.last + 1
    if at >= len(row) or not (row[at].is_a("at") or (row[at].is_a("of") and row[at].is_a("the"))):
        return target  # “sont tombées du temple” tells where too
    inside = next((place for place in range(at + 1, min(at + 4, len(row))) if row[place].mention), None)
    return target if inside is None else replace(target, inside=inside)


def led(row: Sequence[Unit], event: Event) -> Target | None:
    """“At the palace, little survives.”: the place that a sentence begins with."""
    if not row[0].is_a("at", "of"):
        return None
    first = next((place for place in range(1, min(4, event.first)) if row[place].mention), None)
    ends = first is not None and first + 1 < len(row) and (row[first + 1].said == "," or row[0].is_a("of"))
    return Target(first) if ends else None


def of_topic(row: Sequence[Unit], event: Event) -> list[Target]:
    """A thing that no table knows was harmed: where a place of heritage is spoken of, it is likely a part of it, unless
    people, homes, vehicles or hopes are."""
    meaning = event.rule.meaning
    telling = event.rule.shape != "frame" and meaning.get("level") in ("destroyed", "severe", "moderate", "slight")
    if not telling or meaning.get("weak") or meaning.get("strict") or event.rule.kind != "damage":
        return []
    before = row[event.first - 1] if event.first else None
    if event.rule.shape == "verb" and before is not None and before.mention:
        return []  # what did it is no place that it was done to: Notre Dame crushed Michigan
    clause = row[max(event.first - 12, 0) : event.last + 8]
    if any(unit.is_a("people", "else") for unit in clause):
        return []
    return [Target(event.first, part="minor", topic=True)]


def of_lone(row: Sequence[Unit], event: Event, order: str) -> list[Target]:
    """What a clause tells is said of something that no table knows: of the only known place that the sentence names,
    if that stands in the clause and neither people nor homes do. Other orders than that of English look further
    already."""
    named = [at for at, unit in enumerate(row) if unit.mention and unit.mention.sites]
    if order or event.rule.kind == "recovery" or len(named) != 1 or abs(named[0] - event.first) > FARTHEST:
        return []
    between = row[min(named[0], event.first) : max(named[0], event.first)]
    if any(unit.said in ";:" or unit.is_a("breaks") for unit in between):
        return []
    at = before_phrase(row, named[0])
    compared = at >= 0 and row[at].is_a("near", "apart")
    told = row[max(min(named[0], event.first) - CLOSE, 0) : max(named[0], event.last) + CLOSE]
    return [] if compared or any(unit.is_a("people", "else") for unit in told) else [Target(named[0], part="main")]
