import sys
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from ... import archive, releases, strays
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Check that no decision was changed, cut out or slipped in, that the chain leads to every head that was kept "
        "of it, that every kept copy is what was received, that every quotation stands in the text it was taken from, "
        "and every release is what was released. If the chain is whole, its head is added to the file of heads."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", metavar="FILE", help="heads that you kept elsewhere, one a line; - reads them")
        parser.add_argument(
            "--begin-heads",
            action="store_true",
            help="set the file of heads aside and begin another, after a restore that lost decisions",
        )

    def handle(self, *, head, begin_heads, **options):
        connection.ensure_connection()  # one that is away is told before any witness is set aside
        if begin_heads:
            self.set_heads_aside()
        found = self.check_chain(read(head) if head else [])
        found += self.tell(chain(archive.faults(), strays.missing(), releases.faults()))
        for file in strays.strays():
            name = strays.told(file)
            self.stdout.write(f"No record names the file {name} in the store: it is left alone.")
        for name in releases.strays():
            self.stdout.write(f"No release names the file {name} among the releases: it is left alone.")
        archive.note_check(found)
        if found:
            raise CommandError(f"Faults: {found}. Restore these from a backup, and find out who had access.")
        self.stdout.write("The decision chain, all kept copies, their texts, the quotations and releases are whole.")

    def set_heads_aside(self):
        try:
            aside = archive.set_heads_aside()
        except OSError as fault:
            raise CommandError(f"The heads cannot be set aside: {fault}. Name another place in HEADS.") from fault
        if aside:
            self.stdout.write(f"The heads until now are in {aside}.")

    def check_chain(self, heads):
        """The number of faults. A whole chain leaves its head, whatever else is found."""
        begun = Path(settings.HEADS).exists()
        if found := self.tell(archive.torn([*(read(settings.HEADS) if begun else []), *heads])):
            return found
        try:
            now = archive.keep_head()
        except OSError as fault:
            raise CommandError(f"The head cannot be kept: {fault}. Name another place in HEADS.") from fault
        if now and not begun:
            self.stdout.write(f"There was no file of heads. It begins now: {settings.HEADS}")
        return 0

    def tell(self, faults):
        found = 0
        for fault in faults:
            self.stderr.write(fault)
            found += 1
        return found


def read(file):
    """The heads in a file."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="ascii", errors="replace")
        return archive.read_heads(text)
    except Fault as fault:
        raise CommandError(f"{file}: {_(fault.template).format(**fault.values)}") from fault
    except OSError as fault:
        raise CommandError(f"The heads cannot be read: {fault}") from fault
