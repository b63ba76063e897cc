"""From the rows of the database to columns: what the public may see, and nothing else, since entries hold no more."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import orjson
from django.conf import settings
from django.db.models import QuerySet

from ..models import Entry, Period
from ..places import PublicPlace
from ..replicas import connection
from ..spellings import Words
from ..wordings import Name, told_name
from .codes import FOREVER, pack_causes, pack_place, pack_status
from .columns import PERIOD, UNPLACED, Segment, SiteRow

BATCH = 50_000  # sites that are read together
ASKED = 500  # sites that one question names
STATUS = ("level", "verification", "contested", "recovery", "confirmed_level")
SITE = (
    "pk", "tile_key", "latitude", "longitude", "cell", "kind", "country", *STATUS, "causes", "level_since", "reports",
    "part_of_id", "name", "name_key", "search", "slug", "names", "visibility", "approximate", "articles",
)  # fmt: skip
PERIOD_ROW = ("entry_id", "since", "until", "known_since", "known_until", *STATUS, "causes", "level_since")


def read_all() -> Segment:
    """All entries and their periods, read in batches."""
    numbers = Entry.objects.order_by("pk").values_list("pk", flat=True)
    last = numbers.last() or 0
    parts, texts = [], {}
    for start in range(numbers.first() or 0, last + 1, BATCH):
        wanted = {"gte": start, "lt": start + BATCH}
        sites = list(_sites(Entry.objects.filter(**{f"pk__{bound}": value for bound, value in wanted.items()})))
        periods = Period.objects.filter(**{f"entry_id__{bound}": value for bound, value in wanted.items()})
        texts |= {row.number: row.search for row in sites}
        parts.append(Segment.build([row._replace(search="") for row in sites], _periods([periods])))
    if not parts:
        return Segment.empty()
    return Segment.of(parts, Words.build(np.fromiter(texts, np.int64, len(texts)), list(texts.values())))


def read_some(numbers: Sequence[int]) -> Segment:
    """The entries of these sites, as far as they have one, and their periods."""
    groups = [numbers[start : start + ASKED] for start in range(0, len(numbers), ASKED)]
    sites = [row for group in groups for row in _sites(Entry.objects.filter(pk__in=group))]
    return Segment.build(sites, _periods(Period.objects.filter(entry_id__in=group) for group in groups))


def _rows(wanted: QuerySet, columns: Sequence[str]) -> Iterator[tuple]:
    """Rows as the driver gives them. A model's own way, field by field, takes three times as long for millions."""
    sql, values = wanted.order_by().values_list(*columns).query.sql_with_params()
    with connection().cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(2000):
            yield from rows


def _sites(wanted: QuerySet) -> Iterator[SiteRow]:
    days = _Days()
    for row in _rows(wanted, SITE):
        told = dict(zip(SITE, row, strict=True))
        placed = told["tile_key"] is not None
        yield SiteRow(
            number=told["pk"],
            key=told["tile_key"] if placed else UNPLACED,
            latitude=told["latitude"] if placed else np.nan,
            longitude=told["longitude"] if placed else np.nan,
            cell=told["cell"],
            place=pack_place(told["kind"], told["country"]),
            status=_STATUS[tuple(told[name] for name in STATUS)],
            causes=_CAUSES[told["causes"]],
            since=days[told["level_since"]],
            reports=told["reports"],
            parent=told["part_of_id"] or 0,
            name=bytes(told["name_key"]),
            card=_card(told, placed),
            search=told["search"],
        )


def _periods(questions: Iterable[QuerySet]) -> dict[str, np.ndarray]:
    """The columns of periods in any order, with the numbers of their sites."""
    days = _Days()
    rows = [row for question in questions for row in _rows(question, PERIOD_ROW)]
    told = list(zip(*rows, strict=True)) or [()] * len(PERIOD_ROW)
    number, since, until, known_since, known_until, *status, causes, level_since = told
    columns = {
        "number": number,
        "begins": map(days.__getitem__, since),
        "ends": (days[day] or FOREVER for day in until),
        "known": map(days.__getitem__, known_since),
        "superseded": (days[day] or FOREVER for day in known_until),
        "period_status": map(_STATUS.__getitem__, zip(*status, strict=True)),
        "period_causes": map(_CAUSES.__getitem__, causes),
        "period_since": map(days.__getitem__, level_since),
    }
    dtypes = {"number": np.int64, **PERIOD}
    return {name: np.fromiter(values, dtypes[name], len(rows)) for name, values in columns.items()}


class _Days(dict):
    """Days as the driver gives them (SQLite: a text) -> ordinals; 0 for none. There are few days and many rows."""

    def __missing__(self, day: str | date | None) -> int:
        read = date.fromisoformat(day) if isinstance(day, str) else day
        self[day] = read.toordinal() if read else 0
        return self[day]


class _Packed(dict):
    """The code of a status or of causes, worked out when it is first met."""

    def __init__(self, pack):
        self.pack = pack

    def __missing__(self, told):
        self[told] = self.pack(told)
        return self[told]


_STATUS = _Packed(lambda told: pack_status(*told))
_CAUSES = _Packed(lambda told: pack_causes(cause for cause in told.split(",") if cause))


def _card(told: dict, placed: bool) -> bytes:
    """What a mark on the map tells of its site beside the status, as JSON. See sites/maps/contents.py."""
    names = told["names"] if isinstance(told["names"], list) else orjson.loads(told["names"])
    official = (name for name in names if name["kind"] == "official" and not name["language"].startswith("en"))
    native = next(official, None)
    cell = placed and told["cell"] and PublicPlace(told["latitude"], told["longitude"], told["cell"]).bounds
    card = {
        "number": told["pk"],
        "slug": told["slug"],
        "name": told["name"],
        "native": native and {"text": native["text"], "language": native["language"]},
        "called": _called(told["name"], [Name(**name) for name in names]),
        "at": [told["latitude"], told["longitude"]] if placed else None,
        "cell": cell or None,
        "approximate": told["visibility"] != "exact" or bool(told["approximate"]),
        "reports": told["reports"],
        "sources": told["articles"],
    }
    return orjson.dumps(card)


def _called(main: str, names: list[Name]) -> dict[str, str]:
    """By language of the pages, its name in that one where it is not the main one."""
    asked = (code for code, _ in settings.LANGUAGES if code != settings.TEXT_LANGUAGE)
    told = {code: told_name(code, names) for code in asked} if names else {}
    return {code: name.text for code, name in told.items() if name and name.text != main}
