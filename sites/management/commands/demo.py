from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...imports import load, open_accounts, unchanged_passwords
from ...models import Article, Report, Site


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration: 53 real sites, their reports, and three accounts."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="say nothing if there is data already")

    def handle(self, *, if_empty, **options):
        if not any(model.objects.exists() for model in (Site, Article, Report)):
            with transaction.atomic():
                loaded = load(*open_accounts())
            self.stdout.write("Loaded {sites} sites, {articles} articles and {reports} reports.".format(**loaded))
        elif not if_empty:
            raise CommandError(
                "There is data already, and the demonstration goes into an empty database only. Nothing was changed."
            )
        for name, password in unchanged_passwords().items():
            self.stdout.write(f"Sign in at /admin/ as {name} with the password {password} – then change it.")
