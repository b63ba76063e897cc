"""The same map by PostGIS: points in Mercator under a GiST index, tiles by ST_AsMVT. The thing to beat."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.db import connection

from sites.terms import CAUSES

CELLS = 16  # to a tile's side
DAMAGED = ("slight", "moderate", "severe", "destroyed", "unspecified")
MASK = " + ".join(f"(position(',{cause},' in {{0}}causes) > 0)::int * {1 << at}" for at, cause in enumerate(CAUSES))
POINT = "postgis.ST_Transform(postgis.ST_SetSRID(postgis.ST_MakePoint(longitude, latitude), 4326), 3857)"

# Both tables lie on the disk in the order of a space-filling curve, and periods have points of their own: no joins.
MAKE = f"""
DROP SCHEMA IF EXISTS postgis CASCADE;
CREATE SCHEMA postgis;
CREATE EXTENSION postgis SCHEMA postgis;
SET search_path = postgis, public;
CREATE TABLE postgis.site AS
  SELECT site_id AS id, {POINT} AS geom, level, verification, contested, kind, country, {MASK.format("")} AS causes
  FROM heritage_entry WHERE abs(latitude) < 85.06 ORDER BY geom;
CREATE TABLE postgis.period AS
  SELECT site.id, geom, period.level, since, until, known_since, known_until
  FROM heritage_period AS period JOIN postgis.site ON site.id = entry_id ORDER BY geom;
CREATE INDEX ON postgis.site USING gist (geom);
CREATE INDEX ON postgis.period USING gist (geom);
CREATE INDEX ON postgis.period (id);
ANALYZE postgis.site;
ANALYZE postgis.period;
CREATE TABLE postgis.made AS SELECT 'heritage_entry'::regclass::oid AS seed;
"""  # noqa: S608

TILE = f"""
WITH tile AS (SELECT ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS box),
points AS (
  SELECT ST_X(geom) AS x, ST_Y(geom) AS y, level, id, box FROM tile, {{table}} AS held
  WHERE geom && box AND {{where}}),
cells AS (
  SELECT count(*) AS sites, max(level) AS level, min(id) AS id, box,
    ST_AsMVTGeom(ST_SetSRID(ST_MakePoint(avg(x), avg(y)), 3857), box) AS geom
  FROM points
  GROUP BY box, floor((x - ST_XMin(box)) / (ST_XMax(box) - ST_XMin(box)) * {CELLS}),
    floor((y - ST_YMin(box)) / (ST_YMax(box) - ST_YMin(box)) * {CELLS}))
SELECT ST_AsMVT(sent, 'sites') FROM (SELECT sites, level, id, geom FROM cells) AS sent
"""  # noqa: S608


def main(sites: int) -> None:
    """See that the tables are there, where the server has PostGIS."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgis')")
        if cursor.fetchone()[0] and not _stands(cursor):
            print("Making the tables of PostGIS ...", file=sys.stderr)
            cursor.execute(MAKE)


@contextmanager
def beside() -> Iterator:
    """A cursor to the tables, whichever database the product uses; None where there is no PostGIS."""
    with psycopg2.connect(os.environ["POSTGRESQL"] + "/postgres") as own, own.cursor() as cursor:
        cursor.execute("SET search_path = postgis, public")
        yield cursor if _stands(cursor) else None


def _stands(cursor) -> bool:
    """Whether the tables are as new as the catalogue: a new seed is a new table."""
    cursor.execute("SELECT to_regclass('postgis.made') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return False
    cursor.execute("SELECT seed = 'heritage_entry'::regclass::oid FROM postgis.made")
    return cursor.fetchone()[0]


def tile(cursor, z: int, x: int, y: int, wanted: dict[str, list[str]]) -> bytes:
    """One tile in the format of vector tiles. ``wanted`` is a filter as the map's address has it."""
    dated = "on" in wanted or "known" in wanted
    where = [*_of_site(wanted), *_of_days(wanted)] if dated else _of_site(wanted)
    sql = TILE.format(table="period" if dated else "site", where=" AND ".join(where) or "true")
    cursor.execute(sql, {"z": z, "x": x, "y": y})
    return bytes(cursor.fetchone()[0])


def _of_site(wanted: dict) -> list[str]:
    said = [f"{name} IN ({_listed(wanted[name])})" for name in ("level", "kind", "country", "verification")
            if name in wanted]  # fmt: skip
    if "cause" in wanted:
        said.append(f"causes & {sum(1 << list(CAUSES).index(cause) for cause in wanted['cause'])} > 0")
    if "contested" in wanted:
        said.append("contested" if wanted["contested"] == ["yes"] else "NOT contested")
    if "after" in wanted:
        said.append(
            "EXISTS (SELECT FROM period WHERE period.id = held.id AND known_until IS NULL AND"
            f" level IN ({_listed(DAMAGED)}) AND since BETWEEN '{wanted['after'][0]}' AND '{wanted['before'][0]}')"
        )
    return said


def _of_days(wanted: dict) -> list[str]:
    said = []
    for clock, since, until in (("on", "since", "until"), ("known", "known_since", "known_until")):
        day = wanted.get(clock)
        open_end = f"({until} IS NULL OR {until} > '{day[0]}')" if day else ""
        said += [f"{since} <= '{day[0]}'", open_end] if day else [f"{until} IS NULL"]
    return said


def _listed(values) -> str:
    return ", ".join(f"'{value}'" for value in values)
