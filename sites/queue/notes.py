"""What to know of a record before going on with it: why it came back, whose turn it is, what would come of it."""

from .. import review
from ..models import Decision, Report, Site, number_of
from .sides import status_words


def notes(user, record) -> dict:
    """For the form of a record: why it was refused, whether another reviewer must publish it, and, of a site, the last
    change that was proposed of its place."""
    return {
        "refused_for": _refusal(record) if record.state == "refused" else "",
        "own": user.has_perm("heritage.review") and record.is_open and bool(review.own_work([record], user)),
        "amendment": record.amendments.order_by("-id").first() if isinstance(record, Site) else None,
    }


def _refusal(record) -> str:
    number = number_of(record)
    told = Decision.objects.filter(kind=record._meta.model_name, number=number, verb="refused").order_by("-id")
    return told.values_list("reason", flat=True).first() or ""


def outcome_of(step: str, record) -> dict:
    """What readers would see after a step with a report."""
    if not isinstance(record, Report):
        return {}
    if step in ("withdraw", "refute"):
        outcome = review.withdrawal(record)
    elif step == "publish":
        (outcome,) = review.outcomes([record])
    else:
        return {}
    return {"outcome": outcome, "verdict": (status_words(outcome.before), status_words(outcome.after))}
