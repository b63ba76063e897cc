"""The table of promises can be followed: each has its attacks, and each command finds the tests that it names."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "reliability.md"
PROMISES = {f"P{number}" for number in range(1, 8)}
TESTED = re.compile(r"^ *def (test_\w+)", re.MULTILINE)


def rows():
    """The cells of each attack; a command that stands for the row above ("same file") is that row's."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[0].startswith("P"):
            *others, command = cells
            found.append([*others, found[-1][-1] if command in ("same file", "the same") else command])
    return found


def commands():
    return [shlex.split(one) for row in rows() for one in re.findall(r"`([^`]*tests/[^`]*)`", row[-1])]


def names_in(paths):
    """The names of the tests in files and folders."""
    files = [
        file
        for path in paths
        for file in (sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path])
    ]
    return [name for file in files for name in TESTED.findall(file.read_text(encoding="utf-8"))]


def test_every_promise_has_its_attack_how_often_what_came_of_it_and_the_command():
    assert {promise for row in rows() for promise in re.findall(r"P\d", row[0])} >= PROMISES
    assert [row for row in rows() if not all(row)] == []
    assert [row for row in rows() if not re.search(r"`(\S+ )*(pytest|make|tests/)", row[-1])] == []


def test_every_command_of_the_table_names_tests_that_are_there():
    assert len(commands()) > 50
    for command in commands():
        paths = [word for word in command if word.startswith("tests/")]
        chosen = command[command.index("-k") + 1].split(" or ") if "-k" in command else []
        assert [path for path in paths if not (ROOT / path).exists()] == [], command
        assert names_in(paths), command
        assert [part for part in chosen if not any(part in name for name in names_in(paths))] == [], command
