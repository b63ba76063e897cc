"""What a program finds when it comes to the interface: documents, links, forms, faults and headers."""

import re
from datetime import UTC, datetime

import pytest

ROOT = "http://testserver/api/"
COLLECTIONS = ["sites", "reports", "articles"]
ITEMS = [f"collections/{name}/items" for name in COLLECTIONS]
DOCUMENTS = ["", "conformance", "api", "collections", *(f"collections/{name}" for name in COLLECTIONS), *ITEMS]
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def temple(scene):
    return scene.site("temple", 34.55, 38.27, name="Temple", names=[("معبد", "ar")])


@pytest.fixture
def report(scene, temple):
    return scene.report(temple, "destroyed", "2015-08-23")


def rels(links):
    return {link["rel"]: link["href"] for link in links}


def everywhere(report):
    article = report.articles.get().pk
    ones = [f"sites/items/{report.site_id}", f"reports/items/{report.number}", f"articles/items/{article}"]
    return [*DOCUMENTS, *(f"collections/{one}" for one in ones)]


def test_the_landing_page_leads_to_everything(ask, db):
    links = rels(ask("")["links"])
    assert links["self"] == f"{ROOT}?f=json"
    assert links["alternate"] == f"{ROOT}?f=html"
    assert links["service-desc"] == f"{ROOT}api?f=json"
    assert links["service-doc"] == f"{ROOT}api?f=html"
    assert links["conformance"] == f"{ROOT}conformance?f=json"
    assert links["data"] == f"{ROOT}collections?f=json"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_it_says_which_classes_of_the_standard_it_keeps(ask, db):
    kept = {uri.rsplit("/", 1)[1] for uri in ask("conformance")["conformsTo"]}
    assert kept == {"core", "oas30", "geojson", "html"}


def test_a_collection_says_how_far_it_reaches_in_space_and_time(ask, scene, report):
    scene.site("well", 33.5123457, 36.3019283, visibility="0.1")
    scene.report(report.site, "severe", "2014-02")
    told = {one["id"]: one for one in ask("collections")["collections"]}
    assert list(told) == COLLECTIONS
    assert told["sites"]["extent"]["spatial"]["bbox"] == [[36.3, 33.5, 38.27, 34.55]]
    assert told["sites"]["extent"]["temporal"]["interval"] == [["2014-02-01T00:00:00Z", "2015-08-31T23:59:59Z"]]
    assert told["reports"]["extent"]["temporal"]["interval"] == [["2014-02-01T00:00:00Z", "2015-08-23T23:59:59Z"]]
    assert "spatial" not in told["articles"]["extent"]
    assert told["articles"]["extent"]["temporal"]["interval"] == [["2015-08-24T00:00:00Z", "2015-08-24T23:59:59Z"]]
    assert all(one["itemType"] == "feature" and one == ask(f"collections/{one['id']}") for one in told.values())


def test_a_collection_of_nothing_reaches_nowhere(ask, db):
    assert [one["extent"] for one in ask("collections")["collections"]] == [{}, {}, {}]


