from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ... import releases
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Freeze all that is public now under a version, with its checksums and a citation file: it is kept and served "
        "for ever at /releases/VERSION/. With --compare, say what changed between two releases; with --withhold, serve "
        "the files of one no longer. What others have copied by then cannot be called back."
    )

    def create_parser(self, *names, **said):
        """Here ``--version`` is a release's, not Django's."""
        return super().create_parser(*names, conflict_handler="resolve", **said)

    def add_arguments(self, parser):
        parser.add_argument("--version", dest="named", default="", metavar="VERSION", help="without it, today's date")
        parser.add_argument("--note", default="", metavar="TEXT", help="what readers are told of it")
        parser.add_argument("--compare", nargs=2, metavar=("EARLIER", "LATER"), help="say what changed")
        parser.add_argument("--withhold", metavar="VERSION", help="serve its files no more")
        parser.add_argument("--reason", default="", metavar="TEXT", help="why it is withheld: readers are told")

    def handle(self, *, named, note, compare, withhold, reason, **options):
        try:
            if compare:
                self.compare(*map(found, compare))
            elif withhold:
                releases.withhold(withhold, reason)
                self.stdout.write(f"Release {withhold} is withheld: its page says why, its files are served no more.")
            else:
                self.release(named, note)
        except Fault as fault:
            raise CommandError(_(fault.template).format(**fault.values)) from fault
        except OSError as fault:  # a full disk, an object storage that is away
            raise CommandError(f"Its files cannot be kept or read: {fault}") from fault

    def release(self, named, note):
        made = releases.release(named, note)
        told = f"{made.sites} sites, {made.reports} reports, {made.articles} articles, {made.size} bytes"
        self.stdout.write(f"Release {made.version} is kept: {told}.\nSHA-256 {made.sha256}")
        self.stdout.write(f"It is found at {settings.SITE_URL}{made.get_absolute_url()}")
        if former := releases.before(made):
            releases.compare(former, made)

    def compare(self, before, after):
        for one in releases.changes(before, after):
            self.stdout.write(f"{one.record} {one.number} ({one.label}): {releases.sentence(one)}")
        releases.compare(before, after)


def found(version):
    release = releases.find(version)
    if release is None:
        raise CommandError(f"There is no release {version}.")
    return release
