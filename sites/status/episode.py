from dataclasses import dataclass, field, replace
from datetime import date

from .claim import WHOLE_AGAIN, Claim, Weighed

RECOVERY_ORDER = ("stabilised", "in_progress", "restored", "reconstructed")


@dataclass(frozen=True, slots=True)
class Step(Weighed):
    """From ``day`` on this level stood, verified like this, because of the claims of these numbers."""

    day: date
    level: str
    verification: str
    because: tuple[int, ...]


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
        said = Step(claim.effective, claim.level, claim.verification, (claim.number,))
        if standing is None:
            self.steps.append(said)
        elif claim.undated:
            return
        elif claim.severity >= standing.severity:
            self._stand(said)
        elif claim.corrects and claim.strength >= standing.strength:
            self._lift(said)

    def _stand(self, said: Step) -> None:
        """A higher level stands, and an equal one that is better verified."""
        standing = self.steps[-1] if self.steps else None
        if standing is None or (said.severity, said.strength) > (standing.severity, standing.strength):
            self.steps.append(said)

    def _lift(self, said: Step) -> None:
        """Damage does not heal by itself: a lift is a correction, which caps what was said before at its level.

        It caps nothing that is better verified than itself: such a level stands again when a weaker one above it falls.
        """
        capped = [self._capped(step, said) for step in self.steps]
        self.steps = []
        for step in (*capped, said):
            self._stand(step)

    def _capped(self, step: Step, said: Step) -> Step:
        if step.severity <= said.severity or step.strength > said.strength:
            return step
        return replace(step, level=said.level, because=(*step.because, *said.because))

    def _recover(self, claim: Claim) -> None:
        """A step further counts; a step back, or to and from “cleared”, only if it surely came later."""
        if self.recoveries:
            day, step = self.recoveries[-1]
            later = claim.recovery != step and claim.earliest is not None and claim.earliest > day
            if not later and not _further(claim.recovery, step):
                return
        self.recoveries.append((claim.effective, claim.recovery))


def _further(step: str, standing: str) -> bool:
    ranked = {step, standing} <= set(RECOVERY_ORDER)
    return ranked and RECOVERY_ORDER.index(step) > RECOVERY_ORDER.index(standing)
