"""Acceptance, for the operator: from a clone to the demonstration in three commands, and back from a backup in two.

The commands are those of README.md and docs/backup.md. Left out is what the network is for: the libraries are those
that run this test.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from acting import address, drawn, listed
from conftest import await_health, free_port

ROOT = Path(__file__).parent.parent.parent
OWN = {"DATA_DIR", "DATABASE_URL", "PORT", "SECURE", "DEBUG", "MAKEFLAGS", "BACKUP_RECIPIENT"}
ENV = {name: value for name, value in os.environ.items() if name not in OWN}
STANDING = "--assume-old=.venv/run.stamp"  # the libraries are there


def documented(document, *commands):
    """The document tells these commands, and in this order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    places = [text.find(command) for command in commands]
    return -1 not in places and places == sorted(places)


def run(*command, cwd, **env):
    done = subprocess.run(command, cwd=cwd, env=ENV | env, check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def made_to_run(home, **env):
    """`make run`, for as long as it is looked at; the address that it serves."""
    port = str(free_port())
    with subprocess.Popen(
        ["make", "run", STANDING, f"PORT={port}"], cwd=home, env=ENV | env, process_group=0
    ) as running:
        try:
            await_health(f"http://127.0.0.1:{port}", running, seconds=300)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(running.pid, 15)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where the product was cloned to; it has the libraries already."""
    home = tmp_path_factory.mktemp("operator") / "heritage"
    if (ROOT / ".git").exists():
        run("git", "clone", "--quiet", str(ROOT), str(home), cwd=home.parent)
    else:
        shutil.copytree(ROOT, home, ignore=shutil.ignore_patterns(".venv", "var", "__pycache__"))
    (home / ".venv").symlink_to(sys.prefix)
    return home


def sites_of(page, url):
    """What readers of either language find in the list there."""
    found = {}
    for language in ("en", "ar"):
        page.goto(url + address(language, "/"))
        drawn(page)
        found[language] = page.locator(".tally b").inner_text(), listed(page)
    return found


def test_u7_from_a_clone_to_the_demonstration_and_back_from_a_backup(page, ours, home):
    assert documented("README.md", "git clone", "make run")
    begun = time.monotonic()
    with made_to_run(home) as url:
        ours.append(url)
        before = sites_of(page, url)
        print(f"\nU7: 2 commands, {time.monotonic() - begun:.1f} s to the page in two languages")  # noqa: T201
    assert before["en"][0] == "53"
    assert len(before["ar"][1]) == len(before["en"][1]) == 50

    manage = [str(home / ".venv" / "bin" / "python"), "manage.py"]
    made = run(*manage, "backup_key", str(home.parent / "heritage-backup.key"), cwd=home)
    recipient = re.search(r"age1\w+", made)[0]
    run(*manage, "backup", str(home.parent / "heritage.age"), cwd=home, BACKUP_RECIPIENT=recipient)

    assert documented("docs/backup.md", "manage.py restore", "--identity")
    begun, another = time.monotonic(), str(home.parent / "another-disk")
    key = str(home.parent / "heritage-backup.key")
    run(*manage, "restore", str(home.parent / "heritage.age"), "--identity", key, cwd=home, DATA_DIR=another)
    with made_to_run(home, DATA_DIR=another) as url:
        ours.append(url)
        assert sites_of(page, url) == before
        print(f"U7: 2 commands, {time.monotonic() - begun:.1f} s to the page of what was restored")  # noqa: T201
