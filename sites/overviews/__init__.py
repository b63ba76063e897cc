"""A filter or a site comes in; a picture of where it lies, as SVG that needs no script, goes out."""

from .views import site_place

__all__ = ["site_place"]
