from django.db import transaction

from ... import accounts, follow
from ..writing import WritingCommand


class Command(WritingCommand):
    help = "Erase an e-mail address of a reader: from all that it follows, and from letters that are not closed yet."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address; it is not written down")

    def handle(self, *, email, **options):
        followed, letters = follow.forget(email)
        transaction.on_commit(accounts.write_over)
        self.stdout.write(f"Deleted: {followed} that it followed. Taken out of letters: {letters}.")
        self.stdout.write("Not in reach from here: backups made before today, and the logs of your mail server.")
