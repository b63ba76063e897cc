import hashlib
import json
from collections.abc import Iterator
from datetime import UTC

from django.db import connection
from django.utils import timezone

from ..models import Decision

GENESIS = "0" * 64
LOCK = 0x4845_5249


def take_turn() -> None:
    """Until the transaction ends nobody else decides. SQLite's immediate transactions see to that by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def append(*, who: str, verb: str, kind: str, number: int, label: str, reason: str, changes: dict) -> Decision:
    """Write the next decision. Must run inside the transaction of what was decided, so that neither stands alone."""
    take_turn()
    last = Decision.objects.order_by("-id").first()
    decision = Decision(
        at=timezone.now(),
        who=who,
        verb=verb,
        kind=kind,
        number=number,
        label=label[:300],
        reason=reason,
        changes=changes,
        previous=last.digest if last else GENESIS,
    )
    decision.digest = digest(decision)
    decision.save()
    return decision


def digest(decision: Decision) -> str:
    """SHA-256 over everything a decision says and the digest of the one before it."""
    return hashlib.sha256(wording(decision)).hexdigest()


def wording(decision: Decision) -> bytes:
    """Everything a decision says, as the one text of which its digest is made."""
    said = {
        name: getattr(decision, name)
        for name in ("who", "verb", "kind", "number", "label", "reason", "changes", "previous")
    }
    said["at"] = decision.at.astimezone(UTC).isoformat()
    return json.dumps(said, sort_keys=True, ensure_ascii=False).encode()


def broken() -> Iterator[Decision]:
    """The decisions that do not carry on from the one before them, or whose content is not what was digested."""
    previous = GENESIS
    for decision in Decision.objects.order_by("id").iterator(2000):
        if decision.previous != previous or decision.digest != digest(decision):
            yield decision
        previous = decision.digest
