"""What a reader's map is given, tile by tile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites import catalogue, maps
from sites.catalogue import Query
from sites.index.tiles import FEW
from sites.maps.contents import WORST_FIRST
from sites.places import tile_key
from sites.styleguide.cards import cards
from sites.terms import STATUSES

CANARY = (33.5123457, 36.3019283)


def tile_over(latitude, longitude, z):
    """The x and y of the tile at zoom z that holds a place: its key, with every second bit read back."""
    key = tile_key(latitude, longitude) >> 2 * (24 - z)
    return [sum((key >> 2 * bit + odd & 1) << bit for bit in range(z)) for odd in (0, 1)]


def all_of(answer):
    """How many sites a tile speaks of."""
    return len(answer["sites"]) + sum(cluster["count"] for cluster in answer["clusters"])


@pytest.fixture
def crowd(scene):
    """More sites than a tile names: around Palmyra, with four levels and some without a report."""
    places = [(34.5 + number * 0.003, 38.2 + number * 0.004) for number in range(FEW + 9)]
    scene.crowd(places, ["destroyed", "severe", "slight", "none", ""])


def test_a_site_comes_with_all_that_its_card_shows(scene, tile):
    site = scene.site("palmyra-arch", 34.55, 38.27, name="Monumental Arch", names=[("قوس النصر", "ar")])
    scene.report(site, "destroyed", "2015-10-04")
    assert tile(0, 0, 0) == {
        "sites": [
            {
                "number": site.pk,
                "slug": "palmyra-arch",
                "name": "Monumental Arch",
                "native": {"text": "قوس النصر", "language": "ar"},
                "called": {"ar": "قوس النصر"},
                "at": [34.55, 38.27],
                "cell": None,
                "approximate": False,
                "level": "destroyed",
                "verification": "reported",
                "contested": False,
                "recovery": "",
                "confirmed": "",
                "since": "2015-10-04",
                "reports": 1,
                "sources": 1,
            }
        ],
        "clusters": [],
    }


def test_the_cards_of_the_style_guide_are_made_of_the_same(scene, tile):
    scene.report(scene.site("palmyra-arch", 34.55, 38.27), "destroyed", "2015-10-04")
    (told,) = tile(0, 0, 0)["sites"]
    samples = [site for group in cards() for site in group["sites"]]
    assert {frozenset(site) - {"before"} for site in samples} == {frozenset(told)}
    assert any("before" in site for site in samples)


def test_a_few_sites_are_named_one_by_one_even_on_the_world(scene, tile):
    scene.crowd([(34.5, 38.2)] * FEW, ["severe"])
    answer = tile(0, 0, 0)
    assert len(answer["sites"]) == FEW
    assert answer["clusters"] == []


def test_many_sites_are_clusters_that_tell_their_count_their_levels_and_the_worst(crowd, tile):
    (cluster,) = tile(4, *tile_over(34.5, 38.2, 4))["clusters"]
    assert cluster["count"] == FEW + 9
    assert cluster["worst"] == "destroyed"
    assert cluster["levels"] == {"destroyed": 5, "severe": 5, "slight": 5, "none": 5, "no_report": 5}
    assert cluster["bounds"] == pytest.approx([34.5, 38.2, 34.572, 38.296])
    assert cluster["sites"] == []


def test_every_site_is_named_when_the_reader_is_near(crowd, tile):
    x, y = tile_over(34.5, 38.2, 16)
    assert [site["name"] for site in tile(16, x, y)["sites"]] == ["Site 0"]


def test_a_cluster_on_one_point_lists_its_sites_because_no_zoom_parts_them(scene, crowd, tile):
    for name in ("elahbel", "iamblichus", "kithoth"):
        scene.site(f"tower-of-{name}", 39.0, 44.0)
    clusters = tile(5, *tile_over(39.0, 44.0, 5))["clusters"]
    (towers,) = [cluster for cluster in clusters if cluster["at"] == [39.0, 44.0]]
    assert [site["name"] for site in towers["sites"]] == ["Tower Of Elahbel", "Tower Of Iamblichus", "Tower Of Kithoth"]


@pytest.mark.parametrize("query", [{}, {"level": ["severe", "none"]}, {"on": "2014-01-01"}])
def test_the_tiles_of_a_zoom_add_up_to_the_sites_of_the_list_that_have_a_place(scene, crowd, tile, query):
    scene.site("placeless", None, None)
    scene.site("far-west", -12.5, -179.99)
    scene.site("sheltered", *CANARY, visibility="0.1")
    placed = [entry for entry in catalogue.each(catalogue.parse_query(lists(query))) if entry.latitude is not None]
    for z in (0, 2, 5, 9, 12, 16):
        tiles = {tuple(tile_over(entry.latitude, entry.longitude, z)) for entry in placed}
        assert sum(all_of(tile(z, x, y, **query)) for x, y in tiles) == len(placed)


def lists(query):
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}


def test_a_protected_site_is_its_cell_and_nothing_finer(scene, client):
    scene.site("secret-tell", *CANARY, visibility="0.1")
    answer = client.get("/map/0/0/0.json")
    (site,) = answer.json()["sites"]
    assert site["at"] == [33.55, 36.35]
    assert site["cell"] == [33.5, 36.3, 33.6, 36.4]
    assert site["approximate"] is True
    assert b"33.51" not in answer.content
    assert b"36.301" not in answer.content


def test_no_tile_tells_where_in_its_cell_a_protected_site_lies(scene, client):
    site = scene.site("secret-tell", *CANARY, visibility="0.1")
    addresses = [
        f"/map/{z}/{x}/{y}.json" for z in range(17) for x, y in [tile_over(*CANARY, z), tile_over(33.55, 36.35, z)]
    ]
    before = [client.get(address).content for address in addresses]
    site.latitude, site.longitude = 33.5999, 36.3999
    site.save()
    catalogue.rebuild()
    assert [client.get(address).content for address in addresses] == before


def test_a_hidden_site_and_a_draft_are_on_no_tile(scene, tile):
    scene.site("hidden-tell", *CANARY, visibility="hidden")
    scene.withdraw(scene.site("withdrawn-tell", *CANARY))
    assert tile(0, 0, 0) == {"sites": [], "clusters": []}


def test_the_map_goes_back_to_a_day_and_to_what_was_known_on_it(scene, tile):
    scene.report(scene.site("temple"), "destroyed", "2015-08-23")
    assert tile(0, 0, 0, on="2015-08-22")["sites"][0]["level"] == "no_report"
    assert tile(0, 0, 0, on="2015-08-23")["sites"][0]["level"] == "destroyed"
    assert tile(0, 0, 0, known="2015-08-23")["sites"][0]["level"] == "no_report"
    assert tile(0, 0, 0, known="2015-08-24")["sites"][0]["level"] == "destroyed"


def test_a_name_is_sent_as_it_is_written(scene, client):
    scene.site("odd", name='<img src=x onerror="alert(1)">')
    answer = client.get("/map/0/0/0.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["sites"][0]["name"] == '<img src=x onerror="alert(1)">'


def test_the_same_data_and_filter_give_the_same_bytes(crowd, client):
    address = "/map/5/19/12.json"
    first = client.get(address + "?level=severe&kind=monument&sort=level")
    second = client.get(address + "?kind=monument&level=severe")
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


def test_a_browser_that_has_the_tile_is_told_so_without_a_look_at_the_sites(crowd, client):
    held = client.get("/map/5/19/12.json")["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get("/map/5/19/12.json", headers={"If-None-Match": f"W/{held}"})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == held
    assert not any("entry" in query["sql"] for query in asked)


def test_a_browser_is_given_the_tile_anew_once_a_report_is_published_or_the_filter_is_another(scene, client):
    site = scene.site("temple")
    held = client.get("/map/0/0/0.json")["ETag"]
    assert client.get("/map/0/0/0.json?level=none", headers={"If-None-Match": held}).status_code == 200
    scene.report(site)
    assert client.get("/map/0/0/0.json", headers={"If-None-Match": held}).status_code == 200


def test_caches_may_keep_a_tile_but_ask_each_time(scene, client):
    assert client.get("/map/0/0/0.json")["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("/map/99/0/0.json", "tile", "There is no zoom 99"),
        ("/map/3/8/0.json", "tile", "x and y run from 0 to 7"),
        ("/map/3/0/999999999999999999999.json", "tile", "x and y run from 0 to 7"),
        ("/map/1/-1/0.json", "tile", "three whole numbers"),
        ("/map/a/0/0.json", "tile", "three whole numbers"),
        ("/map/1/%D9%A1/0.json", "tile", "three whole numbers"),
        ("/map/1/" + "9" * 5000 + "/0.json", "tile", "three whole numbers"),
        ("/map/0/0/0.json?level=ruined", "level", "ruined"),
        ("/map/0/0/0.json?on=2015-02-30", "on", "2015-02-30"),
        ("/map/0/0/0.json?page=2", "page", "There is no such parameter"),
    ],
)
def test_a_tile_or_filter_that_does_not_exist_is_refused_with_its_name(scene, client, address, field, words):
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.json()["field"] == field
    assert words in answer.json()["message"]


@pytest.mark.parametrize("address", ["/map/0/0/0.png", "/map/0/0.json", "/map/0/0/0/0.json"])
def test_what_is_no_tile_address_at_all_is_not_found(scene, client, address):
    assert client.get(address).status_code == 404


def test_a_tile_can_only_be_read(scene, client):
    assert client.post("/map/0/0/0.json").status_code == 405


def test_a_tile_costs_one_question_to_the_database_however_many_sites_there_are(
    scene, client, django_assert_num_queries
):
    scene.crowd([(number, number) for number in range(80)], ["severe"])
    client.get("/map/3/4/3.json")
    with django_assert_num_queries(1):
        client.get("/map/0/0/0.json")
    with django_assert_num_queries(1):
        client.get("/map/0/0/0.json?level=severe&on=2015-08-25&known=2015-09-01&after=2015-01-01")


def test_the_map_opens_on_all_sites_of_the_filter(scene):
    scene.site("palmyra", 34.55, 38.27)
    scene.site("paris", 48.85, 2.35, country="FR")
    assert catalogue.bounds(Query()) == (34.55, 2.35, 48.85, 38.27)
    assert catalogue.bounds(Query(country=("FR",))) == (48.85, 2.35, 48.85, 2.35)


def test_the_first_view_holds_the_whole_cell_of_a_protected_site(scene):
    scene.site("secret-tell", *CANARY, visibility="0.1")
    assert catalogue.bounds(Query()) == (33.5, 36.3, 33.6, 36.4)


def test_there_is_no_first_view_without_a_place(scene):
    scene.site("placeless", None, None)
    assert catalogue.bounds(Query()) is None


def test_every_status_has_a_label_and_a_rank_among_the_worst():
    assert set(maps.labels()["levels"]) == set(STATUSES) == set(WORST_FIRST)
