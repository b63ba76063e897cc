"""Disks without room, by two real means: a limit that any process may be put under, and a small disk of one's own."""

import resource
import subprocess
from contextlib import suppress

SMALL = "160m"
OWN_DISK = 'cp -a "$1" "$1.kept" && mount -t tmpfs -o size="$0",mode=700 none "$1" && cp -a "$1.kept/." "$1" && shift'
ALONE = ["unshare", "--user", "--map-root-user", "--mount"]


class Limit:
    """The server's processes may write no file: the system answers as to one that is too large."""

    def __init__(self, installation):
        self.installation = installation
        installation.start()

    def _allow(self, bytes_):
        for pid in self.installation.processes():
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (bytes_, resource.RLIM_INFINITY))

    def fill(self):
        self._allow(0)

    def free(self):
        self._allow(resource.RLIM_INFINITY)

    def look(self):
        return self.installation.look()


class SmallDisk:
    """The server's folder stands on a disk in memory that nobody else sees, and is filled to the last byte."""

    def __init__(self, installation):
        self.installation = installation
        data = str(installation.data)
        installation.start([*ALONE, "sh", "-c", f'{OWN_DISK} && exec "$@"', SMALL, data])
        self.within = ["nsenter", "--preserve-credentials", "--user", "--mount", f"--target={installation.server.pid}"]
        self.filler = f"{data}/filler"

    def fill(self):
        subprocess.run(
            [*self.within, "dd", "if=/dev/zero", f"of={self.filler}", "bs=64k"], capture_output=True, check=False
        )

    def free(self):
        subprocess.run([*self.within, "rm", self.filler], check=True)

    def look(self):
        return self.installation.look(self.within)


def ways():
    """A small disk where the machine lets us have one; the limit everywhere."""
    tried = subprocess.run([*ALONE, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return [Limit, *([SmallDisk] if tried.returncode == 0 else [])]
