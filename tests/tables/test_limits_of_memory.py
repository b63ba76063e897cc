"""A file without end is refused in seconds, and in little memory."""

import gzip
import subprocess
import sys
import time

import pytest

READ = """
import resource, sys
from pathlib import Path
from sites.tables import open_table
from sites.terms import Fault
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    for chunk in open_table(Path(sys.argv[1]), "endless.csv").chunks():
        pass
except Fault as fault:
    print(fault)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
BLOCK = b"x" * 1_000_000


def sparse(path):
    with path.open("wb") as file:
        file.truncate(2_000_000_000)


def one_line(path):
    with path.open("wb") as file:
        file.write(b"name,note\n")
        file.writelines(BLOCK for _ in range(200))


def one_packed_line(path):
    with gzip.open(path, "wb", 1) as file:
        file.write(b"name,note\n")
        file.writelines(BLOCK for _ in range(200))


def one_text(path):
    with path.open("wb") as file:
        file.write(b'[{"name": "')
        file.writelines(BLOCK for _ in range(200))


def one_element(path):
    with path.open("wb") as file:
        file.write(b"<kml><Placemark><name>")
        file.writelines(BLOCK for _ in range(200))


def lists_in_lists(path):
    with path.open("wb") as file:
        file.write(b'[{"name": ')
        file.writelines(b"[" * 1_000_000 for _ in range(50))


@pytest.mark.parametrize("write", [sparse, one_line, one_packed_line, one_text, one_element, lists_in_lists])
def test_a_file_without_end_is_refused_in_seconds_and_in_little_memory(tmp_path, write):
    path = tmp_path / "endless"
    write(path)
    began = time.monotonic()
    answer = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    *said, megabytes = answer.stdout.split("\n")[:-1]
    assert said
    assert said[0]
    assert int(megabytes) < 100
    assert time.monotonic() - began < 20
