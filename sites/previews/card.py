"""What a picture says: records of the catalogue → words in the language of the page, and a public place."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_countries import countries

from ..catalogue import ArticleRecord, Entry, Query, Report, Status, Summary
from ..citations import asked, one_line
from ..dates import words
from ..places import PublicPlace
from ..terms import RECOVERIES, STATUSES, VERIFICATIONS
from .sign import Sign, sign_of

MOST_ROWS = 7


@dataclass(frozen=True, slots=True)
class Card:
    """``over`` stands above the name, ``native`` is the name in its own script; ``sign`` is the large mark, with its
    words ``status`` and ``more``; ``facts`` stand at the foot, beside it all a map of the ``place`` or ``rows``."""

    over: str
    name: str
    native: str = ""
    sign: Sign | None = None
    status: str = ""
    more: str = ""
    facts: tuple[str, ...] = ()
    place: PublicPlace | None = None
    rows: tuple[tuple[Sign, str], ...] = ()


def card_of_site(entry: Entry, query: Query) -> Card:
    status, language = entry.status, get_language()
    beside = [one_line(other.text) for other in entry.beside(language)]
    return Card(
        over=_("Site %(number)s") % {"number": entry.number},
        name=one_line(entry.named(language).text),
        native=beside[0] if beside else "",
        sign=sign_of(status),
        status=_label(STATUSES, status.level),
        more=_more(status),
        facts=(countries.name(entry.country), *_counts(entry), *asked(Query(on=query.on, known=query.known))),
        place=_place(entry),
    )


def card_of_report(report: Report) -> Card:
    """A report that tells of recovery alone has the step for its status."""
    said = _label(STATUSES, report.level) if report.level else _label(RECOVERIES, report.recovery)
    return Card(
        over=_("Report %(number)s") % {"number": report.number},
        name=one_line(report.site.named(get_language()).text),
        sign=sign_of(report),
        status=said,
        more=_more(report) if report.level else _label(VERIFICATIONS, report.verification).lower(),
        facts=(*([words(report.event, get_language())] if report.event else []), _articles(report.articles)),
        place=report.place,
    )


def card_of_article(record: ArticleRecord) -> Card:
    article, cited = record.article, len(record.reports)
    dated = [words(article.published, get_language())] if article.published else []
    rests = ngettext("%(n)s report rests on it", "%(n)s reports cite it", cited) % {"n": _number(cited)}
    return Card(
        over=_("Source %(number)s") % {"number": article.number},
        name=one_line(article.title),
        facts=tuple(filter(None, (one_line(article.publisher), *dated, rests))),
        rows=tuple(
            (sign_of(report), one_line(report.site.named(get_language()).text)) for report in record.reports[:MOST_ROWS]
        ),
    )


def card_of_list(query: Query, seen: Summary) -> Card:
    """The sites that a filter picks, by level; without a filter the whole installation."""
    said, said_of = asked(query), {"n": _number(seen.total), "all": _number(seen.all)}
    counted = (
        ngettext("%(n)s site", "%(n)s sites", seen.total) if seen.total == seen.all else _("%(n)s of %(all)s sites")
    )
    tagline = _("Heritage sites, the dated reports about them, and the sources each report rests on.")
    return Card(
        over=counted % said_of,
        name=one_line(" · ".join(said)) if said else settings.SITE_NAME,
        facts=(tagline,),
        rows=tuple(
            (Sign(level), f"{_number(count)} · {_label(STATUSES, level)}")
            for level, count in seen.levels.items()
            if count
        ),
    )


def _label(vocabulary, value: str) -> str:
    return _(vocabulary.label(value))


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)


def _more(said: Status | Report) -> str:
    """How well it is verified, whether it is contested, and the step of recovery."""
    contested = _("contested") if getattr(said, "contested", False) else ""
    parts = (
        said.verification and _label(VERIFICATIONS, said.verification).lower(),
        contested,
        said.recovery and _label(RECOVERIES, said.recovery).lower(),
    )
    return " · ".join(filter(None, parts))


def _counts(entry: Entry) -> list[str]:
    if not entry.reports or entry.status.level == "no_report":
        return []
    reports = ngettext("%(n)s report", "%(n)s reports", entry.reports) % {"n": _number(entry.reports)}
    return [reports, _articles(entry.articles)]


def _articles(count: int) -> str:
    return ngettext("%(n)s article", "%(n)s articles", count) % {"n": _number(count)}


def _place(entry: Entry) -> PublicPlace | None:
    return None if entry.latitude is None else PublicPlace(entry.latitude, entry.longitude, entry.cell)
