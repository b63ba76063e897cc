"""A request comes in; what it asks for, checked, goes out. BadQuery names the parameter that cannot be used."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django_countries import countries

from ..catalogue import BadQuery, Query, parse_query
from ..terms import Fault
from .interval import Days, parse_interval
from .parameters import FORMS, LARGEST, LIMIT, MOST, parameters

OUR_OWN = ("f", "limit", "cursor", "datetime")
SPOKEN = ("application/json", "application/geo+json", "application/vnd.oai.openapi+json", "text/html")
ALWAYS: Days = (None, None)
YES_OR_NO = {"1": "yes", "true": "yes", "0": "no", "false": "no"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a collection: a filter, days, how many items behind which number; sites ``in_order`` of the query.

    ``pairs`` are the parameters as given, without the place of the page.
    """

    query: Query
    during: Days
    size: int
    after: int
    in_order: bool
    pairs: tuple[tuple[str, str], ...]


def form_of(request: HttpRequest) -> str:
    """The representation that an address asks for or else the client prefers: json or html."""
    given = request.GET.getlist("f")
    if not any(given):
        return preferred(request)
    if given not in [[form] for form in FORMS]:
        raise BadQuery("f", Fault("Write f=json or f=html, once, or leave it out."))
    return given[0]


def preferred(request: HttpRequest) -> str:
    return "html" if request.get_preferred_type(SPOKEN) == "text/html" else "json"


def nothing_but(request: HttpRequest, known: Collection[str] = ("f",)) -> None:
    """BadQuery for a parameter that is not known here."""
    for parameter in request.GET:
        if parameter not in known:
            fault = Fault("There is no such parameter here. Known are: {known}.", known=", ".join(known))
            raise BadQuery(parameter[:40], fault)


def asked(request: HttpRequest, collection: str) -> Asked:
    """The page that a request for the items of a collection asks for."""
    nothing_but(request, [parameter.name for parameter in parameters(collection)])
    given = {name: [value for value in values if value] for name, values in request.GET.lists()}
    ours = {name: values for name, values in given.items() if name not in OUR_OWN}
    ours = {name: [_as_ours(name, value) for value in values] for name, values in ours.items()}
    query, during = parse_query(ours, extras=("against",)), _during(given.get("datetime", []))
    if collection == "sites":
        query, during = _began(query, during), ALWAYS
    return Asked(
        query=query,
        during=during,
        size=min(_number("limit", given.get("limit", []), LIMIT), MOST),
        after=_number("cursor", given.get("cursor", []), 0),
        in_order=bool(given.get("sort")),
        pairs=tuple((name, value) for name, values in given.items() if name not in ("f", "cursor") for value in values),
    )


def _during(values: Sequence[str]) -> Days:
    if not values:
        return ALWAYS
    try:
        return parse_interval(_once("datetime", values))
    except Fault as fault:
        raise BadQuery("datetime", fault) from fault


def _began(query: Query, during: Days) -> Query:
    """Of sites, the days of ``datetime`` are those in which a period of damage began."""
    if during == ALWAYS:
        return query
    if query.after or query.before:
        raise BadQuery("datetime", Fault("It asks for the same as “after” and “before”: leave them or it out."))
    return replace(query, after=during[0], before=during[1])


def _as_ours(name: str, value: str) -> str:
    """Programs let a user choose by the values of properties, and ask for those: a country's name, a truth value."""
    if name == "bbox":
        return _flat(value)
    if name == "country":
        return countries.by_name(value) or value
    return YES_OR_NO.get(value.lower(), value) if name == "contested" else value


def _flat(box: str) -> str:
    """A box with heights, without them."""
    sides = box.split(",")
    return ",".join(sides[:2] + sides[3:5]) if len(sides) == 6 and all(map(_is_number, sides)) else box


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _number(name: str, values: Sequence[str], otherwise: int) -> int:
    if not values:
        return otherwise
    text = _once(name, values)
    if not (text.isascii() and text.isdigit() and len(text) <= 100 and int(text) > 0):
        raise BadQuery(name, Fault("“{text}” is no whole number from 1 up.", text=text[:60]))
    return min(int(text), LARGEST)


def _once(name: str, values: Sequence[str]) -> str:
    if len(values) > 1:
        raise BadQuery(name, Fault("Give it once, not {count} times.", count=len(values)))
    return values[0]
