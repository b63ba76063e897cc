"""The key that signs sessions, for an installation that was given none."""

import os
import tempfile
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def kept(path):
    """The random key kept at `path`, readable by its owner alone; made on the first run."""
    try:
        return path.read_text() if path.exists() else _made(path)
    except OSError as reason:
        said = f"DATA_DIR={path.parent} keeps the secret key, and cannot be used ({reason.strerror}): "
        raise ImproperlyConfigured(f"{said}let this user read and write there, or set SECRET_KEY.") from reason


def _made(path):
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
        draft.write(get_random_secret_key())
        draft.flush()
        with suppress(FileExistsError):  # linking a whole file into place lets two processes race
            os.link(draft.name, path)
    return path.read_text()
