"""Four eyes: who wrote a thing leaves it to somebody else to make it public."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Amendment, Decision, Report
from .gate import known_pseudonym
from .refusal import Refused

WRITING = ("created", "changed", "restored")
PUBLISHING = ("published", "corrected")


def own_work(records: Iterable, by) -> set[int]:
    """The keys of those reports that the account opened or changed; always empty where an operator allows SELF_REVIEW.

    Of a correction counts what was written since the version that it corrects was published.
    """
    reports = [record for record in records if isinstance(record, Report)]
    if settings.SELF_REVIEW or not reports:
        return set()
    me, ever, since = known_pseudonym(by), defaultdict(set), defaultdict(set)
    told = Decision.objects.filter(
        kind="report", number__in={report.number for report in reports}, verb__in=WRITING + PUBLISHING
    )
    for number, verb, who in told.order_by("id").values_list("number", "verb", "who"):
        if verb in PUBLISHING:
            since[number].clear()
        else:
            ever[number].add(who)
            since[number].add(who)
    return {
        report.pk
        for report in reports
        if me == report.opened_by or me in (since if _is_open_correction(report) else ever)[report.number]
    }


def _is_open_correction(report: Report) -> bool:
    return bool(report.corrects_id) and report.is_open


def require_other_eyes(record, by) -> None:
    """Raise Refused if the account would publish what it wrote itself."""
    if own_work([record], by):
        raise Refused(
            _(
                "You opened or changed this report, so somebody else publishes it: leave it to another reviewer. "
                "Where nobody else reviews, the operator can allow it with SELF_REVIEW=1."
            )
        )


def own_proposals(amendments: Iterable[Amendment], by) -> set[int]:
    """The keys of those changes of place that the account proposed; empty where SELF_REVIEW is allowed."""
    if settings.SELF_REVIEW:
        return set()
    me = known_pseudonym(by)
    return {amendment.pk for amendment in amendments if amendment.proposed_by == me}
