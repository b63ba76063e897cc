"""A filter or a site comes in; a picture of where it lies, as SVG that needs no script, goes out; and its outlines."""

from .ground import paths
from .mercator import framed
from .views import overview_map, site_place

__all__ = ["framed", "overview_map", "paths", "site_place"]
