"""Records of the catalogue come in; references go out. ``address`` is where the record is read, whole."""

from datetime import date

from django.conf import settings
from django.utils.text import slugify

from ..catalogue import Article, ArticleRecord, Event, ReportRecord, SiteRecord
from ..terms import RECOVERIES, STATUSES
from .reference import Reference

SOURCES = {
    "news": "article-newspaper",
    "official": "report",
    "report": "report",
    "imagery": "report",
    "dataset": "dataset",
    "post": "post",
    "reference": "entry-encyclopedia",
}


def of_site(record: SiteRecord, address: str, accessed: date) -> Reference:
    entry = record.entry
    title = f"{entry.name} (site {entry.number})"
    return _ours(
        f"site-{entry.number}", title, address, accessed, issued=_changed(record.history), number=str(entry.number),
        version=version_of(record.history),
    )  # fmt: skip


def of_report(record: ReportRecord, address: str, accessed: date) -> Reference:
    """A report keeps the day of its first publication; its version tells what was corrected since."""
    report = record.report
    said = STATUSES.label(report.level) if report.level else RECOVERIES.label(report.recovery)
    return _ours(
        f"report-{report.number}",
        f"Report {report.number}: {report.site.name}, {said.lower()}",
        address,
        accessed,
        issued=report.first_published.isoformat(),
        number=str(report.number),
        version=version_of(record.history),
    )


def of_article_record(record: ArticleRecord, address: str, accessed: date) -> Reference:
    """What is kept here about a source, and not the source itself."""
    article = record.article
    published = max(report.first_published for report in record.reports).isoformat()
    title = f"Source {article.number}: {article.title}"
    return _ours(f"source-record-{article.number}", title, address, accessed, issued=published)


def of_source(article: Article, record_address: str, accessed: date) -> Reference:
    """The source itself; a note leads to what is kept of it here."""
    return Reference(
        key=_key(f"source-{article.number}"),
        kind=SOURCES[article.type] if article.type != "news" or article.publisher else "webpage",
        title=article.title,
        authors=authors_of(article),
        publisher=article.publisher,
        issued=article.published,
        address=article.url,
        accessed=accessed,
        language=article.language,
        archive=article.archive_url,
        note=f"Logged in {settings.SITE_NAME} as source {article.number}: {record_address}",
    )


def authors_of(article: Article) -> tuple[str, ...]:
    """Several are parted by semicolons; a comma may belong to a name."""
    return tuple(name.strip() for name in article.authors.split(";") if name.strip())


def of_list(asked: list[str], address: str, accessed: date, version: str) -> Reference:
    """The sites that a filter picks. ``asked`` is the filter in words; the list is as it stands on that day."""
    title = f"Sites: {', '.join(asked)}" if asked else "All sites"
    return _ours("sites", title, address, accessed, issued=accessed.isoformat(), version=version)


def of_release(version: str, day: date, address: str, accessed: date) -> Reference:
    """A frozen release of everything."""
    key = f"release-{slugify(version.replace('.', '-'))}"
    title = f"{settings.SITE_NAME}: release {version}"
    return _ours(key, title, address, accessed, issued=day.isoformat(), version=version)


def version_of(history: tuple[Event, ...]) -> str:
    """The day of the last public decision and how many there were: another one whenever the record has changed."""
    return f"{_changed(history)}.{len(history)}" if history else ""


def _changed(history: tuple[Event, ...]) -> str:
    return history[-1].day.isoformat() if history else ""


def _ours(key: str, title: str, address: str, accessed: date, **said: str) -> Reference:
    return Reference(
        key=_key(key),
        kind="dataset",
        title=title,
        authors=(settings.SITE_NAME,),
        publisher=settings.SITE_NAME,
        address=address,
        accessed=accessed,
        licence=settings.DATA_LICENCE,
        language="en",
        **said,
    )


def _key(name: str) -> str:
    return f"{slugify(settings.SITE_NAME) or 'heritage'}-{name}"
