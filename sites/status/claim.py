from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..terms import STRENGTH, SUPPORTING_ROLES

SEVERITY = {
    "": -2,
    "unknown": -1,
    "none": 0,
    "unspecified": 0.5,
    "slight": 1,
    "moderate": 2,
    "severe": 3,
    "destroyed": 4,
}
"""How bad a level is. ``unspecified`` is damage of some kind: worse than none, no match for a graded level."""


WHOLE_AGAIN = ("restored", "reconstructed")
"""The recovery steps after which a site can be hit anew."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One citation as the rule sees it: its role, the origin it counts under, the day by which it was out (or None)."""

    role: str
    origin: str
    published: date | None


class Weighed:
    """What has a level and a verification can be weighed against what has another."""

    __slots__ = ()

    @property
    def strength(self) -> int:
        return STRENGTH[self.verification]

    @property
    def severity(self) -> float:
        return SEVERITY[self.level]


@dataclass(frozen=True, slots=True)
class Claim(Weighed):
    """A published report as the rule sees it.

    ``earliest`` and ``latest`` bound the event (None: open), ``published`` is the day on which we first published the
    report. ``level`` is empty for a recovery step that says nothing of the level.
    """

    number: int
    level: str
    verification: str
    earliest: date | None
    latest: date | None
    published: date
    evidence: tuple[Evidence, ...] = ()
    causes: tuple[str, ...] = ()
    recovery: str = ""

    @property
    def undated(self) -> bool:
        return self.earliest is None and self.latest is None

    @property
    def says_something(self) -> bool:
        """Whether it bears on the status: “unknown” is but a note that somebody looked."""
        return self.level != "unknown" or bool(self.recovery)

    @property
    def first_known(self) -> date:
        """The day from which the sources let the world know of it."""
        return min(self.days(*SUPPORTING_ROLES), default=self.published)

    @property
    def effective(self) -> date:
        """The last day by which it must have happened, never before its earliest day."""
        day = min(self.latest or self.first_known, self.first_known)
        return max(day, self.earliest or day)

    @property
    def order(self) -> tuple:
        """Claims are taken by effective day, then weakest, then lowest first, then by number."""
        return self.effective, self.strength, self.severity, self.number

    @property
    def corrects(self) -> bool:
        """Whether a lower level than the standing one would correct it: not if it is what a restoration has made."""
        return self.level != "unspecified" and self.recovery not in WHOLE_AGAIN

    def days(self, *roles: str) -> Iterator[date]:
        """The days on which citations of these roles came out; an undated article counts from our own publication."""
        return (one.published or self.published for one in self.evidence if one.role in roles)

    def turning_days(self) -> Iterator[date]:
        """The days on which what is known of this claim may change."""
        yield self.first_known
        yield from self.days(*SUPPORTING_ROLES, "refutes")

    def as_known(self, day: date) -> "Claim | None":
        """The claim as the sources published by the end of a day bear it out; None if it was not out, or refuted."""
        if day < self.first_known or any(refuted <= day for refuted in self.days("refutes")):
            return None
        borne_out = self._borne_out(day)
        if self.verification == "refuted":
            return replace(self, verification=borne_out) if any(self.days("refutes")) else None
        return replace(self, verification=min(borne_out, self.verification, key=STRENGTH.__getitem__))

    def _borne_out(self, day: date) -> str:
        """The best verification that the citations published by a day carry."""
        known = [one for one in self.evidence if (one.published or self.published) <= day]
        if any(one.role == "looked" for one in known):
            return "confirmed"
        origins = {one.origin for one in known if one.role in SUPPORTING_ROLES}
        return "corroborated" if len(origins) > 1 else "reported"


def shows_confirmed(level: str, verification: str, confirmed_level: str) -> bool:
    """Whether damage that was confirmed is to be shown beside a standing level that is less well verified."""
    return confirmed_level not in ("", "none", level) and verification != "confirmed"
