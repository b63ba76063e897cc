"""A file is written before the row that names it: who is killed between leaves a file that nobody will ask for again.

The other way about, a row without its file, is a loss, and told as one.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .. import archive
from ..models import HandedIn, Photo

AT_ONCE = 200
PRIVATE_RENDITION = re.compile(r"-\d+\.webp$")
SIGN_OF_WORK = ".done"


def strays(older_than: float = 0) -> Iterator[Path]:
    """The files that no row names and that were last written so many seconds ago."""
    before = time.time() - older_than
    for folder, named in HOLDERS.items():
        files = (file for file in _files(_root() / folder) if _written(file) <= before)
        while some := list(islice(files, AT_ONCE)):
            known = named([file.name for file in some])
            yield from (file for file in some if file.name not in known)
    for name in archive.strays():
        file = _root() / "captures" / name
        if _written(file) <= before:
            yield file


def cleared(older_than: float) -> Iterator[Path]:
    """Delete them; gives each that was."""
    for file in strays(older_than):
        if file.is_file() and not _named_meanwhile(file):
            file.unlink(missing_ok=True)
            yield file


def missing() -> Iterator[str]:
    """The rows whose files are not there, a sentence each."""
    for number, name in Photo.objects.order_by("pk").values_list("pk", "original").iterator(AT_ONCE):
        if not (_root() / name).is_file():
            yield _("The file of photo %(number)d is gone.") % {"number": number}
    public = Photo.objects.filter(state="published").order_by("pk")
    for photo in public.iterator(AT_ONCE):
        if not all((_root() / name).is_file() for name in photo.renditions.values()):
            yield _("What readers see of photo %(number)d is gone.") % {"number": photo.pk}
    for number, name in HandedIn.objects.exclude(file="").order_by("pk").values_list("pk", "file"):
        if not (_root() / name).is_file():
            yield _("The file of what was handed in as number %(number)d is gone.") % {"number": number}


def told(file: Path) -> str:
    """Its name for people; a copy lies in the folder of its first two signs."""
    return str(file.relative_to(_root())).removeprefix("captures/")


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.iterdir()) if file.is_file()) if folder.is_dir() else iter(())


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # cleared by its owner a moment ago
        return float("inf")


def _named_meanwhile(file: Path) -> bool:
    folder = str(file.parent.relative_to(_root()))
    if folder in HOLDERS:
        return file.name in HOLDERS[folder]([file.name])
    return bool(archive.DIGEST.fullmatch(file.name)) and archive.named(file.name)


def _originals(names: Iterable[str]) -> set[str]:
    """With the small renditions beside them, which the desk alone sees."""
    of = {name: f"photos/originals/{PRIVATE_RENDITION.sub('', name)}" for name in names}
    known = set(Photo.objects.filter(original__in=of.values()).values_list("original", flat=True))
    return {name for name, original in of.items() if original in known}


def _renditions(names: Iterable[str]) -> set[str]:
    digests = {name.partition("-")[0] for name in names}
    known = {name for photo in Photo.objects.filter(sha256__in=digests) for name in photo.renditions.values()}
    return {name for name in names if f"photos/public/{name}" in known}


def _handed_in(names: Iterable[str]) -> set[str]:
    of = {name: f"handed-in/{name.removesuffix(SIGN_OF_WORK)}" for name in names}
    known = set(HandedIn.objects.filter(file__in=of.values()).values_list("file", flat=True))
    return {name for name, file in of.items() if file in known}


HOLDERS: dict[str, Callable[[Iterable[str]], set[str]]] = {
    "photos/originals": _originals,
    "photos/public": _renditions,
    "handed-in": _handed_in,
}
