"""Entries of the catalogue and a tile's address come in; the tile as JSON and what opens the map on a page go out."""

from .extent import bounds
from .labels import labels
from .views import tile

__all__ = ["bounds", "labels", "tile"]
