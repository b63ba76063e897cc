"""Requests come in; pages for people go out, each made of one record or one list of the catalogue."""

from .area import area_page
from .home import embed, home, sites
from .machines import robots, sitemap, sitemap_part
from .photo import photo
from .prose import about, data, method
from .record import article, articles, report
from .releases import changes_page, release_page, releases_page
from .site import site
from .summary import summary

__all__ = [
    "about",
    "area_page",
    "article",
    "articles",
    "changes_page",
    "data",
    "embed",
    "home",
    "method",
    "photo",
    "release_page",
    "releases_page",
    "report",
    "robots",
    "site",
    "sitemap",
    "sitemap_part",
    "sites",
    "summary",
]
