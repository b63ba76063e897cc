"""What one address may take of a process: its time, which is used up and comes back by itself, and files at once.

It is the time and the threads of this process that are kept from being used up: another process, on this server or on
another, has its own, and nothing of it is written down anywhere. So with several servers an address has a purse in each
process that answers it.

Addresses are told apart by digests under a key that is made anew every day and never leaves the process; they are kept
nowhere. The times are the caller's, from a clock that only goes forward.
"""

import hashlib
import hmac
import secrets
from collections import Counter, OrderedDict
from ipaddress import ip_network
from threading import Lock
from weakref import WeakSet

DAY = 24 * 60 * 60
REFILLED = 4 * 60  # seconds, in which an empty purse is full again
LONGEST_WAIT = 60  # seconds: whoever took more than was left owes no more than that
MOST = 10_000  # addresses that are remembered; who is forgotten is forgiven
# Behind such an address stands a proxy that says nothing of its visitors, or a house: nobody can be told apart there.
SHARED = [
    ip_network(shared)
    for shared in ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
                   "::/64", "fc00::/7", "fe80::/10"]
]  # fmt: skip


def is_somebody(address: str) -> bool:
    """Whether an address, or a network of version 6, tells one visitor from another."""
    try:
        network = ip_network(address, strict=False)
    except ValueError:
        return False
    return not any(network.version == shared.version and network.subnet_of(shared) for shared in SHARED)


class Digests:
    """Names for addresses that mean nothing tomorrow, nor in another process."""

    def __init__(self):
        self._day, self._key = None, b""

    def of(self, address: str, now: float) -> bytes:
        if self._day != now // DAY:
            self._day, self._key = now // DAY, secrets.token_bytes(32)
        return hmac.digest(self._key, address.encode(), hashlib.sha256)


class Purses:
    """Seconds of processor time: a full purse for everybody."""

    def __init__(self):
        self._held: OrderedDict[bytes, tuple[float, float]] = OrderedDict()  # seconds left, and when that was
        self._lock = Lock()

    def wait(self, who: bytes, full: float, now: float) -> float:
        """Seconds until this one may ask again; 0 if at once."""
        with self._lock:
            left = self._left(who, full, now)
        return max(0.0, -left * REFILLED / full)

    def take(self, who: bytes, spent: float, full: float, now: float) -> None:
        with self._lock:
            owed = full * LONGEST_WAIT / REFILLED
            self._held[who] = max(self._left(who, full, now) - spent, -owed), now
            self._held.move_to_end(who)
            if len(self._held) > MOST:
                self._held.popitem(last=False)

    def _left(self, who: bytes, full: float, now: float) -> float:
        left, then = self._held.get(who, (full, now))
        return min(full, left + (now - then) * full / REFILLED)

    def __len__(self):
        return len(self._held)


class Hold:
    """A place among the few: given back, or lost with whoever held it."""

    def __init__(self, who: bytes | None):
        self.who = who


class Places:
    """So many at once, and of those more than half for nobody alone."""

    def __init__(self):
        self._held: WeakSet[Hold] = WeakSet()
        self._lock = Lock()

    def take(self, who: bytes | None, most: int) -> Hold | None:
        """A place; None if all are taken, or this one, who can be told apart, has the share of one."""
        with self._lock:
            own = Counter(hold.who for hold in self._held)
            if self._held and (own.total() >= most or (who and own[who] > most // 2)):
                return None
            hold = Hold(who)
            self._held.add(hold)
            return hold

    def give_back(self, hold: Hold | None) -> None:
        if hold:
            with self._lock:
                self._held.discard(hold)
