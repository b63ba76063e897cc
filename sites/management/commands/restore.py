import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from ... import backups, modes, role
from ...terms import Fault

NOTHING = "Nothing was restored, and nothing was changed:"
READERS = "Readers are served by {names} as before."
NO_READERS = "No role serves readers in this database. If one is to: manage.py public_role NAME"
NOT_FINISHED = (
    "The restore was broken off before all was in its place, and nobody is let in. Mend the cause, then finish it with "
    "the command alone, manage.py restore:"
)


class Command(BaseCommand):
    help = (
        "Put all that a backup holds in the place of what stands: stop the server first. The whole file is read and "
        "compared with its sums before anything is changed. What is kept here already is replaced with --force alone, "
        "and saved in a file first. A backup of an earlier version is brought to this one."
    )
    requires_migrations_checks = False
    requires_system_checks = []  # which refuse every other command while a restore is not finished

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="none, to finish a restore that was broken off")
        parser.add_argument("--identity", type=Path, metavar="FILE", help="the file of the secret key")
        parser.add_argument("--force", action="store_true", help="replace what is kept here, after saving it")
        parser.add_argument("--check", action="store_true", help="read and compare the file only; change nothing")

    def handle(self, *, file, identity, force, check, **options):
        if check and not file:
            raise CommandError("Name the file that is to be read.")
        try:
            if check:
                said = backups.examine(file, identity)
                self.stdout.write(f"The backup of {said.made_at} is whole: {said.members} members.")
                return
            done = backups.restore(file, identity, force=force) if file else backups.resume()
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        except (OSError, DatabaseError, sqlite3.Error) as fault:
            raise CommandError(f"{NOT_FINISHED if modes.unfinished() else NOTHING} {fault}") from fault
        self.tell(done)
        call_command("verify", stdout=self.stdout, stderr=self.stderr)

    def tell(self, done):
        number, digest = done.manifest.head or (0, "none")
        self.stdout.write(f"Restored as of {done.manifest.made_at}. The last decision is {number}: {digest}.")
        if done.safety:
            self.stdout.write(f"What stood here before is in {done.safety}, not encrypted: delete it when you can.")
        if done.heads:
            self.stdout.write(f"The heads until now are in {done.heads}.")
        if connection.vendor == "postgresql":
            self.stdout.write(READERS.format(names=", ".join(role.readers())) if role.readers() else NO_READERS)
        for name in done.hidden:
            self.stdout.write(f"{name} stays hidden as it was here before: the backup would have shown more.")
        for name in done.manifest.missing:
            self.stderr.write(f"The file {name} was missing when the backup was made.")
