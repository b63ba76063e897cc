from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ... import backups
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Write all that is kept to one encrypted file: the database at one instant, copies, pictures and releases. "
        "Others may go on writing meanwhile. It opens with the secret key that belongs to the public one, here by "
        "restore, and anywhere with the program age; the server itself cannot read it."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to, for example /backups/heritage-2026-11-27.age")
        parser.add_argument(
            "--recipient",
            action="append",
            default=[],
            metavar="age1…",
            help="a public key; may be given several times (default: BACKUP_RECIPIENT)",
        )
        parser.add_argument("--plain", action="store_true", help="do not encrypt: whoever has it knows every place")

    def handle(self, *, file, recipient, plain, **options):
        try:
            made = backups.make(file, recipient or settings.BACKUP_RECIPIENT, plain=plain)
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"The backup could not be written, and there is none: {fault}") from fault
        said = made.manifest
        rows, files = sum(one["rows"] for one in said.tables.values()), sum(count for count, _ in said.files.values())
        self.stdout.write(f"{made.file}: {made.size} bytes, {rows} rows and {files} files as of {said.made_at}.")
        for name in said.missing:
            self.stderr.write(f"A record names the file {name}, and it is not there: the backup is without it.")
        if plain:
            self.stderr.write("This file is not encrypted: it holds exact places and names of people.")
