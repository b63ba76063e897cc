from django.db import models, transaction
from django.utils.translation import gettext as _

from .. import archive, catalogue, finding
from ..models import DECISION, Article, Citation, Report
from ..terms import STATES
from .changes import account, differences
from .evidence import missing
from .gate import hold, pseudonym, require_reason, set_state, settle
from .refusal import Refused, allow

OPEN = ("draft", "in_review")
CARRIED = ("article_id", "role", "quote", "locator", "working_copy_id", "start", "end")
ITS_OWN = {"id", *DECISION, "corrects", "opened_by"}


def correct(report: Report, *, by) -> Report:
    """Open a correction: a draft under the report's number with all it says and cites. The report stands meanwhile."""
    allow(by, "change_report")
    with transaction.atomic():
        hold(report, "published")
        _require_none_open(report.corrections)
        draft = _copy(report, pseudonym(by))
        settle(draft, "created", by, _("A correction was begun."), {})
    return draft


def _copy(report: Report, opened_by: str) -> Report:
    fields = [field.name for field in Report._meta.concrete_fields if field.name not in ITS_OWN]
    said = {name: getattr(report, name) for name in fields}
    draft = Report.objects.create(**said, corrects=report, opened_by=opened_by)
    Citation.objects.bulk_create(
        Citation(report=draft, **{name: getattr(one, name) for name in CARRIED}) for one in report.citations.all()
    )
    return draft


def require_only_one(record: models.Model) -> None:
    """Raise Refused if another correction of the same report was opened while this one lay refused."""
    if isinstance(record, Report) and record.corrects_id:
        archive.take_turn()
        _require_none_open(record.corrects.corrections.exclude(pk=record.pk))


def _require_none_open(corrections: models.QuerySet) -> None:
    if corrections.filter(state__in=OPEN).exists():
        raise Refused(_("A correction of this report is open already: work on that one."))


def hold_corrected(record: models.Model) -> Report | None:
    """The report whose place an open correction is to take, held as it is stored; None for any other record."""
    if not isinstance(record, Report) or not record.corrects_id or record.state not in OPEN:
        return None
    corrected = record.corrects
    hold(corrected, *STATES)
    if corrected.state != "published":
        raise Refused(_("The report that this corrects is no longer published: refuse this draft and begin anew."))
    return corrected


def replace(old: Report, correction: Report, by, reason: str) -> None:
    """Publish a correction under its number and withdraw the version it corrects, both held by the caller."""
    changes = differences(account(old), account(correction))
    if not changes:
        raise Refused(_("This correction changes nothing."))
    set_state(old, "withdrawn", by)
    correction.first_published = old.first_published
    set_state(correction, "published", by)
    settle(correction, "corrected", by, reason, changes)
    if old.site_id != correction.site_id:
        catalogue.refresh([old.site_id])
        finding.follow(old.site, {})


def refute(report: Report, *, by, reason: str, article: Article, quote: str = "", locator: str = "") -> Report:
    """Find a published report to be wrong: a version that cites the article which shows it takes its place at once.

    Like a withdrawal it only takes back, so whoever wrote the report may do it. Gives the new version.
    """
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        hold(report, "published")
        _require_none_open(report.corrections)
        version = _copy(report, pseudonym(by))
        archive.take_turn()
        version.verification = "refuted"
        version.save(update_fields=["verification"])
        cited, added = version.citations.get_or_create(
            article=article, role="refutes", defaults={"quote": quote, "locator": locator}
        )
        if not added:
            cited.quote, cited.locator = quote or cited.quote, locator or cited.locator
            cited.save(update_fields=["quote", "locator"])
        if problems := missing(version):
            raise Refused(*problems)
        replace(report, version, by, reason)
    return version
