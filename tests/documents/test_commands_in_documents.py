"""Every command that a document shows is run, as its reader would run it; what cannot be run here says why.

A block marked ``sh`` is run, ``sh serves`` in the background until it answers. The blocks of a document run in order,
in one shell, in an installation of their own that holds the demonstration data. A ``text`` block behind one is what it
prints, with … for what is another each time. A block marked ``console REASON`` is only shown.
"""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from docfiles import FILES, ROOT, Block, blocks, told

MANAGE = r"(?:\S*python3? )?\S*manage\.py"
SHOWN_ONLY = {
    "network": r"git clone|git pull|make audit|deploy/install\.sh|\S*(?:pip|python3 -m pip) download|rclone ",
    "root": r"sudo ",
    "postgresql": rf"{MANAGE} public_role ",
    "asks": rf"{MANAGE} (?:createsuperuser|changepassword|erase_editor)\b",
    "elsewhere": r"rsync |age |cat sums/|\S*python3 -m venv |\S*pip install --no-index",
    "engine": r"(?:docker|podman|kubectl) ",
    "long": r"make (test|soak|bench|mutants|container-check|cluster)\b|deploy/bench/",
    "tools": r"\S*python -m deploy\.messages|varnishstat ",
}
WHY = {
    "network": "it needs the internet",
    "root": "it changes the machine",
    "postgresql": "it needs a PostgreSQL server",
    "asks": "it asks who sits before it",
    "elsewhere": "it runs on another machine, or with its programs",
    "engine": "it needs an engine of containers, or a cluster",
    "long": "it takes minutes or hours",
    "tools": "it needs programs that the product does not",
}
DATA = ("text", "html", "ini", "caddy", "cron")
COMMAND = re.compile(
    r"^\s*(?:\$ )?(?:[A-Z_]+=\S* )*"
    r"(?:make |git |docker |podman |kubectl |sudo |curl |pip |age |psql |gunicorn |\S*manage\.py |\S*python3? |deploy/)"
)
UNIT = re.compile(r"Exec\w*=")  # what systemd runs, in its own file
RUN = [file for file in FILES if any(block.info.split()[:1] == ["sh"] for block in blocks(file))]
ALL = [block for file in FILES for block in blocks(file)]
README = ROOT / "README.md"
HERE = "http://127.0.0.1:8000"
DATABASE = "db.sqlite3"
ASIDE = {"var", ".venv", ".git"}
PRELUDE = """
set -euo pipefail
trap '[ -z "${server:-}" ] || { kill -- "-$server"; wait "$server"; } 2>/dev/null || true' EXIT
read_page() { curl --silent --fail --output /dev/null "$1"; }
answered() {
    for _ in $(seq 1000); do
        read_page "$1/healthz/ready" && read_page "$1/" && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.3
    done
    cat served.log >&2
    return 1
}
"""


def checkout(folder: Path) -> Path:
    """The program as its operator has it: a folder of its own, with the data in `var/`."""
    folder.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in ASIDE:
            (folder / entry.name).symlink_to(entry)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "var").mkdir(mode=0o700)
    return folder


def runs_what_the_readme_does(file: Path) -> bool:
    """The tutorial begins as the README does, and goes on in a browser: that need not be run twice."""
    run = [{block.text for block in blocks(one) if block.info.startswith("sh")} for one in (file, README)]
    return run[0] <= run[1]


