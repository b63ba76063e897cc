"""A dataset and its values come in; the same rows go out in the formats of other programs."""

from .geojson import feature
from .geometry import geometry

__all__ = ["feature", "geometry"]
