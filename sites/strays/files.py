"""A file is written before the row that names it: who is killed between leaves a file that nobody will ask for again.

The other way about, a row without its file, is a loss, and told as one.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from .. import archive
from ..lasting import Kept
from ..models import HandedIn, Photo

AT_ONCE = 200
PRIVATE_RENDITION = re.compile(r"-\d+\.webp$")


def strays(older_than: float = 0) -> Iterator[Kept]:
    """The files that no row names and that were last written so many seconds ago."""
    before = time.time() - older_than
    for folder, named in HOLDERS.items():
        files = (file for file in default_storage.walk(folder) if file.modified <= before)
        while some := list(islice(files, AT_ONCE)):
            known = named([_in(folder, file) for file in some])
            yield from (file for file in some if _in(folder, file) not in known)
    yield from (file for file in archive.strays() if file.modified <= before)


def cleared(older_than: float) -> Iterator[Kept]:
    """Delete them; gives each that was."""
    for file in strays(older_than):
        if _deleted(file):
            yield file


def missing() -> Iterator[str]:
    """The rows whose files are not there, a sentence each."""
    for number, name in Photo.objects.order_by("pk").values_list("pk", "original").iterator(AT_ONCE):
        if not default_storage.exists(name):
            yield _("The file of photo %(number)d is gone.") % {"number": number}
    public = Photo.objects.filter(state="published").order_by("pk")
    for photo in public.iterator(AT_ONCE):
        if not all(map(default_storage.exists, photo.renditions.values())):
            yield _("What readers see of photo %(number)d is gone.") % {"number": photo.pk}
    for number, name in HandedIn.objects.exclude(file="").order_by("pk").values_list("pk", "file"):
        if not default_storage.exists(name):
            yield _("The file of what was handed in as number %(number)d is gone.") % {"number": number}


def told(file: Kept) -> str:
    """Its name for people; a copy lies in the folder of its first two signs."""
    return file.name.removeprefix("captures/")


def _in(folder: str, file: Kept) -> str:
    return file.name.removeprefix(f"{folder}/")


def _deleted(file: Kept) -> bool:
    """False if a row names it by now. Of copies, which are kept once, one that is old may be about to be named."""
    digest = file.name.rpartition("/")[2]
    if archive.DIGEST.fullmatch(digest) and file.name == archive.name_of(digest):
        return archive.drop(digest)
    for folder, named in HOLDERS.items():
        if file.name.startswith(f"{folder}/") and named([_in(folder, file)]):
            return False
    default_storage.delete(file.name)
    return True


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
    of = {name: f"handed-in/{name}" for name in names}
    known = set(HandedIn.objects.filter(file__in=of.values()).values_list("file", flat=True))
    return {name for name, file in of.items() if file in known}


HOLDERS: dict[str, Callable[[Iterable[str]], set[str]]] = {
    "photos/originals": _originals,
    "photos/public": _renditions,
    "handed-in": _handed_in,
}
