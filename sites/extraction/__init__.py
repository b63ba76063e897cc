"""The bytes of a page, a document or a web archive come in; its text, and what it says of itself, go out.

What strangers wrote is read in a process of its own, with limits: it knows neither Django nor the database.
"""

from .process import Extract, Limits, Unreadable, extract

__all__ = ["Extract", "Limits", "Unreadable", "extract"]
