"""Django's writer of Atom, with places (GeoRSS Simple), the licence, and without a clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import StringIO

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from ..catalogue import Entry
from ..citations import one_line
from ..places import PublicPlace

GEORSS = "http://www.georss.org/georss"
LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. ``id`` never changes; ``site`` lends it its public place and its country."""

    id: str
    title: str
    address: str
    summary: str
    published: date
    updated: date
    site: Entry
    words: tuple[str, ...] = ()


class Feed(Atom1Feed):
    """Atom as its readers want it: an empty feed was never updated, and the place of an entry stands in it."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:georss": GEORSS}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=midnight(LONG_AGO))

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": settings.DATA_LICENCE_URL})

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name, text in _place(item["site"]):
            handler.addQuickElement(f"georss:{name}", text)


def _place(site: Entry) -> Iterable[tuple[str, str]]:
    """The public place: latitude first; a cell as the polygon of its four corners, closed."""
    if site.latitude is None:
        return
    if not site.cell:
        yield "point", f"{site.latitude} {site.longitude}"
        return
    south, west, north, east = PublicPlace(site.latitude, site.longitude, site.cell).bounds
    ring = ((south, west), (south, east), (north, east), (north, west), (south, west))
    yield "polygon", " ".join(f"{latitude} {longitude}" for latitude, longitude in ring)
    yield "featuretypetag", "cell"


def midnight(day: date) -> datetime:
    """Days are all that is told: the time is that at which a day begins."""
    return datetime.combine(day, time(), UTC)


def atom(title: str, subtitle: str, page: str, here: str, items: Iterable[Item]) -> str:
    """A feed as XML. ``page`` is what people read instead, ``here`` the address of the feed itself, which is its id."""
    feed = Feed(
        title=one_line(title),
        link=page,
        description="",
        subtitle=one_line(subtitle),
        language=get_language(),
        author_name=one_line(settings.SITE_NAME),
        feed_url=here,
        feed_guid=here,
        feed_copyright=one_line(settings.DATA_LICENCE),
    )
    for item in items:
        feed.add_item(
            title=one_line(item.title),
            link=item.address,
            description=escape(one_line(item.summary)),  # Django says of it that it is HTML
            unique_id=item.id,
            pubdate=midnight(item.published),
            updateddate=midnight(item.updated),
            categories=[word for word in item.words if word],
            site=item.site,
        )
    written = StringIO()
    feed.write(written, "utf-8")
    return written.getvalue()
