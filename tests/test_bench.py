"""The seeded sites of the benchmark are what the product would make of their record; its table reckons rightly."""

import json

import pytest
from django.db import connection

from deploy.bench import seed
from deploy.bench.table import as_json, as_markdown, at_most, measured, not_measured, ratio_at_least, ratio_at_most
from sites import catalogue
from sites.models import Entry, Period, Report

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


@pytest.mark.usefixtures("seeded")
def test_the_seeded_catalogue_is_what_the_refresh_makes_of_the_seeded_record():
    sown = stored(Entry), stored(Period)
    assert catalogue.rebuild() == SITES
    assert (stored(Entry), stored(Period)) == sown


@pytest.mark.usefixtures("seeded")
def test_the_seeded_record_lets_editors_go_on_with_new_numbers():
    last = Report.objects.order_by("-pk").first()
    assert Report.objects.create(site=last.site, level="slight").pk > last.pk


def test_a_figure_is_told_with_its_ratio_to_the_limit_and_whether_that_is_enough():
    faster = measured("a tile, ms", 300, "sqlite", 3.0, 150.0, ratio_at_most(1 / 50))
    slower = measured("a tile, ms", 300, "sqlite", 3.1, 150.0, ratio_at_most(1 / 50))
    assert (faster.ratio, faster.goal, faster.met) == (0.02, "ratio <= 0.02", True)
    assert (slower.ratio, slower.met) == (0.0207, False)


def test_a_goal_of_its_own_needs_no_limit():
    row = measured("a tile, ms", 300, "sqlite", 5.0, goal=at_most(5))
    assert (row.limit, row.ratio, row.met) == (None, None, True)


def test_more_can_be_better():
    assert measured("tiles a second", 300, "sqlite", 500, 1000, ratio_at_least(0.6)).met is False


def test_what_misses_its_goal_and_what_could_not_be_measured_stand_in_the_table():
    rows = [measured("a tile, ms", 300, "sqlite", 9, goal=at_most(5)), not_measured("a map", 300, "sqlite", "no Node")]
    table = as_markdown(rows)
    assert "| NO " in table
    assert "not measured: no Node" in table
    assert [row["met"] for row in json.loads(as_json(rows))] == [False, None]
    assert list(json.loads(as_json(rows))[0]) == ["what", "at", "database", "ours", "limit", "ratio", "goal", "met"]
