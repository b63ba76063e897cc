"""What a sentence says an event happened to: from the words around it, without knowing what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .events import Event
from .sentence import Unit

BLOCKED = "something else"  # the event happened to a thing that is no place of heritage
PARTLIKE = frozenset({"minaret", "wall", "gate", "tower", "column", "door", "chapel", "statue", "arch", "tomb", "hall"})
BOUNDS = ("at", "near", "of", "other", "joins", "breaks", "be", "have", "modal", "says")
ALL = ("all", "both", "each", "tous", "toutes", "todos", "todas", "все", "всі", "обе", "оба")
LISTED = ",;،؛"  # what parts the members of a list
WIDEST_ASIDE = 26  # units
FREE, NOUN_FIRST = "free", "noun first"  # orders of words; "" is the order of English
SUFFIXED = ("وه", "وها", "ته", "تها", "نه", "نها", "فه", "فها", "مه", "مها", "ره", "رها")  # it, her: object of a verb
CLITICS = ("l", "le", "la", "les", "lo", "los", "las")
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


def targets(row: Sequence[Unit], event: Event, starts: set[int], order: str) -> list[Target] | str:
    """What an event happened to, or BLOCKED. ``starts`` are units where other events begin; in languages of ``free``
    order a place may stand on either side."""
    shape = event.rule.shape
    if shape in ("verb", "passive") and _attributive(row, event):
        return BLOCKED
    if shape == "frame":
        return _of_frame(row, event, starts, order)
    if shape == "noun":
        return _of_noun(row, event, starts, order)
    if shape == "verb" and not _passive(row, event):
        after = event.last + 1
        after += after < len(row) and row[after].is_a("of")  # “pillage du temple”, “ont détruit des temples”
        found = right(row, after, starts, order)
        if (not found or found == BLOCKED) and (told := _object(row, event)) is not None:
            return [told]
        if found and (found != BLOCKED or order != FREE):
            return found
        return left(row, event.first, order)
    if (subject := _inverted(row, event)) is not None:
        return right(row, subject, starts, order)
    which = _relative(row, event) if shape == "verb" else None
    found = left(row, event.first if which is None else which, order, relative=which is not None)
    if (shape == "passive" or order == FREE and shape == "verb") and (not found or found == BLOCKED):
        return right(row, event.last + 1, starts, order)
    return found


def _object(row: Sequence[Unit], event: Event) -> Target | None:
    """The “it” that a verb carries: نسفوه, “l’ont rasé”, “lo volaron”."""
    if row[event.last].low.endswith(SUFFIXED):
        return Target(event.last)
    at = event.first - 1
    while at >= 0 and row[at].is_a("have", "adverbs") and not row[at].is_a("the"):
        at -= 1
    spoken = at < event.first - 1 or event.last > event.first or row[event.first].low.endswith("ron")
    return Target(at) if at >= 0 and spoken and row[at].low in CLITICS else None


def _attributive(row: Sequence[Unit], event: Event) -> bool:
    """“The ruined city”, “damaged temples”: known before, not told here."""
    before = row[event.first - 1] if event.first else None
    after = row[event.last + 1] if event.last + 1 < len(row) else None
    if before is None or after is None or event.last != event.first or not row[event.first].low.endswith("ed"):
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
        if row[at].low in ("which", "that", "que", "qu") and row[at].is_a("breaks"):
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
        row[at].is_a("adverbs", "not", "maybe") and not row[at].is_a("be", "have") or row[at].said in QUOTES
    ):
        at -= 1
    return at if at >= 0 else None


def _of_frame(row, event: Event, starts, order) -> list[Target] | str:
    if event.rule.phrase.words[0] == "{it}":
        return left(row, event.first, order)
    if event.gap[0] == event.gap[1]:
        return right(row, event.gap[0], starts, order or NOUN_FIRST)
    return right(row[: event.gap[1]], event.gap[0], starts, order)


def _of_noun(row, event: Event, starts, order: str) -> list[Target] | str:
    after = event.last + 1
    if after < len(row) and row[after].is_a("of", "at", "other") and not row[after].is_a("breaks"):
        return right(row, after + 1, starts, order or NOUN_FIRST)
    if order == FREE and after < len(row) and after not in starts and not bound(row[after]):
        near = any(unit.of_heritage for unit in row[after : after + 3])  # a genitive follows without a preposition
        if near and (found := right(row, after, starts, order)) and found != BLOCKED:
            return found
    before = event.first - 1
    while before >= 0 and row[before].is_a("adverbs"):
        before -= 1
    if before >= 0 and row[before].of_heritage:
        return [_target(row, before)]
    if before >= 0 and row[before].low in ("its", "their"):
        return [Target(before)]
    return []


def bound(unit: Unit) -> bool:
    """Whether a noun phrase ends at this unit."""
    return (unit.mark and unit.said not in QUOTES) or unit.is_a(*BOUNDS)


def right(row: Sequence[Unit], start: int, starts: set[int], order: str) -> list[Target] | str:
    """The phrases that follow, joined by commas and “and”."""
    found: list[Target] = []
    at, blocked = start, False
    while at < len(row):
        if row[at].is_a("one") and (named := _named_last(row, at)):
            at = named
        if row[at].is_a("joins") or row[at].said in LISTED or row[at].is_a("adverbs", "not") or row[at].said in QUOTES:
            at += 1
            continue
        end = at
        while end < len(row) and not bound(row[end]) and not (end > start and end in starts):
            end += 1
        if end == at:
            if order == FREE and not found and row[at].is_a("at", "near", "other"):
                at += 1 + bool(at + 1 < len(row) and row[at + 1].mention)
                continue
            break
        target = _head(row, at, end)
        if target is None and order == NOUN_FIRST:
            target = _first(row, at, end)
        if order == FREE and (target is None or row[target.unit].of_heritage):
            inside = next((place for place in range(at, end) if row[place].of_heritage), None)
            target = _with_genitive(row, _phrase(row, at, inside + 1), end) if inside is not None else None
        blocked = blocked or (target is None and not found)
        target, end = _completed(row, target, at, end)
        if target:
            found.append(target)
        end = _past_places(row, end)
        if end >= len(row) or not (row[end].is_a("joins") or row[end].said in LISTED) or end in starts:
            break
        at = end + 1
        at += order == NOUN_FIRST and at < len(row) and row[at].is_a("of")  # “les temples de Bel et de …”
        at = next((place + 1 for place in range(at, min(at + 3, len(row))) if row[place].is_a("including")), at)
        if at < len(row) and (at in starts or row[at].is_a("breaks", "be") or _apposition(row, at)):
            break
    return found or (BLOCKED if blocked else [])


def _named_last(row, at: int) -> int | None:
    """Where the name stands in “один из главных памятников города – Тетрапилон”."""
    if at + 1 >= len(row) or not row[at + 1].is_a("other", "of"):
        return None
    mark = next((place for place in range(at + 2, min(at + 10, len(row) - 1)) if row[place].mark), None)
    return mark + 1 if mark and row[mark].said in "–—,:" and row[mark + 1].mention else None


def _apposition(row, at: int) -> bool:
    """“The House of Scientists, the former palace of a count”: no list, as nothing joins its last member."""
    if row[at - 1].said not in ",،" or not row[at].is_a("the", "a"):
        return False
    for unit in row[at:]:
        if unit.is_a("joins"):
            return False
        if unit.is_a("breaks", "be", "have", "says") or unit.said in ".;:":
            return True
    return True


def _completed(row, target: Target | None, at: int, end: int) -> tuple[Target | None, int]:
    """A phrase with what follows it: “the roof of the temple”, “a temple in Palmyra”, “parts of the wall”."""
    quantity = any(unit.is_a("most", "many", "settlement") or unit.number == "plural" for unit in row[at:end])
    while end < len(row) and row[end].is_a("of") and end + 1 < len(row):
        stop = end + 1
        while stop < len(row) and not bound(row[stop]):
            stop += 1
        inner = _head(row, end + 1, stop)
        if inner is None:
            return (target if target and row[target.unit].mention else None), stop
        target, quantity, end = _owned(row, target, inner, any(unit.is_a("most") for unit in row[at:end])), False, stop
        at = end
    if target and row[target.unit].mention is None and end < len(row) and row[end].is_a("at"):
        inner = _mention_after(row, end + 1)
        if inner is not None:
            return replace(target, inside=inner), end
    return (target if target or not quantity else None), end


def _mention_after(row, at: int) -> int | None:
    for place in range(at, min(at + 6, len(row))):
        if row[place].mention:
            return place
        if bound(row[place]):
            return None
    return None


def _owned(row, outer: Target | None, inner: Target, most: bool) -> Target:
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
    if unit.is_a("part"):
        return replace(inner, part="minor" if outer.counted else _part(unit))
    if unit.is_a("whole"):
        return replace(inner, cued=True, most=most)
    if unit.notion in PARTLIKE and not outer.plural:
        return replace(inner, part="main")
    return replace(outer, inside=inner.unit)


def _past_places(row, end: int) -> int:
    """Past “in Palmyra”, “on Sunday”, “with explosives”: what is joined after them belongs to the event too."""
    while end < len(row) and (row[end].is_a("at", "near", "other", "of") and not row[end].is_a("breaks")):
        end += 1
        while end < len(row) and not bound(row[end]):
            end += 1
    return end


def _head(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a noun phrase speaks of; None if it speaks of something else."""
    last = end - 1
    while last >= start and (row[last].is_a("adverbs", "times") or row[last].said in QUOTES or row[last].low.isdigit()):
        last -= 1
    if last < start:
        return None
    while (
        last > start
        and row[last].said[:1].isupper()
        and not row[last].classes
        and any(one.mention for one in row[start:last])
        and not row[last].of_heritage
    ):
        last -= 1  # the name goes on: Sidi Mahmoud … Aquit
    old_town = row[last].is_a("settlement") and any(unit.is_a("ancient") for unit in row[start:last])
    if not (row[last].of_heritage or row[last].is_a("it") or old_town):
        return None
    target = _target(row, last)
    first = next(
        (place for place in range(start, last) if row[place].mention or (row[place].notion and row[place].possessive)),
        None,
    )
    many = any(unit.is_a("many") for unit in row[start:last]) or row[last].number == "plural"
    definite = bool(row[last].mention or first is not None or row[last].has_article) or any(
        unit.is_a("the", "it") for unit in row[start : last + 1]
    )
    if first is not None and row[last].mention is None:
        return _of_owner(row, target, first, many)
    counted = any(unit.is_a("many") for unit in row[start:last])
    return replace(
        target, counted=counted, definite=definite and not any(unit.is_a("a") for unit in row[start:last]), plural=many
    )


