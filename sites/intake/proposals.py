"""What the reader claims of an article, kept as proposals until somebody decides upon them."""

from .. import gazetteer, reading, sentences
from ..models import Proposal, WorkingCopy

LONGEST_NAME = Proposal._meta.get_field("place_name").max_length


def claims(text: str, *, published: str, language: str) -> list[reading.Claim]:
    """What a text claims of the sites of the gazetteer. Nothing is written.

    ``published`` is an EDTF date or "", by which “on Sunday” is understood. Raises Fault if it is no date.
    """
    return reading.read(text, published=published, language=language or "en", gazetteer=gazetteer.mentions)


def propose(copy: WorkingCopy) -> list[Proposal]:
    """Read a working copy and keep what it claims as open proposals. One that was read before keeps its proposals."""
    if copy.proposals.exists():
        return list(copy.proposals.all())
    article = copy.capture.article
    language = copy.language or article.language
    found = claims(copy.text, published=article.published, language=language)
    version = sentences.tables(language.partition("-")[0] or "en").version
    return Proposal.objects.bulk_create(_proposal(copy, claim, version) for claim in found)


def _proposal(copy: WorkingCopy, claim: reading.Claim, version: str) -> Proposal:
    return Proposal(
        working_copy=copy,
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
