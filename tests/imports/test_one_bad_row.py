"""One bad row among thousands keeps the whole file out, and says where it stands; what is here changes nothing."""

import hashlib

import pytest
from arriving import survey
from django.db import connection
from factories import steward

from sites.arrivals import Faulty
from sites.models import Decision, Site

pytestmark = pytest.mark.django_db

MANY = 5000
BAD = 3456


@pytest.fixture
def rows():
    said = {"country": "SY", "kind": "monument"}
    return [
        {"id": f"t{n}", "name": f"Tower {n}", "lat": f"{34 + n / 9973:.5f}", "lon": f"{37 + n / 9967:.5f}"} | said
        for n in range(MANY)
    ]


def tables():
    """{table: the digest of all that stands in it}, of every table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found[table] = hashlib.sha256(repr(sorted(map(plain, cursor.fetchall()))).encode()).hexdigest()
    return found


def plain(row):
    return repr([bytes(one) if isinstance(one, memoryview) else one for one in row])


def test_one_bad_row_among_thousands_keeps_all_out_and_the_same_file_changes_nothing(tmp_path, rows):
    steward()
    file, before = tmp_path / "survey.csv", tables()
    bad = [*rows[:BAD], rows[BAD] | {"lat": "north of here"}, *rows[BAD + 1 :]]
    for how in ({"dry": True}, {"publish": True}):
        if how.get("dry"):
            told = survey(file, bad, **how)
        else:
            with pytest.raises(Faulty) as refused:
                survey(file, bad, **how)
            told = refused.value.preview
        assert (told.counts["faulty"], told.counts["new"]) == (1, MANY - 1)
        (fault,) = told.faults
        assert (fault.row, fault.column) == (BAD + 2, "lat")
        assert "north of here" in str(fault.fault)
        assert tables() == before

    assert survey(file, rows, dry=True).counts["new"] == MANY
    assert tables() == before
    survey(file, rows, publish=True)
    assert (Site.objects.count(), Decision.objects.count()) == (MANY, 1)
    stands = tables()
    assert survey(file, rows, publish=True) is None
    assert survey(file, rows, dry=True).counts["same"] == MANY
    assert tables() == stands
