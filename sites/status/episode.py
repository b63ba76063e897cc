from dataclasses import dataclass, field, replace
from datetime import date

from ..terms import STRENGTH
from .claim import SEVERITY, Claim

RECOVERY_ORDER = ("cleared", "stabilised", "in_progress", "restored", "reconstructed")
WHOLE_AGAIN = ("restored", "reconstructed")


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on this level stood, verified like this, because of the claims of these numbers."""

    day: date
    level: str
    verification: str
    because: tuple[int, ...]

    @property
    def strength(self) -> int:
        return STRENGTH[self.verification]

    @property
    def severity(self) -> float:
        return SEVERITY[self.level]


@dataclass(slots=True)
class Episode:
    """What happened between one recovery and the next, built up claim by claim in the order of the rule."""

    claims: list[Claim] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    recoveries: list[tuple[date, str]] = field(default_factory=list)

    def ends_before(self, claim: Claim) -> bool:
        """Whether the claim is about the site as it stood after a restoration, and so opens a new episode."""
        if claim.earliest is None or claim.level in ("", "unknown"):
            return False
        return any(step in WHOLE_AGAIN and day <= claim.earliest for day, step in self.recoveries)

    def take(self, claim: Claim) -> None:
        self.claims.append(claim)
        if claim.level not in ("", "unknown"):
            self._weigh(claim)
        if claim.recovery:
            self._recover(claim)

    def _weigh(self, claim: Claim) -> None:
        """Damage shows as soon as it is reported; it is lifted only by equal or better evidence."""
        standing = self.steps[-1] if self.steps else None
        if standing is None:
            self._stand(claim)
        elif claim.undated:
            return
        elif claim.severity > standing.severity:
            self._stand(claim)
        elif claim.level == standing.level:
            if claim.strength > standing.strength:
                self._stand(claim)
        elif claim.level != "unspecified" and claim.strength >= standing.strength:
            self._lift(claim)

    def _stand(self, claim: Claim) -> None:
        self.steps.append(Step(claim.effective, claim.level, claim.verification, (claim.number,)))

    def _lift(self, claim: Claim) -> None:
        """Damage does not heal by itself: a lift is a correction, which caps what was said before at its level."""
        self.steps = [self._capped(step, claim) for step in self.steps]
        if claim.strength > self.steps[-1].strength:
            self._stand(claim)

    def _capped(self, step: Step, claim: Claim) -> Step:
        if step.severity <= claim.severity:
            return step
        return replace(step, level=claim.level, because=(*step.because, claim.number))

    def _recover(self, claim: Claim) -> None:
        """A step further counts; a step back only if it surely came later."""
        if self.recoveries:
            day, step = self.recoveries[-1]
            further = RECOVERY_ORDER.index(claim.recovery) > RECOVERY_ORDER.index(step)
            if not further and not (claim.recovery != step and claim.earliest and claim.earliest > day):
                return
        self.recoveries.append((claim.effective, claim.recovery))
