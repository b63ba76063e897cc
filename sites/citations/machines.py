"""What programs read in a page: the tags of Highwire Press, by which Zotero knows what a page is about."""

from collections.abc import Iterable

from .issued import slashed
from .reference import Reference, one_line

Tags = list[tuple[str, str]]


def tags_of(reference: Reference) -> Tags:
    """(name, content) of the tags of a page about one thing; what is not known is left out."""
    return [(name, one_line(content)) for name, content in _tags(reference) if content]


def _tags(reference: Reference) -> Iterable[tuple[str, str]]:
    yield "citation_title", reference.title
    yield from (("citation_author", name) for name in reference.authors or (reference.publisher,))
    yield "citation_publication_date", slashed(reference.issued)
    yield "citation_online_date", slashed(reference.issued)
    yield "citation_public_url", reference.address
    yield "citation_language", reference.language
    yield "citation_publisher", reference.publisher
    if reference.kind == "report":
        yield "citation_technical_report_institution", reference.publisher
        yield "citation_technical_report_number", reference.number
