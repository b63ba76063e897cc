"""The record: sites, articles, reports, photos and decisions, with the promises that the database keeps about them."""

from .amendment import Amendment
from .article import Article, Capture, Origin, WorkingCopy
from .decision import VERBS, Decision, Editor
from .derived import Entry, Period, Revision
from .fields import canonical_link, check_edtf, invalid, is_number
from .intake import Intake, Proposal, Shingle
from .photo import Photo
from .report import Citation, Report
from .site import Identifier, Site, SiteName
from .toponym import Toponym, ToponymWord
from .workflow import DECISION

__all__ = [
    "DECISION",
    "VERBS",
    "Amendment",
    "Article",
    "Capture",
    "Citation",
    "Decision",
    "Editor",
    "Entry",
    "Identifier",
    "Intake",
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
    "check_edtf",
    "invalid",
    "is_number",
]
