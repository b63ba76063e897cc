"""The rule: the published reports of one site come in as claims, the periods of its status on two clocks go out."""

from .claim import SEVERITY, Claim, Evidence, shows_confirmed
from .clocks import KnownPeriod, known_periods, standing
from .rule import Period, timeline

__all__ = [
    "SEVERITY",
    "Claim",
    "Evidence",
    "KnownPeriod",
    "Period",
    "known_periods",
    "shows_confirmed",
    "standing",
    "timeline",
]
