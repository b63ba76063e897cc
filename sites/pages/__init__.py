"""Requests come in; pages for people go out, each made of one record or one list of the catalogue."""

from .answer import public, read_only, render
from .area import area_page
from .home import embed, home, listed, sites, strip
from .machines import robots, sitemap, sitemap_part
from .photo import photo
from .prose import about, data, method, offline, risk
from .record import article, articles, report
from .releases import changes_page, release_page, releases_page
from .site import site, spot
from .summary import summary
from .wellknown import change_password, security_txt

__all__ = [
    "about",
    "area_page",
    "article",
    "articles",
    "change_password",
    "changes_page",
    "data",
    "embed",
    "home",
    "listed",
    "method",
    "offline",
    "photo",
    "public",
    "read_only",
    "release_page",
    "releases_page",
    "render",
    "report",
    "risk",
    "robots",
    "security_txt",
    "site",
    "sitemap",
    "sitemap_part",
    "sites",
    "spot",
    "strip",
    "summary",
]
