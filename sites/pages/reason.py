"""Why a site has its status, in sentences that say no more than its reports do. Values in, sentences out."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from ..catalogue import Report, Source, Status
from ..dates import words
from ..terms import NO_REPORT, SCALE, STATUSES, VERIFICATIONS

LOOKED = {
    "site_visit": gettext_lazy("a site visit"),
    "satellite": gettext_lazy("satellite or aerial images"),
    "ground_imagery": gettext_lazy("photographs or video from the ground"),
}
RESTS = {
    "confirmed": gettext_lazy("Because {report} rests on {evidence}: {when}."),
    "corroborated": gettext_lazy("Because {sources} of different origin say so in {report}: {when}."),
    "reported": gettext_lazy("Because {report} says so: {when}. Nothing here corroborates it yet."),
}


def _origins(sources: Iterable[Source]) -> set[str | int]:
    """What supporting sources count under: their shared origin, or themselves."""
    return {source.article.origin or source.article.number for source in sources if source.supports}


def reasons(status: Status, reports: Sequence[Report]) -> list[SafeString]:
    """One sentence each: what decided, what agrees, what disagrees, what was corrected, what was found to be wrong."""
    if status.level == NO_REPORT.value:
        return [_silence(reports)]
    standing = [report for report in reports if report.verification != "refuted"]
    episode = [report for report in standing if report.effective >= status.episode_since]
    stood = status.level_since
    sentences = [
        *_deciding(status, episode),
        _agreement(status, episode, stood),
        _again(status, episode, stood),
        _correction(status, episode),
        *_dissent(status, standing),
        _outweighed(status, episode, stood),
        _refuted([report for report in reports if report.verification == "refuted"]),
    ]
    return [sentence for sentence in sentences if sentence]


def standing(status: Status, reports: Sequence[Report]) -> str:
    """From which day the level counts; where a better report gave its verification only later, from which day that."""
    first = status.level_since
    if first is None:
        return ""
    days = [report.effective for report in reports if report.number in status.because and report.level == status.level]
    if not days or min(days) <= first or status.verification == "reported":
        return gettext("It counts from {day} on.").format(day=said(first.isoformat()))
    sentence = gettext("It counts from {day} on, by the earliest claim; it is {verification} from {later} on.")
    return sentence.format(
        day=said(first.isoformat()),
        verification=_uncapped(gettext(VERIFICATIONS.label(status.verification))),
        later=said(min(days).isoformat()),
    )


def _silence(reports: Sequence[Report]) -> SafeString:
    if reports:
        return format_html("{}", gettext("No report says how badly it is damaged, or whether it is."))
    return format_html(
        "{}", gettext("No published report says anything about its state. That is not to say that it is unharmed.")
    )


def _deciding(status: Status, reports: Sequence[Report]) -> list[SafeString]:
    deciding = [report for report in reports if report.number in status.because and report.level == status.level]
    return [
        format_html(
            RESTS[report.verification],
            report=link(report),
            when=when(report),
            evidence=_evidence(report),
            sources=_counted_sources(report),
        )
        for report in deciding
    ]


def _evidence(report: Report) -> str:
    looked = [str(LOOKED[method]) for method in report.methods if method in LOOKED]
    return listed(looked) or gettext("the account of somebody who looked")


def _number(count: int) -> str:
    """A small number in letters, in English alone: in other languages its word agrees with what is counted."""
    return apnumber(count) if get_language() == "en" else str(count)


def _counted_sources(report: Report) -> str:
    count = len(_origins(report.sources))
    return ngettext("{count} source", "{count} sources", count).format(count=_number(count))


def _agreement(status: Status, reports: Sequence[Report], stood: date | None) -> SafeString | None:
    same = [report for report in reports if report.level == status.level]
    claimed = list(dict.fromkeys(when(report) for report in reversed(same) if not _looked_later(report, stood)))
    if len(same) < 2:
        return None
    if not claimed:
        agreed = ngettext("{count} report agrees on the level.", "{count} reports agree on the level.", len(same))
    elif len(claimed) == 1:
        agreed = ngettext(
            "{count} report agrees on the level; the date given for it: {dates}.",
            "{count} reports agree on the level; the date given for it: {dates}.",
            len(same),
        )
    else:
        agreed = ngettext(
            "{count} report agrees on the level; differing dates are given: {dates}.",
            "{count} reports agree on the level; differing dates are given: {dates}.",
            len(same),
        )
    dates = gettext("; ").join(claimed)
    return format_html("{}", capfirst(agreed.format(count=_number(len(same)), dates=dates)))


def _looked_later(report: Report, stood: date | None) -> bool:
    """Whether a report dates its own look, after the event, rather than the event."""
    return report.verification == "confirmed" and bool(stood and report.earliest and report.earliest > stood)


def _again(status: Status, reports: Sequence[Report], stood: date | None) -> SafeString | None:
    others = [report for report in reports if report.level == status.level and report.number not in status.because]
    later = [report for report in others if _looked_later(report, stood)]
    if not later:
        return None
    return format_html(gettext("It was seen so again: {reports}."), reports=_cited(reversed(later)))


def _correction(status: Status, reports: Sequence[Report]) -> SafeString | None:
    """Reports that had said more, and were capped by an equally good one."""
    capped = [report for report in reports if report.number in status.because and report.level != status.level]
    if not capped:
        return None
    return format_html(gettext("That corrects what was said before: {reports}."), reports=_saying(capped))


def _dissent(status: Status, reports: Sequence[Report]) -> list[SafeString]:
    return [
        format_html(
            gettext("Contested: {report} says “{level}” ({when}), and nothing here outweighs it."),
            report=link(report),
            level=level_word(report.level),
            when=when(report),
        )
        for report in reports
        if report.number in status.dissent
    ]


def _outweighed(status: Status, reports: Sequence[Report], stood: date | None) -> SafeString | None:
    """Reports of another level that were settled by better evidence, or by later evidence that is as good."""
    settled = {*status.because, *status.dissent}
    others = [report for report in reports if report.number not in settled and _contradicts(report, status, stood)]
    if not others:
        return None
    return format_html(gettext("Outweighed: {reports}."), reports=_saying(others))


def _contradicts(report: Report, status: Status, stood: date | None) -> bool:
    """Whether a report says more than what stands, or less since it stands. Less before that was simply earlier."""
    if report.level == status.level or report.level not in SCALE or status.level not in SCALE:
        return False
    more = SCALE.index(report.level) > SCALE.index(status.level)
    return more or bool(stood and report.effective >= stood)


def _refuted(reports: Sequence[Report]) -> SafeString | None:
    if not reports:
        return None
    return format_html(gettext("Found to be wrong, and kept for the record: {reports}."), reports=_cited(reports))


def _cited(reports: Iterable[Report]) -> SafeString:
    return format_html_join(gettext("; "), "{} ({})", [(link(report), when(report)) for report in reports])


def _saying(reports: Iterable[Report]) -> SafeString:
    return format_html_join(gettext(", "), "{} ({})", [(link(one), level_word(one.level)) for one in reports])


def link(report: Report) -> SafeString:
    named = gettext("report {number}").format(number=report.number)
    return format_html('<a href="#report-{}">{}</a>', report.number, named)


def when(report: Report) -> str:
    return said(report.event) if report.event else gettext("undated")


def said(date: str) -> str:
    return words(date, get_language())


def level_word(level: str) -> str:
    return _uncapped(gettext(STATUSES.label(level)))


def _uncapped(text: str) -> str:
    return text[:1].lower() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("{some} and {last}").format(some=gettext(", ").join(parts[:-1]), last=parts[-1])
