"""What a record says, field by field, in words; of a correction beside what stands."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .. import dates, terms
from ..models import Photo, Report, Site
from ..translations import rows_between


@dataclass(frozen=True, slots=True)
class Row:
    """One field's name, what it said before (None: there is no before) and what it says now."""

    label: str
    before: str | None
    after: str

    @property
    def differs(self) -> bool:
        return self.before is not None and self.before != self.after


def _terms(vocabulary, values: list[str]) -> str:
    return ", ".join(_(vocabulary.label(one)) for one in values)


def _when(report: Report) -> str:
    return f"{dates.words(report.event, get_language())} ({report.event})" if report.event else _("undated")


def _own_term(report: Report) -> str:
    return ", ".join(filter(None, [report.source_value, report.source_scale]))


REPORT = (
    (gettext_lazy("site"), lambda report: str(report.site)),
    (gettext_lazy("damage level"), lambda report: _(terms.LEVELS.label(report.level))),
    (gettext_lazy("recovery step"), lambda report: _(terms.RECOVERIES.label(report.recovery))),
    (gettext_lazy("when it happened"), _when),
    (gettext_lazy("causes"), lambda report: _terms(terms.CAUSES, report.causes)),
    (gettext_lazy("verification"), lambda report: _(terms.VERIFICATIONS.label(report.verification))),
    (gettext_lazy("how assessed"), lambda report: _terms(terms.METHODS, report.methods)),
    (gettext_lazy("attributed to"), lambda report: report.attributed_to),
    (gettext_lazy("the source's own term"), _own_term),
    (gettext_lazy("summary"), lambda report: report.summary),
)


def rows_of_report(report: Report) -> list[Row]:
    """Every field that says something, or did in the version that this one corrects."""
    old = report.corrects
    rows = [Row(str(label), say(old) if old else None, say(report)) for label, say in REPORT]
    rows += _in_other_languages(report, old)
    return [row for row in rows if row.before or row.after]


def _in_other_languages(record: Site | Report | Photo, old: Report | None = None) -> list[Row]:
    """A row for each language in which something is said; of a correction, in which something else is."""
    rows = rows_between(type(record), old and old.wordings, record.wordings)
    return [Row(field, before if old else None, after) for field, before, after in rows]


def facts_of_site(site: Site, sees_place: bool) -> list[Row]:
    """What the record of a site says; where it lies only to those who may know."""
    names = [", ".join(filter(None, [name.text, name.language])) for name in site.names.all()]
    said = [
        (_("kind"), _(terms.KINDS.label(site.kind))),
        (_("country"), site.country.name),
        (_("part of"), str(site.part_of or "")),
        (_("names"), " · ".join(names)),
        (_("built"), dates.words(site.built, get_language()) if site.built else ""),
        (_("summary"), site.summary),
        (_("what the public sees of the place"), value_of_site("visibility", site.visibility)),
    ]
    place = [
        (_("place"), site.place),
        (_("coordinates"), f"{site.latitude}, {site.longitude}" if site.latitude is not None else _("none")),
        (_("precision in metres"), value_of_site("precision_m", site.precision_m)),
        (_("source of the coordinates"), site.point_source),
        (_("identifiers"), " · ".join(str(one) for one in site.identifiers.all())),
    ]
    rows = [Row(label, None, value) for label, value in [*said, *(place if sees_place else [])] if value]
    return rows + _in_other_languages(site)


def value_of_site(name: str, value) -> str:
    if value is None or value == "":
        return _("none")
    if name == "visibility":
        return _(terms.VISIBILITIES.label(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def facts_of_photo(photo: Photo) -> list[Row]:
    said = [
        (_("site"), str(photo.site)),
        (_("description"), photo.alt),
        (_("credit"), f"{photo.credit}, {photo.licence}"),
        (_("shows the site"), photo.get_moment_display()),
        (_("taken"), dates.words(photo.taken, get_language()) if photo.taken else ""),
        (_("graphic"), _("yes, readers see it after a click") if photo.graphic else _("no")),
    ]
    rows = [Row(label, None, value) for label, value in said if value]
    return rows + _in_other_languages(photo)


def status_words(status) -> str:
    """A status as readers see it, of an entry or of a period; None is a site of which nothing is reported."""
    if status is None:
        return _(terms.NO_REPORT.label)
    said = [_(terms.STATUSES.label(status.level))]
    said += [_(terms.VERIFICATIONS.label(status.verification)).lower()] if status.verification else []
    said += [_(terms.RECOVERIES.label(status.recovery)).lower()] if status.recovery else []
    said += [_("contested")] if status.contested else []
    return ", ".join(said)
