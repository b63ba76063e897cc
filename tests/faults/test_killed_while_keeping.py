"""A server that dies while it writes what it keeps aside: nobody reads a piece of it, and the next one begins clean."""

import json
import subprocess
import sys
from http.client import HTTPException
from threading import Thread

from cast import MANY
from machines import HERE, ROOT, awaited

ALL = MANY + 1


def kill_while_writing(installation, folder, asked):
    """As soon as something is written there."""
    kept = installation.data / folder

    def ask():
        try:
            installation.told(asked)
        except (OSError, HTTPException):
            return  # it was killed

    reader = Thread(target=ask)
    reader.start()
    awaited("The writing", lambda: list(kept.glob(".writing-*")))
    installation.kill_server()
    reader.join()
    return [one.name for one in kept.iterdir() if one.is_dir()]


def sums(tile):
    told = json.loads(tile)
    return sum(sum(cluster["levels"].values()) for cluster in told["clusters"]) + len(told["sites"])


def test_neither_the_index_nor_kept_lines_are_ever_read_by_halves(install):
    installation = install()
    subprocess.run([sys.executable, str(HERE / "filling.py")], cwd=ROOT, env=installation.env, check=True)
    installation.start()
    left = kill_while_writing(installation, "index", "/map/0/0/0.json")
    assert [name[0] for name in left] == ["."]
    installation.start()
    assert sums(installation.told("/map/0/0/0.json")[2]) == ALL
    assert installation.health() == 200
    whole = [one.name for one in (installation.data / "index").iterdir() if one.is_dir()]
    assert [name.endswith("-filled") for name in whole] == [True]

    left = kill_while_writing(installation, "files", "/sites.csv")
    assert [name[0] for name in left] == ["."]
    installation.start()
    for _ in range(2):  # made, and then kept
        assert installation.told("/sites.csv")[2].count("\n") == ALL + 1
    assert [one.name.endswith("-filled") for one in (installation.data / "files").iterdir() if one.is_dir()] == [True]
