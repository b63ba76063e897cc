"""When something happened: dates as newspapers write them, seen from the day of publication, as EDTF."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .events import follows
from .tables import Phrase, Tables
from .units import Unit

NUMBER = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|го|е)?$")
YEAR = re.compile(r"^(1[0-9]{3}|20[0-9]{2})$")
ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
IN_A_YEAR, AGES = ("in", "en", "у", "в", "عام", "سنه"), ("ad", "bc", "bce", "ce")
DATELINE = 12  # units
FAR = 18  # months before publication after which an event is no news


@dataclass(frozen=True, slots=True)
class Day:
    """Units ``first`` to ``last`` name a time; ``edtf`` is what they mean, ``year`` the year if they name one."""

    first: int
    last: int
    edtf: str
    year: int | None = None
    exact: bool = True


class Calendar:
    """The words for days in one language, seen from a day of publication (None if nobody knows it)."""

    def __init__(self, tables: Tables, published: date | None):
        said = tables.data["days"]
        self.published = published
        self.months = {
            name: number
            for key in ("months", "short_months", "genitive_months")
            for number, name in _listed(said, key, 12)
        }
        self.weekdays = {
            name: number - 1 for key in ("weekdays", "weekdays_cases") for number, name in _listed(said, key, 7)
        }
        self.phrases = {name: tables.phrases[("days", name)] for name in RELATIVE if ("days", name) in tables.phrases}
        self.words = tables
        self.centuries = {Phrase.of(word).words[0] for word in said.get("century", "").split()}
        self.ordinals = {name: number for number, name in _listed(said, "ordinals", 19)}
        self.last = ""  # the last whole day that the text named, by which “two days later” is understood

    def days(self, row: Sequence[Unit]) -> list[Day]:
        """The times that a sentence names, in their order."""
        found, at = [], 0
        while at < len(row):
            day = self._at(row, at)
            if day:
                found.append(day)
                at = day.last + 1
            else:
                at += 1
        return _ranges(row, _without_dateline(row, found))

    def _at(self, row, at: int) -> Day | None:
        return (
            self._written(row, at)
            or self._later(row, at)
            or self._relative(row, at)
            or self._weekday(row, at)
            or self._ago(row, at)
            or self._century(row, at)
            or self._year(row, at)
        )

    def _later(self, row, at: int) -> Day | None:
        """“Two days later”, “the next day”: after the last day that was named."""
        for name, number in LATER.items():
            for phrase in self.words.phrases.get(("days", name), ()):
                if self.last and (last := follows(row, at, phrase)) is not None:
                    day = date.fromisoformat(self.last) + timedelta(number)
                    return Day(at, last, day.isoformat())
        return None

    def _written(self, row, at: int) -> Day | None:
        """“23 August 2015”, “August 23, 2015”, “23 August”, “August 2015”, “in August”."""
        low = row[at].low
        day = NUMBER.match(low)
        if (
            day
            and at + 3 < len(row)
            and (row[at + 1].low in TO or row[at + 1].is_a("joins"))
            and row[at + 3].low in self.months
        ):
            later = self._written(row, at + 2)
            if later and "/" not in later.edtf and int(day.group(1)) < int(later.edtf[8:10] or 0):
                return Day(at, later.last, f"{later.edtf[:8]}{int(day.group(1)):02}/{later.edtf}", later.year)
        after = _skip(row, at + 1)
        if day and after is not None and row[after].low in self.months:
            return self._dated(row, at, after, int(day.group(1)), self.months[row[after].low])
        if low in self.months and (
            row[at].said[0].isupper() or not row[at].said[0].isascii() or self.words.language in ("fr", "es")
        ):
            following = row[at + 1] if at + 1 < len(row) else None
            if following and (day := NUMBER.match(following.low)):
                return self._dated(row, at, at + 1, int(day.group(1)), self.months[low])
            return self._month(row, at, self.months[low])
        return None

    def _dated(self, row, first: int, last: int, day: int, month: int) -> Day | None:
        second = self._second(row, first, last)
        if second:
            last = max(last, second[1])
        year, last = self._year_after(row, last)
        known = year or self._latest_year(month, day)
        if known is None or not 1 <= day <= calendar.monthrange(known, month)[1]:
            return None
        edtf = f"{known:04}-{month:02}-{day:02}"
        if second and day < second[0] <= calendar.monthrange(known, month)[1]:
            edtf = f"{edtf}/{known:04}-{month:02}-{second[0]:02}"
        self.last = self.last if self.published is None else edtf[-10:]
        return Day(first, last, edtf, year)

    def _second(self, row, first: int, last: int) -> tuple[int, int] | None:
        """The second day of “between April 7 and 11”: (day, its unit)."""
        before = row[first - 1].low if first else ""
        if last + 2 < len(row) and (row[last + 1].low in TO or (before in BETWEEN and row[last + 1].is_a("joins"))):
            number = NUMBER.match(row[last + 2].low)
            following = row[last + 3].low if last + 3 < len(row) else ""
            if number and following not in self.months:
                return int(number.group(1)), last + 2
        return None

    def _month(self, row, at: int, month: int) -> Day | None:
        year, last = self._year_after(row, at)
        if year is None and row[at].low == "may" and not (at and row[at - 1].is_a("at", "other", "times")):
            return None
        known = year or self._latest_year(month, 1)
        return Day(at, last, f"{known:04}-{month:02}", year) if known else None

    def _year_after(self, row, last: int) -> tuple[int | None, int]:
        for at in range(last + 1, min(last + 3, len(row))):
            if YEAR.match(row[at].low):
                return int(row[at].low), at
            if row[at].low and not row[at].is_a("of"):
                break
        return None, last

    def _latest_year(self, month: int, day: int) -> int | None:
        if self.published is None:
            return None
        return self.published.year - ((month, day) > (self.published.month, self.published.day))

    def _relative(self, row, at: int) -> Day | None:
        for name, phrases in self.phrases.items():
            for phrase in phrases:
                if self.published and (last := follows(row, at, phrase)) is not None and not _of_another(row, last):
                    return Day(at, last, RELATIVE[name](self.published))
        return None

    def _weekday(self, row, at: int) -> Day | None:
        number = self.weekdays.get(row[at].low)
        if number is None or self.published is None:
            return None
        back = (self.published.weekday() - number) % 7
        before = row[at - 1].low if at else ""
        if before in ("last", "minulo", "прошлыи", "прошлую", "минулоі", "минулого") and back < 2:
            back += 7
        self.last = (self.published - timedelta(back)).isoformat()
        return Day(at, at, self.last)

    def _ago(self, row, at: int) -> Day | None:
        """“Two years ago”: as far back as matters, which is whether it is news."""
        for phrase in self.words.phrases.get(("days", "ago"), ()):
            if self.published and at and (last := follows(row, at, phrase)) is not None:
                number = int(row[at - 1].low) if row[at - 1].low.isdigit() else 2
                year = self.published.year - (1 if row[at - 1].is_a("a") else max(number, 2))
                return Day(at - 1, last, f"{year:04}-01", year)
        return None

    def _century(self, row, at: int) -> Day | None:
        """“In the third century”, “the 12th century”: history."""
        if at + 1 >= len(row) or row[at + 1].low not in self.centuries:
            return None
        number = NUMBER.match(row[at].low)
        ordinal = int(number.group(1)) if number else self.ordinals.get(row[at].low)
        lead = row[at - 1] if at else None
        lead = row[at - 2] if lead is not None and lead.is_a("the") and at > 1 else lead
        before = lead is not None and lead.is_a("at", "other")
        return (
            Day(at, at + 1, f"{ordinal * 100 - 50:04}", ordinal * 100 - 50)
            if ordinal and before and row[at + 1].said.islower()
            else None
        )

    def _year(self, row, at: int) -> Day | None:
        """A year alone, also one before our time: “in 273”, “612 BC”, “in the 12th century”."""
        low, before = row[at].low, row[at - 1] if at else None
        if re.fullmatch(r"(1\d|20)\d0s", low):
            return Day(at, at, low[:4], int(low[:4]))
        after = row[at + 1] if at + 1 < len(row) else None
        told = before is not None and (
            before.is_a("at", "of", "other", "times") or before.said in "(," or _names_a_thing(row, at)
        )
        if YEAR.match(low) and (told or (after is not None and after.is_a("year"))):
            return Day(at, at, low, int(low))
        ends = after is None or after.low in ("", *AGES)
        if re.fullmatch(r"\d{1,3}", low) and before and (before.low in AGES or (before.low in IN_A_YEAR and ends)):
            return Day(at, at, f"{int(low):04}", int(low))
        return None


def _names_a_thing(row, at: int) -> bool:
    """“The 2015 earthquake”."""
    after = row[at + 1] if at + 1 < len(row) else None
    return row[at - 1].is_a("the") and after is not None and bool(after.low) and not after.classes


def _of_another(row, last: int) -> bool:
    """“The last week of August” is no week before this one."""
    return last + 1 < len(row) and row[last + 1].is_a("of")


def old(day: Day, published: date | None) -> bool:
    """Whether a time lies so far before publication that it is history, not news."""
    if published is None:
        return day.year is not None and day.year < 1990
    year, month = int(day.edtf[:4]), int(day.edtf[5:7] or 12) if "-" in day.edtf[:7] else 12
    return (published.year - year) * 12 + published.month - month > FAR


def _without_dateline(row, found: list[Day]) -> list[Day]:
    """“KATHMANDU, April 26 — …” is the day of writing."""
    dash = next((at for at, unit in enumerate(row[:DATELINE]) if unit.said in "—–-)"), None)
    if dash is None or not row[0].said.isupper():
        return found
    return [day for day in found if day.first > dash]


def _skip(row, at: int) -> int | None:
    """Past “of” in “the 23rd of August”, “de” in “23 de agosto”."""
    if at < len(row) and row[at].is_a("of") and at + 1 < len(row):
        return at + 1
    return at if at < len(row) else None


def _ranges(row, found: list[Day]) -> list[Day]:
    """Two times joined by “and” after “between”, by “to” or a dash, are one."""
    joined: list[Day] = []
    for day in found:
        last = joined[-1] if joined else None
        between = row[last.last + 1 : day.first] if last else []
        before = row[last.first - 1].low if last and last.first else ""
        dash = len(between) == 1 and (between[0].low in TO or between[0].said in "-–—")
        if last and "/" not in last.edtf + day.edtf and (dash or (len(between) == 1 and before in BETWEEN)):
            joined[-1] = Day(last.first, day.last, f"{last.edtf}/{day.edtf}", last.year or day.year)
        else:
            joined.append(day)
    return joined


TO = ("to", "until", "till", "au", "al", "a", "до", "по", "حتى", "الى")
LATER = {"next_day": 1, "two_days_later": 2, "three_days_later": 3, "day_before": -1, "week_later": 7}
BETWEEN = ("between", "entre", "між", "между", "بين")


def _listed(said: dict, key: str, size: int):
    """(number, name) of a table: one word for each in its order, or groups of words divided by semicolons."""
    line = said.get(key, "")
    groups = line.split(";") if ";" in line else line.split()
    for number, group in enumerate(groups[:size], 1):
        for word in group.split():
            yield number, Phrase.of(word).words[0]


def _week(day: date, back: int) -> str:
    monday = day - timedelta(day.weekday() + 7 * back)
    return f"{monday}/{min(monday + timedelta(6), day)}"


def _month_before(day: date) -> str:
    return (day.replace(day=1) - timedelta(1)).strftime("%Y-%m")


def _weekend(day: date) -> str:
    saturday = day - timedelta((day.weekday() - 5) % 7)
    return f"{saturday}/{min(saturday + timedelta(1), day)}"


RELATIVE = {
    "today": lambda day: day.isoformat(),
    "yesterday": lambda day: (day - timedelta(1)).isoformat(),
    "before_yesterday": lambda day: (day - timedelta(2)).isoformat(),
    "last_week": lambda day: _week(day, 1),
    "this_week": lambda day: _week(day, 0),
    "last_month": _month_before,
    "this_month": lambda day: day.strftime("%Y-%m"),
    "last_year": lambda day: str(day.year - 1),
    "this_year": lambda day: str(day.year),
    "weekend": _weekend,
}
