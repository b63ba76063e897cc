"""The demonstration data: 53 real sites with what was reported of them. It takes the same way in as any other data."""

import json
from pathlib import Path

from django.db import transaction

from .. import review
from ..models import Article, Citation, Identifier, Origin, Report, Site, SiteName
from ..wordings import reworded

FOLDER = Path(__file__).parent / "demo"
REASON = "Entered with the demonstration data, from the sources cited."


def load(editor, reviewer) -> dict[str, int]:
    """Enter the demonstration data and publish it: the editor drafts, the reviewer decides. All of it or nothing.

    Gives the numbers of sites, articles and reports.
    """
    with transaction.atomic():
        sites = {row["slug"]: row for row in _rows("sites")}
        saved = {}
        for slug, row in sites.items():
            saved[slug] = _enter_site(row, saved, reviewer)
        articles = {row["key"]: _enter_article(row, editor) for row in _rows("articles")}
        reports = [_enter_report(row, saved, articles, editor) for row in _rows("reports")]
        for report in reports:
            review.publish(report, by=reviewer, reason=REASON)
    return {"sites": len(saved), "articles": len(articles), "reports": len(reports)}


def _rows(name: str) -> list[dict]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _worded(row: dict) -> dict:
    """What the summary says in other languages, as the record keeps it."""
    return {"wordings": reworded(None, row.get("wordings", {}), (), row["summary"])}


def _enter_site(row: dict, saved: dict[str, Site], reviewer) -> Site:
    own = {key: value for key, value in row.items() if key not in ("names", "identifiers", "part_of")} | _worded(row)
    site = Site.objects.create(**own, part_of=saved.get(row["part_of"]))
    SiteName.objects.bulk_create(SiteName(site=site, **name) for name in row["names"])
    Identifier.objects.bulk_create(
        Identifier(site=site, scheme=scheme, value=value) for scheme, value in row["identifiers"].items()
    )
    review.record(site, by=reviewer, reason=REASON)
    review.publish(site, by=reviewer, reason=REASON)
    return site


def _enter_article(row: dict, editor) -> Article:
    own = {key: value for key, value in row.items() if key not in ("key", "origin", "url")}
    origin = Origin.objects.get_or_create(name=row["origin"])[0] if row["origin"] else None
    article = Article(**own, url=row["url"] or None, origin=origin)
    article.full_clean()
    article.save()
    review.record(article, by=editor, reason=REASON)
    return article


def _enter_report(row: dict, sites: dict[str, Site], articles: dict[str, Article], editor) -> Report:
    own = {key: value for key, value in row.items() if key not in ("site", "date", "citations")} | _worded(row)
    report = Report.objects.create(**own, site=sites[row["site"]], event=row["date"])
    Citation.objects.bulk_create(
        Citation(
            report=report,
            article=articles[one["article"]],
            role=one["role"],
            quote=one["quote"],
            locator=one["locator"],
        )
        for one in row["citations"]
    )
    review.record(report, by=editor, reason=REASON)
    review.submit(report, by=editor, reason=REASON)
    return report
