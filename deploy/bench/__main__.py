"""python -m deploy.bench --sites 1000000 [--json FILE] [--markdown FILE] [PART ...]: measure, and print one table."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .parts import BOTH, ON_POSTGRESQL, PARTS, PREPARING, Part
from .table import Row, as_json, as_markdown, not_measured, taken

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv" / "bench"


def main() -> None:
    asked = _asked()
    for vendor in BOTH:
        for part in PREPARING:
            if vendor in part.on:
                _run(part, vendor, asked.sites, check=True)
    parts = [part for part in PARTS if not asked.parts or part.name in asked.parts]
    rows = [row for part in parts for vendor in part.on for row in _rows(part, vendor, asked.sites)]
    sys.stdout.write("\n" + as_markdown(rows))
    if asked.json:
        asked.json.write_text(as_json(rows), encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sites", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("parts", nargs="*", help=", ".join(part.name for part in PARTS))
    return parser.parse_args()


def _rows(part: Part, vendor: str, sites: int) -> Iterator[Row]:
    """The rows of a part on one database; one that says why, where it could not be measured."""
    if part.slow and sites < 1_000_000:
        return
    done = _run(part, vendor, sites)
    yield from map(taken, done.stdout.splitlines())
    if done.returncode:
        yield not_measured(part.about, sites, vendor, f"{part.name} stopped with status {done.returncode}")


def _run(part: Part, vendor: str, sites: int, *, check: bool = False) -> subprocess.CompletedProcess:
    """A part in a process of its own, since Django serves one database."""
    command = [sys.executable, "-m", "deploy.bench.run", part.name, str(sites)]
    return subprocess.run(command, cwd=ROOT, env=_environment(vendor, sites), stdout=subprocess.PIPE, text=True,
                          check=check)  # fmt: skip


def _environment(vendor: str, sites: int) -> dict[str, str]:
    data = HOME / str(sites) / vendor
    data.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG", "SECURE")}
    named = {"DATABASE_URL": f"{os.environ['POSTGRESQL']}/postgres"} if vendor == ON_POSTGRESQL[0] else {}
    return kept | named | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "deploy.bench.settings"}


if __name__ == "__main__":
    main()
