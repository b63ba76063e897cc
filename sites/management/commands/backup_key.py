from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ... import backups
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Make a pair of keys for backups, as age-keygen does: the secret one is written to a file, the public one is "
        "shown. Keep the secret one elsewhere: without it no backup opens, and with it all do."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to write the secret key")

    def handle(self, *, file, **options):
        try:
            public = backups.new_pair(file)
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"BACKUP_RECIPIENT={public}")
        self.stderr.write(f"The secret key is in {file}: keep it in two places, neither of them this server.")
