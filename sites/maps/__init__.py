"""A filter and a tile's address come in; the tile as JSON, and what names a reader may mean, go out to the map."""

from .labels import labels
from .suggest import suggest
from .views import tile

__all__ = ["labels", "suggest", "tile"]
