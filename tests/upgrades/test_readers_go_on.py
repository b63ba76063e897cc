"""While a migration waits for somebody who holds its table, readers read on."""

import time
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from sites.management.commands import migrate
from sites.models import Site

BEFORE = "0022_following"  # the next one gives sites another column
PATIENCE = 60  # seconds


def read():
    try:
        return Site.objects.count()
    finally:
        connections.close_all()


def beside(act):
    """Begin it in a thread; gives what tells of its end: [result or fault]."""
    came = []

    def perform():
        try:
            came.append(act())
        except CommandError as refused:
            came.append(refused)
        finally:
            connections.close_all()

    thread = Thread(target=perform, daemon=True)
    thread.start()
    return thread, came


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.fixture
def before(transactional_db):
    call_command("migrate", "heritage", BEFORE, verbosity=0)
    try:
        yield
    finally:
        call_command("migrate", verbosity=0)


def up_to_date():
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return False
    return True


if connection.vendor == "postgresql":

    @pytest.mark.usefixtures("before")
    def test_readers_read_while_a_migration_waits_and_it_is_done_once_nobody_is_in_its_way(monkeypatch):
        monkeypatch.setattr(migrate, "PAUSE", 0.2)
        held, over = Event(), Event()

        def hold():
            with transaction.atomic():
                Site.objects.count()
                held.set()
                over.wait(PATIENCE)

        holder, _ = beside(hold)
        assert held.wait(PATIENCE)
        migration, came = beside(lambda: call_command("migrate", verbosity=0))
        until = time.monotonic() + PATIENCE
        passed = 0
        while passed < 3 and time.monotonic() < until:
            if waits_for_a_lock():
                reader, answer = beside(read)  # it comes after the migration, and stands behind it
                reader.join(PATIENCE)
                passed += answer == [0]
        assert passed == 3
        assert (came, up_to_date()) == ([], False)
        over.set()
        migration.join(PATIENCE)
        holder.join(PATIENCE)
        assert (came, up_to_date()) == ([None], True)

    @pytest.mark.usefixtures("before")
    def test_a_migration_that_waited_in_vain_says_so_and_leaves_nothing(monkeypatch):
        monkeypatch.setattr(migrate, "PAUSE", 0)
        monkeypatch.setattr(migrate, "TRIES", 2)
        with transaction.atomic():
            Site.objects.count()
            migration, came = beside(lambda: call_command("migrate", verbosity=0))
            migration.join(PATIENCE)
        assert "0023_wordings was not carried out, and nothing of it is left" in str(came[0])
        assert not up_to_date()
        assert read() == 0
