"""A record comes in; how it is cited goes out: text, BibTeX, RIS, CSL-JSON, a badge, a QR code, what machines read."""

from .asked import asked, asked_word, with_filter
from .badge import badge
from .bibtex import as_bibtex
from .code import code_of
from .csl import as_csl
from .forms import FORMS, FormConverter
from .linked import article_node, block, catalog_node, report_node, site_node
from .machines import tags_of
from .reference import Reference, one_line
from .references import of_article_record, of_list, of_release, of_report, of_site, of_source
from .ris import as_ris
from .text import as_text
from .views import article_citation, list_citation, report_citation, site_citation

__all__ = [
    "FORMS",
    "FormConverter",
    "Reference",
    "article_citation",
    "article_node",
    "as_bibtex",
    "as_csl",
    "as_ris",
    "as_text",
    "asked",
    "asked_word",
    "badge",
    "block",
    "catalog_node",
    "code_of",
    "list_citation",
    "of_article_record",
    "of_list",
    "of_release",
    "of_report",
    "of_site",
    "of_source",
    "one_line",
    "report_citation",
    "report_node",
    "site_citation",
    "site_node",
    "tags_of",
    "with_filter",
]
