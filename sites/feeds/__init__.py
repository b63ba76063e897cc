"""A filter or a site comes in; what is new of it goes out as Atom 1.0, with public places as GeoRSS."""

from .items import of_amended, of_report
from .views import corrections_atom, reports_atom, site_atom

__all__ = ["corrections_atom", "of_amended", "of_report", "reports_atom", "site_atom"]
