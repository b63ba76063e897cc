from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django_countries import countries

from ..areas import Area, parse_area
from ..dates import parse
from ..places import BBox, parse_bbox
from ..terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS, Fault

SORTS = ("name", "level", "since", "reports")
LONGEST = {"area": 4000}  # characters; of all others:
LONGEST_OTHER = 500


class BadQuery(ValueError):
    """A parameter that cannot be used. ``field`` names it, ``fault`` says what is wrong and how to mend it."""

    def __init__(self, field: str, fault: Fault):
        self.field = field
        self.fault = fault
        super().__init__(f"{field}: {fault}")


@dataclass(frozen=True, slots=True)
class Query:
    """The one filter behind map, list, counts and files. Empty values ask for nothing.

    Several values of one parameter are alternatives; different parameters must all hold. ``on`` asks what had happened
    by a day, ``known`` what the sources published by a day let the world know. ``against`` leaves the sites whose
    status was another on that earlier day of the clock in use; only views that compare read it.
    """

    q: str = ""
    level: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    contested: bool | None = None
    recovery: tuple[str, ...] = ()
    site: str = ""
    part_of: str = ""
    bbox: BBox | None = None
    area: Area | None = None
    after: date | None = None
    before: date | None = None
    on: date | None = None
    known: date | None = None
    against: date | None = None
    sort: str = "name"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as (parameter, value) pairs in a fixed order: the same filter always has the same address."""
        return tuple(
            (field.name, _written(one))
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
            for one in (value if isinstance(value, tuple) else (value,))
        )

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The pairs that leave sites out or turn a clock: all but the order."""
        return tuple(pair for pair in self.pairs if pair[0] != "sort")

    def without(self, parameter: str, value: str = "") -> "Query":
        """The query with one value of a parameter taken out, or all of them."""
        held = getattr(self, parameter)
        if isinstance(held, tuple) and value:
            return replace(self, **{parameter: tuple(one for one in held if one != value)})
        default = next(field.default for field in fields(self) if field.name == parameter)
        return replace(self, **{parameter: default})


def _written(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def parse_query(given: Mapping[str, Sequence[str]], extras: Sequence[str] = ()) -> Query:
    """Read a query from parameters with their values; those named in ``extras`` belong to the view.

    Raises BadQuery for an unknown parameter, an unknown value, a date or box that cannot be read, a parameter that may
    stand once and stands twice, and values that are too long. Empty values count as not given.
    """
    read = {}
    for parameter, values in given.items():
        values = [value for value in values if value]
        if parameter not in extras and (parameter not in READERS or parameter in EXTRAS):
            raise BadQuery(parameter[:40], Fault("There is no such parameter. Known are: {known}.", known=KNOWN))
        longest = LONGEST.get(parameter, LONGEST_OTHER)
        if any(len(value) > longest or "\0" in value for value in values):
            raise BadQuery(parameter, Fault("Too long, or not text: at most {longest} characters.", longest=longest))
        if parameter in READERS and values:
            read[parameter] = _read(parameter, values)
    return _consistent(Query(**read))


def _read(parameter: str, values: list[str]):
    try:
        return READERS[parameter](values)
    except Fault as fault:
        raise BadQuery(parameter, fault) from fault


def _consistent(query: Query) -> Query:
    if query.after and query.before and query.after > query.before:
        raise BadQuery("after", Fault("It lies after “before”: exchange the two days."))
    if query.against and query.against >= (query.on or query.known or date.max):
        raise BadQuery("against", Fault("It is no earlier day than the one it is compared with: exchange the two."))
    return query


def _once(values: list[str]) -> str:
    if len(values) > 1:
        raise Fault("Give it once, not {count} times.", count=len(values))
    return values[0]


def _day(values: list[str]) -> date:
    day = parse(_once(values))
    if day.earliest != day.latest or day.edtf != values[0] or len(values[0]) != 10:
        raise Fault("“{text}” is not a day: write it as 2015-08-23.", text=values[0][:60])
    return day.earliest


def _yes_or_no(values: list[str]) -> bool:
    answer = _once(values)
    if answer not in ("yes", "no"):
        raise Fault("Write yes or no, not “{text}”.", text=answer[:60])
    return answer == "yes"


def _some_of(known):
    def read(values: list[str]) -> tuple[str, ...]:
        for value in values:
            if value not in known:
                raise Fault("“{text}” is not one of: {known}.", text=value[:60], known=", ".join(known))
        return tuple(one for one in known if one in values)

    return read


def _countries(values: list[str]) -> tuple[str, ...]:
    codes = sorted({value.upper() for value in values})
    for code in codes:
        if code not in countries:
            raise Fault("“{text}” is not a country: write its code of two letters, such as SY.", text=code[:60])
    return tuple(codes)


def _sort(values: list[str]) -> str:
    return _some_of(SORTS)([_once(values)])[0]


READERS = {
    "q": _once,
    "level": _some_of(STATUSES),
    "cause": _some_of(CAUSES),
    "kind": _some_of(KINDS),
    "country": _countries,
    "verification": _some_of([value for value in VERIFICATIONS if value != "refuted"]),
    "contested": _yes_or_no,
    "recovery": _some_of(["none", *RECOVERIES]),
    "site": _once,
    "part_of": _once,
    "bbox": lambda values: parse_bbox(_once(values)),
    "area": lambda values: parse_area(_once(values)),
    "after": _day,
    "before": _day,
    "on": _day,
    "known": _day,
    "against": _day,
    "sort": _sort,
}
EXTRAS = ("against",)  # read where a view says so
KNOWN = ", ".join(name for name in READERS if name not in EXTRAS)
