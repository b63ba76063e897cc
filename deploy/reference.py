"""Write the reference anew that the code tells of itself: columns, vocabularies, commands and the interface.

python -m deploy.reference

Nobody writes these pages of docs/reference/ by hand. tests/documents/ compares them with what would be written.
"""

import argparse
import os
import re
from pathlib import Path

import django
from django.core.management import load_command_class
from django.core.management.base import BaseCommand, DjangoHelpFormatter

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made from the code by python -m deploy.reference; what is changed here by hand is lost. -->\n"


def pages():
    """The text of each page by the name of its file."""
    return {
        "columns.md": columns(),
        "vocabularies.md": vocabularies(),
        "commands.md": commands(),
        "interface.md": interface(),
    }


def page(title, lead, *parts):
    return "\n\n".join([f"# {title}", MADE.rstrip(), lead.strip(), *parts]) + "\n"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text):
    return f"`{text}`" if text else ""


# ── columns

COLUMNS = """
Every file that leaves is made of these columns, in this order, whatever its format. An empty cell means: not known,
or not public. Several values in one cell are parted by semicolons. CSV files are UTF-8 with commas; `?excel=1` after
the address writes the mark by which Excel knows that. A cell that a spreadsheet would take for a formula begins with
an apostrophe. Days are written as in ISO 8601, dates of events in [EDTF](https://www.loc.gov/standards/datetime/).
"""
KINDS_OF_CELL = {"str": "text", "int": "whole number", "float": "number", "bool": "yes or no", "date": "day"}


def columns():
    from sites.exports import DATASETS, SUMMARY  # noqa: PLC0415  the settings must have been read
    from sites.releases.citing import CITATIONS  # noqa: PLC0415

    where = {"summary": "", "citations": " (in packages and releases alone)"}
    parts = []
    for one in (*DATASETS.values(), CITATIONS, SUMMARY):
        rows = [[code(column.name), KINDS_OF_CELL[column.type.__name__], column.meaning] for column in one.columns]
        head = f"## {one.name}.csv{where.get(one.name, '')}\n\n{one.about}"
        parts.append(f"{head}\n\n{table(['column', 'cells', 'meaning'], rows)}")
    return page("Columns", COLUMNS, *parts)


# ── vocabularies

VOCABULARIES = """
What is stored and written in files is the value; people read the label, in the language of the page. The values are
never translated and never change their meaning. How other scales are read: [import.md](../import.md#foreign-scales).
"""
TITLES = {
    "STATUSES": "Levels of damage: how badly",
    "VERIFICATIONS": "Verification: how sure",
    "ROLES": "Roles of a source: what an article does for a report",
    "RECOVERIES": "Recovery: what was done since",
    "CAUSES": "Causes",
    "METHODS": "How it was assessed",
    "KINDS": "Kinds of site",
    "NAME_KINDS": "Kinds of name",
    "VISIBILITIES": "Visibility: what readers see of a place",
    "SCHEMES": "Registers in which a site has an identifier",
    "ARTICLE_TYPES": "Types of article",
    "PHOTO_MOMENTS": "When a photo was taken",
    "STATES": "States of a record",
    "AMENDMENT_STATES": "States of a proposed change of a place",
    "VERBS": "What a decision did",
    "FIELDS": "Fields of records, as their histories name them",
    "INTAKE_STATES": "States of an article on its way in",
    "CLAIM_KINDS": "Kinds of what is read in an article",
    "PROPOSAL_STATES": "States of what was read",
}
WITHIN = {"LEVELS": "STATUSES"}  # a part of another one


def vocabularies():
    from sites import terms  # noqa: PLC0415
    from sites.accounts import ROLES as PEOPLE  # noqa: PLC0415

    found = {name for name in terms.__all__ if isinstance(getattr(terms, name), terms.Vocabulary)}
    if untold := found - {*TITLES, *WITHIN}:
        raise SystemExit(f"Say in TITLES of deploy/reference.py what {', '.join(sorted(untold))} is.")
    parts = [f"## {title}\n\n{_terms(getattr(terms, name))}" for name, title in TITLES.items()]
    return page("Vocabularies", VOCABULARIES, *parts, f"## Roles of accounts\n\n{_terms(PEOPLE)}")


def _terms(vocabulary):
    head, said = ["value", "label", "meaning"], lambda term: getattr(term, "hint", "")
    if hasattr(next(iter(vocabulary.values())), "pattern"):
        head, said = ["value", "label", "an identifier"], lambda term: code(term.example)
    rows = [[code(term.value), term.label, said(term)] for term in vocabulary.values()]
    if not any(row[-1] for row in rows):
        head, rows = head[:2], [row[:2] for row in rows]
    return table(head, rows)


# ── commands

