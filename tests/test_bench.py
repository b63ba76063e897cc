"""The million sites that the benchmark measures are what the product itself would have made of their record."""

import pytest
from django.db import connection

from deploy.bench import seed
from sites import catalogue
from sites.models import Entry, Period

SITES = 300


@pytest.fixture
def seeded(db):
    seed.fill(connection, SITES)


def stored(model):
    """The rows as the database holds them, byte for byte; a period's own number is of no account."""
    names = [field.column for field in model._meta.concrete_fields if field.name != "id"]
    as_text = [f"CAST({name} AS text)" for name in names]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(as_text)} FROM {model._meta.db_table}")  # noqa: S608
        return sorted(cursor.fetchall(), key=repr)


def test_the_seeded_catalogue_is_what_the_refresh_makes_of_the_seeded_record(seeded):
    sown = stored(Entry), stored(Period)
    assert catalogue.rebuild() == SITES
    assert (stored(Entry), stored(Period)) == sown
