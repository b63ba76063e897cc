from django.core.management.base import BaseCommand

from ... import strays

HOURS = 24


class Command(BaseCommand):
    help = (
        "Delete the files that no record names: a server that was killed between writing a file and saving its record "
        "leaves some. Files of the last day are left alone, since somebody may be about to name them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say which, and delete nothing")
        parser.add_argument(
            "--older-than", type=float, default=HOURS, metavar="HOURS", help=f"of at least this age ({HOURS})"
        )

    def handle(self, *, dry_run, older_than, **options):
        count = size = 0
        for file in strays.strays(older_than * 3600):
            count, size = count + 1, size + file.size
            self.stdout.write(strays.told(file))
        if not dry_run:
            count = sum(1 for _ in strays.cleared(older_than * 3600))
        self.stdout.write(f"{'Found' if dry_run else 'Deleted'}: {count} files that no record names, {size} bytes.")
