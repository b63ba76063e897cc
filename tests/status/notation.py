"""The terse notation of the examples: what a curator writes in the tables, as claims and as words."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from sites.status import Claim, Evidence, KnownPeriod, Period
from sites.terms import LEVELS

WE_PUBLISHED = date(2026, 1, 1)


def claims(table: str) -> list[Claim]:
    return [_claim(line) for line in table.strip().splitlines()]


def _claim(line: str) -> Claim:
    """``number  level+step  verification  when  < citation, citation``: either of level and step may be missing."""
    said, cited = line.split("<")
    number, what, verification, when = said.split()
    level, _, step = what.rpartition("+")
    if not level and step in LEVELS:
        level, step = step, ""
    first, _, last = when.partition("/")
    return Claim(
        number=int(number),
        level=level,
        verification=verification,
        earliest=_bounds(first)[0],
        latest=_bounds(last or first)[1],
        published=WE_PUBLISHED,
        evidence=tuple(_citation(one.split()) for one in cited.split(",")),
        recovery=step,
    )


def _citation(words: list[str]) -> Evidence:
    """``[role] origin when``: an article without a role says it; one without a day is dated ``?``."""
    *role, origin, when = words
    return Evidence(role=role[0] if role else "says", origin=origin, published=_bounds(when)[1])


def _bounds(text: str) -> tuple[date | None, date | None]:
    """First and last day of ``2015``, ``2015-08`` or ``2015-08-23``; ``?`` and ``..`` leave both open."""
    if text in ("?", ".."):
        return None, None
    year, *rest = (int(part) for part in text.split("-"))
    if len(rest) == 2:
        return date(year, *rest), date(year, *rest)
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def words(period: Period) -> str:
    """``2015-08-30 severe reported +stabilised confirmed:moderate contested:1,2``, each part where there is one."""
    parts = [str(period.since), period.level, period.verification]
    parts.append(f"+{period.recovery}" if period.recovery else "")
    beside = period.confirmed_level and period.verification != "confirmed"
    parts.append(f"confirmed:{period.confirmed_level}" if beside else "")
    parts.append(f"contested:{','.join(map(str, period.dissent))}" if period.contested else "")
    return " ".join(filter(None, parts))


def known_on(rectangles: Iterable[KnownPeriod], day: date) -> list[Period]:
    """What was known on a day, in order of time."""
    seen = [one.period for one in rectangles if one.since <= day and (one.until is None or day < one.until)]
    return sorted(seen, key=lambda period: period.since)


def lines(table: str) -> list[str]:
    return [" ".join(line.split()) for line in table.strip().splitlines()]
