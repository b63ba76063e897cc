"""Static files under names that carry their hash, and files that last."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from sites.lasting import PART, Kept, synced, whole

COMMENT = re.compile(rb"/\*(?!!).*?\*/\s*", re.DOTALL)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Follows the imports between our JavaScript modules too, so that a new release never meets an old module."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        """Comments are for whoever changes a style sheet: no reader is sent them, but for a licence (``/*!``)."""
        if name.endswith(".css"):
            content = ContentFile(COMMENT.sub(b"", b"".join(content.chunks())))
        return super()._save(name, content)


class LastingFiles(FileSystemStorage):
    """What was saved is whole and survives a power cut; what could not be saved leaves nothing, on a full disk too.

    A file is written aside and goes to the disk; then it gets its name, and the folders that lead to it go there too.
    What the product asks of a store beyond Django's Storage is below; ``heritage.objects.ObjectFiles`` has the same.
    """

    def _save(self, name, content):
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=PART) as part:
            for piece in content.chunks():
                part.write(piece if isinstance(piece, bytes) else piece.encode())
            os.fchmod(part.fileno(), self.file_permissions_mode)
            part.flush()
            os.fsync(part.fileno())
            name = self._named(part.name, name)
        for folder in Path(self.path(name)).parents:
            synced(folder)
            if folder == Path(self.location):
                break
        return name

    def _named(self, part: str, name: str) -> str:
        """Give a whole file its name, or another where somebody has taken that a moment ago."""
        while True:
            try:
                os.link(part, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return str(name).replace("\\", "/")

    def replace(self, name: str, content: bytes) -> None:
        """Keep it under this name, in the place of what bears it; whoever reads has the one or the other."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole(place) as file:
            file.write(content)

    def walk(self, under: str = "") -> Iterator[Kept]:
        """All files of a folder, however deep, in the order of their names: also those that are not whole yet."""
        yield from _below(Path(self.path(under)), f"{under}/" if under else "")

    @contextmanager
    def on_disk(self, name: str) -> Iterator[Path]:
        """Where it can be read by its path as long as the block lasts."""
        yield Path(self.path(name))

    def answers(self) -> bool:
        """Whether it can be reached."""
        return True

    def link(self, _name: str, _kind: str, _disposition: str) -> str:
        """An address by which a browser fetches it elsewhere, for a short time; none: the server sends it."""
        return ""


def _below(folder: Path, name: str) -> Iterator[Kept]:
    if not folder.is_dir():
        return
    for path, entry in sorted((f"{one.name}/" if _is_folder(one) else one.name, one) for one in os.scandir(folder)):
        if path.endswith("/"):
            yield from _below(Path(entry.path), f"{name}{path}")
        elif entry.is_file(follow_symlinks=False):
            try:
                said = entry.stat()
            except FileNotFoundError:  # deleted a moment ago
                continue
            yield Kept(f"{name}{path}", said.st_size, said.st_mtime)


def _is_folder(entry: os.DirEntry) -> bool:
    return entry.is_dir(follow_symlinks=False)
