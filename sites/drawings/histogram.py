"""The drawing of when damage began: months in, two charts on one axis out, in units of a drawing 1000 wide, 100 high.

The wide chart has a bar for each month, the narrow one for each year; both have years where months would be too many.
No bar is thinner than 3 pixels where the wide chart has 720 pixels and the narrow one 320. What lies far back and is
rare shares one bar, the tail. A case is a site in a month in which damage to it began: a year may count a site twice.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext

from ..catalogue import Month, Query
from ..dates import words
from ..terms import STATUSES

WIDTH, HEIGHT = 1000, 100
TAIL, LEAD = 50, 80  # the width of the tail, and where the axis then begins
MOST_YEARS = 15  # by months
MOST_IN_ALL = 80  # years
TAIL_SHARE = 0.15  # of the cases, at most, for the latest years alone to be drawn
FILLED = 0.84  # of a bar's place
STEPS = (1, 3, *(12 * years for years in (1, 2, 5, 10, 20, 50)))  # months from tick to tick
TICKS = {"wide": 20, "narrow": 6}  # at most
BESIDE_TAIL = 140  # where the narrow chart has room for a tick beside the word for the tail


@dataclass(frozen=True, slots=True)
class Time:
    """A month or year; all days until ``last`` where ``first`` is None."""

    first: date | None
    last: date
    words: str
    unit: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The cases of one time; ``said`` names it with their count, ``address`` picks their sites."""

    time: Time
    said: str
    address: str
    count: int
    levels: tuple[tuple[str, int], ...]
    x: float
    width: float

    @property
    def by_level(self) -> str:
        """The counts in words: “destroyed 3, slight damage 1”."""
        named = ((gettext(STATUSES.label(level)), count) for level, count in self.levels)
        one = gettext("{level} {count}")
        return gettext(", ").join(
            one.format(level=f"{label[:1].lower()}{label[1:]}", count=count) for label, count in named
        )


@dataclass(frozen=True, slots=True)
class Tick:
    """The label of a stretch of the axis, at its beginning."""

    x: float
    label: str

    @property
    def percent(self) -> float:
        return round(self.x / WIDTH * 100, 2)


