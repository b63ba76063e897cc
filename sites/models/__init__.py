"""The record: sites, articles, reports, photos and decisions, with the promises that the database keeps about them."""

from .article import Article, Capture, Origin, WorkingCopy
from .decision import Decision, Editor, Sending, number_of
from .derived import Entry, Listed, Period, Revision, Toponym, ToponymWord
from .fields import canonical_link, check_edtf, invalid, is_number
from .following import LETTER_KINDS, Follower, Letter
from .imports import IMPORTED, HandedIn, Import, Imported
from .intake import Intake, Proposal, Shingle
from .many import insert, insert_rows, parts, within
from .people import BEGAN, USED, Attempts, Session, this_hour
from .photo import Photo
from .release import Release
from .report import Citation, Report
from .servers import Standing, Turns, Worker, hold
from .site import Amendment, Apart, Identifier, Site, SiteName
from .workflow import DECISION

__all__ = [
    "BEGAN",
    "DECISION",
    "IMPORTED",
    "LETTER_KINDS",
    "USED",
    "Amendment",
    "Apart",
    "Article",
    "Attempts",
    "Capture",
    "Citation",
    "Decision",
    "Editor",
    "Entry",
    "Follower",
    "HandedIn",
    "Identifier",
    "Import",
    "Imported",
    "Intake",
    "Letter",
    "Listed",
    "Origin",
    "Period",
    "Photo",
    "Proposal",
    "Release",
    "Report",
    "Revision",
    "Sending",
    "Session",
    "Shingle",
    "Site",
    "SiteName",
    "Standing",
    "Toponym",
    "ToponymWord",
    "Turns",
    "Worker",
    "WorkingCopy",
    "canonical_link",
    "check_edtf",
    "hold",
    "insert",
    "insert_rows",
    "invalid",
    "is_number",
    "number_of",
    "parts",
    "this_hour",
    "within",
]
