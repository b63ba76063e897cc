from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, photos
from ..models import Photo, Report, Site
from .corrections import OPEN, hold_corrected, replace, require_only_one
from .evidence import missing
from .gate import hold, require_reason, set_state, settle
from .refusal import Refused, allow


def submit(record: Site | Report | Photo, *, by, reason: str = "") -> None:
    """Send a draft to review. Raises Refused if it is no draft."""
    allow(by, f"change_{record._meta.model_name}")
    with transaction.atomic():
        hold(record, "draft", "refused")
        require_only_one(record)
        if isinstance(record, Photo) and not record.alt.strip():
            raise Refused(_("Describe the picture first: what it shows, for those who cannot see it."))
        record.sent_at, record.returned_for = timezone.now(), ""
        set_state(record, "in_review", by)
        settle(record, "submitted", by, reason.strip() or _("Ready for review."), {})


def publish(record: Site | Report | Photo, *, by, reason: str) -> None:
    """Publish a record; a correction takes the place of the report it corrects.

    Raises Refused, with everything that is missing, if the record does not keep its promises.
    """
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        hold(record, "draft", "in_review", "withdrawn")
        corrected = hold_corrected(record)
        if isinstance(record, Photo):
            photos.render(record)
        archive.take_turn()  # so that what it rests on cannot change between the look at it and the decision
        if problems := unready(record):
            raise Refused(*problems)
        if corrected:
            replace(corrected, record, by, reason)
        else:
            set_state(record, "published", by)
            settle(record, "published", by, reason, {})


def refuse(record: Site | Report | Photo, *, by, reason: str) -> None:
    """Refuse a draft, saying why. Its editor may mend it and send it again."""
    allow(by, "review")
    _decide(record, "refused", "refused", ("draft", "in_review"), by, reason)


def withdraw(record: Site | Report | Photo, *, by, reason: str) -> None:
    """Take a published record back. It stays on record as withdrawn, with the reason; it is never deleted."""
    allow(by, "review")
    _decide(record, "withdrawn", "withdrawn", ("published",), by, reason)


def unready(record: Site | Report | Photo) -> list[str]:
    """Everything that stands between a record and its publication, in sentences; empty if nothing does."""
    problems = _invalid(record)
    site = getattr(record, "site", None)
    if site is not None and site.state != "published":
        problems.append(_("Its site, %(site)s, is not published: publish the site first.") % {"site": site})
    if isinstance(record, Photo) and _again(record).exists():
        problems.append(_("The same picture is here a second time: delete or withdraw the other one first."))
    if isinstance(record, Report):
        problems += [*missing(record), *_not_yet(record)]
        replaced = record.corrects_id if record.state in OPEN else None
        others = Report.objects.published().filter(number=record.number).exclude(pk__in=[record.pk, replaced])
        if others.exists():
            problems.append(_("Another version is published under its number: correct that one."))
    return problems


def _again(photo: Photo) -> QuerySet:
    return Photo.objects.filter(sha256=photo.sha256).exclude(pk=photo.pk).exclude(state="withdrawn")


def _not_yet(report: Report) -> list[str]:
    """Nothing is published of a day that has not come, or on a source that has not come out."""
    today = timezone.localdate()
    early = report.articles.filter(published_earliest__gt=today).distinct()
    problems = [
        _("Its source “%(title)s” is dated in the future: check the article's day.") % {"title": article}
        for article in early
    ]
    if report.event_earliest and report.event_earliest > today:
        problems.append(_("It happened on a day that has not come yet: check when it happened."))
    return problems


def _invalid(record) -> list[str]:
    try:
        record.full_clean(validate_unique=False, validate_constraints=False)  # the database saw to those when it saved
    except ValidationError as fault:
        return [_problem(record, field, said) for field, said in fault.message_dict.items()]
    return []


def _problem(record, field: str, said: list[str]) -> str:
    if field == "__all__":
        return " ".join(said)
    return f"{record._meta.get_field(field).verbose_name}: {' '.join(said)}"


def _decide(record, verb: str, becomes: str, allowed: tuple[str, ...], by, reason: str) -> None:
    reason = require_reason(reason)
    with transaction.atomic():
        hold(record, *allowed)
        set_state(record, becomes, by)
        settle(record, verb, by, reason, {})
