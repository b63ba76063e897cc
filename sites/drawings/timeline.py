"""The drawing of a site's claims through time: reports and periods in, bars and ticks in percent of the width out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from ..catalogue import Period, Report, Status

SHORTEST = 90  # days across: a single day does not fill the width
MARGIN = 0.04  # of the days, on each side
THINNEST = 1.0  # percent: a bar that can still be seen
MOST_TICKS = 5
MONTH_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the width, in percent; ``begins`` and ``ends`` tell whether its ends are known."""

    start: float
    width: float
    begins: bool = True
    ends: bool = True

    @property
    def day(self) -> bool:
        """Whether it is too short for a bar and is drawn as a point."""
        return self.width <= THINNEST and self.begins and self.ends

    @property
    def middle(self) -> float:
        return round(self.start + self.width / 2, 2)

    @property
    def end(self) -> float:
        return round(self.start + self.width, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One report: where it says the event lies, None if it gives no day."""

    report: Report
    span: Span | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of the band."""

    status: Status
    until: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Drawing:
    rows: tuple[Row, ...]
    band: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]


def draw(reports: Sequence[Report], periods: Sequence[Period]) -> Drawing | None:
    """The drawing, oldest first; None where no report bears a day."""
    reports = sorted(reports, key=lambda report: (report.effective, report.number))
    days = [day for report in reports for day in (report.earliest, report.latest) if day]
    days += [period.status.since for period in periods if period.status.since]
    if not days:
        return None
    scale = Scale.around(min(days), max(days))
    rows = tuple(Row(report, _span(scale, report)) for report in reports)
    band = tuple(Stretch(one.status, one.until, scale.span(one.status.since, one.until)) for one in periods)
    return Drawing(rows, band, scale.ticks())


def _span(scale: "Scale", report: Report) -> Span | None:
    if report.earliest is None and report.latest is None:
        return None
    return scale.span(report.earliest, report.latest)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days laid out evenly from ``first`` to ``last``."""

    first: int
    last: int

    @classmethod
    def around(cls, first: date, last: date) -> "Scale":
        short = max(0, SHORTEST - (last - first).days)
        edge = short // 2 + round((last - first).days * MARGIN) + 1
        return cls(max(1, first.toordinal() - edge), min(date.max.toordinal(), last.toordinal() + edge))

    def at(self, day: date) -> float:
        return round(100 * (day.toordinal() - self.first) / (self.last - self.first), 2)

    def span(self, start: date | None, end: date | None) -> Span:
        """From one day to another; an open end runs to the edge of the drawing."""
        left = self.at(start) if start else 0.0
        right = self.at(end) if end else 100.0
        return Span(left, round(max(right - left, 0.0), 2), begins=start is not None, ends=end is not None)

    def ticks(self) -> tuple[Tick, ...]:
        """A handful of beginnings of months or years, never so many that their labels meet."""
        step = next(step for step in MONTH_STEPS if len(self._months(step)) <= MOST_TICKS)
        return tuple(self._tick(date(month // 12, month % 12 + 1, 1), step) for month in self._months(step))

    def _months(self, step: int) -> range:
        """The months since year 0 that begin inside and are multiples of a step; there is no year 0 to begin with."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        begun = max(12, first.year * 12 + first.month - (first.day == 1))
        return range(-(-begun // step) * step, last.year * 12 + last.month, step)

    def _tick(self, day: date, step: int) -> Tick:
        at = self.at(day)
        label = date_format(day, "Y" if step >= 12 else "M Y")
        return Tick(at, label, "start" if at < 10 else "end" if at > 90 else "middle")
