"""python -m deploy.cluster.past: a cluster whose backups lie in an object storage has an accident, goes back to the
second before, loses all its machines, and begins with nothing but the backups; fails if a promise was broken."""

import itertools
import sys

from ..cluster import Cluster, standing
from ..drill import table as drill
from ..plan import DATABASES
from ..programs import PATRONI_FOLDER, filled
from . import backups
from .table import as_markdown
from .trial import try_out, without_vault
from .vault import Keys, hand_out, open_vault


def main() -> None:
    keys = Keys()

    def prepare(cluster: Cluster) -> None:
        open_vault(cluster)
        for host in DATABASES:
            hand_out(cluster, host, keys)
            filled(cluster.machines[host], "patroni-backups.yml", PATRONI_FOLDER)

    outcomes = []
    with standing(prepare) as cluster:
        backups.begin(cluster)
        numbers = itertools.count(1)
        for one in try_out(cluster, keys, numbers):
            outcomes.append(one)
            print(f"{one.way}: {one.held.lost} lost, {one.held.wrong} too many, {one.seconds:.1f} s", flush=True)
        failover = without_vault(cluster, numbers)
    print("\n" + as_markdown(outcomes))
    print(drill.as_markdown([failover]))
    sys.exit(any(not one.met for one in (*outcomes, failover)))


if __name__ == "__main__":
    main()
