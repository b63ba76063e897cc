"""A step that must not stay half done leaves a word in DATA_DIR, from before it changes anything until it is done.
While that stands nobody is let in, whatever the operator says."""

from pathlib import Path

from django.conf import settings

from ..lasting import synced, whole


def begin(word: bytes) -> None:
    """From now on nobody is let in. OSError if it cannot be written down."""
    with whole(_place()) as file:
        file.write(word)


def unfinished() -> bytes | None:
    """The word of a step that goes on or was broken off."""
    try:
        return _place().read_bytes()
    except FileNotFoundError:
        return None


def end() -> None:
    _place().unlink(missing_ok=True)
    synced(_place().parent)


def _place() -> Path:
    return Path(settings.DATA_DIR) / "unfinished"
