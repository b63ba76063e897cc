"""On PostgreSQL a role serves readers before a restore and behind it, and never reads more."""

import os
import signal
from contextlib import contextmanager

import factories
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from sites import backups, modes, role
from sites.models import Site

ROLE = f"somebody who reads restored things {os.getpid()}"  # roles are known to every database of a server

if connection.vendor == "postgresql":

    @pytest.fixture
    def reader(installation):
        """An installation in which readers are served by a role of their own."""
        installation.begin()
        factories.site("Temple of Bel", visibility="hidden", latitude=34.5123457, longitude=38.2719283)
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE ROLE "{ROLE}"')
        try:
            call_command("public_role", ROLE)
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP OWNED BY "{ROLE}"; DROP ROLE "{ROLE}"')

    @contextmanager
    def as_role():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{ROLE}"')
            cursor.execute("SET LOCAL search_path = public_side, public")
            yield cursor

    def names():
        with as_role() as cursor:
            cursor.execute("SELECT s.name, e.latitude FROM heritage_site s JOIN heritage_entry e ON e.site_id = s.id")
            return cursor.fetchall()

    def views():
        """Which they are: those that were taken down and put up again are others."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid FROM pg_class WHERE relnamespace = 'public_side'::regnamespace ORDER BY 1")
            return cursor.fetchall()

    def refused():
        for asked in ("latitude FROM public.heritage_site", "password FROM auth_user"):
            with pytest.raises(DatabaseError, match="permission denied"), as_role() as cursor:
                cursor.execute(f"SELECT {asked}")
        return True

    def test_a_role_reads_what_was_restored_as_before_and_no_exact_place(reader, installation, tmp_path):
        file = tmp_path / "daily.tar"
        backups.make(file, plain=True)
        Site.objects.update(name="Another name")
        assert (names(), refused()) == ([("Another name", None)], True)
        done = installation.manage("restore", file, "--force")
        assert f"Readers are served by {ROLE} as before." in done.stdout
        assert (names(), refused()) == ([("Temple of Bel", None)], True)
        assert role.too_much(ROLE) == []

    def test_a_role_reads_on_while_a_restore_builds_and_behind_one_that_is_killed_in_the_last_step(
        reader, installation, tmp_path
    ):
        file = tmp_path / "daily.tar"
        backups.make(file, plain=True)
        Site.objects.update(name="Another name")
        before = views()
        for number in (1, 30):  # when all is built; in the middle of the swap
            killed = installation.run("tests/backups/killed_restore.py", "placing", number, file)
            assert killed.returncode == -signal.SIGKILL, killed.stderr
            assert (names(), refused(), views()) == ([("Another name", None)], True, before)
            modes.end()  # as if nothing had been moved: there are no files
        done = installation.manage("restore", file, "--force")
        assert f"Readers are served by {ROLE} as before." in done.stdout
        assert (names(), refused()) == ([("Temple of Bel", None)], True)

    def test_a_migration_that_is_broken_off_knows_the_roles_when_it_is_run_again(reader):
        assert role.take_down() == [ROLE]
        connections.close_all()  # and puts nothing up again
        with pytest.raises(DatabaseError, match="permission denied"):
            names()
        call_command("migrate", verbosity=0)
        assert (names(), refused()) == ([("Temple of Bel", None)], True)

    def test_where_no_role_was_known_it_is_said_that_one_must_be_told(installation, tmp_path):
        installation.begin()
        factories.site("Temple of Bel")
        backups.make(tmp_path / "daily.tar", plain=True)
        installation.wipe()
        done = installation.manage("restore", tmp_path / "daily.tar")
        assert "No role serves readers in this database" in done.stdout
