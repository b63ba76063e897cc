"""A reader opens our GeoPackage in QGIS and its like: what reads it here is GDAL, as there."""

import sqlite3
from contextlib import closing

import pyogrio
import pyogrio.raw
import pytest

from sites.exports import DATASETS
from sites.formats import geopackage_tables


@pytest.fixture
def three(scene):
    """A point, a cell, and a site without a public place, each with a report."""
    for slug, visibility in (("arch", "exact"), ("cave", "hidden"), ("tell", "0.1")):
        scene.report(scene.site(slug, 33.51, 36.31, visibility=visibility), summary="It's gone.")


def asked(path, question):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


@pytest.mark.parametrize("dataset", ["sites", "reports"])
def test_gdal_finds_one_layer_with_all_rows_and_typed_columns(three, kept, dataset):
    path = kept(f"/{dataset}.gpkg")
    assert pyogrio.list_layers(path).tolist() == [[dataset, "Unknown"]]
    about = pyogrio.read_info(path)
    assert (about["features"], about["crs"], about["fid_column"]) == (3, "EPSG:4326", "fid")
    assert list(about["fields"]) == [column.name for column in DATASETS[dataset].columns]
    types = dict(zip(about["fields"], about["dtypes"], strict=True))
    assert types["number"] == "int64"
    assert types["since" if dataset == "sites" else "event_earliest"] == "datetime64[D]"
    assert about["total_bounds"] == pytest.approx((36.3, 33.5, 36.4, 33.6))


def test_the_shapes_are_a_point_a_cell_and_none(three, kept):
    about, _, shapes, _ = pyogrio.raw.read(kept("/sites.gpkg"), columns=["slug"])
    assert list(about["fields"]) == ["slug"]
    assert [shape and shape[1] for shape in shapes] == [1, None, 3]  # kinds of well-known binary


def test_a_box_finds_what_lies_in_it(three, kept):
    _, _, _, (slugs,) = pyogrio.raw.read(kept("/sites.gpkg"), columns=["slug"], bbox=(36.30, 33.5, 36.305, 33.505))
    assert list(slugs) == ["tell"]


def test_it_bears_the_marks_and_the_tables_that_the_standard_asks_for(three, kept):
    path = kept("/sites.gpkg")
    assert path.read_bytes()[68:72] == b"GPKG"
    assert asked(path, "PRAGMA user_version") == [(10300,)]
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "PRAGMA foreign_key_check") == []
    assert {-1, 0, 4326} <= {one for (one,) in asked(path, "SELECT srs_id FROM gpkg_spatial_ref_sys")}
    assert asked(path, "SELECT table_name, data_type, srs_id FROM gpkg_contents") == [("sites", "features", 4326)]
    assert asked(path, "SELECT * FROM gpkg_geometry_columns") == [("sites", "geom", "GEOMETRY", 4326, 0, 0)]


def test_each_column_is_explained_where_programs_look_for_it(three, kept):
    explained = asked(kept("/sites.gpkg"), "SELECT column_name, description FROM gpkg_data_columns")
    assert explained == [(column.name, column.meaning) for column in DATASETS["sites"].columns]


def test_it_says_on_which_day_it_was_made_and_at_no_moment(three, kept):
    ((made,),) = asked(kept("/sites.gpkg"), "SELECT last_change FROM gpkg_contents")
    assert made.endswith("T00:00:00.000Z")


def test_no_site_at_all_is_an_empty_layer(db, kept):
    assert pyogrio.read_info(kept("/sites.gpkg"))["features"] == 0


def test_what_would_fill_the_disk_is_refused_with_a_way_on(three, client, monkeypatch):
    monkeypatch.setattr("sites.formats.geopackage.MOST_PAGES", geopackage_tables.MOST_PAGES >> 15)
    answer = client.get("/sites.gpkg")
    assert answer.status_code == 400
    assert "take GeoJSON" in answer.content.decode()
