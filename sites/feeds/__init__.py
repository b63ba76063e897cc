"""A filter or a site comes in; what is new of it goes out as Atom 1.0, with public places as GeoRSS."""

from .views import corrections_atom, reports_atom, site_atom

__all__ = ["corrections_atom", "reports_atom", "site_atom"]
