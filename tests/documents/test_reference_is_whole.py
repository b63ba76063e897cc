"""The reference holds all that there is, and nothing else: settings, addresses, columns, words, commands, the rule."""

import ast
import re
from datetime import date
from functools import cache

import pytest
from django.urls import LocalePrefixPattern
from docfiles import BOLD, DOCS, FILES, ROOT, blocks, codes, prose, rows, told
from status.notation import claims, known_on, words

from deploy import reference
from heritage.urls import urlpatterns
from sites import status, terms
from sites.urls import SPOKEN, UNSPOKEN

REFERENCE = DOCS / "reference"

# ── settings

READERS = {"text", "words", "flag", "number", "one_of"}
LIBRARY = {"os.environ.get", "environ.get", "os.getenv", "getenv"}
TOLD = {"DJANGO_SETTINGS_MODULE"}  # which file of settings: never another
NOT_SO_SIMPLE = {
    "DATA_DIR",
    "DATABASE_URL",
    "HEADS",
    "PROXIES",
    "SECRET_KEY",
    "SITE_URL",
    "STATIC_DIR",
    "TEXT_LANGUAGE",
}  # defaults that are computed
PROGRAM = [*sorted((ROOT / "heritage").rglob("*.py")), *sorted((ROOT / "sites").rglob("*.py")), ROOT / "manage.py"]
PROGRAM += [ROOT / "deploy" / "gunicorn.conf.py"]


def calls(file):
    """Each call with arguments, of a file that may read the environment."""
    text = file.read_text(encoding="utf-8")
    if "environ" in text or "getenv" in text:
        yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and node.args)


@cache
def settings_read():
    """Each variable that the program reads from its environment, with the default, as it is written."""
    found = {}
    for file, call in ((one, call) for one in PROGRAM for call in calls(one)):
        reader, (name, *default) = ast.unparse(call.func), call.args
        ours = READERS if file.parent.name == "heritage" else set()
        if reader in ours | LIBRARY and isinstance(name, ast.Constant):
            said = default[0].value if default and isinstance(default[0], ast.Constant) else ""
            found[name.value] = ("flag", said or "0") if reader == "flag" else ("text", said)
    return {name: said for name, said in found.items() if name not in TOLD}


def settings_told():
    return {codes(row[0])[0]: row for row in rows(REFERENCE / "settings.md")}


def default_of(kind, default):
    if kind == "flag":
        return "on" if default == "1" else "off"
    return f"`{default}`" if default else "none"


def test_every_setting_that_is_read_is_told_and_no_other():
    read, written = settings_read(), settings_told()
    assert len(read) > 25
    missing = "give each a row in docs/reference/settings.md: variable, what it does, default"
    assert sorted(read.keys() - written.keys()) == [], missing
    assert sorted(written.keys() - read.keys()) == [], "nothing reads these: take their rows out of settings.md"


def test_every_setting_has_the_default_that_is_told():
    written = settings_told()
    read = {name: said for name, said in settings_read().items() if name in written and name not in NOT_SO_SIMPLE}
    wrong = {
        name: written[name][2] for name, said in read.items() if not written[name][2].startswith(default_of(*said))
    }
    assert wrong == {}, f"docs/reference/settings.md has another default: {[read[name] for name in wrong]}"
    assert [name for name in NOT_SO_SIMPLE if len(written[name][2]) < 4] == []


def test_no_setting_is_read_unseen():
    """By another way than the readers that are looked for above."""
    ways = re.compile(r"environ\[|environ\.(?!get\(|setdefault\(\"DJANGO_SETTINGS_MODULE\")|getenv\((?!\")")
    assert [told(file) for file in PROGRAM if ways.search(file.read_text(encoding="utf-8"))] == []


# ── addresses


def route_of(pattern):
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern.pattern))


def addresses():
    """What the address book holds, by whether it is there in each language or one for all."""
    roots = {route_of(one) for one in urlpatterns if not isinstance(one.pattern, LocalePrefixPattern)}
    return {"each": {*map(route_of, SPOKEN)}, "one": {*map(route_of, UNSPOKEN), *roots}}


@pytest.mark.parametrize("languages", ["each", "one"])
def test_every_address_is_told_and_no_other(languages):
    page = rows(REFERENCE / "addresses.md")
    written = {address for row in page if row[2] == languages for address in codes(row[0])}
    there = addresses()[languages]
    assert len(there) > 15
    said = f"give each a row in docs/reference/addresses.md, with “{languages}” in its last column"
    assert sorted(there - written) == [], said
    assert sorted(written - there) == [], "nothing stands there: take these out of docs/reference/addresses.md"


def test_the_addresses_that_are_shown_for_other_pages_are_there(db, client):
    shown = [
        address.replace("&amp;", "&").partition("#")[0]
        for block in blocks(DOCS / "how-to" / "embed-the-map.md")
        for address in re.findall(r'src="https://heritage\.example(/[^"]*)"', block.text)
    ]
    assert [path for path in shown if client.get(path).status_code not in (200, 404)] == []
    assert client.get(shown[0]).status_code == 200
    assert len(shown) == 2


