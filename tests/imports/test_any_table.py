"""Whatever stands in the cells: rows are read or faults are told, and nothing else happens."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.imports import guess, read
from sites.tables import open_table
from sites.terms import Fault

HEADERS = {
    "sites": [
        "id",
        "name",
        "country",
        "lat",
        "lon",
        "kind",
        "built",
        "wikidata",
        "other names",
        "precision m",
        "visibility",
    ],
    "reports": [
        "id",
        "site",
        "country",
        "coordinates",
        "damage",
        "date",
        "causes",
        "link",
        "title",
        "role",
        "verification",
    ],
    "articles": ["id", "url", "title", "publisher", "published", "type", "language", "archive url"],
}
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["SY", "Syria", "34,5", "38.27", "91", "2015-08-23", "5/8/2015", "severe", "fire;looting", "Q1", "12:3"]
    ),
    st.sampled_from(
        ["https://a.example/x", "https://[", "exact", "temple", "34.5, 38.2", "ar", "-1", "nan", "1e999", "٣٤"]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(sorted(HEADERS)))
def test_any_cells_are_read_or_told(tmp_path, data, kind):
    headers = HEADERS[kind]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), min_size=1, max_size=6))
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    path = tmp_path / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace", newline="")
    try:
        table = open_table(path, "any.csv")
        batches = list(read(table, guess(kind, table.headers, table.sample())))
    except Fault:
        batches = []
    for batch in batches:
        bad = {one.row for one in batch.faults if not one.warning}
        assert not bad & {row.row for row in batch.rows}
        assert all(str(one.fault) for one in batch.faults)