def copy_data(kept: Path, folder: Path) -> None:
    """All that is kept; of the database what stands in it, whether or not a server has quite let it go."""
    shutil.copytree(kept, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("db.sqlite3*"))
    with closing(sqlite3.connect(kept / DATABASE)) as old, closing(sqlite3.connect(folder / DATABASE)) as new:
        old.backup(new)


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def environment(folder: Path, port: str) -> dict:
    """No setting but the defaults, and no way out of this machine."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    own = {"DATA_DIR": str(folder / "var"), "HOME": str(folder), "PORT": port, "no_proxy": "127.0.0.1"}
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "MAKEFLAGS": "-o .venv/run.stamp"} | nowhere | own


def script(found: list[Block]) -> str:
    """All blocks that are run, each told on the way."""
    parts = [PRELUDE]
    for number, block in enumerate(found):
        kind = block.info.split()
        if kind[:1] == ["sh"]:
            parts.append(f"echo '@@ {number}'; echo '@@ {block}' >&2")
            parts.append(served(block.text) if kind[1:] else block.text)
    return "\n".join([*parts, "echo '@@ end'"])


def served(command: str) -> str:
    return f"setsid sh -c '{command}' >served.log 2>&1 & server=$!\nanswered {HERE}"


def run(found: list[Block], folder: Path) -> dict[int, str]:
    """Run the blocks of a document; gives what each has printed, by its place."""
    port = free_port()
    program = ["bash", "-c", script(found).replace(HERE, f"http://127.0.0.1:{port}")]
    done = subprocess.run(
        program, cwd=folder, env=environment(folder, port), capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"This block does not run: {done.stderr.split('@@ ')[-1]}\n{done.stdout.split('@@ ')[-1]}")
    printed = [one.split("\n", 1) for one in done.stdout.split("@@ ")[1:]]
    assert printed[-1][0] == "end"
    return {int(number): said for number, said in printed[:-1]}


def prints(shown: str, printed: str) -> bool:
    """Whether the lines that are shown stand in what was printed, in their order."""
    lines = [r"[^\n]*".join(map(re.escape, line.split("…"))) for line in map(str.strip, shown.strip().splitlines())]
    return bool(re.search(r"(?:[^\n]*\n)*?".join(rf"[ \t]*{line}[ \t]*\n" for line in lines), printed + "\n"))


@pytest.fixture(scope="session")
def first_start(tmp_path_factory):
    """The program after its README was followed in an empty folder: once, for all processes of the tests."""
    shared = tmp_path_factory.getbasetemp()
    shared = (shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared) / "first-start"
    ended = shared.with_name("first-start-ended")
    try:
        checkout(shared)
    except FileExistsError:
        while not ended.exists():
            time.sleep(0.1)
    else:
        try:
            run(blocks(README), shared)
        finally:
            ended.touch()
    return shared


def test_the_first_start_leads_to_the_demonstration(first_start):
    with closing(sqlite3.connect(first_start / "var" / DATABASE)) as database:
        assert database.execute("SELECT count(*) FROM heritage_entry").fetchone() == (53,)


@pytest.mark.parametrize("file", [file for file in RUN if not runs_what_the_readme_does(file)], ids=told)
def test_what_a_document_tells_to_run_can_be_run(file, first_start, tmp_path):
    folder = checkout(tmp_path / "heritage")
    copy_data(first_start / "var", folder / "var")
    every = blocks(file)
    printed = run(every, folder)
    for number, shown in enumerate(every[1:], 1):
        if shown.info == "text" and number - 1 in printed:
            assert prints(shown.text, printed[number - 1]), f"{shown} is not what is printed: {printed[number - 1]}"


def test_something_is_run():
    assert len(RUN) >= 6
    assert sum(block.info.startswith("sh") for block in ALL) >= 20


def commands(text: str) -> list[str]:
    """The commands of a block, a line that goes on with the next being one."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def test_every_block_says_what_it_is():
    known = {"sh", "sh serves", *DATA, *(f"console {why}" for why in SHOWN_ONLY)}
    said = "mark it sh (it is run), console REASON (it is only shown), or by what it holds"
    assert [f"{block}: ```{block.info}: {said}" for block in ALL if block.info not in known] == []


def test_what_is_only_shown_could_not_have_been_run():
    assert SHOWN_ONLY.keys() == WHY.keys()
    wrong = [
        f"{block}: {line}: mark it sh, since not {WHY[why]}"
        for block in ALL
        for kind, _, why in [block.info.partition(" ")]
        if kind == "console"
        for line in commands(block.text)
        if not re.match(rf"(?:cd \S+ && )?(?:[A-Z_]+=\S* )*(?:{SHOWN_ONLY[why]})", line)
    ]
    assert wrong == []


def test_what_is_shown_as_no_command_holds_none():
    others = [block for block in ALL if not block.info.startswith(("sh", "console"))]
    assert [
        f"{block}: {line}"
        for block in others
        for line in block.text.splitlines()
        if COMMAND.match(line) and not UNIT.match(line)
    ] == []


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "x\na\ny\nb\n", True),
        ("b\na", "a\nb\n", False),
        ("Release … is kept: … sites", "Release 1 is kept: 53 sites\n", True),
        ("54 sites", "53 sites\n", False),
    ],
)
def test_what_a_block_prints_is_compared_line_by_line(shown, printed, same):
    assert prints(shown, printed) is same


@pytest.mark.parametrize(
    "text", ["false", "cat nowhere.csv | sort", "exit 3", "echo begun; .venv/bin/python manage.py check"]
)
def test_a_command_that_fails_fails_its_document(tmp_path, text):
    document = tmp_path / "a document"
    document.write_text(f"```sh\ntrue\n```\n\n```sh\n{text}\n```\n")
    with pytest.raises(pytest.fail.Exception, match="a document, line 5"):
        run(blocks(document), tmp_path)
