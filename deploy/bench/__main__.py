"""python -m deploy.bench --sites 1000000 [--json FILE] [--strict] [PART ...]: measure, and print one table."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .parts import FULL, PARTS, POSTGRESQL, PREPARING, Part
from .table import Row, as_json, as_markdown, not_measured, taken

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv" / "bench"
SETTINGS = ("DATABASE_URL", "DEBUG", "SECURE", "ALLOWED_HOSTS", "SECRET_KEY", "TILE_URL", "GEOCODER")


def main() -> None:
    asked = _asked()
    quick = asked.sites < FULL
    for part in PREPARING:
        for vendor in part.databases(quick=quick):
            _run(part, vendor, asked.sites, check=True)
    parts = [part for part in PARTS if not asked.parts or part.name in asked.parts]
    rows = [row for part in parts for vendor in part.databases(quick=quick) for row in _rows(part, vendor, asked.sites)]
    sys.stdout.write("\n" + as_markdown(rows))
    if asked.json:
        asked.json.write_text(as_json(rows), encoding="utf-8")
    if asked.strict and any(row.met is False or isinstance(row.ours, str) for row in rows):
        raise SystemExit("A goal was missed, or could not be measured.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sites", type=int, default=FULL)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--strict", action="store_true", help="fail if a goal is missed")
    parser.add_argument("parts", nargs="*", help=", ".join(part.name for part in PARTS))
    return parser.parse_args()


def _rows(part: Part, vendor: str, sites: int) -> Iterator[Row]:
    """The rows of a part on one database; one that says so, where it broke off."""
    done = _run(part, vendor, sites)
    yield from map(taken, done.stdout.splitlines())
    if done.returncode:
        yield not_measured(part.about, sites, vendor, f"{part.name} broke off; its reason stands above")


def _run(part: Part, vendor: str, sites: int, *, check: bool = False) -> subprocess.CompletedProcess:
    """A part in a process of its own, since Django serves one database."""
    command = [sys.executable, "-m", "deploy.bench.run", part.name, str(sites)]
    env = _environment(part, vendor, sites)
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=check)


def _environment(part: Part, vendor: str, sites: int) -> dict[str, str]:
    data = HOME / str(sites) / (f"{vendor}-{part.of}" if part.of else vendor)
    data.mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    if vendor == POSTGRESQL:
        env["DATABASE_URL"] = f"{env['POSTGRESQL']}/{part.of or 'postgres'}"
    return env | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "deploy.bench.settings"}


if __name__ == "__main__":
    main()
