"""A gazetteer reads our Linked Places file (version 1.3)."""

import json

import pytest
from geojson_pydantic import FeatureCollection

from sites import catalogue
from sites.models import Identifier


@pytest.fixture
def places(body):
    return lambda **query: {one["@id"]: one for one in json.loads(body("/sites.lpf.json", **query))["features"]}


def at(slug):
    return f"http://testserver/sites/{slug}/"


def test_it_is_geojson_with_all_that_the_format_requires(scene, body):
    scene.report(scene.site("arch"))
    scene.site("cave", visibility="hidden")
    document = json.loads(body("/sites.lpf.json"))
    assert document["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    for one in document["features"]:
        assert {"@id", "type", "properties", "when", "names", "geometry"} <= set(one)
        assert {"title", "ccodes", "fclasses"} == set(one["properties"])
        assert one["names"][0]["citations"]
        assert all("start" in span for span in one["when"]["timespans"])
    plain = [{key: one[key] for key in ("type", "properties", "geometry")} for one in document["features"]]
    FeatureCollection.model_validate({"type": "FeatureCollection", "features": plain})


def test_a_site_is_a_place_with_its_names_types_links_and_whole(scene, places):
    whole = scene.site("palmyra", kind="archaeological_site")
    site = scene.site("arch", name="Arch", names=[("قوس", "ar")], part_of=whole, summary="Built under Severus.")
    Identifier.objects.create(site=site, scheme="wikidata", value="Q5747")
    Identifier.objects.create(site=site, scheme="whc", value="23")
    catalogue.rebuild()
    one = places()[at("arch")]
    assert one["properties"] == {"title": "Arch", "ccodes": ["SY"], "fclasses": ["S"]}
    assert one["names"][1] == {"toponym": "قوس", "lang": "ar"}
    assert one["types"][0]["identifier"] == "aat:300004790"
    assert one["links"] == [
        {"type": "exactMatch", "identifier": "https://www.wikidata.org/wiki/Q5747"},
        {"type": "closeMatch", "identifier": "https://whc.unesco.org/en/list/23"},
    ]
    assert one["relations"] == [
        {"relationType": "gvp:broaderPartitive", "relationTo": at("palmyra"), "label": "part of Palmyra"}
    ]
    assert one["descriptions"] == [{"@id": at("arch"), "value": "Built under Severus.", "lang": "en"}]


@pytest.mark.parametrize(
    ("built", "start"),
    [
        ("0193/0235", {"earliest": "0193-01-01", "latest": "0235-12-31"}),
        ("-0704/-0690", {"earliest": "-0704-01-01", "latest": "-0690-12-31"}),
        ("0032", {"earliest": "0032-01-01", "latest": "0032-12-31"}),
        ("../0235", {"latest": "0235-12-31"}),
    ],
)
def test_it_began_when_it_was_built(scene, places, built, start):
    scene.site("arch", built=built)
    assert places()[at("arch")]["when"] == {"timespans": [{"start": start}]}


def test_where_nobody_knows_it_was_there_when_it_was_damaged(scene, places):
    scene.report(scene.site("arch"), event="2015-08-23")
    assert places()[at("arch")]["when"] == {"timespans": [{"start": {"latest": "2015-08-23"}}]}


@pytest.mark.parametrize(
    ("more", "kind", "certainty"),
    [
        ({}, "Point", "certain"),
        ({"approximate": True}, "Point", "uncertain"),
        ({"visibility": "0.1"}, "Polygon", "less-certain"),
    ],
)
def test_how_certain_a_place_is_stands_beside_it(scene, places, more, kind, certainty):
    scene.site("arch", **more)
    shape = places()[at("arch")]["geometry"]
    assert (shape["type"], shape["certainty"]) == (kind, certainty)
