from django.core.management.base import CommandError

from ...arrivals import undo
from ...models import Import
from ...review import Refused
from ..importing import who, words
from ..writing import WritingCommand


class Command(WritingCommand):
    help = (
        "Take an import back: what it published is withdrawn, and its drafts are deleted. What somebody has worked on "
        "since, or built upon, stays and is listed."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, help="of the import; without it, the last one")
        parser.add_argument("--by", default="", help="the account in whose name it happens")
        parser.add_argument("--reason", default="Imported by mistake.", help="why: kept with the decision")

    def handle(self, *, number, by, reason, **options):
        standing = Import.objects.order_by("-pk") if number else Import.objects.filter(undone_at=None).order_by("-pk")
        import_ = (standing.filter(pk=number) if number else standing).first()
        if import_ is None:
            raise CommandError(f"There is no import {number}." if number else "There is no import to be undone.")
        try:
            undone = undo(import_, by=who(by), reason=reason)
        except Refused as refused:
            raise CommandError(" ".join(refused.problems)) from refused
        self.stdout.write(f"Import {import_.pk} ({import_.file_name}) is undone: {words(undone.counts)}.")
        for line in undone.kept:
            self.stdout.write(f"  {line}")
