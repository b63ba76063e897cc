"""What follows a verb or a noun: the places that something was done to."""

from collections.abc import Sequence
from dataclasses import replace

from ..sentences import Unit
from .phrases import BLOCKED, FREE, LISTED, NOUN_FIRST, QUOTES, Target, bound, first, genitive, head, owned, phrase


def objects(row: Sequence[Unit], start: int, starts: set[int], order: str) -> list[Target] | str:
    """The places that the phrases from a unit on speak of, joined by commas and “and”; BLOCKED if the first speaks of
    something else. ``starts`` are units where events begin."""
    found: list[Target] = []
    at, blocked = start, False
    while at < len(row):
        at = _named_last(row, at) or at
        if row[at].is_a("joins", "adverbs", "not") or row[at].said in LISTED or row[at].said in QUOTES:
            at += 1
            continue
        if order == NOUN_FIRST and not found and (later := _past_time(row, at) or _past_tool(row, at)) > at:
            at = later  # “a ravagé dans la nuit de dimanche le musée”
            continue
        end = _end(row, at, starts)
        if end == at and order == FREE and not found and row[at].is_a("near"):
            at = _past_places(row, at)  # “упал рядом с лаврой”: nothing happened to it
            continue
        if end == at and order == FREE and not found and row[at].is_a("at", "other"):
            at += 1 + bool(at + 1 < len(row) and row[at + 1].mention)  # “взорвали в Пальмире храм”
            continue
        if end == at:
            break
        target = _told(row, at, end, order)
        blocked = blocked or (target is None and not found)
        target, end = _completed(row, target, at, end)
        found += [target] if target else []
        at = _next(row, _past_places(row, end), starts, order)
        if at is None or (blocked and not found and _goes_on_about_it(row, at)):
            break
    return found or (BLOCKED if blocked else [])


def _goes_on_about_it(row, at: int) -> bool:
    """“Khaled Assad, retired director of the museum”: who or what was hit is told more of."""
    if at >= len(row) or row[at - 1].said not in LISTED:
        return at >= len(row)
    return not (row[at].is_a("the", "a", "many") or row[at].mention)


def _end(row, at: int, starts: set[int]) -> int:
    """The unit after the phrase that begins here."""
    end = at
    while end < len(row) and not bound(row[end]) and not (end > at and end in starts):
        end += 1
    return end


def _past_time(row, at: int) -> int:
    """Past “on Sunday”, “in the night of Sunday to Monday”: the unit after what only tells when."""
    end = at
    for place in range(at, len(row)):
        if row[place].is_a("times") or (end > at and row[place].low.isdigit()):
            end = place + 1
        elif row[place].mention or not row[place].is_a("at", "of", "the", "other", "a", "near"):
            break
    return end if end > at else 0


def _past_tool(row, at: int) -> int:
    """Past “à la pioche”, “con explosivos” before an article: the unit after what only tells with what or where."""
    if not row[at].is_a("at", "other") or row[at].is_a("near", "breaks"):
        return 0
    for place in range(at + 1, min(at + 8, len(row))):
        unit = row[place]
        if unit.is_a("the", "a") and not unit.is_a("of") and not row[place - 1].is_a("at", "other", "of"):
            return place
        aside = unit.said == "," and any(one.is_a("times") for one in row[place - 1 : place + 2])
        if unit.of_heritage or (unit.mark and not aside) or unit.is_a("breaks", "people"):
            return 0
    return 0


def _told(row, at: int, end: int, order: str) -> Target | None:
    target = head(row, at, end)
    if target is None and order == NOUN_FIRST:
        return first(row, at, end)
    if order == FREE and (target is None or row[target.unit].of_heritage):
        inside = next((place for place in range(at, end) if row[place].of_heritage), None)
        return genitive(row, phrase(row, at, inside + 1), end) if inside is not None else None
    return target


def _next(row, end: int, starts: set[int], order: str) -> int | None:
    """Where the next member of a list begins; None if the list has ended."""
    if end >= len(row) or end in starts or not (row[end].is_a("joins") or row[end].said in LISTED):
        return None
    at = end + 1
    at += order == NOUN_FIRST and at < len(row) and row[at].is_a("of")  # “les temples de Bel et de …”
    at = next((place + 1 for place in range(at, min(at + 3, len(row))) if row[place].is_a("including")), at)
    ended = at < len(row) and (at in starts or row[at].is_a("breaks", "be") or _apposition(row, at))
    return None if ended else at


def _named_last(row, at: int) -> int | None:
    """Where the name stands in “один из главных памятников города – Тетрапилон”."""
    if not row[at].is_a("one") or at + 1 >= len(row) or not row[at + 1].is_a("other", "of"):
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
        inner = head(row, end + 1, stop)
        if inner is None:
            told = target if target and (row[target.unit].mention or row[end + 1].is_a("material")) else None
            return (told or (_of_quarter(row, at, stop) if quantity else None)), stop
        target, quantity, end = owned(row, target, inner, any(unit.is_a("most") for unit in row[at:end])), False, stop
        at = end
    if target and row[target.unit].mention is None and end < len(row) and row[end].is_a("at"):
        inner = _mention_after(row, end + 1)
        if inner is not None:
            return replace(target, inside=inner), end
    return (target if target or not quantity else _of_quarter(row, at, end)), end


def _of_quarter(row, at: int, end: int) -> Target | None:
    """“Three houses in the old quarter”: the houses are what the quarter is made of."""
    if end >= len(row) or not row[end].is_a("at") or not row[end - 1].is_a("dwellings"):
        return None
    quarter = _mention_after(row, end + 1)
    known = row[quarter].mention.sites if quarter is not None else ()
    return Target(quarter, part="main") if known and known[0].kind == "district" else None


def _mention_after(row, at: int) -> int | None:
    for place in range(at, min(at + 6, len(row))):
        if row[place].mention:
            return place
        if bound(row[place]):
            return None
    return None


def _past_places(row, end: int) -> int:
    """Past “in Palmyra”, “on Sunday”, “with explosives”: what is joined after them belongs to the event too."""
    while end < len(row) and (row[end].is_a("at", "near", "other", "of") and not row[end].is_a("breaks")):
        end += 1
        while end < len(row) and not bound(row[end]):
            end += 1
    return end
