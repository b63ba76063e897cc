"""Which place is meant by “it”, “the temple”, “its roof”: the places a text has spoken of so far, and their parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .sentence import Unit
from .targets import Target
from .values import Found, Known, Mention

FAR = 4  # sentences over which “it” or “the roof” may reach back
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
OF_KIND = {
    "museum": {"museum"},
    "burial": {"tomb"},
    "religious": {"temple", "church", "mosque"},
    "fortification": {"castle", "gate"},
    "infrastructure": {"bridge"},
    "district": {"quarter"},
    "library_archive": {"library", "archive"},
}


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

    def hear(self, sentence: int, block: int, row: Sequence[Unit]) -> None:
        """Take note of the places that a sentence names."""
        for place, unit in enumerate(row):
            if unit.mention:
                before = row[place - 1] if place else None
                aside = before is not None and before.is_a("at", "near", "other") and place > 1
                self.named.append(Named(sentence, place, block, unit.mention, aside))

    def mention(self, row: Sequence[Unit], target: Target, sentence: int, block: int) -> Mention | None:
        """The mention that a target stands for; None if it stands for nothing that was named."""
        unit = row[target.unit]
        if unit.mention:
            return unit.mention
        inside = row[target.inside].mention if target.inside is not None else None
        if unit.notion and (not target.part or unit.notion in ("tomb", "chapel", "tower", "statue", "gate")):
            if found := self._of_notion(unit.notion, inside, sentence, target):
                return found
            if not target.part:
                return None
        if inside:
            return inside
        return self._last(sentence, block, target.unit) if target.definite or target.part else None

    def group(self, row: Sequence[Unit], target: Target) -> list[Known]:
        """The known places that “dozens of tower tombs” may be: what holds them first, else they themselves."""
        notion = row[target.unit].notion
        inside = row[target.inside].mention if target.inside is not None else None
        wholes = [one for one in self._wholes(inside)]
        members = [part for part in self.found.parts if notion in part.notions and part.parent in wholes]
        holders = [
            part
            for part in members
            if any(other.parent == part.number for other in self.found.parts) or "valley" in part.notions
        ]
        if holders:
            return holders[:1]
        return list({one.number: one for one in members}.values())

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

    def _last(self, sentence: int, block: int, unit: int) -> Mention | None:
        """What “it” or “the roof” goes on about."""
        here = [one for one in self.named if one.sentence == sentence and one.unit < unit]
        if here:
            return (next((one for one in reversed(here) if not one.aside), here[-1])).mention
        before = [one for one in self.named if sentence - FAR <= one.sentence < sentence]
        if not before:
            return None
        last = max(one.sentence for one in before)
        near = [one for one in before if one.sentence == last]
        return next((one for one in near if not one.aside), near[-1]).mention


def _is(known: Sequence[Known], notion: str, exact: bool) -> bool:
    return any(
        notion in one.notions or (not exact and (notion in OF_KIND.get(one.kind, ()) or _like(one.notions, notion)))
        for one in known[:1]
    )


def _like(notions: frozenset[str], notion: str) -> bool:
    return any(notion in group and notions & group for group in SAME[1:])
