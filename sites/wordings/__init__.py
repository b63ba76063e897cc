"""A text with its wordings in other languages, or the names of a site, and a language → what is said in it."""

from .naming import Name, told_name
from .telling import Said, Wording, digest, each_language, is_stale, reworded, said_in

__all__ = ["Name", "Said", "Wording", "digest", "each_language", "is_stale", "reworded", "said_in", "told_name"]
