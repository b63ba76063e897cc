"""All that is public comes in; a package with its sums goes out, as it is now or frozen for ever, and what changed
between two frozen ones."""

from .compared import Change, changes
from .edition import Edition
from .kept import before, faults, files, find, newest, released, strays, withhold
from .listing import Turned, compare, turn
from .making import release
from .package import PACKAGE
from .papers import bibtex, citation
from .views import changes_csv, changes_json, package_zip, release_file, standing
from .words import counted, named, sentence

__all__ = [
    "PACKAGE",
    "Change",
    "Edition",
    "Turned",
    "before",
    "bibtex",
    "changes",
    "changes_csv",
    "changes_json",
    "citation",
    "compare",
    "counted",
    "faults",
    "files",
    "find",
    "named",
    "newest",
    "package_zip",
    "release",
    "release_file",
    "released",
    "sentence",
    "standing",
    "strays",
    "turn",
    "withhold",
]
