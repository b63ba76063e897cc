"""A seeded fault: what it is, which tests must catch it, and the patch that makes it."""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CAUGHT_BY = "Caught by: "
LEFT_OUT = (".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".schemathesis")


@dataclass(frozen=True)
class Fault:
    """The first line of its file says what it is, the second which tests to run; the patch follows."""

    file: Path

    @property
    def about(self) -> str:
        return self.file.read_text(encoding="utf-8").splitlines()[0]

    @property
    def tests(self) -> list[str]:
        """What pytest is told: a file, and which of its tests."""
        return shlex.split(self.file.read_text(encoding="utf-8").splitlines()[1].removeprefix(CAUGHT_BY))

    def apply(self, tree: Path, *, try_it: bool = False) -> str:
        """Put the fault into a tree, or only try whether that can be done. Gives what stands against it."""
        command = ["git", "apply", *(["--check"] if try_it else []), str(self.file)]
        # Within a repository git would leave aside what lies outside of the folder it is called in.
        alone = os.environ | {"GIT_CEILING_DIRECTORIES": str(tree.parent)}
        return subprocess.run(command, cwd=tree, env=alone, capture_output=True, text=True, check=False).stderr


FAULTS = [Fault(file) for file in sorted(Path(__file__).parent.glob("*.patch"))]


def copy(into: Path) -> Path:
    """The tree as it stands, also what is not committed."""
    return Path(shutil.copytree(ROOT, into, ignore=shutil.ignore_patterns(*LEFT_OUT)))
