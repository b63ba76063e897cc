from django.core.management.base import BaseCommand

from ... import catalogue, gazetteer


class Command(BaseCommand):
    help = "Build anew, from the record, everything that the public side reads and the names that articles are read by."

    def handle(self, **options):
        gazetteer.rebuild()
        self.stdout.write(f"{catalogue.rebuild()} sites are in the catalogue.")
