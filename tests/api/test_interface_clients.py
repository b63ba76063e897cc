"""Programs that others wrote come to a running server: OWSLib, and GDAL's driver, which QGIS and others use too."""

import json

import pyogrio
import pytest
from maps.scene import Scene
from owslib.ogcapi.features import Features

CANARY = (33.5123457, 36.3019283)


@pytest.fixture
def server(live_server, transactional_db):
    """A record on a server: Palmyra's arch, a museum and a protected place."""
    scene = Scene()
    scene.report(scene.site("arch", 34.55, 38.27, name="Arch", names=[("قوس النصر", "ar")]), "destroyed", "2015-10-04")
    museum = scene.site("museum", 36.34, 43.13, kind="museum", country="IQ")
    scene.report(museum, "destroyed", "2015-02-26")
    scene.report(museum, "severe", "2015-02-26")
    scene.site("tell", *CANARY, visibility="0.1")
    scene.site("vault", visibility="hidden")
    return f"{live_server.url}/api/"


def test_owslib_finds_reads_and_filters_the_collections(server):
    there = Features(server)
    assert there.feature_collections() == ["sites", "reports", "articles"]
    assert any(uri.endswith("/conf/geojson") for uri in there.conformance()["conformsTo"])
    assert there.api()["openapi"].startswith("3.0")
    assert there.collection("sites")["extent"]["spatial"]["bbox"] == [[36.3, 33.5, 43.13, 36.34]]
    boxed = there.collection_items("sites", bbox=[42, 35, 44, 37])
    assert [one["properties"]["slug"] for one in boxed["features"]] == ["museum"]
    dated = there.collection_items("reports", datetime_="2015-10-01/..", limit=1)
    assert [one["properties"]["site_slug"] for one in dated["features"]] == ["arch"]
    assert there.collection_items("sites", level="destroyed")["numberMatched"] == 2
    number = dated["features"][0]["id"]
    assert there.collection_item("reports", str(number))["properties"]["level"] == "destroyed"


def test_owslib_is_told_what_it_asked_wrongly(server):
    with pytest.raises(RuntimeError, match="level: “ruined” is not one of"):
        Features(server).collection_items("sites", level="ruined")


def layer(server, name, **asked):
    """(properties of the features, their geometries) as GDAL reads a layer."""
    meta, _, geometries, columns = pyogrio.raw.read(f"OAPIF:{server}", layer=name, **asked)
    rows = zip(*columns, strict=True)
    return [dict(zip(meta["fields"], row, strict=True)) for row in rows], geometries


def test_gdal_reads_every_layer_page_by_page(server, client):
    assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{server}")] == ["sites", "reports", "articles"]
    sites, places = layer(server, "sites", PAGE_SIZE="2")
    assert [one["slug"] for one in sites] == ["arch", "museum", "tell", "vault"]
    assert sites[0]["native_name"] == "قوس النصر"
    assert [place is None for place in places] == [False, False, False, True]
    assert len(layer(server, "reports")[0]) == len(layer(server, "articles")[0]) == 3


def test_gdal_is_given_the_cell_of_a_protected_place(server):
    _, (place,) = layer(server, "sites", where="slug = 'tell'", read_geometry=True)
    written = json.dumps(list(place))
    assert len(place) == 1 + 4 + 4 + 4 + 4 + 5 * 16, f"a polygon of one ring of five corners: {written}"


@pytest.mark.parametrize(
    ("name", "where", "expected"),
    [
        ("sites", "level = 'destroyed'", ["Arch", "Museum"]),
        ("sites", "kind = 'museum'", ["Museum"]),
        ("sites", "country = 'Iraq'", ["Museum"]),
        ("sites", "contested = 1", []),
        ("sites", "reports > 1", ["Museum"]),
        ("reports", "level = 'destroyed'", ["Arch", "Museum"]),
        ("reports", "level = 'severe'", ["Museum"]),
    ],
)
def test_gdal_chooses_by_the_values_of_properties(server, name, where, expected):
    found, _ = layer(server, name, where=where)
    assert [one.get("site_name") or one["name"] for one in found] == expected


def test_gdal_chooses_by_a_box_as_the_map_does(server):
    assert [one["slug"] for one in layer(server, "sites", bbox=(38, 34, 39, 35))[0]] == ["arch"]
    latitude, longitude = CANARY
    around = (longitude - 1e-4, latitude - 1e-4, longitude + 1e-4, latitude + 1e-4)
    assert layer(server, "sites", bbox=around)[0] == []
