"""A reader looks at the sites in numbers, and follows a number to the sites behind it."""

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs

import factories
import pytest

from sites import catalogue
from sites.pages.summary import share
from sites.templatetags.heritage import grouped

QUERIES = [
    {},
    {"country": "SY"},
    {"country": ["SY", "IQ"], "level": ["destroyed", "moderate"]},
    {"cause": "deliberate"},
    {"cause": ["fire", "deliberate"]},
    {"kind": "monument"},
    {"part_of": "palmyra"},
    {"part_of": "tombs"},
    {"level": "no_report"},
    {"on": "2015-09-15"},
    {"known": "2015-09-15"},
    {"on": "2015-12-01", "known": "2016-06-01"},
    {"after": "2015-09-01"},
    {"after": "2015-08-01", "before": "2015-08-31"},
    {"bbox": "38,34,39,35"},
    {"q": "temple"},
    {"verification": "confirmed"},
    {"against": "2015-09-15"},
    {"on": "2015-12-01", "against": "2015-09-15", "country": "SY"},
]
every_query = pytest.mark.parametrize("asked", QUERIES, ids=str)


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), factories.undone():
        fill()
        yield


@pytest.fixture
def scene(record, db):
    """Eight sites, of which four lie in Palmyra."""


def fill():
    palmyra = factories.site("Palmyra", kind="archaeological_site")
    tombs = factories.site("Tombs", kind="burial", part_of=palmyra)
    bel = factories.site("Temple of Bel", part_of=palmyra)
    factories.report(bel, "destroyed", verification="confirmed", event="2015-08-30", causes=["deliberate"])
    arch = factories.site("Arch", kind="monument", part_of=palmyra)
    factories.report(arch, "severe", event="2015-08-02", causes=["fighting"])
    factories.report(arch, "destroyed", event="2015-10-04", causes=["deliberate", "fire"])
    tower = factories.site("Tower of Elahbel", kind="burial", part_of=tombs)
    factories.report(tower, "destroyed", event="2015-08", causes=["deliberate"])
    gate = factories.site("Mashki Gate", country="IQ", kind="fortification", latitude=36.36, longitude=43.16)
    factories.report(gate, "moderate", event="2016-04-13", causes=["bombardment", "fire"])
    museum = factories.site("Museum", country="IQ", kind="museum", visibility="hidden")
    factories.report(museum, "unspecified", event="2003-04", causes=["looting"])
    mosque = factories.site("Mosque", country="TR", latitude=37.1, longitude=37.4)
    factories.report(mosque, "none", verification="confirmed", event="2023-02-10")


class Tables(HTMLParser):
    """The tables of a page: by the id of their heading, rows of cells, each its text and where it leads."""

    def __init__(self, page):
        super().__init__()
        self.found, self.rows, self.cell, self.inside_svg = {}, None, None, False
        self.feed(page)

    def handle_starttag(self, tag, given):
        given = dict(given)
        if tag == "table":
            self.rows = self.found.setdefault(given["aria-labelledby"], [])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append(["", ""])
            self.cell = self.rows[-1][-1]
        elif tag == "a" and self.cell:
            self.cell[1] = given["href"]
        elif tag == "svg":
            self.inside_svg = True

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.cell = None
        elif tag == "svg":
            self.inside_svg = False

    def handle_data(self, data):
        if self.cell and not self.inside_svg:
            self.cell[0] = (self.cell[0] + data).strip()


@pytest.fixture
def tables(client, scene):
    """The tables of the summary for a filter, without their heads."""

    def read(asked=None):
        found = Tables(client.get("/summary/", asked or {}).content.decode()).found
        return {name: [row for row in rows if row[2][0] != "Sites"] for name, rows in found.items()}

    return read


def asked_by(address):
    """The filter in the address of a list."""
    path, _, query = address.partition("?")
    assert path == "/sites/"
    return catalogue.parse_query(parse_qs(query), ["against"])


def picked(asked):
    """How many sites a filter picks."""
    given = {name: value if isinstance(value, list) else [value] for name, value in asked.items()}
    return catalogue.count(catalogue.parse_query(given, ["against"]))


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))).replace(" .", ".")


