"""The documents' commands run in installations of their own, on SQLite, whatever the tests themselves run on."""

from django.db import connection


def pytest_collection_modifyitems(config, items):
    """Once is enough: they are left out of the run on PostgreSQL, which would see nothing else."""
    if connection.vendor != "postgresql":
        return
    again = [item for item in items if "first_start" in item.fixturenames]
    config.hook.pytest_deselected(items=again)
    items[:] = [item for item in items if item not in again]
