from django.core.management.base import BaseCommand, CommandError

from ...archive import altered, broken


class Command(BaseCommand):
    help = "Check that no decision was changed, cut out or slipped in, and that every kept copy is what was received."

    def handle(self, **options):
        faults = [f"Decision {decision.pk} ({decision}) does not fit the chain." for decision in broken()]
        faults += [
            f"Copy {capture.sha256} of article {capture.article_id} is gone or altered." for capture in altered()
        ]
        if faults:
            raise CommandError("\n".join(faults) + "\nRestore these from a backup, and find out who had access.")
        self.stdout.write("The decision chain and all kept copies are whole.")
