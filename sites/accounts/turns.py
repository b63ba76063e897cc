"""How many forms a reader sends in an hour, counted for all servers together.

A row holds when forms came from an address, under a digest of it that changes with the day: the address is not kept,
and an hour after the last form the row is not either.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import Turns

HOUR = timedelta(hours=1)


def take_turn(address: str, most: int) -> float:
    """Seconds until there is a turn again; 0 if one was taken."""
    forget_turns()
    key = _key(address)
    with transaction.atomic():
        Turns.objects.get_or_create(key=key)
        row = Turns.objects.select_for_update().get(key=key)
        now = timezone.now()  # after those who were first
        hour_ago = (now - HOUR).timestamp()
        row.taken = [then for then in row.taken if hour_ago < then <= now.timestamp()]
        if len(row.taken) >= most:
            return row.taken[0] - hour_ago
        row.taken.append(now.timestamp())
        row.last = now
        row.save()
    return 0


def give_turn_back(address: str) -> None:
    """It came to nothing."""
    with transaction.atomic():
        if row := Turns.objects.select_for_update().filter(key=_key(address)).first():
            row.taken = row.taken[:-1]
            row.save()


def forget_turns() -> None:
    """Those of whom nothing is left to count."""
    Turns.objects.filter(last__lte=timezone.now() - HOUR).delete()


def _key(address: str) -> str:
    return salted_hmac(f"form {timezone.localdate()}", address, algorithm="sha256").hexdigest()
