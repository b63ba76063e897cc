from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, photos
from ..models import Decision, Photo, Report, Site, number_of
from .corrections import hold_corrected, replace, require_only_one
from .eyes import require_other_eyes
from .gate import hold, require_reason, set_state, settle
from .readiness import unready
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


def publish(
    record: Site | Report | Photo, *, by, reason: str, as_reported: bool = False, seen: int | None = None
) -> None:
    """Publish a record; a correction takes the place of the report it corrects.

    ``as_reported`` lowers a report to that verification first, where the evidence bears out no more. ``seen`` is the
    ``latest`` decision on it that the reviewer knew of. Raises Refused, with everything that is missing, if the record
    does not keep its promises, if the account wrote it itself, or if it was changed since it was seen.
    """
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        hold(record, "draft", "in_review", "withdrawn")
        corrected = hold_corrected(record)
        if isinstance(record, Photo):
            _require_fit(record, by, seen)  # before files are made, which nothing undoes
            photos.render(record)
        archive.take_turn()  # so that what it rests on cannot change between the look at it and the decision
        changes = _require_fit(record, by, seen, as_reported=as_reported)
        if corrected:
            replace(corrected, record, by, reason)
        else:
            set_state(record, "published", by)
            settle(record, "published", by, reason, changes)


def _require_fit(record: Site | Report | Photo, by, seen: int | None, *, as_reported: bool = False) -> dict:
    """Raise Refused with what keeps it from being published, as ``publish`` says; gives what was lowered."""
    require_other_eyes(record, by)
    _require_seen(record, seen)
    changes = _lower(record) if as_reported else {}
    if problems := unready(record):
        raise Refused(*problems)
    return changes


def _lower(report: Report) -> dict:
    """Let a report claim no more than that somebody says so; gives the change."""
    was = report.verification
    if was == "refuted":
        raise Refused(_("It was found to be wrong: that is not lowered to “Reported”. Return it, or refuse it."))
    report.verification = "reported"
    report.save(update_fields=["verification"])
    return {} if was == "reported" else {"verification": [was, "reported"]}


def latest(records: Iterable[Site | Report | Photo]) -> dict[int, int]:
    """The last decision on each of these records of one kind, by the record's key."""
    records = list(records)
    kind = records[0]._meta.model_name if records else ""
    told = Decision.objects.filter(kind=kind, number__in={number_of(record) for record in records}).order_by()
    last = dict(told.values_list("number").annotate(Max("id")))
    return {record.pk: last.get(number_of(record), 0) for record in records}


def _require_seen(record: Site | Report | Photo, seen: int | None) -> None:
    if seen is not None and latest([record])[record.pk] != seen:
        raise Refused(_("It was changed since you looked at it: read it again, then decide."))


def give_back(record: Site | Report | Photo, *, by, reason: str, seen: int | None = None) -> None:
    """Return what waits to its editor as a draft, saying what is to be mended. ``seen`` as in ``publish``."""
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        hold(record, "in_review")
        _require_seen(record, seen)
        record.returned_for = reason
        set_state(record, "draft", by)
        settle(record, "returned", by, reason, {})


def refuse(record: Site | Report | Photo, *, by, reason: str, seen: int | None = None) -> None:
    """Refuse a draft, saying why. Its editor may mend it and send it again. ``seen`` as in ``publish``."""
    allow(by, "review")
    _decide(record, "refused", "refused", ("draft", "in_review"), by, reason, seen)


def withdraw(record: Site | Report | Photo, *, by, reason: str) -> None:
    """Take a published record back. It stays on record as withdrawn, with the reason; it is never deleted."""
    allow(by, "review")
    _decide(record, "withdrawn", "withdrawn", ("published",), by, reason)


def _decide(
    record, verb: str, becomes: str, allowed: tuple[str, ...], by, reason: str, seen: int | None = None
) -> None:
    reason = require_reason(reason)
    with transaction.atomic():
        hold(record, *allowed)
        _require_seen(record, seen)
        set_state(record, becomes, by)
        settle(record, verb, by, reason, {})
