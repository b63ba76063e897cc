"""The standard's ``datetime`` in: a day, a moment (RFC 3339) or an interval of them; the first and the last day out."""

import re
from datetime import UTC, date, datetime

from ..terms import Fault

Days = tuple[date | None, date | None]
OPEN = ("", "..")
LONGEST = 100
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"([0-9-]{10})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


def parse_interval(text: str) -> Days:
    """Read 2015-08-23, 2015-08-23T12:00:00Z, 2015-08-01/2015-08-31, 2015-08-01/.. or ../2015-08-31. Both days are
    included, None is open; a moment counts as its day in UTC. Fault for anything else."""
    if len(text) > LONGEST:
        raise Fault("It is too long: write a day such as 2015-08-23, or two of them with / between.")
    ends = text.split("/")
    if len(ends) > 2 or all(end in OPEN for end in ends):
        raise _unreadable(text)
    days = [None if end in OPEN and len(ends) == 2 else _day(end) for end in ends]
    first, last = days[0], days[-1]
    if first and last and first > last:
        raise Fault("The interval ends before it begins: exchange its two ends.")
    return first, last


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        if read := MOMENT.fullmatch(text):
            day, minute, second, zone = read.groups()
            second = min(int(second), 59) if second == "60" else second  # a leap second belongs to its minute
            moment = datetime.fromisoformat(f"{day}T{minute}:{second}{zone.upper().replace('Z', '+00:00')}")
            return moment.astimezone(UTC).date()
    except (ValueError, OverflowError) as fault:
        raise _unreadable(text) from fault
    raise _unreadable(text)


def _unreadable(text: str) -> Fault:
    said = "“{text}” is no day, moment or interval: write 2015-08-23, 2015-08-23T12:00:00Z, 2015-08-01/2015-08-31, 2015-08-01/.. or ../2015-08-31."  # noqa: E501
    return Fault(said, text=text[:60])
