"""Static files under names that carry their hash, and files that last."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Follows the imports between our JavaScript modules too, so that a new release never meets an old module."""

    support_js_module_import_aggregation = True


class LastingFiles(FileSystemStorage):
    """A file is written beside its place, to the disk, and only then under its name; so are the folders above it.

    What was saved survives a power cut, and there is never half of a file under a name that a record could hold.
    """

    def _save(self, name, content):
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="part-") as part:
            for chunk in content.chunks():
                part.write(chunk)
            os.fchmod(part.fileno(), self.file_permissions_mode)
            part.flush()
            os.fsync(part.fileno())
            name = self._named(part.name, name)
        for one in (folder, *folder.parents):
            synced(one)
            if one == Path(self.location):
                break
        return name

    def _named(self, part, name):
        """Give the written file its name, or another one if that was taken meanwhile."""
        while True:
            try:
                os.link(part, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def synced(place):
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
