"""In a real browser: a looter goes at protected places with all that the map can do, and finds the cell or nothing.

Everything that the browser received and held meanwhile is searched for digits and words that only the exact places
bear; the same search finds those of the sites that are open to all.
"""

import json
import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from aviary import CLASSES, WORDS, heard, public_place, songs
from looting import looting, pixels_between
from raids import acts, look_at_all
from soaking import times

from sites.models import Site
from sites.places import tile_key

pytestmark = pytest.mark.soak

SPOTS = times(("plain",), ("plain", "on an edge", "in a corner", "behind an edge", "at the antimeridian",
              "behind the antimeridian", "far south and west", "at a border"))  # fmt: skip
PROTECTED = "The exact place is protected: it lies somewhere in the marked square."
ROOM_FOR_THE_WORD = 100  # pixels
SMALL = {"width": 360, "height": 360}


@pytest.fixture(scope="module")
def nest(filled):
    """An installation of its own with canary sites: its address, and the sites by spot and class."""
    with filled("tests/browser/canaries.py", told=SPOTS) as (url, sites, _env):
        yield url, {key: Site(**known) for key, known in sites.items()}


@pytest.fixture(scope="module")
def birds(nest):
    return nest[1]


@pytest.fixture(scope="module")
def raid(nest, browser, tmp_path_factory):
    """What came of one long raid: of each site, by name, what was seen of it; and the looter with the loot."""
    url, birds = nest
    seen = defaultdict(dict)
    with looting(browser, url, tmp_path_factory.mktemp("raid"), viewport={"width": 1280, "height": 800}) as looter:
        seen["all"] = look_at_all(looter)
        for key, site in birds.items():
            if not key.startswith(SPOTS):
                continue
            for act in acts(site):
                act(looter, site, seen[key])
                looter.keep(f"{key}: {act.__name__}")
    return seen, looter


# ── what was found


def forbidden(birds):
    protected = [site for key, site in birds.items() if site.visibility != "exact" and key.startswith(SPOTS)]
    return [*(word.encode() for word in WORDS), *(song for site in protected for song in songs(site))]


def test_nothing_that_the_browser_received_or_held_tells_more_than_the_cell(birds, raid):
    _, looter = raid
    hunted = forbidden(birds)
    for several in (looter.received, looter.held):
        assert {
            where: told for where, text in several.items() if (told := heard(hunted, looter.but_their_own(text)))
        } == {}
    assert heard(hunted, "\n".join(looter.said).encode()) == []


def test_the_same_search_finds_what_is_open_in_all_that_was_received_and_held(birds, raid):
    """Or else the test above would prove nothing."""
    _, looter = raid
    opened = [song for _, site, known in placed(birds) if not known.cell for song in songs(site)]
    received, held = b"\n".join(looter.received.values()), b"\n".join(looter.held.values())
    written = [song for song in opened if re.fullmatch(rb"\d+\.?\d+", song)]
    assert len(written) >= 4
    assert [song for song in written if not heard([song], received)] == []
    assert [song for song in written if not heard([song], held)] == []
    kinds = {urlsplit(url).path.split("/")[1] for _, url in looter.received}
    assert kinds >= {"", "map", "suggest.json", "sites", "embed"}
    assert all(any(way in url for url in looter.asked) for way in ("against=", "on=", "view=", "list=1"))


def test_the_browser_asked_nobody_else_and_kept_nothing(nest, raid):
    _, looter = raid
    assert [url for url in looter.asked if not url.startswith((nest[0] + "/", "about:blank"))] == []
    assert looter.said == []
    for moment, text in looter.held.items():
        held = json.loads(text)
        assert (held["local"], held["session"], held["cookies"], held["state"]) == ({}, {}, "", None), moment


def placed(birds):
    """Those that are looked at one by one and have a public place, with it."""
    picked = [(key, site) for key, site in birds.items() if key.startswith(SPOTS) and site.visibility != "hidden"]
    return [(key, site, public_place(site)) for key, site in picked]


def test_marks_stand_where_the_public_place_is_and_not_where_the_site_is(birds, raid):
    seen, _ = raid
    for key, site, known in placed(birds):
        at, exactly = (known.latitude, known.longitude), (site.latitude, site.longitude)
        zooms = {"marks": seen[key]["framed"][0], "closely": 18, "marks there": seen[key]["embedded"][0]}
        for moment, zoom in zooms.items():
            ((words, found),) = seen[key][moment].items()
            assert words.startswith(site.name)
            assert pixels_between(found, at, zoom) < 1.5, (key, moment)
            if known.cell and key.startswith("plain"):
                assert pixels_between(found, exactly, zoom) > 5, "or else this proves nothing"


def test_the_map_goes_to_the_middle_of_the_cell(birds, raid):
    """Whether by a filter, a suggestion or the button of a view without sites; as near as the cell fits in."""
    seen, _ = raid
    for key, _site, known in placed(birds):
        for moment in ("framed", "taken", "shown", "embedded"):
            zoom, *middle = seen[key][moment]
            assert pixels_between(middle, (known.latitude, known.longitude), zoom) < 1.5, (key, moment)
            assert zoom <= {0.0: 14, 0.01: 14, 0.1: 12}[known.cell], (key, moment)


