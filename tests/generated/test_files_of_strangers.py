"""Whatever a file or a text holds: it is read, or refused with a fault of our own that says why."""

from contextlib import suppress

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st
from permissions import scene

from sites import arrivals, cells, dates, names, places, terms
from sites.api.interval import parse_interval
from sites.areas import area_of_geojson, parse_area, read_footprint
from sites.catalogue import BadQuery, parse_query
from sites.darkroom import develop
from sites.extraction import extract
from sites.imports import Mapping, guess
from sites.intake.addresses import checked
from sites.models import Decision, Import
from sites.photos import inspect
from sites.review import Refused
from sites.tables import open_table
from sites.terms import Fault

from .asking import LONGEST, Watch
from .desk import ATTEMPTS
from .files import json_of_strangers, papers, pictures, tables
from .shares import bounded, share
from .strangers import value

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
OURS = (Fault, Refused, BadQuery)


def typed(text):
    """As every door hands it on: half a letter (a lone surrogate) cannot be written, and was replaced there."""
    return text.encode("utf-8", "replace").decode()


PLACED = ["34.55, 38.27", "N 34°33′ E 38°16′", "34 33 12 N, 38 16 12 E"]
READERS = {
    "a date": (dates.parse, ["2015-08-23", "2015-05-20/2016-03-27", "2015-06~", "2015-21"]),
    "a date of a cell": (cells.read_day, ["23.8.2015", "August 2015", "between 2014 and 2015", "3rd century BC"]),
    "a point": (places.parse_point, PLACED),
    "a point of a cell": (cells.read_point, PLACED),
    "a box": (places.parse_bbox, ["36,33,39,35", "179,0,-179,10"]),
    "degrees": (lambda text: cells.read_degrees("latitude", text), ["34.55", "34°33′N", "34,5"]),
    "an outline": (cells.read_outline, ["POLYGON((38 34,39 34,39 35,38 34))", "38,34 39,34 39,35"]),
    "an outline of a form": (lambda text: read_footprint(typed(text)), ["POLYGON((38 34,38.1 34,38.1 34.1,38 34))"]),
    "an area of an address": (parse_area, ["_izlhF_}fh@~hbE~hbE", "wlgfE_yefF?_pR_pR?"]),
    "an address of an article": (checked, ["https://gazette.example/a?b=c#d", "http://xn--mgbai9azgqp6j.example/"]),
    "a link of a cell": (cells.read_link, ["https://gazette.example/", "www.gazette.example"]),
    "links of a cell": (cells.addresses, ["https://a.example/ https://b.example/"]),
    "the host of a link": (
        lambda text: [read(cells.read_link(text)) for read in (cells.domain, cells.in_words)],
        ["https://a.example/", "www.bbc.co.uk/news/1"],
    ),
    "a name": (lambda text: [read(typed(text)) for read in NAMES], ["Temple of Bel", "قوس النصر", "Église"]),
    "names that are near": (lambda text: names.written_within(text, "palmyra"), ["palmyra", "tadmur"]),
    "an identifier": (lambda text: [terms.identifier_in(scheme, text) for scheme in terms.SCHEMES], ["Q5747", "23"]),
    "identifiers of a cell": (lambda text: cells.identifiers_in(text, ";"), ["wikidata:Q5747; unesco 23"]),
    "a country": (cells.country_code, ["SY", "Syria", "سوريا"]),
    "a level": (lambda text: cells.read_level(text, "", {}), ["destroyed", "Severe damage", "Grade 3"]),
    "a number": (cells.read_number, ["12", "1,200", "12.0"]),
    "a slug": (cells.read_slug, ["temple-of-bel"]),
    "a language": (cells.read_language, ["ar", "zh-Hant"]),
    "lines": (lambda text: cells.read_lines(text, 4000), ["one\ntwo"]),
    "yes or no": (cells.yes_or_no, ["yes", "0"]),
    "an interval": (parse_interval, ["2015-08-23", "../2016-01-01", "2015-01-01T00:00:00Z/.."]),
    "a copy in an archive": (
        lambda text: [terms.archived_on(text), terms.archive_lookups(text)],
        ["https://web.archive.org/web/20150824000000/https://a.example/"],
    ),
    "a cell for a spreadsheet": (lambda text: terms.rearm(terms.disarm(text)), ["=1+1", "'=1", "plain"]),
    "a mapping": (Mapping.from_json, ['{"kind": "sites", "columns": {"a": "name"}}', '{"kind": "reports"}']),
    "a filter": (lambda text: [parse_query({name: [text]}) for name in ("q", "bbox", "area", "on", "sort")], ["name"]),
}  # fmt: skip
NAMES = [names.fold, names.words, names.search_words, names.bare, names.sorting_key, names.sounds, names.name_words]


def taken(read):
    """What it came to: the value, or the fault of our own; soon, in one of some attempts."""
    for _attempt in range(ATTEMPTS):
        watch = Watch()
        try:
            came = read()
        except OURS as fault:
            came = fault
        assert str(came) or not isinstance(came, OURS)
        if watch.seconds <= LONGEST:
            return came
    pytest.fail(f"It took {watch.seconds:.2f} seconds.")


@pytest.mark.parametrize("what", READERS)
def test_any_text_is_read_or_refused(what):
    read, sound = READERS[what]
    asked = []

    @bounded(-(-share("words") // len(READERS)), [*READERS].index(what))
    @given(value(sound))
    def try_one(text):
        asked.append(text)
        taken(lambda: read(text))

    try_one()
    assert len(asked) >= share("words") // len(READERS)


def test_any_table_comes_in_whole_or_not_at_all(desk, tmp_path):
    """Read, understood, looked through, and brought in where that is possible."""
    came, steward, decisions = [], desk.rehearsal.people["superuser"], Decision.objects.count()

    @bounded(share("files") // 2)
    @given(tables, st.sampled_from(["sites", "reports", "articles"]))
    def bring(file, kind):
        with factories.undone():
            came.append(taken(lambda: brought(tmp_path / "handed in", file, kind, steward)))
            if isinstance(came[-1], Exception):
                assert Decision.objects.count() == decisions

    bring()
    assert len(came) >= share("files") // 2
    assert any(isinstance(one, Import) for one in came)


def brought(path, file, kind, by):
    name, data = file
    path.write_bytes(data)
    mapping = guess(kind, (table := open_table(path, name)).headers, table.sample())
    arrivals.preview(open_table(path, name), mapping, by=by)
    said = {"by": by, "reason": scene.WHY, "file_name": name.replace("\0", ""), "sha256": "0" * 64}
    return arrivals.carry_out(open_table(path, name), mapping, **said)


def test_any_outline_becomes_an_area_or_is_refused():
    asked = []

    @bounded(share("files") // 2)
    @given(json_of_strangers(), st.sampled_from([10, 0, -1, 1e309, float("nan"), 1e-9, 1e6, 50]))
    def draw(file, within_km):
        asked.append(file)
        taken(lambda: area_of_geojson(file[1], within_km))

    draw()
    assert len(asked) >= share("files") // 2


@pytest.mark.parametrize("read", [extract, develop, inspect])
def test_any_paper_and_picture_is_read_in_its_own_process_or_refused(read):
    """Its start takes most of a second, so these are fewer, and not timed."""
    asked, most = [], share("files read in a process of their own") // 3

    @bounded(most)
    @given(papers if read is extract else pictures)
    def look(file):
        asked.append(file)
        with suppress(Fault):
            read(file[1])

    look()
    assert len(asked) >= most
