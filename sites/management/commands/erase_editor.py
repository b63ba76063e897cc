from django.contrib.auth.models import User
from django.core.management.base import CommandError

from ...accounts import NotErased, erase
from ..writing import WritingCommand

LEFT = (
    "Not in reach from here: backups made before today, the server's logs, and names that people typed into reasons, "
    "summaries or quotations."
)


class Command(WritingCommand):
    help = "Erase the person behind an account. What was decided stays under a pseudonym, and the chain stays whole."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name with which the account signs in")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, name, yes, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account of the name {name}.")
        if not yes and input(f"Nothing brings it back. Type {name} to erase the account: ") != name:
            raise CommandError("Nothing was erased.")
        try:
            erased = erase(user)
        except NotErased as held:
            raise CommandError(str(held)) from held
        self.stdout.write(erased.in_words())
        self.stdout.write(LEFT)
