from django.db import transaction
from django.utils.translation import gettext as _

from .. import catalogue
from ..models import Citation, Report
from .changes import account, differences
from .gate import locked, pseudonym, require_state, set_state, settle
from .refusal import Refused, allow

OPEN = ("draft", "in_review")
ITS_OWN = {"id", "state", "decided_by", "decided_at", "first_published", "corrects", "opened_by"}


def correct(report: Report, *, by) -> Report:
    """Open a correction: a draft under the report's number with all it says and cites. The report stands meanwhile."""
    allow(by, "change_report")
    with transaction.atomic():
        require_state(report, "published")
        stands = locked(report)
        if stands.corrections.filter(state__in=OPEN).exists():
            raise Refused(_("A correction of this report is open already: work on that one."))
        draft = _copy(stands, pseudonym(by))
        settle(draft, "created", by, _("A correction was begun."), {})
    return draft


def _copy(report: Report, opened_by: str) -> Report:
    fields = [field.name for field in Report._meta.concrete_fields if field.name not in ITS_OWN]
    said = {name: getattr(report, name) for name in fields}
    draft = Report.objects.create(**said, corrects=report, opened_by=opened_by)
    Citation.objects.bulk_create(
        Citation(report=draft, article_id=one.article_id, role=one.role, quote=one.quote, locator=one.locator)
        for one in report.citations.all()
    )
    return draft


def replace(correction: Report, by, reason: str) -> None:
    """Publish a correction under its number and withdraw the version it corrects: both or neither."""
    with transaction.atomic():
        require_state(correction, *OPEN)
        old = locked(correction.corrects)
        changes = differences(account(old), account(correction))
        if old.state != "published":
            raise Refused(_("The report that this corrects is no longer published: refuse this draft and begin anew."))
        if not changes:
            raise Refused(_("This correction changes nothing."))
        set_state(old, "withdrawn", by)
        correction.first_published = old.first_published
        set_state(correction, "published", by)
        settle(correction, "corrected", by, reason, changes)
        catalogue.refresh({old.site_id} - {correction.site_id})
