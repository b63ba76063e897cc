"""Four eyes: who wrote a thing leaves it to somebody else to make it public."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Amendment, Decision, Report, Site
from ..terms import EDITED
from .gate import known_pseudonym
from .place import waiting_fields
from .refusal import Refused

WRITING = ("created", *EDITED)
PUBLISHING = ("published", "corrected")


def own_work(records: Iterable, by) -> set[int]:
    """The keys of those records of one kind that somebody else has to publish; always empty where an operator allows
    SELF_REVIEW.

    They are the reports that the account opened or changed (of a correction counts what was written since the version
    that it corrects was published), and the withdrawn sites whose place it changed since they were published.
    """
    records = [] if settings.SELF_REVIEW else list(records)
    reports = [record for record in records if isinstance(record, Report)]
    moved = [record for record in records if isinstance(record, Site) and record.first_published]
    return (_own_reports(reports, by) if reports else set()) | (_own_places(moved, by) if moved else set())


def _own_places(sites: list[Site], by) -> set[int]:
    """A published place never changes unseen, not on the way round by a withdrawal either."""
    me, moved, shown = known_pseudonym(by), set(), set()
    told = Decision.objects.filter(kind="site", number__in={site.pk for site in sites}).order_by("id")
    for number, verb, who, changes in told.values_list("number", "verb", "who", "changes"):
        if verb == "published":
            moved.discard(number)
            shown.add(number)
        elif who == me and number in shown and waiting_fields(changes):
            moved.add(number)
    return {site.pk for site in sites if site.state == "withdrawn"} & moved


def _own_reports(reports: list[Report], by) -> set[int]:
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
    if not own_work([record], by):
        return
    if isinstance(record, Site):
        raise Refused(
            _(
                "You changed where this site lies, or how much is shown of it, while it was withdrawn, so somebody "
                "else publishes it: leave it to another reviewer. Where nobody else reviews, the operator can allow it "
                "with SELF_REVIEW=1."
            )
        )
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
