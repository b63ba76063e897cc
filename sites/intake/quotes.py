"""Quotations: to the letter, in their place, and short enough to be cited."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..models import Citation, Proposal

LONGEST = Citation._meta.get_field("quote").max_length
TOO_LONG = gettext_lazy("The quotation is longer than %(longest)d characters: keep what it rests on.")


def locate(text: str, quote: str, near: int = 0) -> tuple[int, int]:
    """Where a quotation stands in a text, nearest to a character: its first and the one after its last.

    Only runs of white space may differ, which a browser does not copy faithfully. Raises Refused if it is not there.
    """
    words = quote.split()
    if not words:
        raise review.Refused(_("Give the quotation that it rests on."))
    if sum(map(len, words)) > LONGEST:
        raise review.Refused(TOO_LONG % {"longest": LONGEST})
    places = (found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text))
    start, end = min(places, key=lambda place: abs(place[0] - near), default=(0, 0))
    if not end:
        raise review.Refused(_("The quotation does not stand in the text to the letter: copy it from there."))
    if end - start > LONGEST:
        raise review.Refused(TOO_LONG % {"longest": LONGEST})
    return start, end


def quotation(proposal: Proposal) -> str:
    """The sentence of a proposal; of a very long one the words about its reasons."""
    if len(proposal.quote) <= LONGEST:
        return proposal.quote
    reasons = [start - proposal.start for start, _end, _says in proposal.because] or [0]
    start = max(0, min(min(reasons) - LONGEST // 4, len(proposal.quote) - LONGEST))
    cut = proposal.quote[start : start + LONGEST]
    first = cut.index(" ") + 1 if start and " " in cut else 0
    last = cut.rindex(" ") if start + LONGEST < len(proposal.quote) and " " in cut[first:] else len(cut)
    return cut[first:last].strip()
