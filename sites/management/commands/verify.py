from django.core.management.base import BaseCommand, CommandError

from ...archive import faults, strays


class Command(BaseCommand):
    help = (
        "Check that no decision was changed, cut out or slipped in, that every kept copy is what was received, and "
        "that every quotation stands in the text it was taken from."
    )

    def handle(self, **options):
        found = 0
        for fault in faults():
            self.stderr.write(fault)
            found += 1
        for name in strays():
            self.stdout.write(f"No record names the file {name} in the store: it is left alone.")
        if found:
            raise CommandError(f"Faults: {found}. Restore these from a backup, and find out who had access.")
        self.stdout.write("The decision chain, all kept copies, their texts and the quotations are whole.")
