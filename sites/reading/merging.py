"""Several sentences that claim the same of one place become one claim, which rests on the one that says most."""

from collections.abc import Sequence
from dataclasses import replace

from .claim import Claim

WEIGHT = {"destroyed": 5, "severe": 4, "moderate": 3, "slight": 2, "unspecified": 1, "unknown": 0, "none": 0, "": 0}


def merged(claims: Sequence[Claim], headings: Sequence[tuple[int, int]]) -> list[Claim]:
    """One claim for each place and kind. A headline counts only where no sentence says the same."""
    places: dict[tuple, list[Claim]] = {}
    for claim in claims:
        places.setdefault((claim.kind, claim.site or claim.place_name.casefold(), claim.group), []).append(claim)
    found = [_one(some, headings) for some in places.values()]
    return sorted(_without_shadows(found), key=lambda claim: (claim.start, _named_at(claim), claim.site or 0))


def _named_at(claim: Claim) -> int:
    """Where its place is named, so that claims of one sentence stand in the order of the text."""
    return next((start for start, _end, says in claim.because if says == "place"), claim.start)


def _one(some: list[Claim], headings) -> Claim:
    body = [claim for claim in some if not any(start <= claim.start < end for start, end in headings)] or some
    best = max(body, key=lambda claim: (WEIGHT[claim.level], bool(claim.event), -claim.start))
    event = best.event or next((claim.event for claim in body if claim.event), "")
    causes = best.causes or next((claim.causes for claim in body if claim.causes), ())
    claimant = best.claimant or next((claim.claimant for claim in body if claim.claimant), "")
    seen = any(claim.verification == "confirmed" for claim in body)
    return replace(
        best, event=event, causes=causes, claimant=claimant, verification="confirmed" if seen else "reported"
    )


def _without_shadows(found: list[Claim]) -> list[Claim]:
    """Damage that is told makes a threat to the same place no news, and a part that was spared no news of the whole."""
    hurt = {_place(claim) for claim in found if claim.kind == "damage" and WEIGHT[claim.level]}
    return [claim for claim in found if not (_place(claim) in hurt and _lesser(claim))]


def _place(claim: Claim) -> tuple[int | None, str]:
    return claim.site, claim.place_name.casefold()


def _lesser(claim: Claim) -> bool:
    return claim.kind == "threat" or (claim.kind == "denial" and claim.part)