@dataclass(frozen=True, slots=True)
class Chart:
    """``shapes`` are (level, path), ``most`` is the count that reaches the top; ``cut``: the tail would pass it."""

    size: str
    bars: tuple[Bar, ...]
    shapes: tuple[tuple[str, str], ...]
    ticks: tuple[Tick, ...]
    most: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Days laid out evenly from ``first`` to ``last``; earlier ones share the place of the tail, where there is one."""

    first: date
    last: date
    tail: bool

    @property
    def lead(self) -> int:
        return LEAD if self.tail else 0

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def lead_days(self) -> int:
        """How many days wide the place of the tail is."""
        return round(self.days * self.lead / (WIDTH - self.lead))

    def at(self, day: date) -> float:
        """Where a day begins; what lies beyond the axis is brought to its edge."""
        if day < self.first:
            return TAIL / 2 if self.tail else 0
        share = min(1, (day - self.first).days / self.days)
        return round(self.lead + share * (WIDTH - self.lead), 2)

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day + timedelta(days=1)) if day < self.last else WIDTH


@dataclass(frozen=True, slots=True)
class Histogram:
    """``begins``, ``ends`` and ``day`` are the places of the chosen days, else the edges; ``against`` may be None."""

    axis: Axis
    charts: tuple[Chart, ...]
    begins: float
    ends: float
    day: float
    against: float | None

    @property
    def beyond(self) -> float:
        """How much of the drawing lies beyond the chosen time."""
        return round(WIDTH - self.ends, 2)

    @property
    def later(self) -> float:
        """How much of the drawing lies beyond the day."""
        return round(WIDTH - self.day, 2)


def draw(
    path: str,
    query: Query,
    months: Sequence[Month],
    whole: Sequence[Month] = (),
    extras: Iterable[tuple[str, str]] = (),
) -> Histogram | None:
    """The drawing of a query's months; None where no damage has a day.

    ``whole`` are the months by all that is known now, where the query asks for an earlier day: they make the axis, so
    that it stays as it is while that day moves.
    """
    if not (whole or months):
        return None
    axis = _axis(whole or months)
    plain = [*query.without("after").without("before").pairs, *extras]
    link = f"{path}?{urlencode(plain)}&" if plain else f"{path}?"
    day = query.on or query.known
    return Histogram(
        axis,
        tuple(_chart(size, axis, months, link) for size in TICKS),
        begins=axis.at(query.after) if query.after else 0,
        ends=axis.end(query.before) if query.before else WIDTH,
        day=axis.end(day) if day else WIDTH,
        against=axis.end(query.against) if query.against else None,
    )


def _axis(months: Sequence[Month]) -> Axis:
    """Whole years, the latest alone where little came before, or where bars would be too thin."""
    years = [month.first.year for month in months]
    latest = bisect_right(years, years[-1] - MOST_YEARS)
    early, all_cases = (sum(month.count for month in some) for some in (months[:latest], months))
    start = latest if early <= TAIL_SHARE * all_cases else bisect_right(years, years[-1] - MOST_IN_ALL)
    return Axis(date(years[start], 1, 1), date(years[-1], 12, 31), tail=start > 0)


def _chart(size: str, axis: Axis, months: Sequence[Month], link: str) -> Chart:
    years = axis.last.year - axis.first.year + 1
    by_year = years > MOST_YEARS or (size == "narrow" and years > 1)
    bars = [_bar(axis, time, cases, link) for time, cases in _gathered(axis, months, by_year).items()]
    most = max((bar.count for bar in bars if bar.time.first), default=max((bar.count for bar in bars), default=0))
    cut = any(bar.count > most for bar in bars)
    return Chart(size, tuple(bars), _shapes(bars, most), _ticks(axis, size), most, cut)


def _gathered(axis: Axis, months: Iterable[Month], by_year: bool) -> dict[Time, dict[str, int]]:
    """By bar, the cases by level."""
    found = {}
    for month in months:
        levels = found.setdefault(_time(axis, month.first, by_year), {})
        for level, count in month.levels.items():
            levels[level] = levels.get(level, 0) + count
    return found


def _time(axis: Axis, day: date, by_year: bool) -> Time:
    """The bar in which the first day of a month falls."""
    if day < axis.first:
        said = gettext("Before {year}").format(year=axis.first.year)
        return Time(None, axis.first - timedelta(days=1), said, "tail")
    if by_year:
        return Time(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year), "year")
    return Time(day, _months_on(day, 1) - timedelta(days=1), words(day.isoformat()[:7], get_language()), "month")


def _months_on(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _bar(axis: Axis, time: Time, levels: dict[str, int], link: str) -> Bar:
    count = sum(levels.values())
    start, end = (axis.at(time.first), axis.end(time.last)) if time.first else (0, TAIL)
    days = {"after": time.first, "before": time.last}
    asked = "&".join(f"{name}={day}" for name, day in days.items() if day)
    ordered = tuple((level, levels[level]) for level in STATUSES if level in levels)
    return Bar(time, _said(time, count), link + asked, count, ordered, start, round(end - start, 2))


def _said(time: Time, count: int) -> str:
    if time.unit == "month":
        said = ngettext("{when}: {count} site", "{when}: {count} sites", count)
    else:
        said = ngettext("{when}: {count} case", "{when}: {count} cases", count)
    return said.format(when=time.words, count=count)


def _shapes(bars: Iterable[Bar], most: int) -> tuple[tuple[str, str], ...]:
    """By level, the path of all its pieces: the worst stands on the ground, the others upon it."""
    found = {}
    for bar in bars:
        ground = HEIGHT
        scale = HEIGHT / max(most, bar.count)
        for level, count in bar.levels:
            tall = count * scale
            left, width = bar.x + bar.width * (1 - FILLED) / 2, bar.width * FILLED
            found.setdefault(level, []).append(f"M{left:.2f} {ground:.2f}v{-tall:.2f}h{width:.2f}v{tall:.2f}z")
            ground -= tall
    return tuple((level, "".join(found[level])) for level in STATUSES if level in found)


def _ticks(axis: Axis, size: str) -> tuple[Tick, ...]:
    """The years, or the months of a single one, which January names; not so many that their labels would meet."""
    first = axis.first.year * 12
    last = axis.last.year * 12 + 11
    steps = [step for step in STEPS if step >= 12 or last - first < 12]
    step = next((step for step in steps if (last - first) // step < TICKS[size]), steps[-1])
    days = [date(month // 12, month % 12 + 1, 1) for month in range(-(-first // step) * step, last + 1, step)]
    written = {True: "Y" if step >= 12 else "M Y", False: "M"}  # by whether a year begins
    ticks = [Tick(axis.at(day), date_format(day, written[day.month == 1])) for day in days]
    return tuple(tick for tick in ticks if size == "wide" or not axis.tail or tick.x > BESIDE_TAIL)
