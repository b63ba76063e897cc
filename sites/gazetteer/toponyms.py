"""The toponyms of sites, brought in line with their names, some thousand sites at a time."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.utils.translation import override
from django_countries import countries

from ..models import Site, SiteName, Toponym, ToponymWord, insert_rows, parts, within
from .bearers import LISTS
from .shortened import shortened, telling_sounds

BATCH = 2000
COLUMNS = ("site_id", "name", "key", "short")
LONGEST_SOUND = 60
SOUNDS = "INSERT INTO heritage_toponymword (sound) SELECT value FROM {list} WHERE true ON CONFLICT DO NOTHING"

One = TypeVar("One")


def refresh(numbers: Iterable[int]) -> None:
    """Bring the toponyms of these sites in line with their names."""
    with transaction.atomic():
        for part in parts(numbers):
            within(Toponym.objects, "site_id", part).delete()
            _write(within(Site.objects, "pk", part))


def rebuild() -> None:
    """Make all toponyms anew, from nothing."""
    with transaction.atomic():
        Toponym.objects.all().delete()
        ToponymWord.objects.all().delete()
        _write(Site.objects.all())


def _write(sites) -> None:
    known = sites.exclude(state__in=("refused", "withdrawn")).order_by("pk")
    columns = known.values_list("pk", "name", "kind", "country", "place", "part_of__name")
    for part in _batched(columns.iterator(BATCH)):
        rows = list(_toponyms(part))
        insert_rows(Toponym, COLUMNS, rows)
        _keep_sounds({name for _, name, _, _ in rows})


def _toponyms(sites: list[tuple]) -> Iterator[tuple[int, str, str, bool]]:
    """The rows of sites that come as (number, name, kind, country, place, name of what it is a part of)."""
    further = _further_names([number for number, *_ in sites])
    with override("en"):  # in whatever language the desk is read by whoever saves
        called = {code: countries.name(code) for code in {row[3] for row in sites}}
    for number, name, kind, country, place, parent in sites:
        around = (place, called[country], parent or "")
        for row in shortened([name, *further.get(number, ())], kind, around):
            yield (number, *row)


def _further_names(numbers: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for part in parts(numbers):
        names = within(SiteName.objects, "site_id", part).order_by("pk")
        for site, text in names.values_list("site_id", "text"):
            found[site].append(text)
    return found


def _keep_sounds(names: Iterable[str]) -> None:
    sounds = {sound[:LONGEST_SOUND] for name in names for sound in telling_sounds(name)}
    with connection.cursor() as cursor:
        cursor.execute(SOUNDS.format(list=LISTS[connection.vendor]), [json.dumps(sorted(sounds))])


def _batched(rows: Iterable[One]) -> Iterator[list[One]]:
    rows = iter(rows)
    while part := list(islice(rows, BATCH)):
        yield part
