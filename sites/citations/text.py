"""A reference as a sentence, after the manner of the American Psychological Association."""

from ..dates import words
from .reference import Reference, one_line

GENRES = {"dataset": "Data set"}


def as_text(reference: Reference) -> str:
    """“Tracker. (2026, 20 November). Temple of Bel (site 12) (version …) [Data set]. …”"""
    by = "; ".join(reference.authors) or reference.publisher
    return one_line(" ".join(_ended(part) for part in (by, _dated(reference), *_after_the_date(reference)) if part))


def _after_the_date(reference: Reference) -> list[str]:
    version = f"version {reference.version}" if reference.version else ""
    genre = f"[{GENRES[reference.kind]}]" if reference.kind in GENRES else ""
    publisher = reference.publisher if reference.authors not in ((), (reference.publisher,)) else ""
    licence = f"Licence: {reference.licence}" if reference.licence else ""
    title = " ".join(part for part in (reference.title, f"({version})" if version else "", genre) if part)
    archived = f"Archived at {reference.archive}" if reference.archive else ""
    return [title, publisher, _retrieved(reference), archived, licence]


def _dated(reference: Reference) -> str:
    return f"({words(reference.issued)})" if reference.issued else "(n.d.)"


def _retrieved(reference: Reference) -> str:
    day = words(reference.accessed.isoformat())
    return f"Retrieved {day}, from {reference.address}" if reference.address else ""


def _ended(part: str) -> str:
    """An address takes a space before the full stop, so that nobody takes the stop for a part of it."""
    part = part.strip()
    last = part.rsplit(" ", 1)[-1]
    return f"{part} ." if "://" in last else part if part.endswith((".", "?", "!")) else f"{part}."
