"""The changes between two releases as files, and page by page. What was compared once is kept: it never changes."""

import csv
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings

from ..models import Release
from .compared import Change, changes
from .kept import files
from .words import sentence

CHANGES_ON_A_PAGE = 100
AT_ONCE = 20 * 1024 * 1024  # bytes of two releases that are compared while a reader waits
COLUMNS = ("record", "number", "label", "url", "what", "field", "before", "after", "in_words")
UNFINISHED = ".comparing-"


@dataclass(frozen=True, slots=True)
class Turned:
    """One page of the changes; ``counts`` are (record, what, how many), of all of them."""

    items: tuple[tuple[Change, str], ...]
    number: int
    pages: int
    total: int
    counts: tuple[tuple[str, str, int], ...]


def turn(before: Release, after: Release, number: int) -> Turned | None:
    """One page of the changes, from 1; None if the two are too large to be compared while somebody waits."""
    kept = _folder(before, after)
    if not kept.is_dir():
        if _size(before) + _size(after) > AT_ONCE:
            return None
        compare(before, after)
    counts = json.loads((kept / "counts.json").read_text(encoding="utf-8"))
    total = sum(count for *_, count in counts)
    start = (number - 1) * CHANGES_ON_A_PAGE
    with (kept / "changes.jsonl").open(encoding="utf-8") as file:
        found = [Change(**json.loads(line)) for line in islice(file, start, start + CHANGES_ON_A_PAGE)]
    items = tuple((one, sentence(one)) for one in found)
    return Turned(items, number, max(1, -(-total // CHANGES_ON_A_PAGE)), total, tuple(map(tuple, counts)))


def compare(before: Release, after: Release) -> None:
    """Keep what changed, so that its pages are there at once. Written aside, and whole or not at all."""
    kept = _folder(before, after)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=UNFINISHED, dir=kept.parent))
    try:
        _fill(aside, changes(before, after))
        if not kept.is_dir():
            aside.rename(kept)
    except OSError:
        if not kept.is_dir():  # else somebody else was quicker
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(folder: Path, found: Iterator[Change]) -> None:
    counts = Counter()
    with (folder / "changes.jsonl").open("x", encoding="utf-8") as file:
        for one in found:
            counts[one.record, one.what] += 1
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    told = [[*kind, count] for kind, count in counts.items()]
    (folder / "counts.json").write_text(json.dumps(told), encoding="utf-8")


def _folder(before: Release, after: Release) -> Path:
    return Path(settings.DATA_DIR) / "comparisons" / f"{before.sha256[:16]}-{after.sha256[:16]}"


def _size(release: Release) -> int:
    return sum(one.size for one in files(release) if one.name.endswith(".csv"))


def csv_of(before: Release, after: Release) -> Iterator[str]:
    """The changes as a file of CSV, made while it is sent. Its cells are those of releases: none becomes a formula."""
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    yield write(COLUMNS)
    for one in changes(before, after):
        said = asdict(one) | {"in_words": sentence(one)}
        yield write([said[name] for name in COLUMNS])


class _Line:
    """A file for the csv module that hands each line back instead of keeping it."""

    @staticmethod
    def write(line: str) -> str:
        return line


def json_of(before: Release, after: Release) -> Iterator[str]:
    """The changes as one JSON document, made while it is sent."""
    about = {"from": before.version, "to": after.version}
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "changes": ['
    mark = "\n"
    for one in changes(before, after):
        yield mark + json.dumps(asdict(one) | {"in_words": sentence(one)}, ensure_ascii=False)
        mark = ",\n"
    yield "\n]}\n"
