"""The record: sites, articles, reports, photos and decisions, with the promises that the database keeps about them."""

from .article import Article, Capture, Origin, WorkingCopy
from .decision import VERBS, Decision, Editor
from .derived import Entry, Listed, Period, Revision
from .fields import canonical_link, invalid, is_number
from .intake import Intake, Proposal, Shingle
from .photo import Photo
from .report import Citation, Report
from .site import Identifier, Site, SiteName
from .toponym import Toponym, ToponymWord
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
    "Intake",
    "Listed",
    "Origin",
    "Period",
    "Photo",
    "Proposal",
    "Report",
    "Revision",
    "Shingle",
    "Site",
    "SiteName",
    "Toponym",
    "ToponymWord",
    "WorkingCopy",
    "canonical_link",
    "invalid",
    "is_number",
]
