"""The house plan: which room may import which, and the manners kept inside. Imports go down; data comes up."""

import ast
import sys
from importlib.util import resolve_name
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "sites"

PLAIN = "terms dates places names status wordings"
MAY_IMPORT = {
    "terms": "",
    "dates": "terms",
    "places": "terms",
    "names": "terms",
    "status": "terms dates places names",
    "wordings": "",
    "sentences": "terms names",
    "reading": "sentences terms dates names",
    "models": PLAIN,
    "lasting": "",
    "modes": f"replicas lasting models {PLAIN}",
    "translations": f"tongues models {PLAIN}",
    "archive": f"lasting models {PLAIN}",
    "darkroom": "terms",
    "photos": f"darkroom models {PLAIN}",
    "allowance": f"archive models {PLAIN}",
    "gazetteer": f"sentences models {PLAIN}",
    "finding": f"models {PLAIN}",
    "extraction": "terms",
    "areas": PLAIN,
    "spellings": PLAIN,
    "replicas": "",
    "index": f"replicas areas spellings models {PLAIN}",
    "catalogue": f"replicas areas index models {PLAIN}",
    "review": f"catalogue finding gazetteer archive photos models {PLAIN}",
    "strays": f"archive lasting models {PLAIN}",
    "intake": f"lasting allowance extraction review gazetteer reading sentences archive models {PLAIN}",
    "neighbours": f"translations review catalogue areas models {PLAIN}",
    "tables": "terms",
    "cells": PLAIN,
    "imports": f"tables cells review archive models {PLAIN}",
    "wholesale": f"review catalogue finding gazetteer archive models {PLAIN}",
    "arrivals": f"wholesale imports tables review models {PLAIN}",
    "handover": f"lasting allowance arrivals together imports tables review models {PLAIN}",
    "history": f"translations neighbours review models {PLAIN}",
    "together": f"history neighbours review models {PLAIN}",
    "uploads": f"lasting allowance review photos darkroom models {PLAIN}",
    "confirm": f"intake review catalogue archive models {PLAIN}",
    "accounts": f"modes review models {PLAIN}",
    "errands": f"accounts modes models {PLAIN}",
    "answers": f"neighbours review catalogue models {PLAIN}",
    "queue": f"translations answers neighbours uploads review models {PLAIN}",
    "desk": f"queue together history finding exports catalogue review models {PLAIN}",
    "tongues": "",
    "exports": f"tongues catalogue {PLAIN}",
    "maps": f"catalogue {PLAIN}",
    "overviews": f"catalogue {PLAIN}",
    "previews": f"overviews citations catalogue {PLAIN}",
    "offline": f"catalogue {PLAIN}",
    "drawings": f"catalogue {PLAIN}",
    "formats": f"exports tongues catalogue {PLAIN}",
    "citations": f"tongues catalogue {PLAIN}",
    "feeds": f"citations tongues catalogue {PLAIN}",
    "releases": f"modes formats exports citations catalogue models {PLAIN}",
    "backups": f"role modes catalogue finding gazetteer archive lasting models {PLAIN}",
    "pages": f"tongues drawings exports formats citations feeds releases maps catalogue {PLAIN}",
    "styleguide": f"pages drawings maps catalogue {PLAIN}",
    "api": f"formats exports maps catalogue {PLAIN}",
    "follow": f"tongues feeds citations catalogue models {PLAIN}",
    "role": "",
    "urls": "tongues pages maps overviews previews offline exports formats citations feeds releases styleguide api "
    "follow",
    "templatetags": f"tongues {PLAIN}",  # the words of templates, in the folder where Django looks for them
}
READ = {"drawings", "pages", "styleguide", "maps", "overviews", "previews", "offline", "feeds", "api", "urls"}
DESK = {*MAY_IMPORT} - READ  # all but the public pages
MAY_IMPORT |= {"admin": " ".join(DESK), "management": " ".join(DESK)}
PUBLIC = READ - {"urls"} | {"exports", "formats", "citations"}
OUTSIDE = {"__init__", "apps", "migrations"}
CLOCK = {"now", "today", "utcnow", "localtime", "gmtime"}


def room_of(path):
    return path.relative_to(HOUSE).with_suffix("").parts[0]


def nodes(path):
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imports(path):
    """Yield (module, name) for every import, relative ones made absolute."""
    package = ".".join(path.relative_to(ROOT).parent.parts)
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            yield from ((module, alias.name) for alias in node.names)


def visits(path):
    """Yield (room, module, name) for every import of another room."""
    for module, name in imports(path):
        top, room, *_ = f"{module}.{name}.".split(".")
        if top == "sites" and room != room_of(path):
            yield room, module, name


def offered(room):
    """The names a room's front door lists in `__all__`."""
    for node in nodes(HOUSE / room / "__init__.py"):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def told(path):
    return str(path.relative_to(ROOT))


FILES = [path for path in sorted(HOUSE.rglob("*.py")) if room_of(path) not in OUTSIDE]
ROOMS = sorted({room_of(path) for path in FILES})
WRITTEN = [*FILES, *sorted((ROOT / "heritage").rglob("*.py"))]

every_file = pytest.mark.parametrize("path", FILES, ids=told)
every_written_file = pytest.mark.parametrize("path", WRITTEN, ids=told)
every_plain_file = pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in [*PLAIN.split(), "sentences", "reading"]], ids=told
)
every_room = pytest.mark.parametrize("room", [room for room in ROOMS if (HOUSE / room).is_dir()])


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_in_the_plan(room):
    assert room in MAY_IMPORT


@every_file
def test_a_room_visits_only_the_rooms_it_may(path):
    assert {room for room, _, _ in visits(path)} <= set(MAY_IMPORT[room_of(path)].split())


@every_file
def test_a_room_is_entered_by_its_front_door(path):
    def by_the_door(room, module, name):
        return module == "sites" or (module == f"sites.{room}" and name in offered(room))

    assert [visit for visit in visits(path) if not by_the_door(*visit)] == []


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in PUBLIC], ids=told)
def test_a_public_room_does_not_reach_the_record_by_a_back_door(path):
    assert "get_model" not in {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}


@every_plain_file
def test_a_plain_room_knows_the_standard_library_alone(path):
    foreign = {module.split(".")[0] for module, _ in imports(path)} - sys.stdlib_module_names
    assert foreign <= {"sites"}


@every_plain_file
def test_a_plain_room_has_no_clock(path):
    assert "time" not in {module for module, _ in imports(path)}
    assert {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)} & CLOCK == set()


@every_written_file
def test_no_import_hides_inside_a_function(path):
    functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
    inside = [node for function in functions for node in ast.walk(function)]
    assert [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)] == []


@every_room
def test_a_room_says_at_its_door_what_comes_in_and_what_goes_out(room):
    assert ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8")))


@every_room
def test_a_room_holds_at_most_fifteen_files_behind_its_door(room):
    behind = [path for path in FILES if room_of(path) == room and path.stem != "__init__"]
    assert len([path for path in behind if path.parent.name != "commands"]) <= 15  # a command is a door of its own


@every_written_file
def test_a_file_and_its_functions_can_be_read_in_one_sitting(path):
    functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert [function.name for function in functions if function.end_lineno - function.lineno >= 40] == []
