"""What waits for a reviewer, in the order in which it should be looked at."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value

from ..models import Amendment, Photo, Report, Site

HORIZON = 500  # of each kind the oldest: enough to order and to count them, and never a whole large table
MODELS = {"report": Report, "site": Site, "photo": Photo, "amendment": Amendment}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. ``contested`` is a report about a site whose status is contested now."""

    kind: str
    pk: int
    since: datetime | None
    by: str
    country: str
    contested: bool

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def order(self) -> tuple:
        return not self.contested, self.since is not None, self.since, self.kind, self.pk


@dataclass(frozen=True, slots=True)
class Line:
    """What waits, contested first, then oldest first; ``capped`` names the kinds of which more waits."""

    items: list[Waiting]
    capped: set[str]

    def counts(self) -> dict[str, int]:
        counted = dict.fromkeys(MODELS, 0)
        for one in self.items:
            counted[one.kind] += 1
        return counted


def line_up(kinds: list[str]) -> Line:
    items, capped = [], set()
    for kind in kinds:
        found = [Waiting(kind, *row) for row in _rows(kind)]
        if len(found) > HORIZON:
            capped.add(kind)
        items += found[:HORIZON]
    return Line(sorted(items, key=lambda one: one.order), capped)


def _rows(kind: str) -> list[tuple]:
    if kind == "amendment":
        found, columns = Amendment.objects.filter(state="waiting"), ("proposed_at", "proposed_by", "site__country")
    elif kind == "site":
        found, columns = Site.objects.waiting(), ("sent_at", "opened_by", "country")
    else:
        found, columns = MODELS[kind].objects.waiting(), ("sent_at", "opened_by", "site__country")
    contested = F("site__entry__contested") if kind == "report" else Value(False)
    rows = found.order_by(columns[0], "pk").annotate(contested=contested).values_list("pk", *columns, "contested")
    return [(*row[:4], bool(row[4])) for row in rows[: HORIZON + 1]]
