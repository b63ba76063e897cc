"""The tables of a package, each in the order of its numbers, all begun at one revision of the record."""

from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile

from .. import catalogue
from ..catalogue import Query, Report
from ..exports import DATASETS, Dataset, csv_lines
from .citing import CITATIONS, cited_by

TRIES = 3
LINES_AT_ONCE = 200
AT_ONCE = 1 << 16
MANY = 10_000  # sites: from here on a file may come to two gigabytes
TABLES = {**DATASETS, CITATIONS.name: CITATIONS}


class Tables:
    """All rows, once. ``stamp`` is the revision they are of: None where another came each time they were begun.

    They are begun when the first is asked for, so that a download starts before the database has put all in order.
    """

    def __init__(self, origin: str):
        self.origin = origin
        self.large = catalogue.count(Query()) > MANY
        self.rows = dict.fromkeys(TABLES, 0)
        self.stamp = None
        self._each = {}

    def _begin(self) -> None:
        for _ in range(TRIES):
            stamp = catalogue.revision()
            self._each = {name: dataset.each(Query(sort="number")) for name, dataset in DATASETS.items()}
            if catalogue.revision() == stamp:
                self.stamp = stamp
                break

    def __enter__(self) -> "Tables":
        self._laid_aside = TemporaryFile()
        return self

    def __exit__(self, *_) -> None:
        self._laid_aside.close()
        self._each.clear()

    def table(self, name: str) -> Iterator[bytes]:
        """One file. The citations are written while the reports are read, and so come after them."""
        if name == CITATIONS.name:
            return self._citations()
        if not self._each:
            self._begin()
        values = self._each.pop(name)
        return self._file(DATASETS[name], self._citing(values) if name == "reports" else values)

    def _file(self, dataset: Dataset, values: Iterable) -> Iterator[bytes]:
        lines = csv_lines(dataset, self._counted(dataset.name, values), self.origin)
        while chunk := "".join(islice(lines, LINES_AT_ONCE)):
            yield chunk.encode()

    def _counted(self, name: str, values: Iterable) -> Iterator:
        for value in values:
            self.rows[name] += 1
            yield value

    def _citing(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports as they come. What each of them cites is laid aside, so that no report is read twice."""
        self._laid_aside.writelines(self._file(CITATIONS, ()))
        for report in reports:
            lines = csv_lines(CITATIONS, self._counted(CITATIONS.name, cited_by(report)), self.origin)
            self._laid_aside.writelines(line.encode() for line in islice(lines, 1, None))
            yield report

    def _citations(self) -> Iterator[bytes]:
        self._laid_aside.seek(0)
        while chunk := self._laid_aside.read(AT_ONCE):
            yield chunk
