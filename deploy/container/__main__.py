"""Check the container where there is no engine: python -m deploy.container [--base FOLDER]

Runs each step of the container file in a root of its own, made by debootstrap in the place of the image; then runs in
it what the container runs, as its user and with nothing to write to but its volume: migrate, the demonstration, the
server, which is asked as a proxy would, its health check, and the worker; and ends both as an engine does. Looks
through the compose file too. It needs root; what it makes lies in TMPDIR, and is removed.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import roots, steps

CABLE = "container-check"
SETTINGS = {"SECURE": "1", "ALLOWED_HOSTS": "heritage.example", "WORKER": "1"}
PATIENCE = 300  # seconds until what must come is given up
HERE = Path(__file__).parent


def tell(said):
    print(f"  {said}", flush=True)


class Container:
    """A box as its image runs: its user, its volume, its root that cannot be written, a network of its own."""

    def __init__(self, box, kept: Path, cable: list[str]):
        self.box, self.kept, self.cable, self.told = box, kept, cable, box.stage.told
        self.user = self.told["USER"].split(":")[0]
        shutil.copytree(box.inside(self.told["VOLUME"]), kept)
        os.chown(kept, int(self.user), int(self.user))
        self.given = box.settings({"KEPT": str(kept), "VOLUME": self.told["VOLUME"]})

    def words(self, *command, entry=True):
        begun = steps.command(self.told["ENTRYPOINT"]) if entry else []
        return self.box.entered([*begun, *command], SETTINGS, roots.RUN, self.user, self.cable)

    def run(self, *command, entry=True, said=""):
        tell(said or " ".join(command))
        return roots.run(self.words(*command, entry=entry), env=self.given)

    def begin(self, *command):
        tell(f"{' '.join(command)} begins")
        return subprocess.Popen(self.words(*command), env=self.given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def first(pid: int) -> int:
    """The process with the number 1 in the box: the one that an engine sends its signals."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return int(path.read_text().split()[0])


def minds_the_signal(process) -> bool:
    """Whether the program behind the first process has come so far that it ends by itself when it is told to."""
    try:
        status = Path(f"/proc/{first(first(process.pid))}/status").read_text()
    except (OSError, IndexError):
        return False
    caught = int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def awaited(what, process, fact):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if fact():
            return
        time.sleep(0.5)
    process.kill()
    raise SystemExit(f"{what} does not come up.\n{process.communicate()[0].decode()[-3000:]}")


def end(what, process, seconds):
    """As an engine does: the signal to the first process, and patience."""
    begun = time.monotonic()
    os.kill(first(process.pid), signal.SIGTERM)
    try:
        said = process.communicate(timeout=seconds)[0].decode()
    except subprocess.TimeoutExpired:
        process.kill()
        raise SystemExit(f"{what} does not end when it is told to.") from None
    if process.returncode:
        raise SystemExit(f"{what} ends with {process.returncode}:\n{said[-3000:]}")
    tell(f"{what} ends by itself, after {time.monotonic() - begun:.1f} s")


def shut_in(container):
    """That the walls, which the rest is tried within, stand."""
    tries = 'test "$(id -u)" = "$1" && touch "$2/here" && rm "$2/here" && ! touch /srv/heritage/here 2>/dev/null'
    container.run(
        "sh", "-c", tries, "sh", container.user, container.told["VOLUME"], entry=False, said="the walls stand"
    )


def use(container):
    """Everything that a container of this image is there for."""
    shut_in(container)
    told = ["env", "SECOND_FACTOR=1"]  # whoever visits it below signs in with a password alone
    checked = [*steps.command(container.told["ENTRYPOINT"]), "check", "--deploy", "--fail-level", "WARNING"]
    container.run(*told, *checked, entry=False, said="check --deploy")
    container.run("migrate", "--noinput", "--verbosity", "0")
    container.run("demo", "--if-empty")
    health = container.words(*steps.command(container.told["HEALTHCHECK"]), entry=False)
    server = container.begin(*steps.command(container.told["CMD"]))
    try:
        asked = {"env": container.given, "capture_output": True, "check": False}
        awaited("The server", server, lambda: subprocess.run(health, **asked).returncode == 0)
        tell("the health check is content")
        passwords = json.loads((container.kept / "data/demo-accounts.json").read_text())
        visit = [*container.cable, sys.executable, "-m", "deploy.container.visit"]
        subprocess.run([*visit, "demo-reviewer", passwords["demo-reviewer"]], cwd=roots.ROOT, check=True)
        end("the server", server, 45)
    finally:
        server.kill()
    worker = container.begin("worker")
    awaited("The worker", worker, lambda: minds_the_signal(worker))
    end("the worker", worker, 60)


def compose(folder):
    """What docker-compose thinks of the file, beside the settings that it asks for."""
    for name in ("compose.yaml", "Caddyfile"):
        shutil.copy(HERE / name, folder)
    for name in ("heritage.env", "database.env"):
        shutil.copy(HERE / f"{name}.example", folder / name)
    roots.run(["docker-compose", "--file", folder / "compose.yaml", "config", "--quiet"], cwd=folder)
    tell("docker-compose reads compose.yaml")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, help="a Debian 12 that debootstrap made before")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heritage-container-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "compose").mkdir()
        compose(folder / "compose")
        base = asked.base or folder / "base"
        if not asked.base:
            tell("debootstrap makes a Debian 12")
            roots.bare(base)
        box = roots.built(folder, base, tell)
        if left := [str(one) for one in box.folder.glob("**/secret") if "site-packages" not in one.parts]:
            raise SystemExit(f"A secret is left in the image: {left}")
        with roots.cable(CABLE) as cable:
            use(Container(box, folder / "kept", cable))
    print("The steps of the container file run, and so does what they make.")


if __name__ == "__main__":
    main()
