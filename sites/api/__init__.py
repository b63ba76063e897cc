"""Entries, reports and articles come in; OGC API - Features goes out, for programs and those who write them."""

from .answers import refused
from .views import collection, collections, conformance, definition, item, items, landing, missing

__all__ = ["collection", "collections", "conformance", "definition", "item", "items", "landing", "missing", "refused"]
