"""Values of the catalogue come in; the entries of a feed go out, in plain text. ``origin`` is https://example.org."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_countries import countries

from ..catalogue import Amended, Entry, Latest, Link, Report
from ..dates import words
from ..terms import CAUSES, FIELDS, LEVELS, METHODS, RECOVERIES, STATUSES, VERIFICATIONS, Fault, Vocabulary
from ..tongues import permanent, tongue
from ..wordings import said_in
from .atom import Item

VALUES: dict[str, Vocabulary] = {
    "level": LEVELS,
    "verification": VERIFICATIONS,
    "recovery": RECOVERIES,
    "causes": CAUSES,
    "methods": METHODS,
}
DATES = ("event",)


def of_report(latest: Latest, origin: str) -> Item:
    """A report: its address is its id, since its number is never given to another."""
    report = latest.report
    address = origin + reverse("report", args=[report.number])
    return Item(
        id=origin + permanent("report", report.number),
        title=_("{site}: {status}").format(site=called(report.site), status=_said(report)),
        address=address,
        summary=" ".join(filter(None, (_summary(report), _facts(report)))),
        published=report.first_published,
        updated=max(latest.changed, report.first_published),
        site=latest.entry,
        words=(_(STATUSES.label(report.level)) if report.level else "", countries.name(latest.entry.country)),
    )


def of_amended(amended: Amended, origin: str) -> Item:
    """What was corrected or taken back: in one sentence, with the reason that was given for it."""
    address = origin + reverse("report", args=[amended.number])
    event = amended.event
    return Item(
        id=f"{origin}{permanent('report', amended.number)}#{amended.token}",
        title=_title(amended),
        address=address,
        summary=" ".join(filter(None, (_changed(amended), _("Reason: {why}").format(why=event.reason)))),
        published=event.day,
        updated=event.day,
        site=amended.entry,
        words=(_verb(amended),),
    )


def called(site: Link | Entry) -> str:
    """The name of a site in the language of the feed."""
    return site.named(get_language()).text


def _summary(report: Report) -> str:
    told = said_in(get_language(), report.summary, settings.TEXT_LANGUAGE, report.wordings)
    if told is None or told.asked:
        return told.text if told else ""
    return _("{field} ({language})").format(field=told.text, language=tongue(told.language))


def _said(report: Report) -> str:
    said = [STATUSES.label(report.level) if report.level else "", RECOVERIES.label(report.recovery or "")]
    return _(", ").join([*(_(one) for one in said if one), _(VERIFICATIONS.label(report.verification)).lower()])


def _facts(report: Report) -> str:
    """When, by what, and on how many sources it rests."""
    told = [
        _("When: {when}.").format(when=words(report.event, get_language())) if report.event else "",
        _("Causes: {causes}.").format(causes=_listed(CAUSES, report.causes)) if report.causes else "",
        ngettext("It rests on one source.", "It rests on {n} sources.", report.articles).format(n=report.articles),
    ]
    return " ".join(filter(None, told))


def _refuted(amended: Amended) -> bool:
    return any(name == "verification" and after == "refuted" for name, _before, after in amended.event.changes)


def _verb(amended: Amended) -> str:
    if amended.event.verb == "withdrawn":
        return _("withdrawn")
    return _("found to be wrong") if _refuted(amended) else _("corrected")


def _title(amended: Amended) -> str:
    said = _("{site}: report {n} {verb}")
    return said.format(site=called(amended.entry), n=amended.number, verb=_verb(amended))


def _changed(amended: Amended) -> str:
    """One sentence: each field with what it said and says; of long texts and of the rest, that they changed."""
    if amended.event.verb == "withdrawn":
        return _("Report {n} was withdrawn, and counts for nothing any more.").format(n=amended.number)
    parts = [_field(*change) for change in amended.event.changes]
    return _("Changed: {parts}.").format(parts=_("; ").join(parts)) if parts else ""


def _field(name: str, before: str, after: str) -> str:
    field, _colon, language = name.partition(":")
    label = _(FIELDS.label(field)) if field in FIELDS else field.replace("_", " ")
    if language:
        label = _("{field} ({language})").format(field=label, language=language)
    if field == "summary" or not (before or after):
        return label
    return _("{field} from “{before}” to “{after}”").format(
        field=label, before=_in_words(name, before) or "–", after=_in_words(name, after) or "–"
    )


def _in_words(name: str, value: str) -> str:
    if name in VALUES:
        return _listed(VALUES[name], value.split(", ")) if value else ""
    try:
        return words(value, get_language()) if name in DATES and value else value
    except Fault:
        return value


def _listed(vocabulary: Vocabulary, values) -> str:
    return _(", ").join(_(vocabulary.label(value)) if value in vocabulary else value for value in values)
