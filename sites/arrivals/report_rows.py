"""Rows that are reports, with the sites that they tell of and the articles that they cite, made where none fits."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from .. import wholesale
from ..imports import Drafted
from ..models import Article, Citation, Report, Site
from ..terms import Fault
from .article_rows import Origins
from .changing import Change
from .making import article_of, report_of, site_of, with_addresses
from .matching import Held, parted, reports_met, taken
from .references import Articles, Sites
from .site_rows import SiteRows, bring_back, change_one
from .working import Work

Cited = list[tuple[Article, str, str, str]]  # article, role, quotation, its place


class ReportRows:
    def __init__(self, work: Work):
        self._work = work
        self._origins = Origins(work)
        self._sites, self._articles = Sites(work), Articles(work)
        self._site_rows = SiteRows(work)

    def met(self, rows: Sequence[Drafted]) -> dict[str, int]:
        return reports_met(rows, own=self._work.mapping.own)

    def make(self, rows: Sequence[Drafted]) -> None:
        new_sites = self._find_sites(rows)
        new_articles = self._find_articles(rows)
        drafts = [(row, *self._draft(row)) for row in rows]
        sound = [one for one in drafts if one[1] is not None and self._is_sound(*one)]
        self._work.told.counts["new"] += len(sound)
        if self._work.writes:
            self._store_besides(new_sites, new_articles)
            self._store(sound)

    def _find_sites(self, rows: Sequence[Drafted]) -> list[tuple[Mapping, Site]]:
        """Those that are new. What is wrong with one is told of the row that names it first."""
        made = []
        for row, values in self._sites.unknown(rows):
            site = site_of(values, self._work.visibility_of(values))
            if self._site_rows.is_sound(row, site):
                made.append((values, site))
                self._sites.hold(values, site)
                self._work.told.counts["sites"] += 1
            else:
                self._sites.hold(values, None)
        if self._work.door:
            for _, site in made:
                site.slug = ""
            with_addresses([(site, self._sites.key_of(values)) for values, site in made], taken)
        return made

    def _find_articles(self, rows: Sequence[Drafted]) -> list[Article]:
        unknown = self._articles.unknown(rows)
        origins, made = self._origins.of(values for _, values in unknown), []
        for row, values in unknown:
            article = article_of(values, origins.get(values.get("origin")))
            problems = wholesale.unfit(article)
            for problem in problems:
                self._work.fault(row, problem, "url", article.url or "")
            self._articles.hold(values, None if problems else article)
            if not problems:
                made.append(article)
                self._work.told.counts["articles"] += 1
        return made

    def _draft(self, row: Drafted) -> tuple[Report | None, Cited]:
        site, cited = self._sites.of(row), self._cited(row)
        if site is None or cited is None:
            return None, []
        report = report_of(row.values, site)
        if self._work.own_numbers and row.values.get("number"):
            report.number = report.pk = row.values["number"]
        return report, cited

    def _cited(self, row: Drafted) -> Cited | None:
        """Each article once in a role; None if one of them is not known."""
        told = {}
        for one in row.values.get("citations") or ():
            article = self._articles.of(row, one["article"])
            if article is None:
                return None
            role = one.get("role") or "says"
            told.setdefault((id(article), role), (article, role, one.get("quote") or "", one.get("locator") or ""))
        return list(told.values())

    def _is_sound(self, row: Drafted, report: Report, cited: Cited) -> bool:
        problems = wholesale.unfit(report)
        for _article, role, quote, locator in cited:
            problems += wholesale.unfit(Citation(role=role, quote=quote, locator=locator))
        if self._work.publish:
            problems += wholesale.unpublishable(report, [(role, article) for article, role, *_ in cited])
            if report.site.pk and report.site.state != "published":
                problems.append(_unpublished(report.site))
        for problem in problems:
            self._work.fault(row, problem)
        return not problems and not self._work.is_faulty(row)

    def _store_besides(self, sites: list[tuple[Mapping, Site]], articles: list[Article]) -> None:
        work = self._work
        self._origins.store()
        if sites:
            self._site_rows.store(sites)
            work.keep(work.made("site", self._sites.key_of(values), site.pk) for values, site in sites)
        if articles:
            work.door.articles(articles)
            work.keep(work.made("article", _mark(article), article.pk) for article in articles)

    def _store(self, sound: Sequence[tuple[Drafted, Report, Cited]]) -> None:
        if not sound:
            return
        citations = [
            Citation(report=report, article=article, role=role, quote=quote, locator=locator)
            for _, report, cited in sound
            for article, role, quote, locator in cited
        ]
        self._work.door.reports([report for _, report, _ in sound], citations)
        self._work.keep(self._work.row_of(row, report.number, made=True) for row, report, _ in sound)

    def change(self, changes: Sequence[Change]) -> None:
        """The version that stands, or the draft. A site or an article that it names anew is made first."""
        rows = [change.row for change in changes]
        new_sites, new_articles = self._find_sites(rows), self._find_articles(rows)
        if self._work.writes:
            self._store_besides(new_sites, new_articles)
        held = self._standing({change.number for change in changes})
        for change in changes:
            site, cited = self._sites.of(change.row), self._cited(change.row)
            if site is None or cited is None:
                continue
            lines = [(article.pk, role, quote, locator) for article, role, quote, locator in cited]
            told = change.row.values | {"site": site.pk, "citations": lines}
            change_one(self._work, change, held.get(change.number), told)

    def _standing(self, numbers: set[int]) -> dict[int, Report]:
        found = {}
        for part in parted(numbers):
            rows = Report.objects.filter(number__in=part).select_related("site").prefetch_related("citations")
            for one in rows.order_by("pk"):
                if one.number not in found or one.state == "published":
                    found[one.number] = one
        return found

    def bring_back(self, pairs: Sequence[tuple[Drafted, Held]]) -> None:
        bring_back(self._work, Report, "number", pairs, self.make)

    def finish(self) -> None:
        """Everything that a report refers to was found or made with it."""


def _unpublished(site: Site) -> str:
    return str(Fault("Its site, {site}, is not published: publish the site first.", site=site))


def _mark(article: Article) -> str:
    """The key of an article that came with a report: its address, or what it is called."""
    told = article.url or "|".join((article.title, article.publisher, article.published, str(article.pk)))
    return f"~{blake2b(told.encode(), digest_size=16).hexdigest()}"
