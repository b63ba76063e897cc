"""A reference as a sentence, after the manner of the American Psychological Association."""

from ..dates import words
from .reference import Reference, one_line

GENRES = {"dataset": "Data set"}


def as_text(reference: Reference) -> str:
    """“Tracker. (20 November 2026). Temple of Bel (site 12, version …) [Data set]. CC BY 4.0. Retrieved …, from …”

    The address comes last and without a full stop, so that nobody takes one for a part of it.
    """
    by = "; ".join(reference.authors) or reference.publisher
    publisher = reference.publisher if by != reference.publisher else ""
    parts = (by, _dated(reference), _title(reference), publisher, reference.licence)
    return one_line(" ".join([*(_ended(part) for part in map(one_line, parts) if part), _retrieved(reference)]))


def _title(reference: Reference) -> str:
    title, version = reference.title, f"version {reference.version}" if reference.version else ""
    if version:
        title = f"{title[:-1]}, {version})" if title.endswith(")") else f"{title} ({version})"
    return f"{title} [{GENRES[reference.kind]}]" if reference.kind in GENRES else title


def _dated(reference: Reference) -> str:
    return f"({words(reference.issued, 'en')})" if reference.issued else "(n.d.)"


def _retrieved(reference: Reference) -> str:
    day = words(reference.accessed.isoformat(), "en")
    archived = f"archived at {reference.archive}" if reference.archive else ""
    if not reference.address:
        return f"Archived at {reference.archive}" if archived else ""
    return f"Retrieved {day}, from {reference.address}" + (f" ({archived})" if archived else "")


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else f"{part}."
