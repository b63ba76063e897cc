"""What may be asked of the items of a collection: each parameter with its meaning and its schema (OpenAPI 3.0)."""

from dataclasses import dataclass

from django_countries import countries

from ..catalogue import SORTS
from ..terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS

LIMIT, MOST = 50, 1000  # items on a page
FORMS = ("json", "html")
LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the query string. ``several`` may be given more than once, which asks for any of the values;
    ``only`` names the one collection that knows it, where not all do."""

    name: str
    meaning: str
    schema: dict
    several: bool = False
    only: str = ""

    @property
    def values(self) -> list[str]:
        """The words of a vocabulary that it takes, where these are few enough to be read."""
        found = self.schema.get("items", self.schema).get("enum", [])
        return found if len(found) <= 20 else []


def _some_of(name: str, meaning: str, values) -> Parameter:
    items = {"type": "string", "enum": list(values)}
    return Parameter(name, meaning, {"type": "array", "items": items}, several=True)


def _one_of(name: str, meaning: str, values, only: str = "") -> Parameter:
    return Parameter(name, meaning, {"type": "string", "enum": list(values)}, only=only)


def _text(name: str, meaning: str, longest: int) -> Parameter:
    return Parameter(name, meaning, {"type": "string", "maxLength": longest})


def _day(name: str, meaning: str) -> Parameter:
    return Parameter(name, meaning, {"type": "string", "format": "date"})


FORM = _one_of("f", "The representation: json or html. Without it, what the Accept header prefers.", FORMS)

FILTERS = (
    _text("q", "Sites that have a name like this, in any spelling and script.", 500),
    _some_of("level", "Sites at this level of damage.", STATUSES),
    _some_of("cause", "Sites damaged by this cause.", CAUSES),
    _some_of("kind", "Sites of this kind.", KINDS),
    _some_of(
        "country",
        "Sites in this country (ISO 3166-1, two letters; the English name is taken too).",
        [code for code, _ in countries],
    ),
    _some_of(
        "verification",
        "Sites whose level is verified this well.",
        [value for value in VERIFICATIONS if value != "refuted"],
    ),
    _one_of("contested", "Sites whose level is contested, or is not; true and false are taken too.", ["yes", "no"]),
    _some_of("recovery", "Sites at this step of recovery; none where no recovery is known.", ["none", *RECOVERIES]),
    _text("site", "The one site of this slug.", 120),
    _text("part_of", "The parts of the site of this slug, and their parts.", 120),
    _text("area", "Sites inside a drawn area, as the map writes it in its address.", 4000),
    _day("after", "Sites of which a period of damage began on this day or later."),
    _day("before", "Sites of which a period of damage began on this day or earlier."),
    _day("on", "What had happened by this day."),
    _day("known", "What published sources let the world know by this day."),
    _day("against", "Sites whose status was another on this earlier day, which the properties …_before tell."),
)
BOX = Parameter(
    "bbox",
    "West, south, east, north in degrees (CRS84); six numbers, with heights, are taken too and the heights are left "
    "aside. It picks sites whose public place lies in the box or on its edge, as on the map; a grid cell counts by its "
    "centre. Where west is greater than east the box crosses the antimeridian. Reports and articles are those of the "
    "sites that it picks.",
    {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
)
TIMES = {
    "sites": "A day, a moment or an interval (RFC 3339; .. is an open end). It picks sites of which a period of damage "
    "began in it, as after and before do; it cannot stand beside them.",
    "reports": "A day, a moment or an interval (RFC 3339; .. is an open end). It picks reports whose event may have "
    "happened in it: between event_earliest and event_latest lies a day of the interval. Undated reports are left out.",
    "articles": "A day, a moment or an interval (RFC 3339; .. is an open end). It picks articles that may have been "
    "published in it: between published_earliest and published_latest lies a day of the interval. Undated ones are "
    "left out.",
}
SORT = _one_of("sort", "The order of the sites. Without it they stand by their numbers.", SORTS, only="sites")
SIZE = Parameter(
    "limit",
    "How many items a page holds at most. A larger number is taken for the largest.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
)
CURSOR = Parameter(
    "cursor",
    "Where the page begins: the number of the last item of the page before. Follow the next link instead of making it.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST, "format": "int64"},
)


def parameters(collection: str) -> tuple[Parameter, ...]:
    """All that may be asked of the items of a collection."""
    time = Parameter("datetime", TIMES[collection], {"type": "string", "maxLength": 100}, only=collection)
    sort = (SORT,) if collection == SORT.only else ()
    return (SIZE, CURSOR, BOX, time, *FILTERS, *sort, FORM)
