"""A package: the members of its zip file, in their order, each made when it is asked for."""

from collections.abc import Callable, Iterable, Iterator

from .descriptor import descriptor
from .edition import Edition
from .papers import bibtex, cff, changelog, licence, readme
from .sums import Sum, summed
from .tables import Tables
from .zipped import Member, zipped

PACKAGE = "package.zip"


class Package:
    """Write its members once and in order: the last ones tell of those before."""

    def __init__(self, edition: Edition, tables: Tables):
        self.edition, self.tables = edition, tables
        self.sums: list[Sum] = []

    def members(self) -> Iterator[Member]:
        for name, make in MEMBERS.items():
            made = make(self)
            chunks = (made.encode(),) if isinstance(made, str) else made
            yield name, summed(name, chunks, self.sums)

    def zip(self, members: Iterable[Member]) -> Iterator[bytes]:
        return zipped(members, self.edition.day, large=self.tables.large)


def table(name: str) -> Callable[[Package], Iterator[bytes]]:
    return lambda package: package.tables.table(name)


def checksums(package: Package) -> str:
    """As sha256sum writes and reads them."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in package.sums)


# A file in another format is one more line here, before the descriptor: its name, and its text or its bytes in chunks.
# `descriptor.py` says what it is.
MEMBERS: dict[str, Callable[[Package], str | Iterable[bytes]]] = {
    "README.md": lambda package: readme(package.edition),
    "LICENSE.txt": lambda package: licence(package.edition),
    "CITATION.cff": lambda package: cff(package.edition),
    "citation.bib": lambda package: bibtex(package.edition),
    "CHANGELOG.md": lambda package: changelog(package.edition),
    "sites.csv": table("sites"),
    "reports.csv": table("reports"),
    "articles.csv": table("articles"),
    "citations.csv": table("citations"),
    "datapackage.json": lambda package: descriptor(package.edition, package.sums),
    "checksums.txt": checksums,
}


def streamed(edition: Edition) -> Iterator[bytes]:
    """Everything as it is now, sent while it is read."""
    with Tables(edition.origin) as tables:
        package = Package(edition, tables)
        yield from package.zip(package.members())
