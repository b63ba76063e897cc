"""Whatever a command changes of the record is decided once; a command that is not named here fails the build."""

import csv
from io import StringIO
from pathlib import Path

import factories
import pytest
from django.core.management import call_command

from sites import backups
from sites.handover.examples import EXAMPLES
from sites.management import commands
from sites.models import Decision, Site

pytestmark = pytest.mark.django_db
FOLDER = Path(commands.__file__).parent
# Each with what it decides upon, once: an import of many records is one decision.
DECIDE = {
    "import_sites": [("import", "imported")],
    "import_articles": [("import", "imported")],
    "import_reports": [("import", "imported")],
    "undo_import": [("import", "undone")],
    "hidden_places": [("site", "changed")],
}
TRIED_ELSEWHERE = {
    "check_links": "tests/management/test_check_links.py",
    "demo": "tests/imports/test_demonstration.py",
    "restore": "tests/backups/test_hidden_places.py",
    "db_worker": "tests/permissions/test_one_decision_each.py",  # by the requests that it does the work of
}
# What they write is no part of the record: people, readers, modes, files, what is made of the record anew. A release
# is a row of its own that the database guards as it does decisions.
DECIDE_NOTHING = {
    *("backup", "backup_key", "clear_strays", "erase_editor", "evidence_pack", "forget_reader", "head", "migrate"),
    *("mode", "public_role", "read_article", "reading_feedback", "refresh", "release", "send_alerts", "verify"),
}


def test_every_command_is_known_by_what_it_decides():
    there = {one.stem for one in FOLDER.glob("*.py")} - {"__init__"}
    assert there == {*DECIDE, *TRIED_ELSEWHERE, *DECIDE_NOTHING}


def bring(folder, kind):
    with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[one[0] for one in EXAMPLES[kind]], [one[1] for one in EXAMPLES[kind]]])
    said(f"import_{kind}", str(folder / f"{kind}.csv"), by=factories.steward().username)


def said(*words, **options):
    call_command(*words, **options, stdout=StringIO(), stderr=StringIO())


def undo(folder):
    bring(folder, "sites")
    yield
    said("undo_import", by=factories.steward().username)


def hide_again(folder):
    site = factories.site()
    factories.site()
    Site.objects.filter(pk=site.pk).update(visibility="hidden")
    backups.write_down(folder / "hidden")
    Site.objects.filter(pk=site.pk).update(visibility="exact")
    yield
    said("hidden_places", str(folder / "hidden"), again=True)


WAYS = {"undo_import": undo, "hidden_places": hide_again}


def done_by(command, folder):
    """Stops once, before the command is given."""
    if command in WAYS:
        yield from WAYS[command](folder)
    else:
        yield
        bring(folder, command.removeprefix("import_"))


@pytest.mark.parametrize("command", DECIDE)
def test_what_a_command_changes_is_decided_once(command, tmp_path):
    doing = done_by(command, tmp_path)
    next(doing)
    before = Decision.objects.count()
    assert list(doing) == []
    assert list(Decision.objects.order_by("pk").values_list("kind", "verb"))[before:] == DECIDE[command]
    said("verify")
