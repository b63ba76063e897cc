from django.core.management.base import BaseCommand

from ... import archive


class Command(BaseCommand):
    help = (
        "Print the head of the chain of decisions: one line, to be kept where nobody can alter it who can alter the "
        "database. It tells how many decisions there are and nothing else. `verify --head FILE` compares it later."
    )

    def handle(self, **options):
        self.stdout.write(str(archive.head() or "Nothing was decided yet."))
