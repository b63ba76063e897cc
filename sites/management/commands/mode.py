from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from ... import modes
from ...terms import Fault

MEANS = {
    modes.NORMAL: "Everybody reads and writes as ever.",
    modes.READ_ONLY: "Everybody reads; whatever would be written answers 503. What was begun before may still end.",
    modes.NO_ACCESS: "Every page answers 503, but for the two of health.",
}
ALONE = (
    "It was said while the database was away, and holds on this server alone. Once it is back, say it again for all "
    "servers; mode normal takes it back."
)


class Command(BaseCommand):
    help = (
        "Say in which mode the installation is, or put it into another, on all servers of its database: "
        "normal; read_only: pages are read, nothing is written and nobody signs in; no_access: every page answers 503."
    )

    def add_arguments(self, parser):
        parser.add_argument("mode", nargs="?", choices=modes.MODES)
        parser.add_argument("--why", default="", metavar="TEXT", help="what readers and editors are told")

    def handle(self, *, mode, why, **options):
        try:
            stands = modes.switch(mode, why) if mode else modes.current()
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"The mode cannot be written down, and stays as it was: {fault.strerror}.") from fault
        except (DatabaseError, InterfaceError) as fault:
            raise CommandError(f"The database is away, and nothing was ever said on this server: {fault}") from fault
        self.stdout.write(f"{stands.name}: {MEANS[stands.name]}{f' Told: {stands.why}' if stands.why else ''}")
        if stands.alone:
            self.stderr.write(ALONE)
        if mode and mode != stands.name:
            raise CommandError("READ_ONLY=1 stands in the environment, and holds on until it is taken away.")
