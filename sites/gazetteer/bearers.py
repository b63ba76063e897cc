"""Who bears a name: toponyms by their keys, asked so that a name which thousands bear costs no more than a rare one."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from ..models import Site, Toponym
from .alike import alike
from .windows import Window

AT_ONCE = 900  # values in one question, which every SQLite bears
MOST_BEARERS = 50  # of one name, up to which a text is likely to tell which of them it means
MOST_MEMBERS = 500

# Of all these keys, those that are there, and whether more than so many toponyms have them: index look-ups alone.
THERE = """
SELECT value, (SELECT 1 FROM heritage_toponym WHERE key = value LIMIT 1 OFFSET %s)
FROM {list} WHERE EXISTS (SELECT 1 FROM heritage_toponym WHERE key = value)
"""
LISTS = {"sqlite": "json_each(%s)", "postgresql": "jsonb_array_elements_text(%s::jsonb) AS value"}


def bearers(seen: Sequence[Window]) -> dict[Window, list[Toponym]]:
    """For each window the toponyms that are really like it. Of a name that very many places bear only those that belong
    to a place which the text names."""
    rare, common = _there(sorted({window.key for window in seen if window.key}))
    by_key = _by_key(Toponym.objects.filter(key__in=part) for part in parted(rare))
    hits = _alike(seen, by_key)
    if common:
        named = {row.site_id for rows in hits.values() for row in rows if not row.short}
        inside = Toponym.objects.filter(key__in=common, site__part_of__in=_wholes(named))[:MOST_MEMBERS]
        hits |= _alike(seen, _by_key([inside]))
    return hits


def parted(values: Collection) -> Iterable[list]:
    """The values in parts that fit into one question each."""
    values = list(values)
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _there(keys: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of these keys, (those that few toponyms have, those that many have)."""
    with connection.cursor() as cursor:
        cursor.execute(THERE.format(list=LISTS[connection.vendor]), [MOST_BEARERS, json.dumps(list(keys))])
        rows = cursor.fetchall()
    return [key for key, many in rows if not many], [key for key, many in rows if many]


def _by_key(questions) -> dict[str, list[Toponym]]:
    found = defaultdict(list)
    for question in questions:
        for row in question:
            found[row.key].append(row)
    return found


def _alike(seen: Sequence[Window], by_key: dict[str, list[Toponym]]) -> dict[Window, list[Toponym]]:
    told = ((window, [row for row in by_key.get(window.key, ()) if alike(window.told, row.name)]) for window in seen)
    return {window: rows for window, rows in told if rows}


def _wholes(named: Collection[int]) -> set[int]:
    """The places themselves and what they are part of."""
    above = Site.objects.filter(pk__in=named, part_of__isnull=False).values_list("part_of_id", flat=True)
    return set(named) | set(above)
