"""A reference as BibTeX, in Unicode; ``date``, ``urldate`` and ``version`` are those of biblatex."""

from collections.abc import Iterable

from .issued import interval, year
from .reference import Reference, one_line

# A brace counts even behind a backslash, so every one that stands in a text is spelt out.
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})
TYPED = {"dataset": "dataset"}


def as_bibtex(references: Iterable[Reference]) -> str:
    return "\n".join(map(_entry, references))


def _entry(reference: Reference) -> str:
    kind = TYPED.get(reference.kind) or ("online" if reference.address else "misc")
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(reference, kind).items() if value]
    return f"@{kind}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(reference: Reference, kind: str) -> dict[str, str]:
    """Names and titles stand in braces of their own: they are neither taken apart nor written small."""
    return {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in reference.authors or (reference.publisher,) if name),
        "title": f"{{{escaped(reference.title)}}}",
        "publisher" if kind == "dataset" else "organization": escaped(reference.publisher),
        "date": interval(reference.issued),
        "year": year(reference.issued),
        "version": escaped(reference.version),
        "number": escaped(reference.number),
        "url": _address(reference.address),
        "urldate": reference.accessed.isoformat() if reference.address else "",
        "note": escaped(". ".join(_notes(reference))),
    }


def _notes(reference: Reference) -> list[str]:
    licence = f"Licence: {reference.licence}" if reference.licence else ""
    archived = f"Archived at {reference.archive}" if reference.archive else ""
    return [note for note in (licence, archived, reference.note) if note]


def escaped(text: str) -> str:
    """A text as it may stand between two braces of BibTeX."""
    return one_line(text).translate(SPECIAL)


def _address(address: str) -> str:
    return one_line(address).translate(IN_ADDRESS)
