from django.core.management.base import BaseCommand

from ... import catalogue, finding, gazetteer


class Command(BaseCommand):
    help = "Build anew, from the record, what the public reads, the names articles are read by, and the desk's lists."

    def handle(self, **options):
        gazetteer.rebuild()
        sites = catalogue.rebuild()
        finding.rebuild()  # after the catalogue, by whose levels sites are found
        self.stdout.write(f"{sites} sites are in the catalogue.")
