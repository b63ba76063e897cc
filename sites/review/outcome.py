"""What readers would see of a site's status if a report were published, told by the rule itself. Nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import catalogue, dates
from ..models import Article, Report, Site
from ..status import SEVERITY, Claim, Evidence, Period, standing

NEW = 2**62  # the number of a report that has none yet: after all others


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of a site without and with the report (None: nothing is reported of it), and a sentence on why.

    ``left`` is the outcome at the site that a correction takes its report away from.
    """

    before: Period | None
    after: Period | None
    why: str
    left: "Outcome | None" = None

    @property
    def changes(self) -> bool:
        """Whether readers would see another status."""
        return _shown(self.before) != _shown(self.after)

    @property
    def becomes_contested(self) -> bool:
        return bool(self.after and self.after.contested and not (self.before and self.before.contested))


def outcome(
    site: Site,
    *,
    level: str,
    verification: str = "reported",
    event: str = "",
    causes: Sequence[str] = (),
    recovery: str = "",
    cited: Iterable[tuple[Article, str]] = (),
    replaces: Report | None = None,
) -> Outcome:
    """The outcome of what a form says: ``event`` is EDTF (Fault if it is none), ``cited`` are (article, role), and
    ``replaces`` is the published report that it corrects."""
    when = dates.parse(event) if event else None
    claim = Claim(
        number=replaces.number if replaces else NEW,
        level=level,
        verification=verification,
        earliest=when and when.earliest,
        latest=when and when.latest,
        published=(replaces and replaces.first_published) or timezone.localdate(),
        evidence=tuple(Evidence(role, article.origin_key, article.published_latest) for article, role in cited),
        causes=tuple(causes),
        recovery=recovery,
    )
    concerned = {site.pk, *([replaces.site_id] if replaces else [])}
    return _weigh(catalogue.claims_of(concerned), claim, site.pk, replaces)


def outcomes(reports: Iterable[Report]) -> list[Outcome]:
    """The outcome of each of these as it is stored. Asks once for all, if citations, their articles and what is
    corrected were fetched with them."""
    reports = list(reports)
    corrected = [report.corrects for report in reports if report.corrects_id]
    claims = catalogue.claims_of({report.site_id for report in [*reports, *corrected]})
    return [_weigh(claims, _claim(report), report.site_id, report.corrects) for report in reports]


def withdrawal(report: Report) -> Outcome:
    """What readers would see if a published report were withdrawn."""
    claims = catalogue.claims_of([report.site_id])
    return _without(claims[report.site_id], report.number, _("This report no longer counts."))


def _claim(report: Report) -> Claim:
    claim = catalogue.claim_of(report)
    first = report.corrects.first_published if report.corrects_id else report.first_published
    return replace(claim, published=first or timezone.localdate())


def _weigh(claims: dict[int, list[Claim]], claim: Claim, site: int, replaces: Report | None) -> Outcome:
    stood = claims[site]
    before = standing(stood)
    after = standing([*(one for one in stood if one.number != claim.number), claim])
    left = None
    if replaces and replaces.site_id != site:
        left = _without(claims[replaces.site_id], replaces.number, _("The report goes to another site."))
    return Outcome(before, after, _why(before, after, claim), left)


def _without(stood: list[Claim], number: int, why: str) -> Outcome:
    return Outcome(standing(stood), standing(one for one in stood if one.number != number), why)


def _shown(period: Period | None) -> tuple | None:
    return period and (period.level, period.verification, period.recovery, period.contested, period.confirmed_level)


def _why(before: Period | None, after: Period | None, claim: Claim) -> str:
    """The main reason for the outcome, in one sentence."""
    if claim.verification == "refuted":
        return _("It was found to be wrong: it is kept for the record and no longer counts.")
    if not claim.says_something:
        return _("It is a note that nobody could tell: the status stays as it is.")
    if after and claim.number in after.dissent:
        return _("It disagrees with the level that stands, and neither outweighs the other: the site is contested.")
    if after is None or claim.number not in after.because:
        return _why_not(before, after, claim)
    if before is None or claim.number in before.because:
        return _("It sets the level: no other report outweighs it.")
    return _why_it_decides(before, after)


def _why_it_decides(before: Period, after: Period) -> str:
    if after.episode_since and before.episode_since and after.episode_since > before.episode_since:
        return _("It is about the site as it stood after a restoration: a new episode begins with it.")
    if SEVERITY[after.level] > _severity(before):
        return _("It says worse than what stood: damage shows as soon as it is reported.")
    if SEVERITY[after.level] < _severity(before):
        return _("It says less than what stood, on equal or better evidence: it corrects the level.")
    return _("It says the same as what stood, on better evidence.")


def _why_not(before: Period | None, after: Period | None, claim: Claim) -> str:
    if _shown(before) != _shown(after) and before and claim.number in before.because:
        return _("It no longer sets the level: the other reports do.")
    if claim.recovery and after and after.recovery == claim.recovery != (before.recovery if before else ""):
        return _("It tells a step of recovery: the step is shown, the level stays.")
    if before and before.contested and after and not after.contested:
        return _("It settles what was contested: the level that stands has the better evidence now.")
    if _shown(before) != _shown(after):
        return _("Together with the other reports it changes what is shown.")
    if after and claim.level == after.level:
        return _("It agrees with what stands: the status stays as it is.")
    if claim.undated and before:
        return _("It is undated and cannot be put in order with what stands: the status stays as it is.")
    return _("What stands has the better or the later evidence: the status stays as it is.")


def _severity(period: Period) -> float:
    return SEVERITY.get(period.level, SEVERITY[""])  # no_report: only a recovery step was told
