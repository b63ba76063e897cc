"""Which place is meant by “it”, “the temple”, “its roof”: the places a text has spoken of so far, and their parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..sentences import Found, Known, Mention, Unit
from .phrases import OF_KIND, Target, before_phrase

ALIKE = 5  # letters by which “shrines” is rather a shrine than a tomb
REMEMBERED = 200  # places named last, which may still be meant
RUINS = ("ruins", "remains", "antiquities")
# What “the tower” is part of is what is spoken of, if no tower is known.
PARTS = frozenset({"chapel", "tower", "gate", "minaret", "hall", "wall", "door"})
FAR = 3  # sentences over which “it” or “the roof” may reach back
SAME = [
    {
        "temple",
        "church",
        "cathedral",
        "basilica",
        "chapel",
        "mosque",
        "synagogue",
        "monastery",
        "lavra",
        "hermitage",
        "pagoda",
        "stupa",
    },
    {"church", "cathedral", "basilica", "chapel", "monastery", "lavra"},
    {"castle", "palace"},
    {"tomb", "cemetery", "tower"},
    {"statue", "lion", "buddha", "monument"},
    {"arch", "triumph", "monument", "gate"},
    {"mosque", "minaret"},
]


@dataclass(frozen=True, slots=True)
class Named:
    """A place as it was named: sentence and unit, whether only as where something else was."""

    sentence: int
    unit: int
    block: int
    mention: Mention
    aside: bool


class Context:
    """What has been named so far, sentence by sentence."""

    def __init__(self, found: Found):
        self.found = found
        self.named: list[Named] = []
        self.struck: list[tuple[int, Mention]] = []

    def hear(self, sentence: int, block: int, row: Sequence[Unit]) -> None:
        """Take note of the places that a sentence names."""
        for place, unit in enumerate(row):
            mention = unit.mention or self._again(row, place, sentence)
            if mention:
                del self.named[:-REMEMBERED]
                self.named.append(Named(sentence, place, block, mention, _aside(row, place)))

    def strike(self, sentence: int, mention: Mention) -> None:
        """Take note of a place that something was said to have happened to: what follows is likely of it too."""
        self.struck.append((sentence, mention))

    def _again(self, row: Sequence[Unit], place: int, sentence: int) -> Mention | None:
        """“The museum”, where only one is meant."""
        unit = row[place]
        if (
            not unit.notion
            or unit.number
            or not (unit.has_article or any(one.is_a("the") for one in row[max(place - 4, 0) : place]))
        ):
            return None
        return self._of_notion(unit.notion, None, sentence, Target(place))

    def mention(self, row: Sequence[Unit], target: Target, sentence: int, block: int) -> Mention | None:
        """The mention that a target stands for; None if it stands for nothing that was named."""
        unit = row[target.unit]
        if unit.mention:
            return unit.mention
        if target.topic:
            return self._topic(sentence, block, target.unit)
        inside = self._inside(row, target, sentence)
        own = not target.plural and (inside or unit.notion in ("tomb", "chapel", "tower", "statue", "gate"))
        if unit.notion and (own or not target.part):
            if found := self._of_notion(unit.notion, inside, sentence, target):
                return found
            if not target.part and unit.notion not in PARTS:
                return None
        if inside:
            return inside
        if unit.is_a("whole") and unit.number and unit.low not in RUINS:
            return None  # “some of its structures”: which, nobody says
        if target.part and (owner := _owner(row, target.unit)):
            return owner
        return self._last(sentence, block, target.unit) if target.definite or target.part else None

    def _inside(self, row: Sequence[Unit], target: Target, sentence: int) -> Mention | None:
        """What a target belongs to: named, or called by its kind (“the castle's towers”)."""
        if target.inside is None:
            return None
        owner = row[target.inside]
        return owner.mention or (
            self._of_notion(owner.notion, None, sentence, Target(target.inside)) if owner.notion else None
        )

    def group(self, row: Sequence[Unit], target: Target, sentence: int) -> list[Known]:
        """The known places that “dozens of tower tombs” may be: what holds them first, else they themselves."""
        notion = row[target.unit].notion
        inside = self._inside(row, target, sentence)
        if notion == "monument" and inside is None and (told := self._just_named(sentence)):
            return told
        wholes = set(self._wholes(inside))
        wholes |= {part.number for part in self.found.parts if part.parent in wholes}
        members = [part for part in self.found.parts if notion in part.notions and part.parent in wholes]
        word = row[target.unit].low[:ALIKE]
        alike = [part for part in members if word in part.name.casefold()]
        holders = self._holders(alike or members)
        if alike and holders:
            return holders[:1]
        return list({one.number: one for one in [*holders, *(alike or members)]}.values())

    def _just_named(self, sentence: int) -> list[Known]:
        """The places that the sentences before spoke of, which “the three monuments” sums up; none if it was one."""
        before = [one for one in self.named if sentence - FAR <= one.sentence < sentence and not one.aside]
        near = [one.mention.sites[0] for one in before if one.block == before[-1].block and one.mention.sites]
        told = list({one.number: one for one in near if not one.town}.values())
        return told if len(told) > 1 else []

    def _holders(self, members: Sequence[Known]) -> list[Known]:
        """What holds many of a kind: those of them that have parts, or the one that they are all part of."""
        holders = [part for part in members if any(other.parent == part.number for other in self.found.parts)]
        above = {part.parent for part in members}
        return holders + [
            part for part in self.found.parts if {part.number} == above and part.parent and len(members) > 1
        ]

    def _wholes(self, inside: Mention | None) -> Iterable[int]:
        if inside and inside.sites:
            yield from (one.number for one in inside.sites)
            return
        for named in self.named:
            for one in named.mention.sites:
                yield one.number
                if one.parent:
                    yield one.parent

    def _of_notion(self, notion: str, inside: Mention | None, sentence: int, target: Target) -> Mention | None:
        if not target.definite and inside is None:
            return None
        if inside and _is(inside.sites, notion, exact=True):
            return inside  # “the Sidi Yahya mosque”
        for exact in (True, False):
            for named in reversed(self.named):
                known = named.mention.sites
                unknown = not known and exact and notion in named.mention.notions
                if inside and not any(one.parent in {each.number for each in inside.sites} for one in known):
                    continue
                if named.sentence <= sentence and (_is(known, notion, exact) or unknown):
                    return named.mention
        return self._of_parts(notion, inside)

    def _of_parts(self, notion: str, inside: Mention | None) -> Mention | None:
        """The only part of that kind of the places that were named."""
        wholes = set(self._wholes(inside))
        alike = [part for part in self.found.parts if notion in part.notions and part.parent in wholes]
        at = inside or (self.named[-1].mention if self.named else None)
        return Mention(at.start, at.end, (alike[0],)) if len(alike) == 1 and at else None

    def _topic(self, sentence: int, block: int, unit: int) -> Mention | None:
        """The place that this paragraph is about so far: named in it, not only as where something else was."""
        here = [one for one in self.named if one.block == block and (one.sentence, one.unit) < (sentence, unit)]
        last = here[-1] if here else None
        if last is None or last.aside or not last.mention.sites or last.mention.sites[0].town:
            return None
        return last.mention

    def _last(self, sentence: int, block: int, unit: int) -> Mention | None:
        """What “it” or “the roof” goes on about."""
        here = [one for one in self.named if one.sentence == sentence and one.unit < unit]
        if here:
            return (next((one for one in reversed(here) if not one.aside), here[-1])).mention
        struck = [(place, mention) for place, mention in self.struck if sentence - FAR <= place < sentence]
        before = [one for one in self.named if sentence - FAR <= one.sentence < sentence]
        fresh = [one for one in before if not one.aside and struck and one.sentence > struck[-1][0]]
        if struck and not fresh:
            return struck[-1][1]
        before = [one for one in before if one.mention.sites] or before
        if not before:
            return None
        last = max(one.sentence for one in before)
        near = [one for one in before if one.sentence == last]
        return next((one for one in near if not one.aside), near[-1]).mention


def _aside(row: Sequence[Unit], place: int) -> bool:
    """Whether a place is named only as where something else is. At the beginning of a sentence it is the topic."""
    at = before_phrase(row, place)
    return at > 1 and row[at].is_a("at", "near")


def _owner(row: Sequence[Unit], place: int) -> Mention | None:
    """What a part belongs to where that is named only later: “a stretch of wall on the east side of the Citadel”."""
    if any(unit.mention for unit in row[:place]):
        return None
    for at in range(place + 1, len(row)):
        if row[at].mention:
            before = row[at - 2] if row[at - 1].is_a("the") else row[at - 1]
            ends = at + 1 >= len(row) or row[at + 1].mark or bool(row[at + 1].classes)
            return row[at].mention if before.is_a("of", "at") and ends else None
    return None


def _is(known: Sequence[Known], notion: str, exact: bool) -> bool:
    return any(
        notion in one.notions or (not exact and (notion in OF_KIND.get(one.kind, ()) or _like(one.notions, notion)))
        for one in known[:1]
    )


def _like(notions: frozenset[str], notion: str) -> bool:
    return any(notion in group and notions & group for group in SAME[1:])
