"""Every test has an installation of its own, a copy of one that was made once: SQLite's file or a whole PostgreSQL."""

import fcntl
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from cast import PASSWORD
from django.db import connection
from machines import HERE, ROOT, Cluster, Installation
from visitor import Visitor


def on_postgresql():
    return connection.vendor == "postgresql"


collect_ignore = [] if on_postgresql() else ["test_standbys.py", "test_log_of_changes.py"]  # SQLite has neither


def made(home):
    """A folder with an installation that nobody has worked with yet."""
    data = home / "data"
    data.mkdir(parents=True)
    cluster = Cluster(home) if on_postgresql() else None
    if cluster:
        cluster.make()
        cluster.start()
    command = [sys.executable, str(HERE / "preparing.py")]
    subprocess.run(command, cwd=ROOT, env=Installation(data, cluster).env, check=True)
    if cluster:
        cluster.stop()
    return home


@contextmanager
def short_home():
    """A folder with a short name: that of a socket may have a hundred letters."""
    home = Path(mkdtemp(prefix="faults-", dir="/tmp"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory, worker_id):
    """Made by the first of the processes that test, for all of them."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    with (shared / "pattern.lock").open("w") as lock, short_home() as home:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared / "pattern"
        if not kept.exists():
            shutil.copytree(made(home / "made"), kept, symlinks=True, ignore=shutil.ignore_patterns("*.s.PGSQL*"))
        fcntl.flock(lock, fcntl.LOCK_UN)
        yield kept


@pytest.fixture
def install(pattern):
    """Gives an installation whose database answers; nothing else of it is begun."""
    with short_home() as home:
        held = []

        def installed(**environment):
            shutil.copytree(pattern, home, dirs_exist_ok=True, symlinks=True)
            cluster = Cluster(home) if on_postgresql() else None
            if cluster:
                cluster.own()
                cluster.data.chmod(0o700)
                cluster.start()
            held.append(Installation(home / "data", cluster, **environment))
            return held[-1]

        try:
            yield installed
        finally:
            for one in held:
                one.stop()


@pytest.fixture
def served(install):
    one = install()
    one.start()
    return one


@pytest.fixture
def sign_in():
    def enter(installation, name="editor-0"):
        visitor = Visitor(installation.port)
        assert visitor.sign_in(name, PASSWORD).status == 302
        return visitor

    return enter
