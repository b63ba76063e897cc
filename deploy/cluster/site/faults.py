"""What can befall the site. Each is struck into one that is whole, and gives what undoes it."""

from collections.abc import Callable
from dataclasses import dataclass

from .. import network
from ..drill.faults import FAULTS as OF_THE_DATABASE
from ..plan import CACHE, DOOR, FRONT, SERVERS, STORE, WORKER, Host
from . import programs
from .site import Site

Undo = Callable[[], None]
CHOSEN = (
    "primary: PostgreSQL killed",
    "primary: machine without power",
    "primary: network cut off",
    "synchronous standby: cut off",
    "other standby: cut off",
    "both standbys: cut off",
    "etcd: leader without power",
    "etcd: majority without power",
    "primary handed over for maintenance",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """``lasts`` is how many seconds it is left to do its worst; where saves cannot go on, they are to return once it is
    undone."""

    about: str
    strike: Callable[[Site], Undo]
    lasts: float = 8
    saves_go_on: bool = True


def _of_the_database(about: str) -> Fault:
    found = next(one for one in OF_THE_DATABASE if one.about == about)
    return Fault(about, lambda site: found.strike(site.cluster), lasts=found.lasts, saves_go_on=found.writes_go_on)


def _without_power(host: Host) -> Callable[[Site], Undo]:
    def strike(site: Site) -> Undo:
        site.machine(host).power_off()
        return site.machine(host).power_back

    return strike


def _killed(host: Host, name: str) -> Callable[[Site], Undo]:
    """It is started again at once, as whatever watches over programs does."""

    def strike(site: Site) -> Undo:
        site.machine(host).kill(name)
        site.machine(host).start_again(name)
        return _nothing

    return strike


def _cut_off(host: Host) -> Callable[[Site], Undo]:
    def strike(_site: Site) -> Undo:
        network.cut(host)
        return lambda: network.mend(host)

    return strike


def _started_anew(site: Site) -> Undo:
    """Told to stop, as before an upgrade: it answers what it was asked, and is started once it has ended."""
    machine = site.machine(SERVERS[1])
    machine.carry_out(programs.told_to_stop())
    machine.start_again("server")
    return _nothing


def _nothing() -> None:
    """It mends by itself."""


FAULTS = (
    *map(_of_the_database, CHOSEN),
    Fault("cache: machine without power", _without_power(CACHE)),
    Fault("storage: network cut off", _cut_off(STORE)),
    Fault("application server: machine without power", _without_power(SERVERS[0])),
    Fault("application server: network cut off", _cut_off(SERVERS[2])),
    Fault("application server: stopped in order, started again", _started_anew),
    Fault("worker: machine without power", _without_power(WORKER)),
    Fault("door: pgbouncer killed, started again", _killed(DOOR, "pgbouncer")),
    Fault("door: HAProxy killed, started again", _killed(DOOR, "haproxy")),
    Fault("front: HAProxy killed, started again", _killed(FRONT, "haproxy")),
)
