"""A copy lies under its name whole or not at all, whenever whoever writes it dies."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIES_AT = 4096  # bytes into a file: the system kills who writes on, as kill -9 would, and nothing can be tidied up
WRITES = f"""
import django, resource, signal
django.setup()
from sites import archive
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
archive.store(b"small enough")
resource.setrlimit(resource.RLIMIT_FSIZE, ({DIES_AT}, {DIES_AT}))
archive.store(bytes(10 * {DIES_AT}))
"""


def test_who_dies_while_a_copy_is_written_leaves_no_half_copy_under_a_name(tmp_path):
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "heritage.settings"}
    died = subprocess.run(
        [sys.executable, "-c", WRITES], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert (died.stderr, died.returncode) == ("", -signal.SIGXFSZ), "killed in the middle"
    lying = [file for file in (tmp_path / "media").rglob("*") if file.is_file()]
    assert sorted(file.stat().st_size for file in lying) == [len(b"small enough"), DIES_AT]
    (torn,) = (file for file in lying if file.stat().st_size == DIES_AT)
    assert torn.name.startswith("part-"), "a stray that `manage.py verify` notes, and no copy"
