"""Whether a sentence says that it happened, denies it, only fears it, leaves it open, or tells old history."""

from collections.abc import Sequence

from ..sentences import Event, Phrases, Tables, Unit, has

REACH = 14  # units before an event that may turn its meaning
CLOSE = 4
FARTHEST = 10  # units between “no” and what did not happen
LISTS = (
    "background",
    "unclear",
    "hypothetical",
    "deny",
    "reports",
    "threaten",
    "past_maybe",
    "years_after",
    "long_ago",
    "not_begun",
)


def kind_of(row: Sequence[Unit], event: Event, tables: Tables, asked: bool) -> str:
    """damage, recovery, threat or denial; "" if nothing is said that an editor would log."""
    kind = event.rule.kind
    lists = {name: tables.phrases.get(("kinds", name), Phrases()) for name in LISTS}
    clause = _clause(row, event.first)
    left_open = has(row, lists["unclear"], clause, event.last + REACH)
    if asked or left_open or has(row, lists["hypothetical"], max(clause - 1, 0), event.last):
        return ""
    if kind != "recovery" and (has(row, lists["background"], 0, event.first - 1) or _by_the_way(row, event)):
        return ""
    if kind == "recovery" and has(row, lists["not_begun"], clause, event.last + REACH):
        return ""
    if _long_ago(row, event, lists) or (kind == "damage" and _had_been(row, event)):
        return ""
    negated = _negated(row, event)
    denied = has(row, lists["deny"], 0, len(row))
    if kind == "denial":
        return "" if negated and event.rule.phrase.words[0] != "no" else "denial"
    if negated and denied and kind == "damage" and denied[0] > event.last:
        return "denial"  # “was not hurt, he said, denying reports of …”
    if denied and kind == "damage" and not _own(event, denied):
        return "denial" if _of_the_fact(row, event, denied, lists["reports"]) else ""
    if negated:
        return {"damage": "denial"}.get(kind, "")
    if event.first and row[event.first - 1].low == "from":
        return ""  # “stopped them from …”
    planned = event.rule.shape == "verb" and row[event.first].low.endswith(tables.infinitives)
    maybe = has(row, lists["past_maybe"], event.first - CLOSE, event.first - 1)
    feared = has(row, lists["threaten"], max(clause, event.first - CLOSE - 2), event.first - 1)
    feared = feared or planned or _may(row, event)
    if feared and not maybe and kind == "damage":
        return "" if event.rule.meaning.get("misuse") else "threat"
    if feared and kind == "recovery":
        return ""
    return kind


def _by_the_way(row: Sequence[Unit], event: Event) -> bool:
    """“In Paris, where Notre-Dame lost its roof, the mayor …”: known before, and no news here."""
    where = next((at for at in range(event.first - 1, 0, -1) if row[at].is_a("where")), None)
    if where is None or row[where - 1].said != "," or event.first - where > REACH:
        return False
    if any(unit.said == "," for unit in row[where : event.first]):
        return False  # “the church, where some had taken refuge, was hit”
    return any(unit.said == "," for unit in row[event.last + 1 : event.last + REACH])


def _long_ago(row: Sequence[Unit], event: Event, lists: dict) -> bool:
    """“Three years after the fire”, “destroyed ten years ago”, told between two marks."""
    start = next((at + 1 for at in range(event.first - 1, -1, -1) if row[at].mark), 0)
    end = next((at for at in range(event.last + 1, len(row)) if row[at].mark), len(row))
    after_years = event.rule.kind == "damage" and has(row, lists["years_after"], start, event.first - 1)
    return bool(after_years or has(row, lists["long_ago"], start, end - 1))


def _had_been(row: Sequence[Unit], event: Event) -> bool:
    """“The temple that the group had blown up”: the pluperfect beside a place is history; what somebody said is not."""
    at = event.first - 1
    while at >= 0 and row[at].is_a("be", "adverbs", "not") and not row[at].is_a("had"):
        at -= 1
    if at < 0 or not row[at].is_a("had"):
        return False
    which = next((place for place in range(at - 1, max(at - REACH, -1), -1) if row[place].is_a("which", "where")), None)
    return which is not None and not any(unit.is_a("says") for unit in row[max(which - CLOSE - 2, 0) : which])


def _own(event: Event, span: tuple[int, int]) -> bool:
    return event.first <= span[0] <= event.last


def _of_the_fact(row, event: Event, denied: tuple[int, int], reports) -> bool:
    """“Denied that the temple was destroyed” denies the damage; “denied having bombed it” only who did it."""
    if event.rule.meaning.get("town") is False and not has(row, reports):
        return False
    return denied[1] < event.first or has(row, reports, 0, event.first) is not None


def _clause(row: Sequence[Unit], place: int) -> int:
    """The first unit of the clause around a unit."""
    for at in range(place - 1, -1, -1):
        if row[at].said in ";:" or (
            row[at].is_a("breaks") and row[at].low not in ("that", "which", "who") and not row[at].is_a("which")
        ):
            return at + 1
        if row[at].is_a("joins") and place - at > CLOSE:
            return at + 1
    return 0


def _may(row: Sequence[Unit], event: Event) -> bool:
    """“Could be destroyed”, “will fall”: a modal verb with nothing between it and the event but its own helpers."""
    at = event.first - 1
    while at >= 0 and row[at].is_a("be", "adverbs", "not") and not row[at].is_a("modal"):
        at -= 1
    return at >= 0 and row[at].is_a("modal") and event.rule.shape != "noun"


def _negated(row: Sequence[Unit], event: Event) -> bool:
    """A “not” or “no” that belongs to the event."""
    if row[0].low in ("neither", "ni", "ні", "ни") or (
        event.first > 1 and row[_clause(row, event.first)].low == "neither"
    ):
        return True
    said = event.rule.phrase.words
    if any(_denies(row, at) and row[at].low not in said for at in range(event.first, event.last + 1)):
        return True  # “suffered no damage”
    for at in range(event.first - 1, max(event.first - CLOSE - 2, -1), -1):
        unit = row[at]
        if unit.is_a("not"):
            return _denies(row, at)
        if unit.is_a("breaks", "says") or (unit.mark and unit.said not in "\"“”'"):
            return False
    return _none_of(row, event)


def _none_of(row: Sequence[Unit], event: Event) -> bool:
    """“No building of the monastery was harmed”, “none of its towers fell”: the subject itself is denied."""
    for at in range(event.first - 1, max(event.first - FARTHEST, -1), -1):
        if row[at].is_a("none_of"):
            return True
        if row[at].is_a("breaks", "says", "joins") or row[at].mark:
            return False
    return False


def _denies(row: Sequence[Unit], at: int) -> bool:
    """Whether a unit is a “not” that denies: “not only” and “no less than” deny nothing."""
    after = row[at + 1] if at + 1 < len(row) else None
    return row[at].is_a("not") and (after is None or not (after.low == "only" or after.is_a("only")))
