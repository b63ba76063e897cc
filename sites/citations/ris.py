"""A reference as RIS: tagged lines that end in CR and LF."""

from collections.abc import Iterable, Iterator

from .issued import slashed, year
from .reference import Reference, one_line

TYPES = {
    "article-newspaper": "NEWS",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "post": "BLOG",
    "report": "RPRT",
    "webpage": "ELEC",
}


def as_ris(references: Iterable[Reference]) -> str:
    return "\r\n".join("".join(_lines(reference)) for reference in references)


def _lines(reference: Reference) -> Iterator[str]:
    yield _line("TY", TYPES[reference.kind])
    for tag, value in _tagged(reference):
        if value := one_line(value):
            yield _line(tag, value)
    yield _line("ER", "")


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {value}\r\n"


def _tagged(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", reference.key
    yield from (("AU", name) for name in reference.authors or (reference.publisher,))
    yield "TI", reference.title
    yield "T2" if reference.kind == "article-newspaper" else "PB", reference.publisher
    yield "PY", year(reference.issued)
    yield "DA", slashed(reference.issued)
    yield "Y2", slashed(reference.accessed.isoformat()) if reference.address else ""
    yield "UR", reference.address
    yield "ET", reference.version
    yield "M1", reference.number
    yield "LA", reference.language
    yield "N1", f"Licence: {reference.licence}" if reference.licence else ""
    yield "N1", f"Archived at {reference.archive}" if reference.archive else ""
    yield "N1", reference.note
