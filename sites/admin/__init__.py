"""The editors' desk: what people type comes in; edits, reviews and refusals, all through the write gate, go out."""

from .article import ArticleAdmin, OriginAdmin
from .home import open_desk
from .photo import PhotoAdmin
from .report import ReportAdmin
from .site import SiteAdmin
from .story import DecisionAdmin, ProposalAdmin

__all__ = ["ArticleAdmin", "DecisionAdmin", "OriginAdmin", "PhotoAdmin", "ProposalAdmin", "ReportAdmin", "SiteAdmin"]

open_desk()
