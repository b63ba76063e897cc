"""What to know of a record before going on with it: why it came back, whose turn it is, what would come of it."""

from .. import review
from ..models import Decision, Report, Site, number_of
from ..neighbours import Placed, all_few_words
from .sides import status_words


def notes(user, record) -> dict:
    """For the form of a record: why it was refused, whether another reviewer must publish it, and, of a site, the last
    change that was proposed of its place, and whether the square that is kept hides it."""
    is_site = isinstance(record, Site)
    return {
        "refused_for": _refusal(record) if record.state == "refused" else "",
        "own": user.has_perm("heritage.review") and record.is_open and bool(review.own_work([record], user)),
        "amendment": record.amendments.order_by("-id").first() if is_site else None,
        "few": few_of("publish", [Site.objects.get(pk=record.pk)])[0] if is_site else "",
    }


def _refusal(record) -> str:
    number = number_of(record)
    told = Decision.objects.filter(kind=record._meta.model_name, number=number, verb="refused").order_by("-id")
    return told.values_list("reason", flat=True).first() or ""


def few_of(step: str, records: list) -> list[str]:
    """Before a step that shows sites: of each what to know of its square, once all of them are shown."""
    sites = [record for record in records if isinstance(record, Site) and not record.merged_into_id]
    if step not in ("submit", "publish") or not sites:
        return [""] * len(records)
    placed = [Placed.of(site) for site in sites]
    told = dict(zip(sites, all_few_words(placed, shown=placed), strict=True))
    return [told.get(record, "") for record in records]


def outcome_of(step: str, record) -> dict:
    """What readers would see after a step with a report, or of the place of a site."""
    if not isinstance(record, Report):
        return {"few": few_of(step, [record])[0]}
    if step in ("withdraw", "refute"):
        outcome = review.withdrawal(record)
    elif step == "publish":
        (outcome,) = review.outcomes([record])
    else:
        return {}
    return {"outcome": outcome, "verdict": (status_words(outcome.before), status_words(outcome.after))}
