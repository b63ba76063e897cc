"""Records come in; what they say in the words of schema.org, as a page carries it for machines, goes out.

A place is told as the catalogue tells it: a point, or the box of a cell; nothing where it is hidden.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django_countries import countries

from ..catalogue import Article, ArticleRecord, Entry, Report, ReportRecord, SiteRecord, Wording
from ..places import PublicPlace
from ..terms import KINDS, RECOVERIES, STATUSES, VERIFICATIONS
from .issued import PLAIN
from .references import authors_of, version_of

Node = dict[str, Any]
LANDMARK = "LandmarksOrHistoricalBuildings"
PLACES = {
    "religious": [LANDMARK, "PlaceOfWorship"],
    "museum": [LANDMARK, "Museum"],
    "library_archive": [LANDMARK, "Library"],
    "district": "Place",
    "landscape": "Place",
    "object": "Place",
    "other": "Place",
}
WORKS = {
    "news": "NewsArticle",
    "official": "Report",
    "report": "Report",
    "imagery": "Report",
    "dataset": "Dataset",
    "post": "SocialMediaPosting",
    "reference": "Article",
}
# What HTML could take for the end of the block, or for its own.
ESCAPED = str.maketrans({"<": r"\u003C", ">": r"\u003E", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})


def block(node: Node) -> SafeString:
    """A node as the text of a script element that no browser runs."""
    whole = {"@context": "https://schema.org", **node}
    return mark_safe(json.dumps(whole, ensure_ascii=False).translate(ESCAPED))  # noqa: S308  what HTML reads is escaped


def site_node(record: SiteRecord, address: str, parent: str = "") -> Node:
    """A site with its names, its public place, and the sources that tell of it. ``parent`` is the address of the site
    that it is a part of."""
    entry = record.entry
    sources = {source.article.number: source.article for report in record.reports for source in report.sources}
    return _filled(
        {
            "@type": PLACES.get(entry.kind, LANDMARK),
            "@id": f"{address}#site",
            "url": address,
            "name": entry.name,
            "alternateName": [name.text for name in entry.names if name.text != entry.name],
            "description": _in_languages(entry.summary, entry.wordings),
            "identifier": str(entry.number),
            "sameAs": [one.address for one in entry.identifiers if one.address],
            "address": {"@type": "PostalAddress", "addressCountry": entry.country},
            "containedInPlace": _within(entry, parent),
            "geo": _geo(entry),
            "additionalProperty": _status(entry),
            "subjectOf": [work(article) for article in sources.values()],
        }
    )


def report_node(record: ReportRecord, address: str, site: str) -> Node:
    """A report about the site whose page is at the address ``site``."""
    report = record.report
    changed = record.history[-1].day if record.history else report.first_published
    return _filled(
        {
            "@type": "Report",
            "@id": address,
            "url": address,
            "name": f"Report {report.number}: {report.site.name}",
            "reportNumber": str(report.number),
            "abstract": _in_languages(report.summary, report.wordings),
            "about": {"@type": "Place", "@id": f"{site}#site", "name": report.site.name, "url": site},
            "keywords": [_label(report)],
            "temporalCoverage": _coverage(report),
            "datePublished": report.first_published.isoformat(),
            "dateModified": changed.isoformat(),
            "version": version_of(record.history),
            "citation": [work(article) for article in _cited(report)],
            **_publication(),
        }
    )


def article_node(record: ArticleRecord, address: str, sites: Iterable[tuple[str, str]]) -> Node:
    """A source, and the sites it tells of, each its name and address. The page here is what is kept about it."""
    about = [{"@type": "Place", "@id": f"{there}#site", "name": name, "url": there} for name, there in sites]
    return work(record.article) | _filled({"about": about, "mainEntityOfPage": address})


def catalog_node(address: str, files: Iterable[tuple[str, str, str, str]]) -> Node:
    """The page of the data: ``files`` are (name, what it holds, address, media type)."""
    told = [
        {
            "@type": "Dataset",
            "@id": f"{address}#{name}",
            "name": f"{settings.SITE_NAME}: {name}",
            "description": f"{about} Public places only: protected sites stand as the cell of a grid."[:5000],
            "isAccessibleForFree": True,
            "distribution": [{"@type": "DataDownload", "contentUrl": there, "encodingFormat": media_type}],
            **_publication(),
        }
        for name, about, there, media_type in files
    ]
    return {"@type": "DataCatalog", "@id": address, "url": address, "name": settings.SITE_NAME, "dataset": told}


def work(article: Article) -> Node:
    """A source as the work that it is."""
    return _filled(
        {
            "@type": WORKS[article.type],
            "name": article.title,
            "headline": article.title[:110],
            "url": article.url,
            "author": [{"@type": "Person", "name": name} for name in authors_of(article)],
            "publisher": article.publisher and {"@type": "Organization", "name": article.publisher},
            "datePublished": _plain(article.published),
            "inLanguage": article.language,
            "archivedAt": article.archive_url,
        }
    )


def _within(entry: Entry, parent: str) -> Node:
    if entry.part_of and parent:
        return {"@type": "Place", "@id": f"{parent}#site", "name": entry.part_of.name, "url": parent}
    return {"@type": "Country", "name": countries.name(entry.country)}


def _geo(entry: Entry) -> Node | None:
    if entry.latitude is None:
        return None
    if not entry.cell:
        return {"@type": "GeoCoordinates", "latitude": entry.latitude, "longitude": entry.longitude}
    bounds = PublicPlace(entry.latitude, entry.longitude, entry.cell).bounds
    return {"@type": "GeoShape", "box": " ".join(map(str, bounds))}


def _status(entry: Entry) -> list[Node]:
    status = entry.status
    said = {
        "kind": KINDS.label(entry.kind),
        "level of damage": STATUSES.label(status.level),
        "verification": VERIFICATIONS.label(status.verification) if status.verification else "",
        "recovery": RECOVERIES.label(status.recovery) if status.recovery else "",
    }
    return [{"@type": "PropertyValue", "name": name, "value": value} for name, value in said.items() if value]


def _label(report: Report) -> str:
    return STATUSES.label(report.level) if report.level else RECOVERIES.label(report.recovery)


def _coverage(report: Report) -> str:
    """An interval of ISO 8601; open where one side is."""
    if not report.event:
        return ""
    return "/".join(day.isoformat() if day else ".." for day in (report.earliest, report.latest))


def _cited(report: Report) -> Iterable[Article]:
    return {source.article.number: source.article for source in report.sources}.values()


def _plain(edtf: str) -> str:
    """A date of ISO 8601 where it is one; no other date is told to those who know no EDTF."""
    return edtf.rstrip("?~%") if PLAIN.fullmatch(edtf) else ""


def _publication() -> Node:
    ours = {"@type": "Organization", "name": settings.SITE_NAME}
    return {
        "author": ours,
        "publisher": ours,
        "license": settings.DATA_LICENCE_URL,
        "inLanguage": settings.TEXT_LANGUAGE,
    }


def _in_languages(text: str, wordings: Iterable[Wording]) -> str | list[Node]:
    """A text; where it is said in other languages too, each with its own."""
    said = [(settings.TEXT_LANGUAGE, text)] if text else []
    said += [(one.language, one.text) for one in wordings]
    tagged = [{"@language": language, "@value": told} for language, told in said]
    return tagged if wordings else text


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
