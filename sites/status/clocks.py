from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .claim import Claim
from .rule import Period, timeline


@dataclass(frozen=True, slots=True)
class KnownPeriod:
    """A rectangle of the two clocks: what was so in ``period``, as known from ``since`` until before ``until``."""

    period: Period
    since: date
    until: date | None


def known_periods(claims: Iterable[Claim]) -> tuple[KnownPeriod, ...]:
    """What the world could know of one site, and when: the timeline of every day on which something became known.

    The rectangles whose ``until`` is None are what is known with everything out; they equal ``timeline(claims)``
    wherever the citations bear out the verification that was typed.
    """
    claims = tuple(claims)
    closed: list[KnownPeriod] = []
    standing: dict[Period, date] = {}
    for day in sorted({day for claim in claims for day in claim.turning_days()}):
        known = _as_known(claims, day)
        closed += [KnownPeriod(period, standing.pop(period), day) for period in tuple(standing) if period not in known]
        standing |= {period: standing.get(period, day) for period in known}
    return (*closed, *(KnownPeriod(period, since, None) for period, since in standing.items()))


def standing(claims: Iterable[Claim]) -> Period | None:
    """What is so of one site now, with everything known: the last period of what ``known_periods`` leaves open."""
    claims = tuple(claims)
    turning = [day for claim in claims for day in claim.turning_days()]
    known = _as_known(claims, max(turning)) if turning else ()
    return known[-1] if known else None


def _as_known(claims: Iterable[Claim], day: date) -> tuple[Period, ...]:
    return timeline(claim for claim in (one.as_known(day) for one in claims) if claim)
