"""What a map of clusters costs that knows no filters and no days: supercluster, from npm, where Node is."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connection

from .sampling import tile_keys, tiles
from .table import hand_over, measured, not_measured

WHAT = "to compare: supercluster, no filters,"
VERSION = "supercluster@8.0.1"
SCRIPT = Path(__file__).with_name("supercluster.mjs")


def main(sites: int) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        hand_over(not_measured(f"{WHAT} a tile", sites, "", "there is no Node here"))
        return
    home = settings.DATA_DIR / "supercluster"
    home.mkdir(exist_ok=True)
    npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), VERSION]
    if subprocess.run(npm, capture_output=True, check=False).returncode:
        hand_over(not_measured(f"{WHAT} a tile", sites, "", "npm could not install it"))
        return
    shutil.copy(SCRIPT, home)
    _write_places(home / "places.json")
    (home / "tiles.json").write_text(json.dumps(_in_any_order(tiles(tile_keys(), 14, seed=7))))
    told = json.loads(subprocess.run(["node", SCRIPT.name], cwd=home, capture_output=True, check=True).stdout)
    for what, figure in told.items():
        hand_over(measured(f"{WHAT} {what}", sites, "none", figure))


def _write_places(path: Path) -> None:
    with connection.cursor() as cursor, path.open("w") as file:
        cursor.execute("SELECT longitude, latitude FROM heritage_entry WHERE tile_key IS NOT NULL")
        json.dump(cursor.fetchall(), file)


def _in_any_order(chosen: list) -> list:
    Random(7).shuffle(chosen)  # noqa: S311
    return chosen
