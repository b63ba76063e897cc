"""Requests come in; pages for people go out, each made of one record or one list of the catalogue."""

from .home import home, sites
from .photo import photo
from .prose import about, data, method
from .record import article, articles, report
from .site import site
from .summary import summary

__all__ = ["about", "article", "articles", "data", "home", "method", "photo", "report", "site", "sites", "summary"]
