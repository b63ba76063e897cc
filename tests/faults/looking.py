"""Tells, as JSON, what stands in the database of DATA_DIR and whether it is whole: a program of its own."""

import io
import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402

from sites.models import Article, Decision, Entry, HandedIn, Intake, Photo, Report, Revision, Site  # noqa: E402

KINDS = {"site": Site, "report": Report, "photo": Photo, "article": Article}


def said(command, *args):
    out = io.StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=out)
    except CommandError as fault:
        return f"{out.getvalue()}FAULT {fault}"
    return out.getvalue()


def marks():
    """By which those who saved a thing know it again."""
    return {
        "site": [*Site.objects.values_list("name", flat=True)],
        "report": [*Report.objects.values_list("summary", flat=True)],
        "photo": [*Photo.objects.values_list("credit", flat=True)],
        "intake": [told.get("title", "") for told in Intake.objects.values_list("told", flat=True)],
        "article": [*Article.objects.values_list("title", flat=True)],
        "published": [*Entry.objects.values_list("name", flat=True)],
        "file": [*HandedIn.objects.values_list("file_name", flat=True)],
    }


def undecided():
    """Rows that nobody has decided to make."""
    for kind, model in KINDS.items():
        decided = Decision.objects.filter(kind=kind).values("number")
        yield from (f"{kind} {one.pk}" for one in model.objects.exclude(pk__in=decided))


def halves():
    """Records of which a part is missing."""
    yield from (f"report {one.pk} cites nothing" for one in Report.objects.filter(citations=None))
    yield from (f"site {one.pk} is in no list" for one in Site.objects.filter(state="published", entry=None))
    yield from (f"entry {one.pk} is of no published site" for one in Entry.objects.exclude(site__state="published"))
    done = Intake.objects.filter(state="done")
    yield from (f"intake {one.pk} has no copy" for one in done if not one.article.captures.filter(sha256=one.sha256))


def integrity():
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA integrity_check").fetchone()[0]


if __name__ == "__main__":
    found = {"marks": marks(), "undecided": [*undecided()], "halves": [*halves()], "integrity": integrity()}
    found |= {"verify": said("verify"), "cleared": said("clear_strays", "--older-than", "0")}
    found |= {"after": said("verify"), "revisions": Revision.objects.count(), "decisions": Decision.objects.count()}
    found["states"] = [*Intake.objects.values_list("state", flat=True)]
    sys.stdout.write(json.dumps(found))
