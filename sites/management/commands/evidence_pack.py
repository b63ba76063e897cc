from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...archive import Pack
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Write everything that a report, or all reports of a site, rest on into one BagIt zip file: reports, "
        "decisions, citations, kept copies, digests. It holds private copies: keep it as you keep those."
    )

    def add_arguments(self, parser):
        subjects = parser.add_subparsers(dest="subject", required=True)
        site = subjects.add_parser("site", help="everything that was ever published of a site")
        site.add_argument("slug", help="the last part of its address: palmyra-bel")
        report = subjects.add_parser("report", help="every version that was published under a number")
        report.add_argument("number", type=int)
        for one in (site, report):
            one.add_argument("-o", "--output", type=Path, metavar="FILE.zip")

    def handle(self, *, output=None, slug="", number=0, **options):
        try:
            pack = Pack(slug=slug, number=number)
        except Fault as fault:
            raise CommandError(_(fault.template).format(**fault.values)) from fault
        output = output or Path(f"{pack.name}.zip")
        try:
            missing = write(pack, output)
        except OSError as fault:
            raise CommandError(
                f"{output} cannot be written: {fault.strerror or fault}. Name another with -o."
            ) from fault
        for one in missing:
            self.stderr.write(one)
        self.stdout.write(f"{output} is written.")


def write(pack: Pack, output: Path) -> list[str]:
    """Write a pack to a new file, whole or not at all; what is missing in it."""
    with output.open("xb") as file:
        try:
            return pack.write(file, timezone.localdate())
        except BaseException:
            output.unlink()
            raise
