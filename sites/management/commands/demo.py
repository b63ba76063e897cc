from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from ...imports import load, open_accounts, unchanged_passwords
from ...models import Article, Report, Site
from ...modes import require_writing
from ...terms import Fault


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration: 53 real sites, their reports, and three accounts."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="say nothing if there is data already")

    def handle(self, *, if_empty, **options):
        if not any(model.objects.exists() for model in (Site, Article, Report)):
            loaded = self.loaded()
            self.stdout.write("Loaded {sites} sites, {articles} articles and {reports} reports.".format(**loaded))
        elif not if_empty:
            raise CommandError(
                "There is data already, and the demonstration goes into an empty database only. Nothing was changed."
            )
        for name, password in unchanged_passwords().items():
            self.stdout.write(f"Sign in at /admin/ as {name} with the password {password} – then change it.")

    def loaded(self):
        try:
            require_writing()
        except Fault as fault:
            raise CommandError(_(fault.template).format(**fault.values)) from fault
        with transaction.atomic():
            return load(*open_accounts())
