"""What is said about a package in words, and how it is cited."""

import json

from django.template.loader import render_to_string

from ..citations import as_bibtex, of_release
from ..models import Release
from .edition import Edition
from .tables import TABLES


def readme(edition: Edition) -> str:
    tables = [{"name": name, "about": dataset.about, "columns": dataset.columns} for name, dataset in TABLES.items()]
    return render_to_string("releases/README.md", {"edition": edition, "tables": tables, "citation": citation(edition)})


def licence(edition: Edition) -> str:
    return render_to_string("releases/LICENSE.txt", {"edition": edition})


def changelog(edition: Edition) -> str:
    """All releases up to this one, newest first."""
    return render_to_string("releases/CHANGELOG.md", {"edition": edition, "releases": Release.objects.iterator()})


def citation(edition: Edition) -> str:
    """As a sentence: who, what, which version, when, where."""
    return f"{edition.title} ({edition.day.year}). Data, version {edition.label} [Data set]. {edition.address}"


def cff(edition: Edition) -> str:
    """`CITATION.cff`, version 1.2.0."""
    said = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": edition.title,
        "version": edition.label,
        "date-released": edition.day.isoformat(),
        "url": edition.address,
        "license-url": edition.licence_url,
    }
    if edition.spdx:
        said["license"] = edition.spdx
    lines = [f"{name}: {quoted(text)}\n" for name, text in said.items()]
    return "".join([*lines, "authors:\n", f"  - name: {quoted(edition.title)}\n"])


def quoted(text: str) -> str:
    """A text as YAML reads it to the letter: escaped is also what JSON leaves and YAML would take for a line's end."""
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in json.dumps(text, ensure_ascii=False))


def _escaped(sign: str) -> str:
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def bibtex(edition: Edition) -> str:
    return as_bibtex([of_release(edition.label, edition.day, edition.address, edition.day)])
