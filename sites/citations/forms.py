"""The forms in which a reference is handed out, by the end of its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .bibtex import as_bibtex
from .csl import as_csl
from .reference import Reference
from .ris import as_ris
from .text import as_text


@dataclass(frozen=True, slots=True)
class Form:
    """``saved`` where a browser does not show the file but saves it, for another program to open."""

    label: Promise | str
    media_type: str
    write: Callable[[Iterable[Reference]], str]
    saved: bool = True


def _as_lines(references: Iterable[Reference]) -> str:
    return "".join(f"{as_text(reference)}\n" for reference in references)


FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
    "csl.json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
    "txt": Form(gettext_lazy("Text"), "text/plain; charset=utf-8", _as_lines, saved=False),
}


class FormConverter:
    """For the address book: ``<citation:form>`` is the end of an address that names one of the forms."""

    regex = "|".join(form.replace(".", r"\.") for form in FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
