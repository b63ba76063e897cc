"""Static files under names that carry their hash, and files that last."""

import os
import re
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from sites.lasting import PART, synced

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
