"""A machine: a namespace of processes, memory and network of its own, in which programs run until its power is cut."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import network
from .plan import Host

INIT = Path(__file__).with_name("init.sh")
OWNER = "postgres"  # PostgreSQL and pgbouncer refuse to run as root, and the others need not
NICE = os.environ.get("CLUSTER_NICE", "0")
PATIENCE = 10  # seconds


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    owner: str = OWNER


@dataclass(slots=True)
class Machine:
    """``folder`` is its disk, which stays when the power is cut."""

    host: Host
    folder: Path
    programs: list[Program] = field(default_factory=list)
    share: Path | None = None  # the file in which whoever runs here is entered for a share of the processors
    _power: subprocess.Popen | None = None

    def power_on(self) -> None:
        """Start its first process, and whatever it had started before."""
        # It ends with us, however we end: what remains are empty namespaces.
        command = ["setpriv", "--pdeathsig", "KILL", "ip", "netns", "exec", self.host.namespace]
        command += ["unshare", "--pid", "--ipc", "--fork", "--kill-child", "--mount-proc", INIT]
        self._power = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        for program in self.programs:
            self._start(program)

    def power_off(self) -> None:
        """Everything in it ends at once, and nothing is told to anybody."""
        network.cut(self.host)
        network.kill_all(self.host.namespace)
        self._power.wait()

    def power_back(self) -> None:
        network.mend(self.host)
        self.power_on()

    def run(self, program: Program) -> None:
        self.programs.append(program)
        self._start(program)

    def carry_out(self, program: Program) -> str:
        """Run a program to its end; gives what it says."""
        done = subprocess.run(
            self._command(program),
            cwd=self.folder,
            env=self._environment(program),
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise OSError(f"{program.name} on {self.host.name} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start_again(self, name: str) -> None:
        self._start(next(program for program in self.programs if program.name == name))

    def kill(self, name: str) -> None:
        """End every process of that name, without a chance to clean up."""
        for pid in self._named(name):
            network.send(pid, signal.SIGKILL)

    def freeze(self) -> None:
        """Its processes stand still, while its network goes on to take whatever is sent."""
        for pid in network.processes(self.host.namespace):
            network.send(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in network.processes(self.host.namespace):
            network.send(pid, signal.SIGCONT)

    def _named(self, name: str) -> list[int]:
        return [pid for pid in network.processes(self.host.namespace) if _name_of(pid) == name]

    def _start(self, program: Program) -> None:
        with (self.folder / f"{program.name}.log").open("ab") as log:
            subprocess.Popen(
                self._command(program),
                cwd=self.folder,
                env=self._environment(program),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _command(self, program: Program) -> list[str]:
        held = ["sh", "-c", 'echo 0 > "$0" && exec "$@"', str(self.share)] if self.share else []
        enter = ["nsenter", "--target", str(self._first()), "--net", "--pid", "--ipc", "--mount"]
        become = ["setpriv", f"--reuid={program.owner}", f"--regid={program.owner}", "--init-groups"]
        return [*held, *enter, *become, "nice", "-n", NICE, *program.command]

    def _environment(self, program: Program) -> dict[str, str]:
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder)}
        return own | dict(program.environment)

    def _first(self) -> int:
        """The machine's first process, once it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            pid = self._power.pid
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                if _name_of(int(child)) == INIT.name:
                    return int(child)
            time.sleep(0.02)
        raise OSError(f"The machine {self.host.name} does not start.")


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
