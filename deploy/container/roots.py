"""Folders that are made a root for a program: as a container, with a system of its own, and without an engine."""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from . import steps

ROOT = Path(__file__).resolve().parents[2]
DEVICES = ("null", "zero", "full", "random", "urandom")
# What whoever installs needs of this machine: from where packages come.
FROM_HERE = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "PIP_DEFAULT_TIMEOUT"}
FROM_HERE |= {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"}
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PREPARE = """
set -eu
mount --make-rprivate /
mount --bind "$IT" "$IT"
mount -t proc proc "$IT/proc"
mount -t tmpfs -o mode=755 tmpfs "$IT/dev"
mkdir -m 1777 "$IT/dev/shm"
for device in $DEVICES; do : >"$IT/dev/$device"; mount --bind "/dev/$device" "$IT/dev/$device"; done
mount -t tmpfs -o mode=1777,size=1g tmpfs "$IT/tmp"
"""
BUILD = """
: >"$IT/etc/resolv.conf"
mount --bind /etc/resolv.conf "$IT/etc/resolv.conf"
cp /etc/ssl/certs/ca-certificates.crt "$IT/dev/authorities"
"""
RUN = """
mount --bind "$KEPT" "$IT$VOLUME"
mount -o remount,bind,ro "$IT"
"""


def bare(folder: Path) -> None:
    """A Debian 12 as its images have it, from where this machine has its packages."""
    run(["debootstrap", "--variant=minbase", "bookworm", folder, targets()[0].split()[0]])


def targets() -> list[str]:
    """From where apt gets Debian 12 for this machine, and what was mended in it since: address, release, part."""
    told = run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"])
    found = {line for line in told.splitlines() if re.fullmatch(r"\S+ bookworm(-updates|-security)? main", line)}
    if not any(line.endswith(" bookworm main") for line in found):
        raise SystemExit("This machine gets no packages of Debian 12 (bookworm): the check needs one that does.")
    return sorted(found, key=lambda line: len(line.split()[1]))


def run(words, **how) -> str:
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, check=False, **how)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))[:200]}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def program(folder: Path) -> None:
    """What git knows of the program, as whoever builds from a fresh copy has it."""
    names = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


class Box:
    """A stage, made step by step in a folder."""

    def __init__(self, folder: Path, stage: steps.Stage, base: Path, environment: dict):
        self.folder, self.stage, self.environment, self.place = folder, stage, dict(environment), "/"
        run(["cp", "--archive", base, folder])

    def make(self, context: Path, others: dict[str, "Box"], tell) -> None:
        for kind, value in self.stage.steps:
            tell(f"{kind} {' '.join(value.split())}"[:110])
            if kind == "ENV":
                self.environment |= steps.environment(value)
            elif kind == "WORKDIR":
                self.place = value
                self.inside(value).mkdir(parents=True, exist_ok=True)
            elif kind == "COPY":
                stage, sources, target = steps.copied(value)
                self.copy(others[stage].folder if stage else context, sources, target)
            else:
                self.build(value)

    def inside(self, path: str) -> Path:
        return self.folder / os.path.normpath(f"{self.place}/{path}" if path[0] != "/" else path).lstrip("/")

    def copy(self, top: Path, sources: list[str], target: str) -> None:
        """As a COPY: of a folder what it holds, of a file itself, and all of it root's."""
        for source in (top / one.lstrip("/") for one in sources):
            goal = self.inside(target)
            if source.is_file() and target.endswith("/"):
                goal = goal / source.name
            (goal if source.is_dir() else goal.parent).mkdir(parents=True, exist_ok=True)
            taken = f"{source}/." if source.is_dir() else source
            run(["cp", "--recursive", "--no-dereference", "--preserve=mode,links", taken, goal])

    def build(self, command: str) -> None:
        own = {name: value for name, value in os.environ.items() if name in FROM_HERE}
        words = self.entered(["/bin/sh", "-c", command], own | {"PIP_CERT": "/dev/authorities"}, BUILD)
        run(words, env=self.settings({}))

    def settings(self, given: dict) -> dict:
        """What the scripts that shut a program in are told."""
        return {"PATH": PATH, "IT": str(self.folder), "DEVICES": " ".join(DEVICES)} | given

    def entered(self, words, environment, more, user="", before=()) -> list[str]:
        """The command that runs ``words`` in the box, as root of the box or as ``user``, who can become nobody else."""
        given = {"PATH": PATH} | self.environment | environment
        lower = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--clear-groups"]
        lower = [*lower, f"--reuid={user}", f"--regid={user}"] if user else []
        inner = ["env", "-i", *(f"{name}={value}" for name, value in given.items())]
        inner += ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", self.place, *words]
        shut = ["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", "sh", "-c"]
        return [*before, *shut, f'{PREPARE}{more}exec chroot "$IT" "$@"', "sh", *lower, *inner]


def built(folder: Path, base: Path, tell) -> Box:
    """The last stage of the container file, after all its steps."""
    context, boxes = folder / "program", {}
    program(context)
    for number, stage in enumerate(steps.stages(steps.FILE.read_text(encoding="utf-8")), 1):
        earlier = boxes.get(stage.base)
        tell(f"FROM {stage.base}" if earlier else f"FROM {stage.base} (here: debootstrap)")
        begun = earlier.environment if earlier else {}
        box = Box(folder / f"stage{number}", stage, earlier.folder if earlier else base, begun)
        if not earlier:
            lines = [f"deb {place}\n" for place in targets()]
            (box.folder / "etc/apt/sources.list").write_text("".join(lines))
        box.make(context, boxes, tell)
        boxes[stage.name] = box
    return box


@contextmanager
def cable(name: str):
    """A network that leads nowhere, with a second address: whoever asks from it asks from another machine."""
    run(["ip", "netns", "add", name])
    try:
        run(["ip", "-n", name, "link", "set", "lo", "up"])
        run(["ip", "-n", name, "addr", "add", "192.0.2.1/32", "dev", "lo"])
        yield ["ip", "netns", "exec", name]
    finally:
        subprocess.run(["ip", "netns", "del", name], check=False)  # why it went wrong, if it did, is more important
