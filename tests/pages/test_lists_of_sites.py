"""A reader looks for sites: on the map with its list, and in the list alone."""

import json
import re
from html import unescape

import factories
import pytest

BOTH = pytest.mark.parametrize("path", ["/", "/sites/"])


@pytest.fixture
def three(db):
    bel = factories.site("Temple of Bel", names=[("معبد بل", "ar", "official")])
    factories.report(bel, "destroyed", verification="confirmed", event="2015-08-30", causes=["deliberate"])
    arch = factories.site("Arch", kind="monument", latitude=34.5, longitude=38.3)
    factories.report(arch, "moderate", event="2016-01-01", causes=["fire"])
    factories.site("Well", country="IQ", visibility="hidden")


def names(response):
    return re.findall(r'entry-name[^"]*"><a href="[^"]*"><bdi>([^<]+)', response.content.decode())


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@BOTH
def test_every_site_stands_in_the_list_by_name(path, client, three):
    assert names(client.get(path)) == ["Arch", "Temple of Bel", "Well"]


@BOTH
def test_a_name_in_its_own_script_is_marked_as_such(path, client, three):
    assert '<bdi class="native" lang="ar" dir="rtl">معبد بل</bdi>' in client.get(path).content.decode()


@BOTH
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"level": ["destroyed", "moderate"]}, ["Arch", "Temple of Bel"]),
        ({"q": "معبد"}, ["Temple of Bel"]),
        ({"cause": "fire"}, ["Arch"]),
        ({"country": "IQ"}, ["Well"]),
        ({"verification": "confirmed"}, ["Temple of Bel"]),
        ({"sort": "level"}, ["Temple of Bel", "Arch", "Well"]),
        ({"on": "2015-09-01", "level": "destroyed"}, ["Temple of Bel"]),
        ({"on": "2015-01-01", "level": "destroyed"}, []),
    ],
)
def test_a_filter_leaves_what_fits(path, asked, found, client, three):
    assert names(client.get(path, asked)) == found


@BOTH
def test_it_says_how_many_of_how_many(path, client, three):
    assert "1 of 3 sites" in text(client.get(path, {"country": "IQ"}))
    assert "3 sites" in text(client.get(path))


def test_what_has_no_public_place_is_counted_beside_the_map(client, three):
    assert "3 sites , 1 not on the map" in text(client.get("/"))


@BOTH
def test_each_thing_that_is_asked_is_a_chip_that_takes_it_out(path, client, three):
    response = client.get(path, {"level": ["severe", "destroyed"], "q": "bel", "on": "2015-09-01"})
    chips = re.findall(r'class="chip" href="([^"]+)"><bdi>([^<]+)', response.content.decode())
    assert [(unescape(address), words) for address, words in chips] == [
        (f"{path}?level=destroyed&level=severe&on=2015-09-01", "“bel”"),
        (f"{path}?q=bel&level=severe&on=2015-09-01", "Destroyed"),
        (f"{path}?q=bel&level=destroyed&on=2015-09-01", "Severe damage"),
        (f"{path}?q=bel&level=destroyed&level=severe", "what had happened by 1 September 2015"),
    ]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"country": "iq"}, "Iraq"),
        ({"contested": "no"}, "Not contested"),
        ({"recovery": "none"}, "No recovery known"),
        ({"cause": "fire"}, "Fire"),
        ({"kind": "monument"}, "Monument, arch, tower or memorial"),
        ({"known": "2016-01-01"}, "as known on 1 January 2016"),
        ({"after": "2015-01-01"}, "damage from 1 January 2015 on"),
        ({"before": "2015-01-01"}, "damage until 1 January 2015"),
        ({"against": "2015-05-01"}, "compared with 1 May 2015"),
        ({"site": "arch"}, "the site Arch"),
        ({"part_of": "arch"}, "part of Arch"),
        ({"bbox": "38,34,39,35"}, "inside the box 34, 38 – 35, 39"),
    ],
)
def test_a_chip_says_it_in_words(asked, words, client, three):
    assert f"<bdi>{words}" in client.get("/sites/", asked).content.decode()


@BOTH
def test_the_form_keeps_what_was_chosen_and_carries_what_it_has_no_field_for(path, client, three):
    form = client.get(path, {"q": "a", "level": "moderate", "sort": "level", "bbox": "38,34,39,35"}).content.decode()
    assert re.search(r'name="q"[^>]*value="a"', form)
    assert re.search(r'name="level" value="moderate" checked', form)
    assert '<input type="hidden" name="sort" value="level">' in form
    assert '<input type="hidden" name="bbox"' in form


@BOTH
def test_a_choice_says_how_many_sites_it_leaves(path, client, three):
    assert re.search(r"<span>Destroyed</span> <span class=\"choice-count\">1</span>", client.get(path).content.decode())


@BOTH
def test_the_files_hold_what_the_list_shows(path, client, three):
    shown = unescape(client.get(path, {"level": "destroyed", "known": "2015-12-01"}).content.decode())
    for name in ("sites", "reports", "articles"):
        assert f'href="/{name}.csv?level=destroyed&known=2015-12-01"' in shown
        assert f'href="/{name}.xlsx?level=destroyed&known=2015-12-01"' in shown
    for name in ("sites", "reports"):
        assert f'href="/{name}.geojson?level=destroyed&known=2015-12-01"' in shown


