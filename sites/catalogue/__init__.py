"""The read gate: the record comes in by refresh; frozen values that hold nothing but what is public go out."""

from .choices import choices
from .entries import count, each, find, in_tile, unplaced
from .query import BadQuery, Query, parse_query
from .records import Moved, Withdrawn, article, photo_file, report, revision, site
from .refresh import rebuild, refresh
from .reports import articles, each_article, each_report
from .values import (
    Article,
    ArticleRecord,
    Choice,
    Copy,
    Entry,
    Event,
    Identifier,
    Link,
    Name,
    Page,
    Period,
    Photo,
    Report,
    ReportRecord,
    SiteRecord,
    Source,
    Status,
)

__all__ = [
    "Article",
    "ArticleRecord",
    "BadQuery",
    "Choice",
    "Copy",
    "Entry",
    "Event",
    "Identifier",
    "Link",
    "Moved",
    "Name",
    "Page",
    "Period",
    "Photo",
    "Query",
    "Report",
    "ReportRecord",
    "SiteRecord",
    "Source",
    "Status",
    "Withdrawn",
    "article",
    "articles",
    "choices",
    "count",
    "each",
    "each_article",
    "each_report",
    "find",
    "in_tile",
    "parse_query",
    "photo_file",
    "rebuild",
    "refresh",
    "report",
    "revision",
    "site",
    "unplaced",
]
