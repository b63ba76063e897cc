"""What a crawler finds in our lists has an end: so many pages, known parameters, and one address for the same list."""

import re

import factories
import pytest

from sites import catalogue
from sites.pages.home import turns

LISTS = ["/", "/sites/", "/embed/", "/articles/"]


@pytest.fixture(autouse=True)
def site(db):
    return factories.site()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("number", ["1001", "999999", "0", "-1", "1e3", "٣", "9" * 400])
def test_no_list_goes_on_for_ever(client, path, number):
    assert client.get(path, {"page": number}).status_code == 400


def test_who_turns_further_than_a_list_goes_is_told_what_to_do_instead(client):
    said = client.get("/sites/?page=1001").content.decode()
    assert "Lists end at page 1000: choose a narrower filter, or take the file, which holds all." in said


def test_the_last_page_that_is_shown_leads_to_no_page_that_is_not():
    found = catalogue.Page(items=(), number=1000, pages=2000, total=100_000)
    assert {*turns("/sites/", catalogue.Query(), found)} == {"here", "earlier"}


@pytest.mark.parametrize(
    "path", [*LISTS, "/summary/", "/sites.csv", "/sites.xlsx", "/map/0/0/0.json", "/feeds/reports.atom"]
)
def test_a_parameter_that_nobody_knows_is_no_new_address_of_the_same_list(client, path):
    assert client.get(path, {"nonsense": "1"}).status_code == 400


def test_a_list_has_one_address_in_whatever_order_it_is_asked_for(client):
    asked = ["/sites/?level=destroyed&country=SY&level=severe", "/sites/?country=SY&level=severe&level=destroyed",
             "/sites/?level=destroyed&level=severe&country=sy&q=&page=1"]  # fmt: skip
    own = {re.search(r'rel="canonical" href="([^"]+)"', client.get(path).content.decode())[1] for path in asked}
    assert own == {"http://testserver/sites/?level=destroyed&amp;level=severe&amp;country=SY"}