@BOTH
def test_a_link_to_a_site_keeps_the_days(path, client, three):
    assert 'href="/sites/arch/?on=2016-02-01"' in client.get(path, {"on": "2016-02-01"}).content.decode()


@BOTH
def test_on_a_past_day_it_says_which_day(path, client, three):
    shown = text(client.get(path, {"on": "2015-09-01", "known": "2015-10-01"}))
    assert "What had happened by 1 September 2015 , as known on 1 October 2015 ." in shown


@BOTH
def test_where_nothing_fits_it_shows_the_way_back(path, client, three):
    shown = client.get(path, {"q": "zzz"})
    assert "No site fits." in text(shown)
    assert f'<a class="button" href="{path}">' in shown.content.decode()


def test_a_long_list_has_pages_that_keep_the_filter(client, db):
    for number in range(51):
        factories.site(f"Temple {number:02}")
    first = client.get("/sites/?kind=religious")
    assert len(names(first)) == 50
    assert 'rel="next" href="/sites/?kind=religious&amp;page=2"' in first.content.decode()
    second = client.get("/sites/?kind=religious&page=2")
    assert names(second) == ["Temple 50"]
    assert 'rel="prev" href="/sites/?kind=religious"' in second.content.decode()


def test_the_map_is_told_the_filter_and_where_everything_stands(client, three):
    page = client.get("/?level=destroyed&on=2015-09-01&sort=level").content.decode()
    told = {
        name: unescape(value)
        for name, value in re.findall(r'data-([a-z-]+)="([^"]*)"', page[page.index('<div id="map"') :].split(">")[0])
    }
    assert told["tiles"] == "/map/{z}/{x}/{y}.json"
    assert told["query"] == "level=destroyed&on=2015-09-01"
    assert told["site"] == "/sites/-slug-/?on=2015-09-01"
    assert [float(degrees) for degrees in told["bounds"].split(",")] == [34.5535, 38.2701, 34.5535, 38.2701]
    assert json.loads(told["labels"])["levels"]["destroyed"] == "Destroyed"
    assert json.loads(told["basemap"])["coarse"].endswith("coarse.json")


def test_an_empty_map_has_no_bounds(client, db):
    assert 'data-bounds=""' in client.get("/").content.decode()


@BOTH
def test_queries_do_not_grow_with_the_rows(path, client, db, django_assert_num_queries):
    """What a newcomer is told on the map is read with the list, and costs nothing while it still holds."""
    factories.report(factories.site())
    client.get(path)
    with django_assert_num_queries(3):
        client.get(path)
    for _ in range(5):
        factories.report(factories.site(part_of=factories.site()))
    client.get(path)
    with django_assert_num_queries(3):
        client.get(path)


@BOTH
def test_the_list_keeps_to_a_view_and_says_of_how_many(path, client, three):
    page = client.get(path, {"view": "38.28,34.4,38.4,34.6"})
    assert names(page) == ["Arch"]
    assert "1 of 3 in this view" in text(page)
    assert f'href="{path}">List all of them' in page.content.decode()
    assert f'rel="canonical" href="http://testserver{path}"' in page.content.decode()


@BOTH
def test_chips_orders_and_form_keep_the_view(path, client, three):
    page = unescape(client.get(path, {"view": "38,34,39,35", "level": ["destroyed", "moderate"]}).content.decode())
    assert f'class="chip" href="{path}?level=moderate&view=38.0%2C34.0%2C39.0%2C35.0"' in page
    assert f'href="{path}?level=destroyed&level=moderate&sort=level&view=38.0%2C34.0%2C39.0%2C35.0"' in page
    assert '<input type="hidden" name="view" value="38.0,34.0,39.0,35.0">' in page


def test_the_map_and_the_files_know_nothing_of_the_view_of_the_list(client, three):
    page = client.get("/", {"view": "38.28,34.4,38.4,34.6"}).content.decode()
    assert 'data-query=""' in page
    assert 'href="/sites.csv"' in page
    assert "What the filter picks, in this view or not:" in page


@BOTH
def test_where_the_view_holds_none_the_way_back_is_shown(path, client, three):
    page = client.get(path, {"view": "0,0,1,1", "level": "destroyed"})
    assert "None of them lies in this part of the map." in text(page)
    assert "The filter picks 1 site elsewhere." in text(page)
    assert f'<a class="button" href="{path}?level=destroyed">' in page.content.decode()


@BOTH
@pytest.mark.parametrize("view", ["1,2,3", "0,9,1,1", "a,b,c,d"])
def test_a_view_that_is_none_is_explained(path, view, client, three):
    response = client.get(path, {"view": view})
    assert response.status_code == 400
    assert "<code>view</code>" in response.content.decode()


def test_the_page_says_how_it_is_shared_without_scripts(client, three):
    page = unescape(client.get("/?level=destroyed").content.decode())
    assert 'id="share-link" type="text" readonly value="http://testserver/?level=destroyed"' in page
    assert '<iframe src="http://testserver/embed/?level=destroyed" width="640"' in page
