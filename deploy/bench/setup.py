"""From a bare machine to the first page, and the test suite: each in the time that its user waits."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from .table import at_most, hand_over, measured

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".venv", "var", ".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis")
PATIENCE = 300  # seconds


def main(sites: int) -> None:
    what = "bare machine to first page, with the packages that are to be had here, s"
    hand_over(measured(what, "demonstration", "sqlite", _first_page(), goal=at_most(30)))
    begun = perf_counter()
    subprocess.run(["make", "test-sqlite"], cwd=ROOT, env=_env(), stdout=subprocess.DEVNULL, check=True)
    what = "the test suite without the browser, s"
    hand_over(measured(what, "", "sqlite", perf_counter() - begun, goal=at_most(60)))


def _env() -> dict[str, str]:
    """Without what tells a part which database to measure, or make which files to leave alone."""
    told = ("DATABASE_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")
    return {name: value for name, value in os.environ.items() if name not in told}


def _first_page() -> float:
    """Copy the product into an empty folder, and wait for the first page of `make run`."""
    with TemporaryDirectory() as bare:
        shutil.copytree(ROOT, bare, ignore=LEFT_OUT, dirs_exist_ok=True)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        begun = perf_counter()
        command = ["make", "run", f"PORT={port}"]
        with subprocess.Popen(
            command, cwd=bare, env=_env(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as running:
            try:
                _await(f"http://127.0.0.1:{port}/", running)
                return perf_counter() - begun
            finally:
                os.killpg(running.pid, signal.SIGTERM)


def _await(url: str, running: subprocess.Popen) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and running.poll() is None:
        try:
            urlopen(url).close()  # noqa: S310
            return
        except URLError:
            sleep(0.1)
    raise SystemExit("make run did not lead to a page.")
