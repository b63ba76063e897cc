"""Whatever changes a record leaves exactly one decision on it, from whatever page; neither stands without the other."""

from collections import Counter

import pytest
from soaking import times

from sites import archive
from sites.models import (
    Amendment,
    Article,
    Capture,
    Citation,
    Decision,
    Identifier,
    Origin,
    Photo,
    Report,
    Site,
    SiteName,
    number_of,
)

from . import table

ROLES, ROWS = table.read(table.FILE.read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db


def taken(row):
    """The last role, the one with most rights, for whom the request changes something; None if for nobody."""
    return next((role for role, one in reversed([*zip(ROLES, row.outcomes, strict=True)]) if one.endswith("+")), None)


CHANGING = [row for row in ROWS if taken(row)]
OF_SITE = (SiteName, Identifier, Amendment)
KEPT = (Site, Report, Photo, Article, Origin, Capture, Citation, *OF_SITE)


def record_of(row):
    """(kind, number) of the record that a row belongs to."""
    if isinstance(row, OF_SITE):
        return "site", row.site_id
    if isinstance(row, Capture):
        return "article", row.article_id
    if isinstance(row, Citation):
        return record_of(row.report)
    return row._meta.model_name, number_of(row)


def held():
    """Every row of the record, and whose it is."""
    rows = {}
    for model in KEPT:
        for row in model._base_manager.order_by("pk"):
            rows[model, row.pk] = {f.attname: getattr(row, f.attname) for f in row._meta.fields}, record_of(row)
    return rows


class Watched:
    """What a request did to the record, and what was decided meanwhile."""

    def __init__(self, answer):
        self.answer = answer

    def __call__(self, request):
        before, last = held(), Decision.objects.latest("id").pk
        answer = self.answer(request)
        after = held()
        both = {**before, **after}
        self.changed = {both[one][1] for one in both if before.get(one) != after.get(one)}
        told = Decision.objects.filter(pk__gt=last)
        self.decided = Counter(told.values_list("kind", "number"))
        self.steps = Counter(told.values_list("kind", "number", "verb"))
        return answer

    def verbs(self, record):
        return {verb for *of, verb in self.steps if tuple(of) == record}


every_change = pytest.mark.parametrize("row", CHANGING, ids=lambda row: " ".join(row.asked))


@pytest.fixture
def watched(rehearsal, monkeypatch):
    seen = Watched(rehearsal.handler.get_response)
    monkeypatch.setattr(rehearsal.handler, "get_response", seen)
    return seen


# One form may take two steps: change and send on, change and keep a copy, merge and hide more of the place.
TOGETHER = [{"changed", "submitted"}, {"changed", "kept"}, {"submitted", "merged"}]


@every_change
def test_what_is_changed_is_decided_once(rehearsal, watched, row):
    rehearsal.ask(row, taken(row))
    assert set(watched.steps.values()) <= {1}
    for record in watched.decided:
        verbs = watched.verbs(record)
        assert len(verbs) == 1 or verbs in TOGETHER
        assert record in watched.changed or record[0] == "import" or verbs == {"merged"}
    by_a_file = any(kind == "import" for kind, _number in watched.decided)
    assert by_a_file or watched.changed <= set(watched.decided)
    assert not by_a_file or len(watched.decided) == 1


def test_the_requests_do_decide():
    """Else the test above would look at nothing."""
    assert len(CHANGING) > 100


BROKEN_OFF = ["before the decision", "after the decision"]


@pytest.mark.soak
@pytest.mark.parametrize("row", CHANGING[:: times(3, 1)], ids=lambda row: " ".join(row.asked))
def test_what_is_broken_off_leaves_neither_a_change_nor_a_decision(rehearsal, watched, monkeypatch, row):
    append = archive.append
    for moment in BROKEN_OFF[times(CHANGING.index(row) % 2, 0) :][: times(1, 2)]:
        asked = []

        def broken_off(asked=asked, moment=moment, **said):
            asked.append(said)
            if moment == "after the decision":
                append(**said)
            raise OSError("No space left on device")

        monkeypatch.setattr(archive, "append", broken_off)
        outcome, _answer = rehearsal.ask(row, taken(row))
        assert (watched.changed, watched.decided) == (set(), {})
        assert outcome.startswith("5") or not asked
