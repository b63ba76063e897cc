"""What can befall a cluster. Each is struck into one that is whole, and gives what undoes it."""

from collections.abc import Callable
from dataclasses import dataclass

from .. import network
from ..cluster import Cluster
from ..members import hand_over, keeper_in_charge, members, set_up
from ..plan import KEEPERS, Host

Undo = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """``lasts`` is how many seconds it is left to do its worst; where writes cannot go on, they are to return once it
    is undone."""

    about: str
    strike: Callable[[Cluster], Undo]
    lasts: float = 25  # longer than a primary that is silent is believed in
    writes_go_on: bool = True
    control: bool = False  # not a fault of ours, but a setting that must lose rows if the drill can see a loss


def _postgresql_killed(cluster: Cluster) -> Undo:
    cluster.machines[members().primary].kill("postgres")
    return _nothing


def _patroni_killed(cluster: Cluster) -> Undo:
    machine = cluster.machines[members().primary]
    machine.kill("patroni")
    return lambda: machine.start_again("patroni")


def _primary_without_power(cluster: Cluster) -> Undo:
    return power_off(cluster, members().primary)


def _primary_cut_off(_cluster: Cluster) -> Undo:
    return _cut(members().primary)


def _primary_cut_from_etcd(_cluster: Cluster) -> Undo:
    primary = members().primary
    network.cut_between(primary, KEEPERS)
    return lambda: network.mend_between(primary, KEEPERS)


def _primary_half_cut_off(_cluster: Cluster) -> Undo:
    """Whoever writes still reaches it, and neither its standbys nor etcd do."""
    now = members()
    out_of_reach = (now.synchronous, *now.others, *KEEPERS)
    network.cut_between(now.primary, out_of_reach)
    return lambda: network.mend_between(now.primary, out_of_reach)


def _primary_half_cut_off_not_synchronous(cluster: Cluster) -> Undo:
    set_up(synchronous_mode=False)
    cluster.wait(lambda: members().primary and not members().synchronous, "a synchronous standby stays")
    now = members()
    out_of_reach = (*now.others, *KEEPERS)
    network.cut_between(now.primary, out_of_reach)

    def undo() -> None:
        network.mend_between(now.primary, out_of_reach)
        cluster.wait(lambda: members().primary is not None, "there is no primary")
        set_up(synchronous_mode=True)

    return undo


def _primary_frozen(cluster: Cluster) -> Undo:
    machine = cluster.machines[members().primary]
    machine.freeze()
    return machine.thaw


def _synchronous_cut_off(_cluster: Cluster) -> Undo:
    return _cut(members().synchronous)


def _other_cut_off(_cluster: Cluster) -> Undo:
    return _cut(*members().others)


def _both_cut_off(_cluster: Cluster) -> Undo:
    now = members()
    return _cut(now.synchronous, *now.others)


def _both_cut_off_not_strict(_cluster: Cluster) -> Undo:
    set_up(synchronous_mode_strict=False)
    now = members()
    mend = _cut(now.synchronous, *now.others)

    def undo() -> None:
        mend()
        set_up(synchronous_mode_strict=True)

    return undo


def _etcd_leader_without_power(cluster: Cluster) -> Undo:
    return power_off(cluster, keeper_in_charge())


def _etcd_leader_cut_off(_cluster: Cluster) -> Undo:
    return _cut(keeper_in_charge())


def _etcd_majority_without_power(cluster: Cluster) -> Undo:
    return power_off(cluster, *KEEPERS[:2])


def _primary_and_etcd_leader_without_power(cluster: Cluster) -> Undo:
    return power_off(cluster, members().primary, keeper_in_charge())


def _handed_over(_cluster: Cluster) -> Undo:
    now = members()
    hand_over(now.primary, now.synchronous)
    return _nothing


def power_off(cluster: Cluster, *hosts: Host) -> Undo:
    """All of them at once; undone, each gets its power back."""
    machines = [cluster.machines[host] for host in hosts]
    for machine in machines:
        machine.power_off()

    def undo() -> None:
        for machine in machines:
            machine.power_back()

    return undo


def _cut(*hosts: Host) -> Undo:
    for host in hosts:
        network.cut(host)

    def undo() -> None:
        for host in hosts:
            network.mend(host)

    return undo


def _nothing() -> None:
    """It mends by itself."""


FAULTS = (
    Fault("primary: PostgreSQL killed", _postgresql_killed),
    Fault("primary: machine without power", _primary_without_power),
    Fault("primary: network cut off", _primary_cut_off),
    Fault("primary: cut off from etcd alone", _primary_cut_from_etcd),
    Fault("primary: cut off from etcd and standbys, not from writers", _primary_half_cut_off),
    Fault("primary: Patroni killed, PostgreSQL goes on", _patroni_killed),
    Fault("primary: machine frozen, then thawed", _primary_frozen, lasts=40),
    Fault("synchronous standby: cut off", _synchronous_cut_off),
    Fault("other standby: cut off", _other_cut_off),
    Fault("both standbys: cut off", _both_cut_off, writes_go_on=False),
    Fault("both standbys: cut off, were it not strict", _both_cut_off_not_strict),
    Fault("etcd: leader without power", _etcd_leader_without_power),
    Fault("etcd: leader cut off", _etcd_leader_cut_off),
    Fault("etcd: majority without power", _etcd_majority_without_power, lasts=40),
    Fault("primary and etcd's leader: without power", _primary_and_etcd_leader_without_power),
    Fault("primary handed over for maintenance", _handed_over),
    Fault("control: half cut off, were nothing synchronous", _primary_half_cut_off_not_synchronous, control=True),
)
