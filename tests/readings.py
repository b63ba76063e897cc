"""Articles that were read, with the proposals that a reading leaves: written by hand, sentence by sentence."""

from hashlib import sha256

import factories
from django.utils import timezone

from sites import review
from sites.models import Proposal, WorkingCopy

ARTICLE = """What is left of Palmyra

The Temple of Baalshamin was reduced to rubble on 23 August 2015, the antiquities director said.

Soldiers posed for pictures in the city. Dozens of tower tombs were blown up.

The theatre was not damaged, an activist said. The museum at Tadmur was looted.
"""


def copy_of(text=ARTICLE, *, article=None, language="en", **said) -> WorkingCopy:
    """The working copy of an article whose text somebody pasted."""
    article = article or factories.article(**said)
    capture = review.keep(
        article, text.encode(), by=factories.editor(), method="Text pasted by hand", media_type="text/plain"
    )
    return WorkingCopy.objects.create(
        capture=capture,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        language=language,
        made_with="by hand",
        made_at=timezone.now(),
    )


def proposed(copy: WorkingCopy, quote: str, site=None, *, why=(), **said) -> Proposal:
    """What the rules would propose of a sentence: ``why`` are (words, what they say)."""
    start = copy.text.index(quote)
    because = [[at, at + len(words), says] for words, says in why for at in [copy.text.index(words, start)]]
    plain = {"kind": "damage", "level": "destroyed", "event": "2015-08-23", "rules": "1", "because": because}
    plain |= {"site": site, "quote": quote, "start": start, "end": start + len(quote)}
    return Proposal.objects.create(working_copy=copy, **plain | said)


RUBBLE = "The Temple of Baalshamin was reduced to rubble on 23 August 2015, the antiquities director said."
TOMBS = "Dozens of tower tombs were blown up."
THEATRE = "The theatre was not damaged, an activist said."
MUSEUM = "The museum at Tadmur was looted."


def rubble(copy, site, **said) -> Proposal:
    plain = {"causes": ["deliberate"], "claimant": "the antiquities director"}
    return proposed(copy, RUBBLE, site, why=[("reduced to rubble", "destroyed")], **plain | said)
