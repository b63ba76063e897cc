"""The read gate: the record comes in by refresh; frozen values that hold nothing but what is public go out."""

from ..areas import Area, area_of_geojson, parse_area
from ..index import Cluster, Mark, Stamp, Tile
from .claims import claim_of, claims_of
from .entries import count, each, find, unplaced
from .lately import Amended, Latest, amended, latest
from .overview import bounds, choices, months, overview, revision, suggest, summary, tile
from .query import BadQuery, Query, parse_query
from .records import Moved, Withdrawn, article, photo_file, report, site
from .refresh import EXACT_ONLY, public_parent, rebuild, refresh
from .reports import articles, each_article, each_report
from .selection import answering, spelled
from .sums import Choice, Month, Overview, Summary, Tally
from .values import (
    Article,
    ArticleRecord,
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
    "EXACT_ONLY",
    "Amended",
    "Area",
    "Article",
    "ArticleRecord",
    "BadQuery",
    "Choice",
    "Cluster",
    "Copy",
    "Entry",
    "Event",
    "Identifier",
    "Latest",
    "Link",
    "Mark",
    "Month",
    "Moved",
    "Name",
    "Overview",
    "Page",
    "Period",
    "Photo",
    "Query",
    "Report",
    "ReportRecord",
    "SiteRecord",
    "Source",
    "Stamp",
    "Status",
    "Summary",
    "Tally",
    "Tile",
    "Withdrawn",
    "amended",
    "answering",
    "area_of_geojson",
    "article",
    "articles",
    "bounds",
    "choices",
    "claim_of",
    "claims_of",
    "count",
    "each",
    "each_article",
    "each_report",
    "find",
    "latest",
    "months",
    "overview",
    "parse_area",
    "parse_query",
    "photo_file",
    "public_parent",
    "rebuild",
    "refresh",
    "report",
    "revision",
    "site",
    "spelled",
    "suggest",
    "summary",
    "tile",
    "unplaced",
]
