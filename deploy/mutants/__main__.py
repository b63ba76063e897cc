"""python -m deploy.mutants [WORDS]: seed all faults, or those whose names hold the words; what stays green fails."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .patches import FAULTS, Fault, copy

RED = 1  # what pytest answers if a test failed; all else is a run that did not come to an end
FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)
LAST_WORDS = 2000


@dataclass(frozen=True)
class Found:
    """What came of a fault: ``caught_by`` a test, or else why it counts as survived."""

    fault: Fault
    caught_by: str
    survived: str
    seconds: float

    def row(self) -> str:
        said = f"`{self.caught_by}`" if self.caught_by else f"**survived**: {self.survived}"
        return f"| {self.fault.about} | {said} | {self.seconds:.0f} |"


def main() -> None:
    begun = time.monotonic()
    faults = [fault for fault in FAULTS if all(word in fault.file.name for word in sys.argv[1:])]
    with TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(os.cpu_count()) as hands:
        found = list(hands.map(lambda fault: _try(fault, Path(folder).resolve()), faults))
    print("\n".join(_table(found)))
    caught = sum(bool(one.caught_by) for one in found)
    print(f"\n{caught} of {len(found)} caught in {time.monotonic() - begun:.0f} seconds.")
    sys.exit(not found or any(one.survived for one in found))


def _table(found: list[Found]) -> Iterator[str]:
    yield "| seeded fault | turned red | seconds |\n|---|---|---|"
    yield from (one.row() for one in found)


def _try(fault: Fault, folder: Path) -> Found:
    """First the same tests without the fault: they must be green, or else red would mean nothing."""
    begun = time.monotonic()
    home = folder / fault.file.stem
    whole, broken = copy(home / "whole"), copy(home / "broken")
    caught_by, survived = "", fault.apply(broken)
    if not survived:
        code, said = _tests(fault, whole)
        survived = f"without it the tests are not green:\n{said[-LAST_WORDS:]}" if code else ""
    if not survived:
        code, said = _tests(fault, broken)
        named = FAILED.search(said)
        caught_by = named[1] if code == RED and named else ""
        survived = "" if caught_by else f"pytest ended with {code}:\n{said[-LAST_WORDS:]}"
    return Found(fault, caught_by, survived, time.monotonic() - begun)


def _tests(fault: Fault, tree: Path) -> tuple[int, str]:
    """The tests that should catch a fault, in a tree, on SQLite, until the first of them fails."""
    here = os.environ | {"DATA_DIR": str(tree / "var"), "PYTHONPATH": str(tree)}
    here.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=short", "-p", "no:cacheprovider", *fault.tests]
    run = subprocess.run(command, cwd=tree, env=here, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


if __name__ == "__main__":
    main()
