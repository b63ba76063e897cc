from django.core.management.base import BaseCommand

from ...catalogue import rebuild


class Command(BaseCommand):
    help = "Build everything that the public side reads anew from the record."

    def handle(self, **options):
        self.stdout.write(f"{rebuild()} sites are in the catalogue.")
