"""What the reader claims of an article, kept as proposals until somebody decides upon them."""

from .. import gazetteer, reading, sentences
from ..models import Proposal, WorkingCopy

LONGEST_NAME = Proposal._meta.get_field("place_name").max_length


def claims(text: str, *, published: str, language: str) -> list[reading.Claim]:
    """What a text claims of the sites of the gazetteer. Nothing is written.

    ``published`` is an EDTF date or "", by which “on Sunday” is understood. Raises Fault if it is no date.
    """
    return reading.read(text, published=published, language=language or "en", gazetteer=gazetteer.mentions)


def draft(text: str, *, published: str, language: str) -> list[Proposal]:
    """What a text claims, as proposals that are not kept yet; arguments and faults are those of ``claims``."""
    version = sentences.tables(language.partition("-")[0] or "en").version
    return [_proposal(claim, version) for claim in claims(text, published=published, language=language)]


def propose(copy: WorkingCopy, found: list[Proposal]) -> list[Proposal]:
    """Keep what was read in a working copy as open proposals. One that was read before keeps those it has."""
    if copy.proposals.exists():
        return list(copy.proposals.all())
    for proposal in found:
        proposal.working_copy = copy
    return Proposal.objects.bulk_create(found)


def _proposal(claim: reading.Claim, version: str) -> Proposal:
    return Proposal(
        kind=claim.kind,
        site_id=claim.site,
        place_name=claim.place_name[:LONGEST_NAME],
        group=claim.group,
        alternatives=list(claim.alternatives),
        level=claim.level,
        recovery=claim.recovery,
        causes=list(claim.causes),
        event=claim.event,
        verification=claim.verification,
        claimant=claim.claimant,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        because=[list(one) for one in claim.because],
        rules=version,
    )