def test_a_page_of_items_counts_them_and_bears_the_day(ask, report):
    page = ask("collections/sites/items")
    assert (page["type"], page["numberMatched"], page["numberReturned"]) == ("FeatureCollection", 1, 1)
    assert page["timeStamp"] == f"{datetime.now(UTC).date()}T00:00:00Z"
    assert {"self", "alternate", "collection"} == set(rels(page["links"]))
    (feature,) = page["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [38.27, 34.55]}
    assert (feature["properties"]["name"], feature["properties"]["level"]) == ("Temple", "destroyed")


def test_a_report_stands_where_its_site_does_and_an_article_nowhere(ask, report):
    assert ask(ITEMS[1])["features"][0]["geometry"] == {"type": "Point", "coordinates": [38.27, 34.55]}
    assert ask(ITEMS[2])["features"][0]["geometry"] is None


def test_one_item_is_the_same_as_on_its_page_and_leads_to_it(ask, report):
    for name in COLLECTIONS:
        (listed,) = ask(f"collections/{name}/items")["features"]
        alone = ask(f"collections/{name}/items/{listed['id']}")
        links = rels(alone.pop("links"))
        assert alone == listed
        assert links["collection"] == f"{ROOT}collections/{name}?f=json"
        assert links["describedby"] == alone["properties"]["url"]


def test_every_link_of_every_document_leads_somewhere(client, report):
    for address in everywhere(report):
        links = client.get(f"/api/{address}?f=json").json().get("links", [])
        for link in links:
            if link["href"].startswith("http://testserver/"):
                answer = client.get(link["href"])
                assert answer.status_code == 200, link
                assert answer["Content-Type"].split(";")[0] == link["type"].split(";")[0], link


def test_the_links_of_a_document_stand_in_its_header_too(client, report):
    answer = client.get("/api/collections/sites/items?limit=1&q=temple")
    told = [(link["href"], link["rel"], link["type"]) for link in answer.json()["links"]]
    assert re.findall(r'<([^>]*)>; rel="([^"]*)"; type="([^"]*)"', answer["Link"]) == told


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        (BROWSER["Accept"], "text/html"),
        ("application/json", "application/json"),
        ("text/html;q=0.2, application/json", "application/json"),
        ("application/geo+json, text/html;q=0.5", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_a_client_is_given_the_form_it_prefers(client, db, accept, media):
    answer = client.get("/api/collections", headers={"Accept": accept})
    assert answer["Content-Type"].split(";")[0] == media
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize(("f", "media"), [("json", "application/geo+json"), ("html", "text/html; charset=utf-8")])
def test_what_the_address_asks_for_goes_before_what_the_client_prefers(client, db, f, media):
    answer = client.get(
        f"/api/{ITEMS[0]}?f={f}", headers={"Accept": "application/json" if f == "html" else "text/html"}
    )
    assert answer["Content-Type"] == media


def test_every_document_is_a_page_for_people_too(client, report):
    for address in everywhere(report):
        answer = client.get(f"/api/{address}", headers=BROWSER)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/html; charset=utf-8", address
        assert answer.content.decode().count("<h1") == 1, address


def test_a_page_of_items_shows_them_and_leads_on(client, scene, report):
    for number in range(3):
        scene.site(f"tower-{number}", country="IQ")
    first = client.get("/api/collections/sites/items?limit=2&country=SY&country=IQ", headers=BROWSER).content.decode()
    assert "Temple" in first
    assert "country=IQ" in first
    later = re.search(r'rel="next" href="([^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(later).content.decode()
    assert "Tower 2" in second
    back = re.search(r'rel="prev" href="([^"]*)"', second)[1].replace("&amp;", "&")
    assert "Temple" in client.get(back).content.decode()


def test_the_data_page_has_a_part_for_the_interface_to_be_shown_in(client, db):
    assert 'href="/api/?f=html"' in client.get("/data/").content.decode()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("page=2", "page"),
        ("level=ruined", "level"),
        ("country=Atlantis", "country"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("bbox=1,2,x,3,4,5", "bbox"),
        ("bbox=1,2,3,400", "bbox"),
        ("bbox=0,10,1,9", "bbox"),
        ("bbox=0,0,1,1&bbox=0,0,1,1", "bbox"),
        ("datetime=yesterday", "datetime"),
        ("datetime=2015-02-30", "datetime"),
        ("datetime=2015-08-23/2015-08-01", "datetime"),
        ("datetime=../..", "datetime"),
        ("datetime=0001-01-01T00:00:00%2B01:00", "datetime"),
        ("datetime=2015-08-23&datetime=2015-08-24", "datetime"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=٣", "limit"),
        ("limit=1&limit=2", "limit"),
        ("cursor=x", "cursor"),
        ("f=xml", "f"),
        ("f=json&f=html", "f"),
        ("part_of=nowhere", "part_of"),
        ("on=2015-02-30", "on"),
    ],
)
@pytest.mark.parametrize("address", ITEMS)
def test_what_cannot_be_asked_is_refused_by_name_in_json(ask, db, address, query, named):
    fault = ask(f"{address}?{query}", status=400)
    assert fault["code"] == "InvalidParameterValue"
    assert fault["description"].startswith(f"{named}: ")


@pytest.mark.parametrize("address", DOCUMENTS[:7])
def test_other_documents_take_no_filter(ask, db, address):
    assert ask(f"{address}?level=severe", status=400)["description"].startswith("level: ")


@pytest.mark.parametrize("address", ITEMS[1:])
def test_only_sites_are_put_in_order(ask, db, address):
    assert "sort: There is no such parameter here" in ask(f"{address}?sort=level", status=400)["description"]


def test_two_ways_to_ask_for_the_same_days_are_not_mixed(ask, db):
    fault = ask("collections/sites/items?datetime=2015-08-23&after=2015-08-01", status=400)
    assert fault["description"].startswith("datetime: ")


def test_a_browser_is_told_its_fault_on_a_page(client, db):
    answer = client.get(f"/api/{ITEMS[0]}?level=ruined", headers=BROWSER)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "ruined" in answer.content.decode()


def test_a_nul_byte_is_refused_as_any_other_fault(ask, client, db):
    assert "NUL" in ask(f"{ITEMS[0]}?q=%00", status=400)["description"]
    assert b"<html" in client.get("/sites/?q=%00").content


@pytest.mark.parametrize(
    "address",
    ["nowhere", "collections/", "collections/drafts", "collections/drafts/items", "collections/sites/items/999999",
     "collections/sites/items/temple", "collections/sites/items/01", "collections/sites/items/9999999999999999999999",
     "collections/sites/queryables", "collections/reports/items/0", "collections/articles/items/-1"],
)  # fmt: skip
def test_what_is_not_there_is_told_in_json(ask, db, address):
    assert ask(address, status=404)["code"] == "NotFound"


def test_what_is_not_public_is_not_there(ask, scene, report):
    scene.withdraw(report)
    article = report.articles.get().pk
    ask(f"collections/reports/items/{report.number}", status=404)
    ask(f"collections/articles/items/{article}", status=404)
    assert [ask(address)["numberMatched"] for address in ITEMS] == [1, 0, 0]
    scene.withdraw(report.site)
    ask(f"collections/sites/items/{report.site_id}", status=404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, db, method):
    client.handler.enforce_csrf_checks = True
    answer = getattr(client, method)(f"/api/{ITEMS[0]}")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["code"] == "MethodNotAllowed"


def test_every_answer_may_be_read_by_a_script_of_any_site_and_sets_no_cookie(client, report):
    for address in [*everywhere(report), "nowhere", f"{ITEMS[0]}?level=ruined", f"{ITEMS[0]}?q=%00"]:
        answer = client.get(f"/api/{address}")
        assert answer["Access-Control-Allow-Origin"] == "*", address
        assert answer.cookies == {}, address
        assert "Cookie" not in answer["Vary"], address
    assert not client.get("/sites/").has_header("Access-Control-Allow-Origin")


def test_a_browser_that_asks_first_is_told_what_it_may_do(client, db):
    answer = client.options(f"/api/{ITEMS[0]}", headers={"Origin": "https://other.example"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_head_of_an_answer_is_that_of_the_whole(client, report):
    for address in ITEMS:
        whole, head = client.get(f"/api/{address}"), client.head(f"/api/{address}")
        assert head.content == b""
        assert {name: head[name] for name in ("Content-Type", "Link")} == {
            name: whole[name] for name in ("Content-Type", "Link")
        }


@pytest.mark.parametrize("address", DOCUMENTS)
def test_who_asks_again_is_answered_without_a_body_until_something_changes(client, scene, report, address):
    first = client.get(f"/api/{address}")
    again = client.get(f"/api/{address}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    if address in ITEMS:
        scene.report(report.site, "severe", "2016-01-01")
        assert client.get(f"/api/{address}", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_two_forms_of_a_document_are_not_taken_for_each_other(client, report):
    as_json = client.get(f"/api/{ITEMS[0]}")
    answer = client.get(f"/api/{ITEMS[0]}", headers=BROWSER | {"If-None-Match": as_json["ETag"]})
    assert answer.status_code == 200


def test_a_signed_in_reviewer_is_told_no_more(client, scene, report):
    scene.site("well", 33.5123457, 36.3019283, visibility="0.1", place="By the well")
    as_reader = [client.get(f"/api/{address}").content for address in everywhere(report)]
    client.force_login(scene.reviewer)
    assert [client.get(f"/api/{address}").content for address in everywhere(report)] == as_reader
