"""How a page says how it is cited, and what it tells machines. The day is read from the clock here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..catalogue import ArticleRecord, Entry, Query, ReportRecord, SiteRecord
from ..citations import (
    FORMS,
    Reference,
    article_node,
    as_text,
    block,
    of_article_record,
    of_report,
    of_site,
    of_source,
    report_node,
    site_node,
    tags_of,
)
from ..tongues import permanent, without_language
from .answer import address

Pairs = Iterable[tuple[str, str]]
Files = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as text, its (form, address, media type) for programs, and the tags by which Zotero knows a page."""

    text: str
    files: Files
    tags: list[tuple[str, str]]


def site_cited(request: HttpRequest, query: Query, record: SiteRecord) -> dict:
    entry = record.entry
    here = request.build_absolute_uri(address(without_language(request.path), query.pairs))
    page = request.build_absolute_uri(without_language(request.path))
    parent = request.build_absolute_uri(permanent("site", entry.part_of.slug)) if entry.part_of else ""
    return {
        "cited": _cited(of_site(record, here, timezone.localdate()), "site_citation", entry.slug, query.pairs),
        "linked": block(site_node(record, page, parent)),
        "feed": reverse("site_atom", args=[entry.slug]),
        "follow": _follow([("site", entry.slug)]),
        "badge": _badge(request, entry),
    }


def report_cited(request: HttpRequest, record: ReportRecord) -> dict:
    number, page = record.report.number, request.build_absolute_uri(without_language(request.path))
    site = request.build_absolute_uri(permanent("site", record.entry.slug))
    return {
        "cited": _cited(of_report(record, page, timezone.localdate()), "report_citation", number),
        "linked": block(report_node(record, page, site)),
    }


def article_cited(request: HttpRequest, record: ArticleRecord) -> dict:
    """The source itself and, apart, what is kept of it here."""
    number, today = record.article.number, timezone.localdate()
    page = request.build_absolute_uri(without_language(request.path))
    sites = {report.site.slug: report.site.name for report in record.reports}
    about = [(name, request.build_absolute_uri(permanent("site", slug))) for slug, name in sites.items()]
    ours = of_article_record(record, page, today)
    return {
        "cited": _cited(of_source(record.article, page, today), "article_citation", number),
        "also": _cited(ours, "article_citation", number, [("record", "1")]),
        "linked": block(article_node(record, page, about)),
    }


def list_cited(query: Query) -> dict:
    """The forms in which the list of a filter is cited, and its feed."""
    followed = query.without("against").without("sort").pairs
    return {
        "cite_files": _files("list_citation", [], query.pairs),
        "feed": address(reverse("reports_atom"), followed),
        "follow": _follow(followed),
    }


def _follow(pairs: Pairs) -> str:
    """Where a reader asks to be told by e-mail; empty where this installation sends none."""
    return address(reverse("follow"), pairs) if settings.EMAIL_HOST else ""


def _cited(reference: Reference, view: str, name: str | int, pairs: Pairs = ()) -> Cited:
    return Cited(as_text(reference), _files(view, [name], pairs), tags_of(reference))


def _files(view: str, names: list, pairs: Pairs) -> Files:
    """Every form at its address; ``pairs`` are the parameters that it takes along."""
    return [
        (str(form.label), address(reverse(view, args=[*names, name]), pairs), form.media_type.split(";")[0])
        for name, form in FORMS.items()
    ]


def _badge(request: HttpRequest, entry: Entry) -> dict[str, str]:
    """Where the badge stands, and the code that shows it elsewhere."""
    path = reverse("badge", args=[entry.slug])
    code = format_html(
        '<a href="{}"><img src="{}" height="28" alt="{}"></a>',
        request.build_absolute_uri(request.path),
        request.build_absolute_uri(path),
        _("Damage status of {name}").format(name=entry.named(get_language()).text),
    )
    return {"path": path, "code": code}
