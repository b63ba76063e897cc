"""Public archives of web pages: where a page is looked up in them, and the day that their addresses tell."""

import re
from datetime import date
from urllib.parse import urlsplit

LOOKUPS = (
    ("web.archive.org", "https://web.archive.org/web/*/{}"),
    ("archive.today", "https://archive.today/{}"),
)
WAYBACK = {"web.archive.org", "wayback.archive.org"}
ARCHIVE_TODAY = {f"archive.{ending}" for ending in ("today", "ph", "is", "li", "vn", "fo", "md")}
# /web/20150824123456/…, also with a letter for how it is shown (20150824123456if_), or a shorter moment
MOMENT = re.compile(r"/(?:web/)?(\d{4})[.]?(\d{2})[.]?(\d{2})[-\d]*(?:[a-z]{2}_)?/")


def archive_lookups(address: str) -> tuple[tuple[str, str], ...]:
    """(archive, where it lists its copies of a page) for the public archives."""
    return tuple((name, place.format(address)) for name, place in LOOKUPS)


def archived_on(address: str) -> date | None:
    """The day of an archived copy, where the address in the archive tells it: Wayback Machine and archive.today."""
    try:
        parts = urlsplit(address)
        told = MOMENT.match(parts.path) if parts.hostname in WAYBACK | ARCHIVE_TODAY else None
        return date(*map(int, told.groups())) if told else None
    except ValueError:
        return None
