"""Shares of the processors, which all machines here have in common: what one of them may take.

Held to a share each, a second application server adds what a second machine would. The kernel's control groups, of
either version, hold them to it.
"""

from pathlib import Path

from .machine import Machine
from .network import processes
from .plan import PREFIX

GROUPS = Path("/sys/fs/cgroup")
OLDER = GROUPS / "cpu"  # the first version has a tree for each resource
PERIOD = 50_000  # microseconds


def hold(machine: Machine, share: float | None) -> None:
    """Give everything that runs there, and will be started, so much of one processor; None: as much as it likes."""
    group = (OLDER if OLDER.is_dir() else GROUPS) / f"{PREFIX}{machine.host.name}"
    try:
        group.mkdir(exist_ok=True)
        _limit(group, share)
        for pid in processes(machine.host.namespace):
            (group / "cgroup.procs").write_text(str(pid))
    except OSError as fault:
        raise SystemExit(f"The kernel gives no shares of its processors here ({fault}).") from fault
    machine.share = group / "cgroup.procs"


def give_back() -> None:
    """Remove the groups of machines that are gone."""
    for root in (OLDER, GROUPS):
        for group in root.glob(f"{PREFIX}*"):
            group.rmdir()


def _limit(group: Path, share: float | None) -> None:
    allowed = int(share * PERIOD) if share else None
    if OLDER.is_dir():
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(allowed or -1))
    else:
        (GROUPS / "cgroup.subtree_control").write_text("+cpu")
        (group / "cpu.max").write_text(f"{allowed or 'max'} {PERIOD}")
