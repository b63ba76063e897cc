"""The names of all sites, drafts too, come in; out, which of them the words of a text mention, in any spelling."""

from .mentions import mentions
from .toponyms import rebuild, refresh

__all__ = ["mentions", "rebuild", "refresh"]
