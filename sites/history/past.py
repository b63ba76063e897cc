"""What a record said at any point of its story, walked back from what it says now."""

from django.db import models
from django.db.models import Q

from .. import review
from ..models import Decision, Imported, Report, number_of

NO_EDITS = ("corrected", "deleted")  # they tell of two versions, or of the whole record
OF_WHAT_STANDS = ("published", "withdrawn")


def about(record: models.Model) -> models.QuerySet:
    """The decisions about a record; of a report, about all its versions. One of an import is about all that it made."""
    own = Q(kind=record._meta.model_name, number=number_of(record))
    return Decision.objects.filter(own | Q(kind="import", number__in=imports_of(record)))


def imports_of(record: models.Model) -> list[int]:
    """The imports that made a record: more than one, if it was undone in between."""
    rows = Imported.objects.filter(kind=record._meta.model_name, number=number_of(record), made_by__isnull=False)
    return [number for made_by, before in rows.values_list("made_by", "before") for number in [made_by, *before]]


def last_about(record: models.Model) -> int:
    return about(record).order_by("-id").values_list("id", flat=True).first() or 0


def said_then(record: models.Model, decision: Decision) -> dict:
    """The account of the record once this decision was taken."""
    if isinstance(record, Report):
        return _said_by_version(record, decision)
    later = about(record).filter(id__gt=decision.pk).exclude(verb__in=NO_EDITS).order_by("-id")
    return _undone(review.account(record), later)


def _undone(said: dict, later) -> dict:
    """``later`` are decisions, the last first."""
    for decision in later:
        said |= {name: sides[0] for name, sides in decision.changes.items() if name in said}
    return said


def _said_by_version(report: Report, decision: Decision) -> dict:
    decisions = list(about(report).order_by("id"))
    owners, deleted = _owners(decisions)
    version = owners.get(decision.pk, 0)
    kept = [one for one in range(max(owners.values(), default=0) + 1) if one not in deleted]
    rows = list(Report.objects.filter(number=report.number).order_by("pk"))
    if version in deleted:
        said = dict.fromkeys(review.account(report)) | deleted[version]
    else:
        place = kept.index(version)
        said = review.account(rows[place] if place < len(rows) else report)
    edits = [one for one in decisions if owners[one.pk] == version and one.verb not in NO_EDITS]
    return _undone(said, reversed([one for one in edits if one.pk > decision.pk]))


def _owners(decisions: list[Decision]) -> tuple[dict[int, int], dict[int, dict]]:
    """By decision, the version that it is about, counted from 0; and of the deleted versions what they said.

    A correction is the newest version until it is published or deleted; meanwhile the one before stands.
    """
    owners, deleted, newest, standing = {}, {}, -1, 0
    for decision in decisions:
        if decision.verb in ("created", "imported") and (decision.verb == "created" or newest < 0):
            newest += 1
        version = max(newest, 0)
        if decision.verb in OF_WHAT_STANDS and version != standing:
            version = standing
        owners[decision.pk] = version
        if decision.verb == "corrected":
            standing = version
        elif decision.verb == "deleted":
            deleted[version] = decision.changes
    return owners, deleted
