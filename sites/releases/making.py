"""Writing a release: aside, whole, to the disk; then under its name; and last its row, without which it is none."""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from .. import catalogue, modes
from ..models import Release
from ..terms import Fault
from .edition import Edition
from .kept import find, left, place, shelf
from .package import PACKAGE, Package
from .sums import summed
from .tables import Tables
from .zipped import Member

VERSION = re.compile(r"(?!.*\.\.)[0-9a-z](?:[0-9a-z.-]{0,38}[0-9a-z])?")
LONGEST_NOTE = 2000
TRIES = 3


def release(version: str = "", note: str = "") -> Release:
    """Freeze all that is public now. Fault if it cannot be done; then nothing of it is left."""
    modes.require_writing()
    if len(note) > LONGEST_NOTE:
        raise Fault("The note has {count} characters; at most {most} fit.", count=len(note), most=LONGEST_NOTE)
    day = timezone.localdate()
    edition = Edition(settings.SITE_URL, day, _free(version) if version else _next(f"{day:%Y.%m.%d}"), note.strip())
    for _ in range(TRIES):
        with TemporaryDirectory(dir=settings.DATA_DIR, prefix="release-") as folder:
            made = _written(edition, Path(folder))
            if made:
                return _shelved(made, Path(folder))
    raise Fault("The record was changed each time it was read: release it when fewer people publish.")


def _free(version: str) -> str:
    if not VERSION.fullmatch(version):
        raise Fault(
            "“{version}” is no version: write it with a–z, 0–9, dots and hyphens, such as 2026.11.",
            version=version[:60],
        )
    if find(version):
        raise Fault("There is a release {version} already, and it stays as it is: choose another.", version=version)
    if left(version):
        raise Fault(
            "Files of a release {version} stand among the releases, and the database knows none: it may be older than "
            "they are. Look at them; move them away, or choose another version.",
            version=version,
        )
    return version


def _next(day: str) -> str:
    """The day, and for a second release on it a number behind."""
    return next(version for version in _numbered(day) if not find(version) and not left(version))


def _numbered(day: str) -> Iterator[str]:
    yield day
    yield from (f"{day}.{number}" for number in count(2))


def _written(edition: Edition, folder: Path) -> Release | None:
    """All files in a folder, and the row that tells of them; None if the record changed meanwhile."""
    with Tables(edition.origin) as tables:
        package = Package(edition, tables)
        pieces = summed(PACKAGE, package.zip(_copied(package.members(), folder)), package.sums)
        _write(folder / PACKAGE, pieces)
        if tables.stamp is None or catalogue.revision() != tables.stamp:
            return None
    zip_file = package.sums[-1]
    counts = {name: tables.rows[name] for name in ("sites", "reports", "articles")}
    about = {"version": edition.version, "day": edition.day, "note": edition.note, **counts}
    return Release(**about, sha256=zip_file.sha256, size=zip_file.size, files=[one._asdict() for one in package.sums])


def _copied(members: Iterable[Member], folder: Path) -> Iterator[Member]:
    """The members as they come, each of which is also kept as a file of its own."""
    for name, chunks in members:
        with (folder / name).open("xb") as file:
            yield name, _through(chunks, file)
            _settle(file)


def _through(chunks: Iterable[bytes], file) -> Iterator[bytes]:
    for chunk in chunks:
        file.write(chunk)
        yield chunk


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("xb") as file:
        file.writelines(pieces)
        _settle(file)


def _settle(file) -> None:
    file.flush()
    os.fsync(file.fileno())


class _Aside(File):
    """A file that a storage on the same disk takes over by renaming it."""

    def temporary_file_path(self) -> str:
        return self.file.name


def _shelved(made: Release, folder: Path) -> Release:
    """The row first, which nobody else can see or write before the files are there; with it all of them, or nothing."""
    put = []
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            for one in made.files:
                put.append(_put(place(made.version, one["name"]), folder / one["name"]))
                if put[-1] != place(made.version, one["name"]):
                    raise Fault("{file} stands there already: nothing was released.", file=one["name"])
    except IntegrityError as fault:
        raise Fault("There is a release {version} already: choose another.", version=made.version) from fault
    except BaseException:
        _clear(made, put)
        raise
    return made


def _put(where: str, path: Path) -> str:
    """The name under which the file is kept: another one where something stood before."""
    with path.open("rb") as file:
        return shelf().save(where, _Aside(file))


def _clear(made: Release, put: list[str]) -> None:
    """Take away what was written of a release that came to nothing."""
    if not find(made.version):
        for where in put:
            shelf().delete(where)
