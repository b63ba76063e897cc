"""An installation with one of everything, made once; servers of it, and caches before them."""

import json
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from faults.machines import ROOT, Installation
from fronts import KINDS

HERE = Path(__file__).parent
# What a cache keeps does not depend on the database behind the server: it is seen once, on the smaller one.
collect_ignore_glob = [] if connection.vendor == "sqlite" else ["test_*.py"]


class Place:
    """The installation: what its names stand for, and servers of it."""

    def __init__(self, data):
        self.data = data
        told = json.loads(self.run(HERE / "filling.py").splitlines()[-1])
        self.names, self.tower = told["names"], told["tower"]

    def run(self, program):
        said = Installation(self.data).env | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, program], cwd=ROOT, env=said, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def served(self, **settings):
        """A server with these settings and one cache of each kind before it, by name."""
        server = Installation(self.data, **settings)
        with ExitStack() as stack:
            stack.callback(server.stop)
            server.start()
            home = self.data.parent / f"fronts-{server.port}"
            home.mkdir()
            fronts = {name: kind(home / name, server.port) for name, kind in KINDS.items()}
            for front in fronts.values():
                stack.enter_context(front)
            yield server, fronts


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    data = tmp_path_factory.mktemp("cached") / "data"
    data.mkdir()
    return Place(data)


@pytest.fixture(scope="session")
def lasting(place):
    """A server that lets caches keep what is public for as long as may be."""
    with place.served(SHARED_CACHE_SECONDS="40") as held:
        yield held


@pytest.fixture(params=KINDS)
def front(lasting, request):
    return lasting[1][request.param]
