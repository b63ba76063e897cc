"""A role of PostgreSQL that serves readers alone: it reads the views of ``views.sql``, which come before the
tables of the same names, and of the tables themselves only what is public anyway."""

from pathlib import Path

from django.db import connection

SCHEMA = "public_side"
VIEWS = Path(__file__).with_suffix(".sql")
WHOLE = ("heritage_entry", "heritage_period", "heritage_revision", "heritage_release", "heritage_standing")
# Of these it is not told when a link was last looked for. A view has no key, by which their rows are grouped.
COLUMNS = {
    "heritage_article": "id, url, title, publisher, authors, published, published_earliest, published_latest, "
    "language, type, origin_id, archive_url, gone_since",
    "heritage_origin": "id, name",
}
READERS = """
    SELECT DISTINCT r.rolname FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee
    WHERE n.nspname = %s AND r.rolname <> current_user
"""
BEYOND = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p') AND (
        has_table_privilege(%s, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR c.relname <> ALL(%s) AND has_any_column_privilege(%s, c.oid, 'SELECT')
    ) ORDER BY 1
"""


def build(roles: list[str]) -> None:
    """Put the views up, and let these roles read them. To be called within a transaction, when they are down."""
    with connection.cursor() as cursor:
        cursor.execute(VIEWS.read_text(encoding="utf-8"))
        for role in map(connection.ops.quote_name, roles):
            cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA}, public TO {role}")
            cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}")
            cursor.execute(f"GRANT SELECT ON {', '.join(f'public.{name}' for name in WHOLE)} TO {role}")
            for name, columns in COLUMNS.items():
                cursor.execute(f"GRANT SELECT ({columns}) ON public.{name} TO {role}")


def readers() -> list[str]:
    """The roles that were let into the schema of the views, whether these stand or not."""
    with connection.cursor() as cursor:
        cursor.execute(READERS, [SCHEMA])
        return [role for (role,) in cursor.fetchall()]


def take_down() -> list[str]:
    """Remove the views, beneath which no table can be changed; gives the roles that read them. The schema stays, and
    tells who they are if the views are never put up again. Nothing is done where the tables are not those of readers,
    because a database is built beside theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema() = 'public'")
        if cursor.fetchone() != (True,):
            return []
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = %s", [SCHEMA])
        for (view,) in cursor.fetchall():
            cursor.execute(f"DROP VIEW {SCHEMA}.{connection.ops.quote_name(view)} CASCADE")
    return readers()


def too_much(role: str) -> list[str]:
    """The tables with which the role may do more than read what is public."""
    with connection.cursor() as cursor:
        cursor.execute(BEYOND, [role, [*WHOLE, *COLUMNS], role])
        return [name for (name,) in cursor.fetchall()]