def test_it_says_in_words_how_it_stands(client, scene):
    told = "8 sites : 3 are destroyed, 2 are damaged, 1 has no known damage and nothing is known of 2."
    assert told in text(client.get("/summary/"))


def test_it_says_how_many_of_how_many_fit(client, scene):
    assert "5 of 8 sites : 3 are destroyed and nothing is known of 2." in text(client.get("/summary/?country=SY"))


@every_query
def test_each_number_leads_to_as_many_sites(asked, tables):
    for rows in tables(asked).values():
        for (name, address), _, (count, _), *levels in rows:
            for number, there in [(count, address), *levels]:
                if there:
                    assert catalogue.count(asked_by(there)) == int(number), name


@every_query
def test_the_levels_above_lead_to_all_sites(asked, client, scene):
    page = client.get("/summary/", asked).content.decode()
    legend = [
        (unescape(address), int(count))
        for address, count in re.findall(r'<a href="([^"]+)"><b class="figure">(\d+)</b>', page)
    ]
    assert [count for _, count in legend] == [catalogue.count(asked_by(address)) for address, _ in legend]
    assert sum(count for _, count in legend) == picked(asked)


def test_a_reader_who_follows_a_number_finds_as_many_sites_in_the_list(client, tables):
    (name, address), *_ = tables({"known": "2016-01-01"})["country"][0]
    assert name == "Syria"
    assert "5 of 8 sites" in text(client.get(address))


@every_query
def test_the_levels_of_a_row_add_up_to_its_sites(asked, tables):
    for heading, rows in tables(asked).items():
        for (name, _), _, (count, _), *cells in rows:
            levels = cells if heading == "month" else cells[1:]
            assert sum(int(number) for number, _ in levels) == int(count), name


@every_query
def test_countries_and_kinds_add_up_to_all_sites(asked, tables):
    found = tables(asked)
    for heading in ("country", "kind"):
        assert sum(int(count) for _, _, (count, _), *_ in found.get(heading, [])) == picked(asked)


def test_a_site_with_several_causes_counts_for_each(tables):
    causes = {name: int(count) for (name, _), _, (count, _), *_ in tables()["cause"]}
    assert causes["Deliberate destruction"] == 3
    assert causes["Fire"] == 2


def test_a_cause_that_no_filter_can_ask_for_beside_the_chosen_one_is_no_link(tables):
    causes = {name: (count, address) for (name, address), _, (count, _), *_ in tables({"cause": "fire"})["cause"]}
    assert causes["Fire"] == ("2", "/sites/?cause=fire")
    assert causes["Deliberate destruction"] == ("1", "")


def test_a_parent_counts_the_parts_of_its_parts(tables):
    parents = {name: int(count) for (name, _), _, (count, _), *_ in tables()["part_of"]}
    assert parents == {"Palmyra": 4, "Tombs": 1}


def test_of_the_parts_of_one_site_nothing_above_it_is_told(tables):
    assert [name for (name, _), *_ in tables({"part_of": "tombs"})["part_of"]] == ["Tombs"]


def test_a_parent_that_would_betray_a_protected_place_is_not_told(tables):
    finer = factories.site("Hatra", country="IQ", kind="archaeological_site")
    factories.site("Hidden vault", country="IQ", part_of=finer, visibility="hidden")
    assert "Hatra" not in [name for (name, _), *_ in tables()["part_of"]]


def test_the_months_stand_in_a_table(tables):
    months = {name: int(count) for (name, _), _, (count, _), *_ in tables()["month"]}
    assert months["August 2015"] == 3
    assert next(iter(months)) == "April 2003"


def test_the_months_leave_the_chosen_days_aside_and_say_so(client, tables):
    assert tables({"on": "2015-09-01"})["month"] == tables()["month"]
    assert "The days that are chosen above are left aside here." in text(client.get("/summary/?on=2015-09-01"))
    assert "left aside" not in text(client.get("/summary/"))


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(1, 3, "33%"), (1, 201, "under 1%"), (200, 201, "99%"), (201, 201, "100%")]
)
def test_a_share_is_never_rounded_to_nothing_or_to_everything(count, whole, said):
    assert share(count, whole) == said