# ── what the code tells of itself


@pytest.mark.parametrize("name", ["columns.md", "vocabularies.md", "commands.md", "interface.md"])
def test_a_page_that_is_made_from_the_code_is_as_the_code_has_it(name):
    said = f"docs/reference/{name} is not as the code has it: run python -m deploy.reference"
    assert (REFERENCE / name).read_text(encoding="utf-8") == reference.pages()[name], said


def test_every_column_word_and_command_is_among_them():
    """That the writer leaves nothing out."""
    from sites.exports import DATASETS, SUMMARY  # noqa: PLC0415

    columns, vocabularies, commands = (
        (REFERENCE / f"{name}.md").read_text(encoding="utf-8") for name in ("columns", "vocabularies", "commands")
    )
    every = [column for one in (*DATASETS.values(), SUMMARY) for column in one.columns]
    assert [column.name for column in every if f"| `{column.name}` |" not in columns] == []
    assert [column.name for column in every if f" | {column.meaning} |" not in columns] == []
    offered = [getattr(terms, name) for name in terms.__all__ if isinstance(getattr(terms, name), terms.Vocabulary)]
    values = [term for vocabulary in offered for term in vocabulary.values()]
    assert [term.value for term in values if f"| `{term.value}` | {term.label} |" not in vocabularies] == []
    files = (ROOT / "sites" / "management" / "commands").glob("[a-z]*.py")
    assert [file.stem for file in files if f"\n### {file.stem}\n" not in commands] == []
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    parts = {"machine", "bench-machine"}  # of others; nobody asks for them
    assert [target for target in targets if f"| `make {target}` |" not in commands and target not in parts] == []


# ── what is named in passing

OF_DJANGO = {"check", "collectstatic", "changepassword", "createsuperuser", "flush", "shell", "runserver"}
OF_MAKE = {"PYTHON", "DEMO", "SITES", "MINUTES", "JSON"}  # variables of the Makefile
OF_OTHERS = {"FORWARDED_ALLOW_IPS"}  # gunicorn's own


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "CHANGELOG.md"], ids=told)
def test_a_command_or_setting_that_is_named_in_passing_is_there(file):
    text = "\n".join([*codes(prose(file)), *(block.text for block in blocks(file))])
    named = {*re.findall(r"manage\.py ([a-z_]+)", text)}
    there = {path.stem for path in (ROOT / "sites" / "management" / "commands").glob("*.py")} | OF_DJANGO
    assert sorted(named - there) == [], "there are no such commands"
    asked = {*re.findall(r"^(?:[A-Z_]+=\S* )*make ([a-z][a-z-]+)", text, re.MULTILINE)}
    targets = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)}
    assert sorted(asked - targets) == [], "there is nothing of that name to make"
    said = {*re.findall(r"(?<![\w/?&-])([A-Z][A-Z_]{3,})=", text)}
    assert sorted(said - settings_read().keys() - OF_MAKE - OF_OTHERS) == [], "there are no such settings"


# ── the rule

EXAMPLES = [row for row in rows(REFERENCE / "rule.md") if len(row) == 3]
KNOWN = [row for row in rows(REFERENCE / "rule.md") if len(row) == 4]


@pytest.mark.parametrize(("title", "said", "expected"), EXAMPLES)
def test_the_rule_makes_of_the_reports_what_its_page_says(title, said, expected):
    periods = status.timeline(claims("\n".join(codes(said))))
    assert [words(period) for period in periods] == codes(expected)


@pytest.mark.parametrize(("title", "said", "day", "expected"), KNOWN)
def test_the_rule_knows_on_a_day_what_its_page_says(title, said, day, expected):
    rectangles = status.known_periods(claims("\n".join(codes(said))))
    seen = known_on(rectangles, date.fromisoformat(codes(day)[0]))
    assert [words(period) for period in seen] == codes(expected)


def test_the_rule_has_examples():
    assert len(EXAMPLES) > 10
    assert len(KNOWN) > 5


# ── names on pages

PAGES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "sites").rglob("*.py"), *(ROOT / "static").rglob("*.js")]


@pytest.mark.parametrize("file", sorted((DOCS / "how-to").glob("*.md")), ids=told)
def test_a_name_in_bold_is_one_that_the_program_writes(file):
    """Of a how-to; the names of the tutorial are looked for in a browser."""
    written = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = [
        name for line in prose(file).splitlines() if re.match(r"\s*\d+\.|\s{3}", line) for name in BOLD.findall(line)
    ]
    lost = [name for name in named if f'"{name}"' not in written]
    assert lost == [], f"{told(file)} names what no page, form or script calls so (is it a label? was it changed?)"
