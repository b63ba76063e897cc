"""The rules every test runs under: loopback only, a fast hasher, files in a temporary folder, and no skips in CI."""

import os
import sqlite3
import sys
import threading
import time
from ipaddress import ip_address

import pytest
from django.conf import settings
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings

from sites.modes import everywhere

LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}


def refuse_the_network(event, args):
    """Stop a connection or a look-up that leaves this machine. An audit hook sees every socket and cannot be undone."""
    if event in {"socket.connect", "socket.sendto"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if event == "socket.getaddrinfo" and is_address(host):
        return  # it names no server that would have to be asked for
    if host not in LOOPBACK:
        raise RuntimeError(f"A test tried to reach {host}: tests stay on this machine.")


def is_address(host):
    try:
        return bool(ip_address(host or ""))
    except ValueError:
        return False


sys.addaudithook(refuse_the_network)

hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True  # static files without collectstatic
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": settings.PLAIN}}


@pytest.fixture(autouse=True)
def files_are_temporary(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HEADS = str(tmp_path / "heads")
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = settings.STORAGES["releases"] | {"OPTIONS": {"location": tmp_path / "releases"}}
    settings.STORAGES = settings.STORAGES | {"releases": kept}


@pytest.fixture(autouse=True)
def nothing_was_said_of_the_mode(monkeypatch):
    """Every test begins as a process that has just looked; how often it looks again is for those that count seconds."""
    monkeypatch.setattr(everywhere, "OFTEN", 3600)
    monkeypatch.setattr(everywhere, "_last", everywhere.Look(time.monotonic(), None))


def failed_if_skipped(report):
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and a skipped test proves nothing: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return failed_if_skipped((yield))


@pytest.fixture(autouse=True, scope="session")
def tables_are_emptied_between_tests():
    """PostgreSQL refuses to empty those that are guarded, unless its owner puts all triggers to sleep first."""
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            sql_flush = connection.ops.sql_flush
            asleep = "SET LOCAL session_replication_role = replica"
            patch.setattr(connection.ops, "sql_flush", lambda *said, **how: [asleep, *sql_flush(*said, **how)])
        yield


@pytest.fixture
def at_once(transactional_db, tmp_path):
    """Run acts at the same moment, each in a thread with its own connection; gives what came of each, in order.

    A test keeps its SQLite database in memory, for one connection; here everybody works on a file, as in a newsroom.
    """
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setitem(connections.settings["default"], "NAME", str(copied(tmp_path / "newsroom.sqlite3")))
        yield run


def copied(file):
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    return file


def run(*acts):
    outcomes, start = [None] * len(acts), threading.Barrier(len(acts))

    def perform(place, act):
        try:
            start.wait()
            outcomes[place] = act()
        except Exception as fault:  # noqa: BLE001  it is the outcome, for the test to look at
            outcomes[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=perform, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
