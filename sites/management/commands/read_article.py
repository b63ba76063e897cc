import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ... import extraction
from ...intake import claims
from ...models import Site
from ...sentences import languages
from ...terms import Fault


class Command(BaseCommand):
    help = (
        "Read an article and print what it says of known sites: proposals, from which nothing is written. The file may "
        "be a text, a page (HTML), a PDF or a web archive."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the article")
        parser.add_argument("--published", default="", help="the day it came out, YYYY-MM-DD, if it does not tell")
        parser.add_argument("--language", default="", help=f"{', '.join(languages())}; else it is recognised")
        parser.add_argument("--json", action="store_true", help="a list of proposals, as JSON")

    def handle(self, *, file, published, language, **options):
        try:
            text, told = _text(Path(file))
            found = claims(text, published=published or told.published, language=language or told.language)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        except Fault as fault:
            raise CommandError(f"{file}: {fault}") from fault
        slugs = dict(Site.objects.filter(pk__in=_numbers(found)).values_list("pk", "slug"))
        rows = [_row(claim, slugs) for claim in found]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join(map(_words, rows)) or "Nothing in it claims anything of a site of heritage.")


def _text(path: Path) -> tuple[str, extraction.Extract]:
    """The text of an article and what it tells of itself. Of a plain text the characters of the file are counted."""
    received = path.read_bytes()
    told = extraction.extract(received)
    if told.media_type == "text/plain":
        try:
            return received.decode("utf-8-sig"), told
        except UnicodeDecodeError:
            pass
    return told.text, told


def _numbers(found) -> set[int]:
    return {number for claim in found for number in (claim.site, *claim.alternatives) if number}


def _row(claim, slugs: dict[int, str]) -> dict:
    return {
        "site": slugs.get(claim.site),
        "name": claim.place_name,
        "alternatives": [slugs[number] for number in claim.alternatives],
        "group": claim.group,
        "kind": claim.kind,
        "level": claim.level or None,
        "recovery": claim.recovery or None,
        "cause": claim.causes[0] if claim.causes else None,
        "event": claim.event or None,
        "verification": claim.verification,
        "claimant": claim.claimant or None,
        "sentence": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "because": [{"start": start, "end": end, "says": says} for start, end, says in claim.because],
    }


def _words(row: dict) -> str:
    """A proposal for a person to read."""
    said = [row["kind"], row["level"] or row["recovery"], row["cause"], row["event"], row["verification"]]
    who = f", says {row['claimant']}" if row["claimant"] else ""
    place = f"({row['start']}–{row['end']})"
    return f"{row['site'] or row['name']}: {', '.join(filter(None, said))}{who}\n  “{row['sentence']}” {place}"
