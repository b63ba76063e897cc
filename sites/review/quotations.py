"""Where in the text of an article a citation's words stand."""

import re

from ..models import Citation, Report

LONGEST = Citation._meta.get_field("quote").max_length


def follow(report: Report) -> None:
    """Keep every citation's place with its words: an editor who changed them has moved it, or has left the text."""
    for citation in report.citations.filter(working_copy__isnull=False).select_related("working_copy__capture"):
        there = citation.working_copy.text[citation.start : citation.end]
        if there != citation.quote or citation.working_copy.capture.article_id != citation.article_id:
            _move(citation)
            citation.save(update_fields=["quote", "working_copy", "start", "end"])


def _move(citation: Citation) -> None:
    """To the place nearest to the old one where the words stand in that article; to none if they do not.

    Where only white space differs, which browsers do not send back faithfully, the text has the last word.
    """
    found = _places(citation) if citation.working_copy.capture.article_id == citation.article_id else []
    if not found:
        citation.working_copy = citation.start = citation.end = None
        return
    citation.start, citation.end = min(found, key=lambda place: abs(place[0] - citation.start))
    citation.quote = citation.working_copy.text[citation.start : citation.end]


def _places(citation: Citation) -> list[tuple[int, int]]:
    words = r"\s+".join(map(re.escape, citation.quote.split()))
    found = re.finditer(words, citation.working_copy.text) if words else ()
    return [place.span() for place in found if len(place.group()) <= LONGEST]
