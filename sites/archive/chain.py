import hashlib
import json
from collections.abc import Iterator
from datetime import UTC

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Decision

GENESIS = "0" * 64
LOCK = 0x4845_5249
AT_ONCE = 2000
# What SQLite hands over of a file that was tampered with: no text, no JSON, no moment.
UNREADABLE = (DatabaseError, ValueError, TypeError, AttributeError)


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
    for decision in _in_order():
        if decision.previous != previous or not _is_as_digested(decision):
            yield decision
        previous = decision.digest


def _is_as_digested(decision: Decision) -> bool:
    try:
        return decision.digest == digest(decision)
    except UNREADABLE:
        return False


def _in_order() -> Iterator[Decision]:
    """Every decision. One that cannot be read stands there with its number alone, which no digest fits."""
    following = Decision.objects.order_by("id")
    rows = _read(following)
    while rows:
        yield from rows
        rows = _read(following.filter(pk__gt=rows[-1].pk))


def _read(following) -> list[Decision]:
    try:
        return list(following[:AT_ONCE])
    except UNREADABLE:
        keys = list(following.values_list("pk", flat=True)[:AT_ONCE])
        return [_alone(key) for key in keys]


def _alone(key: int) -> Decision:
    try:
        return Decision.objects.get(pk=key)
    except UNREADABLE:
        return Decision(pk=key, at=timezone.now(), label=_("it cannot be read"))
