"""A reference as CSL-JSON, which Zotero, Pandoc and every processor of citation styles read."""

import json
from collections.abc import Iterable

from .issued import of_day, parts, vague
from .reference import Reference, one_line

Value = str | list | dict


def as_csl(references: Iterable[Reference]) -> str:
    return json.dumps([csl_item(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def csl_item(reference: Reference) -> dict[str, Value]:
    """One item; what is not known is left out."""
    said = {
        "id": reference.key,
        "type": reference.kind,
        "title": reference.title,
        "author": [{"literal": one_line(name)} for name in reference.authors or (reference.publisher,) if name],
        "container-title" if reference.kind == "article-newspaper" else "publisher": reference.publisher,
        "issued": _issued(reference.issued),
        "accessed": {"date-parts": [of_day(reference.accessed)]} if reference.address else "",
        "URL": reference.address,
        "version": reference.version,
        "number": reference.number,
        "language": reference.language,
        "archive_location": reference.archive,
        "note": _note(reference),
    }
    return {name: one_line(value) if isinstance(value, str) else value for name, value in said.items() if value}


def _note(reference: Reference) -> str:
    """Styles know no field for a licence, so it stands here."""
    licence = f"Licence: {reference.licence}" if reference.licence else ""
    return ". ".join(note for note in (licence, reference.note) if note)


def _issued(edtf: str) -> Value:
    """Date parts, which every reader knows; the EDTF itself only where one side is open, for which there are none."""
    found = parts(edtf) if edtf else []
    if not found:
        return edtf
    return {"date-parts": found, "circa": True} if vague(edtf) else {"date-parts": found}
