from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from ..terms import NO_REPORT
from .claim import SEVERITY, Claim
from .episode import Episode, Step


@dataclass(frozen=True, slots=True)
class Period:
    """From the day ``since`` until before the day ``until`` (None: still) a site had this status.

    ``confirmed_level`` is the last confirmed level of the episode (or empty), ``because`` the numbers of the reports
    that set level and verification, ``dissent`` those that disagree with the level and are not outweighed. The episode
    began on ``episode_since``; ``level_since`` is the day from which this level has stood in it, whatever was learnt
    or done since.
    """

    since: date
    until: date | None
    level: str
    verification: str
    recovery: str
    confirmed_level: str
    causes: tuple[str, ...]
    because: tuple[int, ...]
    dissent: tuple[int, ...]
    level_since: date
    episode_since: date

    @property
    def contested(self) -> bool:
        return bool(self.dissent)


def timeline(claims: Iterable[Claim]) -> tuple[Period, ...]:
    """The status of one site through time, by what its reports say: see /method/ for the rule in plain words.

    Takes the site's published claims in any order; gives periods in order of time, without gaps after the first.
    """
    episodes: list[Episode] = [Episode()]
    for claim in sorted((one for one in claims if one.verification != "refuted"), key=lambda one: one.order):
        if episodes[-1].ends_before(claim):
            episodes.append(Episode())
        episodes[-1].take(claim)
    return _joined(_moments(episodes))


def _moments(episodes: list[Episode]) -> Iterator[Period]:
    """A period for every day on which anything may change, open at its end."""
    for episode, following in zip_longest(episodes, episodes[1:]):
        for day in sorted({claim.effective for claim in episode.claims}):
            if following is None or day < following.claims[0].effective:
                yield from _status(episode, day)


def _status(episode: Episode, day: date) -> Iterator[Period]:
    """The status on a day of an episode; nothing if no claim has said a level or a recovery by then."""
    steps = [step for step in episode.steps if step.day <= day]
    recovery = next((step for begun, step in reversed(episode.recoveries) if begun <= day), "")
    if not steps and not recovery:
        return
    begun = next(claim.effective for claim in episode.claims if claim.says_something)
    standing = steps[-1] if steps else Step(begun, NO_REPORT.value, "", ())
    heard = [claim for claim in episode.claims if claim.effective <= day]
    yield Period(
        since=day,
        until=None,
        level=standing.level,
        verification=standing.verification,
        recovery=recovery,
        confirmed_level=next((step.level for step in reversed(steps) if step.verification == "confirmed"), ""),
        causes=_causes(heard, standing),
        because=standing.because,
        dissent=tuple(sorted(claim.number for claim in heard if steps and _contests(claim, standing, episode))),
        level_since=next((step.day for step in steps if step.level == standing.level), begun),
        episode_since=begun,
    )


def _causes(heard: list[Claim], standing: Step) -> tuple[str, ...]:
    """What is said to have caused it, the causes of the deciding reports first."""
    ranked = sorted(heard, key=lambda claim: claim.number not in standing.because)
    return tuple(dict.fromkeys(cause for claim in ranked if claim.level != "unknown" for cause in claim.causes))


def _contests(claim: Claim, standing: Step, episode: Episode) -> bool:
    """Whether the claim disagrees with the standing level and no report of that level outweighs it."""
    return _disagrees(claim, standing, episode) and not any(
        other.level == standing.level
        and (
            other.strength > claim.strength or (other.strength == claim.strength and other.effective > claim.effective)
        )
        for other in episode.claims
    )


def _disagrees(claim: Claim, standing: Step, episode: Episode) -> bool:
    if claim.level in ("", "unknown", standing.level):
        return False
    if claim.level == "unspecified":
        return standing.level == "none"
    if claim.severity < standing.severity and not claim.corrects:
        return False
    if claim.level == "none":
        return any(step.severity > SEVERITY["none"] and step.day <= claim.effective for step in episode.steps)
    return standing.level != "unspecified"


def _joined(moments: Iterable[Period]) -> tuple[Period, ...]:
    """Close each period where the next begins, and make one of neighbours that say the same."""
    kept: list[Period] = []
    for period in moments:
        if not kept or replace(kept[-1], since=period.since) != period:
            kept.append(period)
    return tuple(replace(one, until=after.since if after else None) for one, after in zip_longest(kept, kept[1:]))
