"""What is typed into a form of the desk comes in; what can be said of it at once goes out, written nowhere."""

from .autocomplete import Finder
from .live import date_words, geocode, point, provider, public_words
from .previews import alike, known, panels, preview
from .typed import Said, article_at, as_stored, as_typed

__all__ = [
    "Finder",
    "Said",
    "alike",
    "article_at",
    "as_stored",
    "as_typed",
    "date_words",
    "geocode",
    "known",
    "panels",
    "point",
    "preview",
    "provider",
    "public_words",
]
