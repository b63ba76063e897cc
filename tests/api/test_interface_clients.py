"""Programs that others wrote come to a running server: OWSLib, and GDAL's driver, which QGIS and others use too."""

import json
import struct
import subprocess
import sys

import pytest
from owslib.ogcapi.features import Features

CANARY = (33.5123457, 36.3019283)


@pytest.fixture
def server(serving, scene):
    """A record on a server: Palmyra's arch, a museum and a protected place."""
    scene.report(scene.site("arch", 34.55, 38.27, name="Arch", names=[("قوس النصر", "ar")]), "destroyed", "2015-10-04")
    museum = scene.site("museum", 36.34, 43.13, kind="museum", country="IQ")
    scene.report(museum, "destroyed", "2015-02-26")
    scene.report(museum, "severe", "2015-02-26")
    scene.site("tell", *CANARY, visibility="0.1")
    scene.site("vault", visibility="hidden")
    return serving


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


READ = """
import json, sys
import pyogrio

where, layer, asked = json.loads(sys.argv[1])
asked = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
meta, _, places, columns = pyogrio.raw.read(f"OAPIF:{where}", layer=layer, **asked)
columns = [[None if one is None or one != one else str(one) for one in column.tolist()] for column in columns]
rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
layers = [str(name) for name, _ in pyogrio.list_layers(f"OAPIF:{where}")]
print(json.dumps([layers, rows, [place and place.hex() for place in places]]))
"""


def gdal(server, layer, **asked):
    """(names of all layers, properties of the features of one, their geometries as WKB), as GDAL reads them in a
    process of its own: it would keep this one's server from answering."""
    run = [sys.executable, "-c", READ, json.dumps([server, layer, asked])]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gdal_reads_every_layer_page_by_page(server):
    layers, sites, places = gdal(server, "sites", PAGE_SIZE="2")
    assert layers == ["sites", "reports", "articles"]
    assert [one["slug"] for one in sites] == ["arch", "museum", "tell", "vault"]
    assert sites[0]["native_name"] == "قوس النصر"
    assert [place is None for place in places] == [False, False, False, True]
    assert [len(gdal(server, name)[1]) for name in ("reports", "articles")] == [3, 3]


def test_gdal_is_given_the_cell_of_a_protected_place(server):
    _, _, (place,) = gdal(server, "sites", where="slug = 'tell'")
    order, kind, rings, corners, *degrees = struct.unpack("<BIII10d", bytes.fromhex(place))
    assert (order, kind, rings, corners) == (1, 3, 1, 5), "a polygon of one ring"
    assert degrees == [36.3, 33.5, 36.4, 33.5, 36.4, 33.6, 36.3, 33.6, 36.3, 33.5]


@pytest.mark.parametrize(
    ("name", "where", "expected"),
    [
        ("sites", "level = 'destroyed'", ["Arch", "Museum"]),
        ("sites", "kind = 'museum'", ["Museum"]),
        ("sites", "country = 'Iraq'", ["Museum"]),
        ("sites", "contested = 1", ["Museum"]),
        ("sites", "reports > 1", ["Museum"]),
        ("reports", "level = 'destroyed'", ["Arch", "Museum"]),
        ("reports", "level = 'severe'", ["Museum"]),
    ],
)
def test_gdal_chooses_by_the_values_of_properties(server, name, where, expected):
    _, found, _ = gdal(server, name, where=where)
    assert [one.get("site_name") or one["name"] for one in found] == expected


def test_gdal_chooses_by_a_box_as_the_map_does(server):
    assert [one["slug"] for one in gdal(server, "sites", bbox=(38, 34, 39, 35))[1]] == ["arch"]
    latitude, longitude = CANARY
    around = (longitude - 1e-4, latitude - 1e-4, longitude + 1e-4, latitude + 1e-4)
    assert gdal(server, "sites", bbox=around)[1] == []