def test_large_numbers_have_their_thousands_apart():
    assert grouped(1234567) == "1,234,567"


def test_what_goes_beyond_fifteen_stands_behind_a_disclosure(client, scene):
    place = {"country": "YE", "latitude": 15.35, "longitude": 44.21}
    for number in range(17):
        factories.site(f"Part {number}", part_of=factories.site(f"Old town {number:02}", **place), **place)
    page = client.get("/summary/?country=YE").content.decode()
    shown, more = page[page.index('id="part_of"') :].split("<details", 1)
    assert shown.count("Old town") == 15
    assert "2 more</summary>" in more
    assert more.count("Old town") == 2


def test_compared_with_an_earlier_day_it_counts_what_changed(client, scene):
    shown = text(client.get("/summary/?on=2015-12-01&against=2015-09-15"))
    assert "1 site changed between 15 September 2015 and 1 December 2015." in shown
    assert "1 of 8 sites : 1 is destroyed." in shown


def test_the_filter_leads_back_to_the_summary(client, scene):
    page = client.get("/summary/?country=SY&bbox=38,34,39,35").content.decode()
    assert 'method="get" action="/summary/"' in page
    assert re.search(r'class="chip" href="/summary/\?bbox=[^"]*"><bdi>Syria', page)
    assert re.search(r'<input type="hidden" name="bbox"', page)


def test_the_same_filter_leads_to_the_map_the_list_and_the_file(client, scene):
    page = unescape(client.get("/summary/?country=SY&known=2016-01-01").content.decode())
    for path in ("/", "/sites/", "/summary.csv"):
        assert f'href="{path}?country=SY&known=2016-01-01"' in page


def test_every_page_leads_to_it(client, scene):
    assert '<a href="/summary/">Summary</a>' in client.get("/about/").content.decode()
    assert '<a href="/summary/" aria-current="page">Summary</a>' in client.get("/summary/").content.decode()


def test_where_nothing_fits_it_shows_the_way_back(client, scene):
    shown = client.get("/summary/?level=severe&country=TR")
    assert shown.status_code == 200
    assert "No site fits." in text(shown)
    assert "<table" not in shown.content.decode()


@pytest.mark.parametrize("path", ["/summary/", "/summary.csv"])
@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"page": "1"}, "page"),
        ({"against": "2015-02-30"}, "against"),
        ({"level": "ruined"}, "level"),
        ({"part_of": "no-such-site"}, "part_of"),
    ],
)
def test_what_cannot_be_asked_is_a_400_that_names_it(path, given, named, client, scene):
    response = client.get(path, given)
    assert response.status_code == 400
    assert re.search(rf"\b{named}\b", text(response))


def test_no_drawing_brings_a_style_of_its_own(client, scene):
    page = client.get("/summary/").content.decode()
    assert re.findall(r'<style|\s(?:style|on[a-z]+)="', page) == []


@every_query
def test_the_file_has_the_numbers_of_the_page(asked, client, tables):
    body = b"".join(client.get("/summary.csv", asked).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    for group, shown in tables(asked).items():
        sums = {}
        for row in rows:
            if row["group"] == group:
                sums[row["value"]] = sums.get(row["value"], 0) + int(row["sites"])
        assert sorted(sums.values()) == sorted(int(count) for _, _, (count, _), *_ in shown), group


def test_the_file_s_header_stays_as_it_is_for_ever(client, scene):
    body = b"".join(client.get("/summary.csv?level=severe&country=TR").streaming_content).decode()
    assert body == "group,value,label,level,sites,licence\r\n"


def test_a_parent_s_name_does_not_become_a_formula(client, scene):
    factories.site("Part", part_of=factories.site("=1+1", slug="odd"))
    body = b"".join(client.get("/summary.csv").streaming_content).decode()
    assert "part_of,odd,'=1+1,no_report,1," in body


def test_the_data_page_explains_the_file(client, db):
    page = client.get("/data/").content.decode()
    assert '<h2 id="summary">Summary</h2>' in page
    assert 'href="/summary.csv"' in page
