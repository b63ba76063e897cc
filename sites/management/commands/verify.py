from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from ... import releases, strays
from ...archive import faults


class Command(BaseCommand):
    help = (
        "Check that no decision was changed, cut out or slipped in, that every kept copy is what was received, and "
        "that every quotation stands in the text it was taken from, and every release is what was released."
    )

    def handle(self, **options):
        found = 0
        for fault in chain(faults(), strays.missing(), releases.faults()):
            self.stderr.write(fault)
            found += 1
        for file in strays.strays():
            name = strays.told(file)
            self.stdout.write(f"No record names the file {name} in the store: it is left alone.")
        for name in releases.strays():
            self.stdout.write(f"No release names the file {name} among the releases: it is left alone.")
        if found:
            raise CommandError(f"Faults: {found}. Restore these from a backup, and find out who had access.")
        self.stdout.write("The decision chain, all kept copies, their texts, the quotations and releases are whole.")
