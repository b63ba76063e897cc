"""python -m deploy.cluster [COMMAND...]: build the cluster, run a command on the application's machine, take all down.

The command finds the writer's address in DATABASE_URL and the reader's in READER_URL. Without a command the cluster
stands until Ctrl-C. `python -m deploy.cluster down` removes what a cluster left that was killed.
"""

import os
import signal
import subprocess
import sys

from .cluster import Cluster, standing, take_down
from .members import members
from .plan import APP


def main() -> None:
    command = sys.argv[1:]
    if command == ["down"]:
        take_down()
        return
    with standing() as cluster:
        if command:
            done = subprocess.run(
                ["ip", "netns", "exec", APP.namespace, *command], env=_environment(cluster), check=False
            )
            sys.exit(done.returncode)
        print(_told(cluster), flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print()


def _environment(cluster: Cluster) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": cluster.writer, "READER_URL": cluster.reader}


def _told(cluster: Cluster) -> str:
    return (
        f"The cluster stands in {cluster.folder}: {members()}.\n"
        f"Its writer: {cluster.writer}\nIts reader: {cluster.reader}\n"
        f"From its network: ip netns exec {APP.namespace} psql ADDRESS\nDown with Ctrl-C."
    )


if __name__ == "__main__":
    main()
