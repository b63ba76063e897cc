from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from ...role import SCHEMA, build, take_down, too_much

SERVE = """The role {role} reads what is public, and nothing else. Serve readers by it:
  DATABASE_URL=postgres://{role}:PASSWORD@HOST/{database}?options=-csearch_path%3D{schema}%2Cpublic READ_ONLY=1
and let the proxy send /admin/ to the other server."""


class Command(BaseCommand):
    help = (
        "On PostgreSQL, let a role read what the public pages show, and nothing else: no exact place of a protected "
        "site, no draft, note or account, and of decisions what readers are told. See docs/public-role.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", help="a role that exists: CREATE ROLE reader LOGIN PASSWORD '…'")

    def handle(self, *, role, **options):
        if connection.vendor != "postgresql":
            raise CommandError(
                "SQLite is a file and knows no roles: whoever may read it reads everything. Use PostgreSQL for this."
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
            known = cursor.fetchone()
        if known is None:
            raise CommandError(f"There is no role {role}: make it first, with CREATE ROLE {role} LOGIN PASSWORD '…'.")
        if any(known):
            raise CommandError(f"The role {role} may do everything here: make another one that owns nothing.")
        try:
            with transaction.atomic():
                build(sorted({*take_down(), role}))
                if names := too_much(role):
                    raise CommandError(
                        f"The role {role} has rights of its own on {', '.join(names)}: take them from it and from the "
                        f"roles that it is a member of, then try again. Nothing was changed."
                    )
        except ProgrammingError as refused:
            raise CommandError(f"The database refused: {refused} Nothing was changed.") from refused
        database = connection.settings_dict["NAME"]
        self.stdout.write(SERVE.format(role=role, database=database, schema=SCHEMA))
