from ... import catalogue, finding, gazetteer
from ..writing import WritingCommand


class Command(WritingCommand):
    help = "Build anew, from the record, what the public reads, the names articles are read by, and the desk's lists."

    def handle(self, **options):
        gazetteer.rebuild()
        sites = catalogue.rebuild()
        finding.rebuild()  # after the catalogue, by whose levels sites are found
        self.stdout.write(f"{sites} sites are in the catalogue.")
