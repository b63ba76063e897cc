"""Which field a column most likely fills: by its header, in many spellings and languages, or by its cells."""

from collections.abc import Sequence

from .mapping import Mapping


def guess(kind: str, headers: Sequence[str], sample: Sequence[Sequence]) -> Mapping:
    """A mapping to be confirmed, with how sure each guess is; our own files are recognised for certain."""
    raise NotImplementedError
