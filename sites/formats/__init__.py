"""A dataset and its values come in; the same rows go out in the formats of other programs."""

from .geojson import feature
from .geometry import geometry
from .offers import FORMATS, OFFERS, Format, Offer
from .views import article_jsonld, formatted, report_geojson, report_jsonld, site_geojson, site_jsonld

__all__ = [
    "FORMATS",
    "OFFERS",
    "Format",
    "Offer",
    "article_jsonld",
    "feature",
    "formatted",
    "geometry",
    "report_geojson",
    "report_jsonld",
    "site_geojson",
    "site_jsonld",
]
