"""The record: sites, articles, reports, photos and decisions, with the promises that the database keeps about them."""

from .article import Article, Capture, Origin
from .decision import VERBS, Decision, Editor
from .derived import Entry, Period, Revision
from .fields import canonical_link, invalid
from .photo import Photo
from .report import Citation, Report
from .site import Identifier, Site, SiteName
from .workflow import DECISION

__all__ = [
    "DECISION",
    "VERBS",
    "Article",
    "Capture",
    "Citation",
    "Decision",
    "Editor",
    "Entry",
    "Identifier",
    "Origin",
    "Period",
    "Photo",
    "Report",
    "Revision",
    "Site",
    "SiteName",
    "canonical_link",
    "invalid",
]
