from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ... import backups
from ...terms import Fault
from ..writing import WritingCommand


class Command(WritingCommand):
    help = (
        "Write down which sites and releases are hidden now, before PostgreSQL is taken back to a moment in the past; "
        "afterwards, with --again, hide what was hidden better then. A restore of a backup of this program does so by "
        "itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="where to, or from where: it names hidden sites")
        parser.add_argument("--again", action="store_true", help="hide what the file says, where it is shown better")

    def handle(self, *, file, again, **options):
        try:
            if again:
                for name in backups.hide_again(file):
                    self.stdout.write(f"Hidden again: {name}")
            else:
                self.stdout.write(f"{file}: {backups.write_down(file)} sites that are not shown exactly.")
        except Fault as fault:
            raise CommandError(_(fault.template).format(**fault.values)) from fault
        except OSError as fault:
            raise CommandError(f"{file} cannot be read or written: {fault.strerror}.") from fault
