"""What stands between a record and its publication, in sentences."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Photo, Report, Site
from .corrections import OPEN
from .evidence import cited, missing


def unready(record: Site | Report | Photo) -> list[str]:
    """Everything that stands between a record and its publication; empty if nothing does."""
    return all_unready([record])[0]


def all_unready(records: Iterable[Site | Report | Photo]) -> list[list[str]]:
    """The same of many: asked for once for all, if what they rest on was fetched with them."""
    records = list(records)
    reports = [record for record in records if isinstance(record, Report)]
    pictures = [record for record in records if isinstance(record, Photo)]
    versions, copies = _published_versions(reports), _copies(pictures)
    return [_problems(record, versions, copies) for record in records]


def _problems(record: Site | Report | Photo, versions: dict, copies: dict) -> list[str]:
    problems = invalid_fields(record)
    if getattr(record, "merged_into_id", None):
        problems.append(_("It was merged into “%(site)s”, and leads there.") % {"site": record.merged_into})
    site = getattr(record, "site", None)
    if site is not None and site.state != "published":
        problems.append(_("Its site, %(site)s, is not published: publish the site first.") % {"site": site})
    if isinstance(record, Photo) and copies[record.sha256] - {record.pk}:
        problems.append(_("The same picture is here a second time: delete or withdraw the other one first."))
    if isinstance(record, Report):
        problems += [*missing(record), *_not_yet(record)]
        replaced = record.corrects_id if record.state in OPEN else None
        if versions[record.number] - {record.pk, replaced}:
            problems.append(_("Another version is published under its number: correct that one."))
    return problems


def _published_versions(reports: list[Report]) -> dict[int, set[int]]:
    """The keys of the published reports of the same numbers."""
    numbers = {report.number for report in reports}
    published = Report.objects.published().filter(number__in=numbers) if numbers else Report.objects.none()
    return _by(published.order_by().values_list("number", "pk"))


def _copies(pictures: list[Photo]) -> dict[str, set[int]]:
    """The keys of the photos that hold the same pictures."""
    digests = {photo.sha256 for photo in pictures}
    same = Photo.objects.filter(sha256__in=digests).exclude(state="withdrawn") if digests else Photo.objects.none()
    return _by(same.order_by().values_list("sha256", "pk"))


def _by(pairs: Iterable[tuple]) -> dict:
    found = defaultdict(set)
    for value, key in pairs:
        found[value].add(key)
    return found


def _not_yet(report: Report) -> list[str]:
    """Nothing is published of a day that has not come, or on a source that has not come out."""
    today = timezone.localdate()
    sources = {citation.article_id: citation.article for citation in cited(report)}
    problems = [
        _("Its source “%(title)s” is dated in the future: check the article's day.") % {"title": article}
        for article in sources.values()
        if article.published_earliest and article.published_earliest > today
    ]
    if report.event_earliest and report.event_earliest > today:
        problems.append(_("It happened on a day that has not come yet: check when it happened."))
    return problems


def invalid_fields(record) -> list[str]:
    """What the fields say by themselves. To what they lead, and that it is there, the database saw when it saved."""
    links = [field.name for field in record._meta.concrete_fields if field.is_relation]
    try:
        record.full_clean(exclude=links, validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        return [_problem(record, field, said) for field, said in fault.message_dict.items()]
    return []


def _problem(record, field: str, said: list[str]) -> str:
    if field == "__all__":
        return " ".join(said)
    return f"{record._meta.get_field(field).verbose_name}: {' '.join(said)}"
