"""What a report must rest on before it may be published."""

from collections.abc import Hashable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..models import Report
from ..terms import SUPPORTING_ROLES


def missing(report: Report) -> list[str]:
    """What the report still lacks, in sentences; an empty list if its citations bear it out."""
    return lacking(report.verification, [(one.role, one.article.origin_key) for one in cited(report)])


def lacking(verification: str, citations: Iterable[tuple[str, Hashable]]) -> list[str]:
    """The same of a report that is not stored yet: (role, what the article counts under) of each that it cites."""
    citations = list(citations)
    roles = {role for role, _ in citations}
    origins = {origin for role, origin in citations if role in SUPPORTING_ROLES}
    problems = []
    if not origins:
        problems.append(_("It cites no article that says so: add at least one with the role “Says so” or “Looked”."))
    if verification == "corroborated" and len(origins) < 2:
        problems.append(
            _(
                "“Corroborated” needs two supporting articles of different origin; it has %(count)d. "
                "Cite another, or choose “Reported”."
            )
            % {"count": len(origins)}
        )
    if verification == "confirmed" and "looked" not in roles:
        problems.append(
            _(
                "“Confirmed” needs an article whose authors looked, cited with the role “Looked”. "
                "Cite it, or choose “Corroborated” or “Reported”."
            )
        )
    if verification == "refuted" and "refutes" not in roles:
        problems.append(_("“Found to be wrong” needs an article that refutes it, cited with the role “Refutes”."))
    if verification != "refuted" and "refutes" in roles:
        problems.append(
            _("It cites an article that refutes it: choose “Found to be wrong”, or change that role to “Disputes”.")
        )
    return problems


def cited(report: Report) -> QuerySet:
    """Its citations with their articles, asked for only if that was not done for many reports at once."""
    fetched = "citations" in getattr(report, "_prefetched_objects_cache", {})
    return report.citations.all() if fetched else report.citations.select_related("article")
