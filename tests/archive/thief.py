"""Somebody who has the database itself, with its owner's password: the guards are no hindrance to them."""

from types import SimpleNamespace

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import import_string

from sites import archive
from sites.archive.chain import GENESIS, digest
from sites.models import Decision

REMOVED = ("sites.migrations.0021_replacing.release", "sites.migrations.0002_immutable.release")


def take_the_guards_away():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        for one in REMOVED:
            import_string(one)(apps, SimpleNamespace(connection=connection, execute=cursor.execute))


def decided(count):
    """So many decisions, with everything in them that a form may say."""
    with transaction.atomic():
        for number in range(count):
            archive.append(
                who=f"editor-{number:08x}",
                verb="changed",
                kind="site",
                number=number + 1,
                label=f"Temple {number} — معبد",
                reason='“Nothing” — لا شيء, \\ " \n ok',
                changes={"latitude": [None, 34.5535], "names": [[], ["Bel", "بل"]], "seen": [False, True]},
            )
    return list(Decision.objects.order_by("id"))


def forge(one, before, **said):
    """Write a decision so that it fits behind another, as whoever knows the program can."""
    for name, value in said.items():
        setattr(one, name, value)
    one.previous = before.digest if before else GENESIS
    one.digest = digest(one)
    one.save(force_insert=True)
    return one