def _phrase(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a phrase speaks of where there are no articles, and where what owns stands behind: “крыша храма”."""
    target = _head(row, start, end)
    if target is None:
        return None
    if row[target.unit].mention is None and not any(unit.is_a("a") for unit in row[start : target.unit]):
        target = replace(target, definite=True)
    most = any(unit.is_a("most") for unit in row[max(target.unit - 3, start) : target.unit])
    at = target.unit
    while (outer := _outer(row, at, start)) is not None:
        if row[outer].mention and row[target.unit].mention:
            target = replace(target, unit=outer, part="")
        elif row[outer].mention is None:
            many = row[outer].number == "plural" or any(one.is_a("many") for one in row[start:outer])
            target = _owned(row, replace(_target(row, outer), plural=many), target, most)
        at = outer
    return replace(target, most=most)


def _outer(row, at: int, start: int) -> int | None:
    return next((place for place in range(at - 1, max(at - 3, start) - 1, -1) if row[place].of_heritage), None)


def _with_genitive(row: Sequence[Unit], target: Target | None, end: int) -> Target | None:
    """“Крышу главного собора”, from its first word on; None of “the ceiling of a restaurant”."""
    if target is None or row[target.unit].mention or target.inside is not None:
        return target
    if target.unit + 1 < end and row[target.unit + 1].is_a("else"):
        return None
    for place in range(target.unit + 1, min(target.unit + 6, end)):
        if row[place].of_heritage:
            while place + 1 < end and not row[place].mention and (row[place + 1].notion or row[place + 1].mention):
                place += 1
            return _owned(row, target, _target(row, place), target.most)
    return target


def _chained(row: Sequence[Unit], start: int, target: Target | None) -> Target | None:
    """“جدران كنيسة الساعة”, “купол собора”: a part with what it belongs to right after it."""
    if target is None:
        return None
    unit = target.unit
    if target.part and not row[unit].notion and unit + 1 < len(row) and (row[unit + 1].mention or row[unit + 1].notion):
        return replace(_target(row, unit + 1), part=target.part)
    if unit > start and not target.part and row[unit - 1].is_a("part") and not row[unit - 1].mention:
        return replace(target, part=_part(row[unit - 1]))
    return target


def _first(row: Sequence[Unit], start: int, end: int) -> Target | None:
    """The place that a phrase begins with, where adjectives follow their noun: “le temple dédié”."""
    for place in range(start, end):
        unit = row[place]
        if unit.of_heritage:
            many = any(one.is_a("many") for one in row[start:place]) or unit.number == "plural"
            definite = unit.mention is not None or any(one.is_a("the") for one in row[start:place])
            return replace(_target(row, place), definite=definite, plural=many)
        if not (unit.is_a("the", "a", "many", "most", "adverbs", "ancient") or unit.said in QUOTES):
            return None
    return None


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


def _target(row, place: int) -> Target:
    unit = row[place]
    return Target(place, part=_part(unit) if unit.is_a("part") and not unit.mention else "")


def _part(unit: Unit) -> str:
    return "minor" if unit.is_a("minor part") else "main"


def left(row: Sequence[Unit], place: int, order: str, *, relative: bool = False) -> list[Target] | str:
    """The subject of what is said from a unit on; before a relative “which” also one within “at the …”."""
    at, found = place - 1, []
    while at >= 0:
        unit = row[at]
        if (
            unit.is_a("be", "have", "modal", "not", "adverbs", "maybe")
            and not unit.is_a("the", "it")
            or unit.said in QUOTES
        ):
            at -= 1
            continue
        if unit.said in ",)–—" or unit.said == "،":
            at = _past_aside(row, at)
            continue
        if unit.low in ALL:
            at -= 1
            continue
        if unit.is_a("breaks"):
            if (unit.low in ("that", "which", "who", "qui", "que") or unit.is_a("which")) and at > 0:
                at -= 1
                continue
            break
        if bound(unit):
            break
        start = at
        while (
            start > 0
            and not bound(row[start - 1])
            and not unit.is_a("it")
            and not row[start].is_a("the", "a")
            and not (order == FREE and row[start - 1].is_a("times") and row[start].of_heritage)
        ):
            start -= 1  # “in Mosul | the mosque was …”: an article begins a phrase
        target = _head(row, start, at + 1)
        if target is None and order == NOUN_FIRST:
            target = _first(row, start, at + 1)
        if order == FREE and (target is None or row[target.unit].of_heritage):
            inside = next((one for one in range(at, start - 1, -1) if row[one].of_heritage), None)
            target = None if inside is None else _phrase(row, start, inside + 1)
        before = row[start - 1] if start else None
        while before is not None and before.is_a("of") and start > 1:
            outer, begin = _governing(row, start - 2)
            if outer == BLOCKED or target is None:
                return found or BLOCKED
            target = _owned(row, outer, target, any(unit.is_a("most") for unit in row[begin : start - 1]))
            if _quantity(row[begin : start - 1]) and begin and row[begin - 1].is_a("near", "other"):
                begin -= 1  # “about half of”, “around 90 % of”
            start, before = begin, row[begin - 1] if begin else None
        if (
            before is not None
            and before.is_a("at", "near", "other")
            and not before.is_a("breaks")
            and not ((relative or order == FREE and _participle(row, at, place)) and target)
        ):
            owned = _part_there(row, start, before, target)
            if owned:
                found.append(owned)
                break
            at = start - 2
            continue
        if target is None:
            return found or BLOCKED
        found.append(target)
        at = _joined(row, start)
        if at is None:
            break
    return found


def _participle(row, at: int, place: int) -> bool:
    """Whether what is said stands behind a comma after a phrase: “от храма, взорванного …”."""
    return at + 2 == place and row[at + 1].said in ",،"


def _part_there(row, start: int, before: Unit, target: Target | None) -> Target | None:
    """“Reliefs from the palace”, “statues in the museum”: parts of what is named as where they were."""
    if target is None or before.is_a("near") or start < 2:
        return None
    outer, _begin = _governing(row, start - 2)
    if not isinstance(outer, Target) or not row[outer.unit].is_a("part") or row[outer.unit].mention:
        return None
    return _owned(row, outer, target, False)


def _joined(row, start: int) -> int | None:
    """The last unit of the phrase that is joined before this one by “and” or a comma; None if there is none."""
    if start < 2 or not (row[start - 1].is_a("joins") or row[start - 1].said in LISTED):
        return None
    at = start - 2
    if row[at].said in LISTED:
        at = _past_aside(row, at) if row[start - 1].is_a("joins") else at - 1
    return at if at >= 0 and row[at].of_heritage else None


def _quantity(chunk: Sequence[Unit]) -> bool:
    return any(unit.is_a("most", "many") or unit.low.isdigit() for unit in chunk)


def _governing(row, at: int):
    """The phrase before “of”, ending at a unit: (target or None or BLOCKED, its first unit)."""
    start = at
    while start > 0 and not bound(row[start - 1]):
        start -= 1
    target = _head(row, start, at + 1)
    if (
        target is None
        and not _quantity(row[start : at + 1])
        and not any(unit.is_a("settlement") for unit in row[start : at + 1])
    ):
        return BLOCKED, start
    return target, start


def _past_aside(row, at: int) -> int:
    """Where to go on before a comma or bracket: past the aside that it ends, if it ends one."""
    opening = "(" if row[at].said == ")" else row[at].said
    begins = [begin for begin in range(at - 1, max(at - WIDEST_ASIDE, 0), -1) if row[begin].said == opening]
    for begin in begins:
        if row[begin - 1].of_heritage and (not row[begin + 1].of_heritage or opening == "("):
            return begin - 1
    for begin in begins[:1]:
        inner = row[begin + 1]
        if (
            inner.is_a("breaks", "at", "near", "other", "the", "a", "of")
            or inner.low.endswith(("ed", "ing"))
            or inner.is_a("participle")
        ):
            return begin - 1
    return at - 1
