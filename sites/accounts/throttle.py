"""Sign-in that slows down who guesses passwords.

A row counts what was tried in vain for one name from one address, another what was tried from there for any name.
Nobody is kept out elsewhere: an editor's right password works from every address at which nobody has guessed. Keys are
digests that change with the day; neither the name nor the address is kept. django-axes, the known library, writes down
names, browsers and paths beside the address, and takes one limit for all its keys.
"""

import re
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import Attempts

FOR_A_NAME = 5  # that many wrong passwords are free
FROM_AN_ADDRESS = 20
LONGEST_MINUTES = 60
WITH_PORT = re.compile(r"^(?:\[([^\]]+)\]|([0-9.]+))(?::[0-9]+)?$")
NETWORK = 64  # of the bits of a version 6 address, those that a customer does not choose


def address_of(request) -> str:
    """Who asks, as far as can be known: behind so many proxies, what the outermost of them wrote down."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    written = hops[-settings.PROXIES].strip() if 0 < settings.PROXIES <= len(hops) else ""
    return _plain(written or request.META.get("REMOTE_ADDR", ""))


def _plain(written: str) -> str:
    """Some proxies write the port behind it, which is another for every connection."""
    bare = WITH_PORT.sub(r"\1\2", written)
    try:
        address = ip_address(bare)
    except ValueError:
        return bare
    if address.version == 4:
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ip_network((address, NETWORK), strict=False))


def try_once(request, name: str) -> timedelta:
    """Count a password about to be tried, or say how long to wait before one is. Nothing is counted meanwhile.

    It counts before the password is looked at, so that a hundred sent at once are no more than a hundred in turn.
    """
    rows = []
    forget_attempts()
    with transaction.atomic():
        for key, free in _limits(request, name).items():
            Attempts.objects.get_or_create(key=key, defaults={"day": timezone.localdate()})
            row = Attempts.objects.select_for_update().filter(key=key).first()
            now = timezone.now()  # after those who were first
            if row and row.failed >= free and (wait := _until(row, free, now) - now) > timedelta():
                return wait
            rows.append(row)
        for row in filter(None, rows):  # the right password, typed elsewhere at this moment, takes a row away
            row.failed, row.last = row.failed + 1, now
            row.save(update_fields=["failed", "last"])
    return timedelta()


def forget_attempts() -> None:
    """Those of days that are over."""
    Attempts.objects.filter(day__lt=timezone.localdate()).delete()


def it_was_right(request, name: str) -> None:
    """Take back what was counted: that name is known here, and one try was none in vain."""
    of_address, of_name = _limits(request, name)
    Attempts.objects.filter(key=of_name).delete()
    Attempts.objects.filter(key=of_address, failed__gt=0).update(failed=F("failed") - 1)


def _limits(request, name: str) -> dict[str, int]:
    """The two keys, each with what is free of it: that of the address first, so that who waits there leaves no row for
    every name that is tried."""
    address = address_of(request)
    return {_key(address): FROM_AN_ADDRESS, _key(f"{name.strip().casefold()}\n{address}"): FOR_A_NAME}


def _key(said: str) -> str:
    return salted_hmac(f"sign-in {timezone.localdate()}", said, algorithm="sha256").hexdigest()


def _until(row: Attempts, free: int, now):
    """One minute after the last that was free, then twice as long after each, up to an hour: no longer if the clock was
    set back meanwhile."""
    return min(row.last, now) + timedelta(minutes=min(2 ** min(row.failed - free, 10), LONGEST_MINUTES))
