"""What editors made of the readings, for whoever mends the tables of words."""

from collections.abc import Iterator

from .. import intake
from ..models import Proposal, Site

OWN = ("made", "why")


def feedback() -> Iterator[dict]:
    """Every proposal that was changed or dropped, as plain values: the sentence, as read, as accepted, the reasons."""
    decided = Proposal.objects.filter(state__in=("changed", "dropped")).select_related("working_copy", "site")
    for proposal in decided.order_by("id").iterator(500):
        read = intake.reading(proposal) | {"site": proposal.site and proposal.site.slug, "named": proposal.place_name}
        yield {
            "state": proposal.state,
            "sentence": proposal.quote,
            "language": proposal.working_copy.language,
            "as_read": read,
            "as_accepted": _accepted(read, proposal.corrected) if proposal.state == "changed" else None,
            "why": proposal.corrected.get("why", ["", ""])[1],
            "reasons": [[proposal.working_copy.text[start:end], says] for start, end, says in proposal.because],
            "rules": proposal.rules,
        }


def _accepted(read: dict, corrected: dict) -> dict:
    changed = {name: said for name, (_read, said) in corrected.items() if name not in OWN}
    if "site" in changed:
        changed["site"] = Site.objects.filter(pk=changed["site"]).values_list("slug", flat=True).first()
    return read | changed
