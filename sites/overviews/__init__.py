"""A filter or a site comes in; a picture of where it lies, as SVG that needs no script, goes out."""

from .views import overview_map, site_place

__all__ = ["overview_map", "site_place"]
