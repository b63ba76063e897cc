"""The published reports of sites as the rule wants them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch

from ..models import Citation, Report
from ..status import Claim, Evidence

# With their articles in one question: asked for by their numbers, a thousand are too many for SQLite
CITED = Prefetch("citations", Citation.objects.select_related("article"))


def claims_of(numbers: Iterable[int]) -> dict[int, list[Claim]]:
    """The published claims of these sites, by the site's number."""
    reports = Report.objects.published().filter(site_id__in=numbers).prefetch_related(CITED).order_by("number")
    claims = defaultdict(list)
    for report in reports:
        claims[report.site_id].append(claim_of(report))
    return claims


def claim_of(report: Report) -> Claim:
    """One report as the rule sees it. Needs its citations with their articles."""
    return Claim(
        number=report.number,
        level=report.level,
        verification=report.verification,
        earliest=report.event_earliest,
        latest=report.event_latest,
        published=report.first_published,
        evidence=tuple(
            Evidence(one.role, one.article.origin_key, one.article.published_latest) for one in report.citations.all()
        ),
        causes=tuple(report.causes),
        recovery=report.recovery,
    )
