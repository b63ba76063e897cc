"""The collections that the interface serves: what is in each, how it is read, and how far it reaches."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .. import catalogue
from ..catalogue import Query, Slice
from ..exports import DATASETS, Dataset
from .asked import Asked
from .interval import Days

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@dataclass(frozen=True, slots=True)
class Holding:
    """One collection. ``steady`` where each change of what its items tell is a revision of the catalogue."""

    dataset: Dataset
    title: str
    about: str
    read: Callable[[Asked], Slice]
    one: Callable[[int], list]
    title_of: Callable[[Any], str]
    days: Callable[[], Days]
    placed: bool = True
    steady: bool = True

    @property
    def name(self) -> str:
        return self.dataset.name

    @property
    def extent(self) -> dict:
        """The box around all public places and the days that the items tell of, as far as there are any."""
        found, days = {}, self.days()
        if self.placed and (box := catalogue.bounds(Query())):
            south, west, north, east = box
            found["spatial"] = {"bbox": [[west, south, east, north]], "crs": CRS84}
        if any(days):
            interval = [_moment(days[0], "00:00:00"), _moment(days[1], "23:59:59")]
            found["temporal"] = {"interval": [interval], "trs": GREGORIAN}
        return found


def _moment(day: date | None, time: str) -> str | None:
    return f"{day.isoformat()}T{time}Z" if day else None


def _days_of_damage() -> Days:
    """The months in which damage began, from the first to the last."""
    months = catalogue.months(Query())
    if not months:
        return None, None
    last = months[-1].first
    return months[0].first, last.replace(day=monthrange(last.year, last.month)[1])


HOLDINGS = {
    holding.name: holding
    for holding in (
        Holding(
            DATASETS["sites"],
            "Sites",
            "Heritage sites with the status that stands by all that is known, or on the days that are asked for. A "
            "protected site is a grid cell (a polygon) in which it lies, or has no geometry.",
            lambda asked: catalogue.sites_from(asked.query, asked.after, asked.size, in_order=asked.in_order),
            lambda number: list(catalogue.each(Query(), [number])),
            lambda entry: entry.name,
            _days_of_damage,
        ),
        Holding(
            DATASETS["reports"],
            "Reports",
            "Published reports on these sites: dated claims, each with the articles it rests on. A report stands where "
            "its site does.",
            lambda asked: catalogue.reports_from(asked.query, asked.after, asked.size, asked.during),
            lambda number: list(catalogue.each_report(Query(), [number])),
            lambda report: f"{report.number}: {report.site.name}",
            catalogue.days_of_reports,
        ),
        Holding(
            DATASETS["articles"],
            "Articles",
            "The sources that these reports cite. An article has no geometry.",
            lambda asked: catalogue.articles_from(asked.query, asked.after, asked.size, asked.during),
            lambda number: list(catalogue.each_article(Query(), [number])),
            lambda cited: cited[0].title,
            catalogue.days_of_articles,
            placed=False,
            steady=False,
        ),
    )
}
