"""What is never changed, deleted, replaced or emptied is refused by the database itself, whoever asks."""

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from sites import releases
from sites.models import Capture, Decision, Release, WorkingCopy

pytestmark = pytest.mark.django_db
NEVER = "never changed or deleted"
KEPT = {Decision: "reason", Capture: "method", WorkingCopy: "made_with", Release: "note"}
UNIQUE = {
    Decision: [["id"], ["previous"], ["digest"]],
    Capture: [["id"], ["article_id", "sha256"]],
    WorkingCopy: [["id"], ["capture_id", "sha256"]],
    Release: [["id"], ["version"]],
}
FORGED = "Forged."
every_kept_kind = pytest.mark.parametrize("model", KEPT)


@pytest.fixture(autouse=True)
def record():
    factories.working_copy(factories.article(), "It stands.")
    factories.capture(factories.article())
    factories.report(factories.site())
    releases.release("1")
    connection.check_constraints()  # PostgreSQL empties no table while some of them wait


def asked(statement, *values, **names):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), values)


def refused(model, *attempts):
    """Every attempt is refused with the reason, and every row is as before."""
    before = list(model.objects.order_by("pk").values())
    assert before
    for attempt in attempts:
        with pytest.raises(DatabaseError, match=NEVER), transaction.atomic():
            attempt()
    assert list(model.objects.order_by("pk").values()) == before


@every_kept_kind
def test_nothing_is_changed_or_deleted_through_the_program(model):
    row, column = model.objects.latest("id"), KEPT[model]
    setattr(row, column, FORGED)
    refused(
        model,
        row.save,
        row.delete,
        lambda: model.objects.update(**{column: FORGED}),
        lambda: model.objects.filter(pk=row.pk).delete(),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: model.objects.bulk_update([row], [column]),
        lambda: model.objects.bulk_create([row], update_conflicts=True, unique_fields=["pk"], update_fields=[column]),
    )


STATEMENTS = [
    "UPDATE {table} SET {column} = 'Forged.'",
    "UPDATE {table} SET {column} = 'Forged.' WHERE id = {key}",
    "UPDATE {table} SET id = id + 1000",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = {key}",
]
EMPTYING = {
    "sqlite": ["DELETE FROM {table}"],
    "postgresql": [
        "TRUNCATE {table} CASCADE",
        "TRUNCATE heritage_article, heritage_decision, heritage_release CASCADE",
    ],
}
REPLACING = {
    "sqlite": ["INSERT OR REPLACE {into}", "REPLACE {into}", "UPDATE OR REPLACE {table} SET id = {key}"],
    "postgresql": ["INSERT {into} ON CONFLICT ({unique}) DO UPDATE SET {column} = 'Forged.'"],
}
INTO = "INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = {key}"
OTHER = {"id": "10000", "previous": "'f'", "digest": "'e'", "sha256": "'d'", "version": "'2'"}


@every_kept_kind
def test_nothing_is_changed_deleted_or_emptied_by_a_statement(model):
    names = {"table": model._meta.db_table, "column": KEPT[model], "key": model.objects.latest("id").pk}
    ways = STATEMENTS + EMPTYING[connection.vendor]
    refused(model, *(lambda way=way: asked(way, **names) for way in ways))


@every_kept_kind
def test_no_row_takes_the_place_of_another_that_is_the_same_by_what_is_unique(model):
    """SQLite's REPLACE deletes what is in the way without asking who guards against deleting."""
    names = {"table": model._meta.db_table, "column": KEPT[model], "key": model.objects.order_by("id").first().pk}
    columns = [field.column for field in model._meta.fields]
    for unique in UNIQUE[model]:
        forged = OTHER | {one: one for one in unique} | {KEPT[model]: "'Forged.'"}
        values = ", ".join(forged.get(one, one) for one in columns)
        into = INTO.format(columns=", ".join(columns), values=values, **names)
        said = names | {"into": into, "unique": ", ".join(unique)}
        refused(model, *(lambda way=way, said=said: asked(way, **said) for way in REPLACING[connection.vendor]))


def test_an_operator_cannot_flush_what_was_decided(monkeypatch):
    if connection.vendor == "postgresql":  # the tests' own way to empty the tables
        monkeypatch.setattr(connection.ops, "sql_flush", type(connection.ops).sql_flush.__get__(connection.ops))
    before = Decision.objects.count()
    with pytest.raises(CommandError) as refusal, transaction.atomic():
        call_command("flush", interactive=False)
    assert NEVER in str(refusal.value.__cause__)
    assert Decision.objects.count() == before > 0