COMMANDS = """
Run them in the folder of the program, as the user and with the settings of the server:
`.venv/bin/python manage.py NAME`. Every command ends with 0 if all went well, and with another number, and a sentence
that says why, if not. `--help` tells the same as this page.
"""
OF_DJANGO = """
## Django's own that an operator needs

| command | what it does |
|---|---|
| `check --deploy` | looks at the settings, and says what is unsafe in public. Run it after every change of settings |
| `collectstatic --noinput` | puts scripts and styles where the server finds them. Run it at every upgrade |
| `createsuperuser` | makes the first account, which has all rights |
| `changepassword NAME` | gives an account another password |
"""


OF_OTHERS = {
    "migrate": "Bring the database to the version of the program. A migration that is killed leaves nothing of itself "
    "behind: run it again.",
    "db_worker": "Fetch and read what editors hand in, and do other long work, until it is stopped: with `WORKER=1` "
    "one or more must run beside the server ([workers](../how-to/workers.md)). It waits while the database is away, "
    "and while nothing may be written.",
}


def commands():
    told = dict(re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    rows = [[code(f"make {target}"), said] for target, said in told.items()]
    made = table(["target", "what it does"], rows)
    folder, seen = ROOT / "sites" / "management" / "commands", {}
    names = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    parts = [f"### {name}\n\n{_command(name, seen)}" for name in names]
    return page("Commands", COMMANDS, f"## make\n\n{made}", OF_DJANGO.strip(), "## manage.py", *parts)


def _command(name, seen):
    """What a command is for, and its arguments, unless they are another one's: those told so far are in ``seen``."""
    if name in OF_OTHERS:
        return f"{OF_OTHERS[name]} `--help` lists its arguments."
    command = load_command_class("sites", name)
    usual = {action.dest for action in _Usual().create_parser("manage.py", name)._actions}
    actions = [action for action in command.create_parser("manage.py", name)._actions if action.dest not in usual]
    said = " ".join(command.help.split())
    told = table(["argument", "what it says"], [row for action in actions for row in _argument(action)])
    other = seen.setdefault(told, name) if actions else name
    if other != name:
        return f"{said}\n\nIts arguments are those of [{other}](#{other})."
    return f"{said}\n\n{told}" if actions else said


class _Usual(BaseCommand):
    """A command without anything of its own."""


def _argument(action):
    if isinstance(action, argparse._SubParsersAction):
        helps = {one.dest: one.help or "" for one in action._choices_actions}
        for name, parser in action.choices.items():
            asked = [_names(one)[0] for one in parser._actions if one.dest != "help"]
            yield [code(" ".join([name, *asked])), helps[name]]
    else:
        yield [" ".join(map(code, _names(action))), _help(action)]


def _names(action):
    value = action.metavar or action.dest.upper()
    value = " ".join(value) if isinstance(value, tuple) else value
    if not action.option_strings:
        return [f"[{value}]" if action.nargs == "?" else value]
    return action.option_strings if action.nargs == 0 else [f"{name} {value}" for name in action.option_strings]


def _help(action):
    said = DjangoHelpFormatter("manage.py")._expand_help(action) if action.help else ""
    choices = f"one of {', '.join(map(code, action.choices))}" if action.choices else ""
    return " ".join(": ".join(filter(None, [said, choices])).split())


# ── the interface for programs

INTERFACE = """
`/api/` is an [OGC API – Features](https://ogcapi.ogc.org/features/) with the collections `sites`, `reports` and
`articles`: GeoJSON, read only, without a key. QGIS, GDAL and R's `sf` open it by its address. `/api/api` holds the
whole definition for programs (OpenAPI 3.0); errors are JSON with a sentence in `description`. The properties of an item
are the [columns](columns.md) of its file. What stands at which address: [addresses.md](addresses.md#programs).

The same filters stand behind the map, the lists, the files and the feeds, under the same names; there a parameter that
is not known, or that cannot be read, is answered with 400 and its name.
"""


def interface():
    from sites.api.holdings import HOLDINGS  # noqa: PLC0415
    from sites.api.parameters import parameters  # noqa: PLC0415

    parts = []
    for name in HOLDINGS:
        rows = [[code(one.name), "several" if one.several else "once", _meaning(one)] for one in parameters(name)]
        parts.append((name, rows))
    first, *others = parts
    shown = [f"## Parameters of `{first[0]}`\n\n{table(['parameter', 'given', 'meaning'], first[1])}"]
    for name, rows in others:
        own = [row for row in rows if row not in first[1]]
        missing = [row[0] for row in first[1] if row[0] not in {one[0] for one in rows}]
        lead = f"As those of `{first[0]}`{', without ' + ', '.join(missing) if missing else ''}, and with another"
        shown.append(f"## Parameters of `{name}`\n\n{lead}:\n\n{table(['parameter', 'given', 'meaning'], own)}")
    return page("The interface for programs", INTERFACE, *shown)


def _meaning(parameter):
    values = ", ".join(map(code, parameter.values))
    return f"{parameter.meaning} Values: {values}." if values else parameter.meaning


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
    django.setup()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