def test_a_protected_site_is_drawn_as_its_cell_and_called_approximate(birds, raid):
    seen, _ = raid
    for key, site, known in placed(birds):
        told = seen[key]
        zoom, box = told["framed"][0], told["inked"]
        (words,) = told["marks"]
        if not known.cell:
            assert PROTECTED not in told["card"]
            assert (told["maps"], told["cells"], told["word"]) == (1, 0, [])
            assert "grid cell" not in told["facts"]
            continue
        south, west, north, east = known.bounds
        wide = pixels_between((south, west), (south, east), zoom) > ROOM_FOR_THE_WORD
        drawn = box if wide else (box[0], west, box[2], east)
        assert pixels_between(drawn[:2], (south, west), zoom) < 3, key
        assert pixels_between(drawn[2:], (north, east), zoom) < 3, key
        assert words.endswith(", approximate")
        assert PROTECTED in told["card"]
        assert (told["maps"], told["cells"], told["word"]) == (1, 1, ["approximate"])
        assert all(abs(offset) < 2 for both in told["offsets"] for offset in both), (key, site, told["offsets"])
        assert f"approximate: the middle of a grid cell of {known.cell} degree (about" in told["facts"]


def test_a_hidden_place_is_on_no_map(birds, raid):
    seen, looter = raid
    hidden = [(key, site) for key, site in birds.items() if site.visibility == "hidden" and key.startswith(SPOTS)]
    drawn = [told for (_, url), told in looter.received.items() if "/map/" in urlsplit(url).path]
    for key, site in hidden:
        assert "not on the map" in seen[key]["suggested"]
        assert seen[key]["maps"] == 0
        assert "Withheld to protect the site" in seen[key]["facts"]
        assert not [told for told in drawn if f'"{site.slug}"'.encode() in told]
    assert len(drawn) > 20


def test_marks_of_many_sites_stand_where_their_public_places_are_on_average(birds, raid):
    """To a millionth of a degree, as it is sent; and nothing is drawn anywhere else."""
    seen, looter = raid
    known = [place for site in birds.values() if (place := public_place(site))]
    may_stand = [(one.latitude, one.longitude) for one in known]
    for zoom, cluster in clusters(looter.received):
        held = [one for one in known if square(one.latitude, one.longitude, zoom) == square(*cluster["at"], zoom)]
        assert cluster["count"] == len(held)
        for axis, name in enumerate(("latitude", "longitude")):
            mean = sum(getattr(one, name) for one in held) / len(held)
            assert cluster["at"][axis] == pytest.approx(mean, abs=2e-6)
        may_stand.append(cluster["at"])
    assert len(may_stand) > len(known) + 3, "there are clusters, or else this proves nothing"
    for zoom, marks in seen["all"]:
        assert marks
        for words, at in marks.items():
            assert min(pixels_between(at, one, zoom) for one in may_stand) < 1.5, words


def clusters(received):
    """Of every tile of all sites (the zoom of its grid, a cluster)."""
    for (_, url), told in received.items():
        tile = re.fullmatch(r"/map/(\d+)/\d+/\d+\.json", urlsplit(url).path)
        if tile and not urlsplit(url).query:
            yield from ((int(tile[1]) + 2, one) for one in json.loads(told.split(b"\n\n", 1)[1])["clusters"])


def square(latitude, longitude, zoom):
    return tile_key(latitude, longitude) >> 2 * (24 - zoom)


# ── at the place itself


@pytest.fixture(scope="module")
def digs(nest, browser, tmp_path_factory):
    """What the map shows, as near as it goes, to who stands on the place itself, and on another place of its cell."""
    url, birds = nest
    seen = {}
    with looting(browser, url, tmp_path_factory.mktemp("digs"), viewport=SMALL) as looter:
        for visibility in CLASSES:
            site = birds[f"plain {visibility}"]
            for name, (latitude, longitude) in (("here", (site.latitude, site.longitude)), ("there", across(site))):
                looter.open(f"/embed/?q={site.name}#18/{latitude:.4f}/{longitude:.4f}")
                seen[visibility, name] = looter.marks(), looter.inked()[0]
    return seen, looter


def across(site):
    """A place of the same cell, as far from its middle on the other side; of no cell, anywhere."""
    known = public_place(site)
    return (2 * known.latitude - site.latitude, 2 * known.longitude - site.longitude) if known else (1.0, 1.0)


def test_at_the_place_itself_the_deepest_look_is_that_of_any_other_place_of_the_cell(birds, digs):
    seen, _ = digs
    for visibility in ("0.01", "0.1", "hidden"):
        (marks, tints), elsewhere = seen[visibility, "here"], seen[visibility, "there"]
        assert (marks, len(tints)) == ({}, 1), visibility
        assert elsewhere == (marks, tints), "one even tint, without a mark"
        assert tints == [0] or visibility != "hidden"
    (found, tints) = seen["exact", "here"]
    assert len(found) == 1
    assert len(tints) > 20, "an open site is drawn there"


def test_no_tile_above_the_place_itself_tells_of_it(birds, digs):
    _, looter = digs
    drawn = [told for (_, url), told in looter.received.items() if "/map/" in url]
    assert len(drawn) > 10
    assert heard(forbidden(birds), b"\n".join(drawn)) == []
    assert heard(songs(birds["plain exact"]), b"\n".join(drawn))
