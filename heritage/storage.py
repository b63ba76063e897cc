"""Static files under names that carry their hash, and files that last."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Follows the imports between our JavaScript modules too, so that a new release never meets an old module."""

    support_js_module_import_aggregation = True


class LastingFiles(FileSystemStorage):
    """What was saved survives a power cut: the file goes to the disk, and so do the folders that lead to it."""

    def _save(self, name, content):
        name = super()._save(name, content)
        place = Path(self.path(name))
        for one in (place, *place.parents):
            synced(one)
            if one == Path(self.location):
                break
        return name


def synced(place):
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
