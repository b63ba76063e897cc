"""What a reader downloads, and opens in a spreadsheet."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sites import catalogue
from sites.exports import DATASETS, csv_lines
from sites.terms.formulas import STRIPPED, TRIGGERS, disarm

FILES = ["/sites.csv", "/reports.csv", "/articles.csv"]
CANARY = (33.5123457, 36.3019283)
HEADERS = {
    "/sites.csv": "number,url,slug,name,native_name,native_name_language,other_names,kind,country_code,country,place,"
    "part_of,summary,built_edtf,level,verification,contested,since,recovery,confirmed_level,causes,supporting_reports,"
    "dissenting_reports,reports,articles,origins,latitude,longitude,location_precision,coordinate_cell_degrees,"
    "coordinate_uncertainty_m,coordinate_source,data_generalizations,information_withheld,identifiers,licence,"
    "level_before,verification_before,contested_before,recovery_before,other_names_languages,other_names_kinds,visibility",
    "/reports.csv": "number,url,site_number,site_slug,site_name,level,event_edtf,event_earliest,event_latest,effective,"
    "verification,causes,methods,attributed_to,summary,source_value,source_scale,recovery,article_numbers,"
    "article_roles,article_urls,first_published,licence",
    "/articles.csv": "number,url,source_url,archive_url,title,publisher,authors,type,language,published_edtf,"
    "published_earliest,published_latest,origin,copies_sha256,reports,licence",
}
PAYLOADS = [
    "=1+1", "==1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", '" =1"', "＝1", "＋1", "－1", "＠A", "−1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x/"&A1)', "=WEBSERVICE(A1)", '"=1"', ";=1", "\t", "\r\nx", "\0=1", "'=1",
    "+963 11 222", "-33.5", "  =1", "\u00a0=1", "\ufeff=1", "\u200b=1", "“=1", "tomb; =1", "tomb\n=1", "tomb\t@A",
]  # fmt: skip


@pytest.mark.parametrize("address", FILES)
def test_the_headers_stay_as_they_are_for_ever(scene, body, address):
    assert body(address).decode() == HEADERS[address] + "\r\n"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_every_column_is_named_plainly_and_explained(dataset):
    names = [column.name for column in dataset.columns]
    assert names[:2] == ["number", "url"]
    assert "licence" in names
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.islower() and name.replace("_", "").isalnum() for name in names)
    assert all(column.meaning.endswith(".") for column in dataset.columns)


def test_a_site_is_one_row_with_its_status_and_its_place(scene, rows):
    site = scene.site("arch", 34.55, 38.27, name="Arch", names=[("قوس", "ar")], built="0193/0235", precision_m=30)
    scene.report(site, "destroyed", "2015-10-04", causes=["deliberate", "fire"])
    (row,) = rows("/sites.csv")
    told = {
        "number": str(site.pk), "url": "http://testserver/sites/arch/", "name": "Arch", "native_name": "قوس",
        "native_name_language": "ar", "country_code": "SY", "country": "Syria", "built_edtf": "0193/0235",
        "level": "destroyed", "verification": "reported", "contested": "no", "since": "2015-10-04",
        "causes": "deliberate;fire", "latitude": "34.55", "longitude": "38.27", "location_precision": "point",
        "coordinate_cell_degrees": "0", "coordinate_uncertainty_m": "30", "information_withheld": "",
        "licence": "CC BY 4.0",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_a_report_is_one_row_that_leads_to_its_sources(scene, rows):
    first = scene.article("First", url="https://example.org/a;b")
    report = scene.report(scene.site("arch"), "destroyed", "2015-08-23/2015-08-27", article=first, summary="Gone.")
    (row,) = rows("/reports.csv")
    told = {
        "number": str(report.number), "url": f"http://testserver/reports/{report.number}/",
        "site_number": str(report.site_id), "site_slug": "arch",
        "event_edtf": "2015-08-23/2015-08-27", "event_earliest": "2015-08-23", "event_latest": "2015-08-27",
        "article_numbers": str(first.pk), "article_roles": "says", "article_urls": "https://example.org/a%3Bb",
        "summary": "Gone.",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_an_article_is_one_row_that_says_how_many_reports_rest_on_it(scene, rows):
    article = scene.article("Temple blown up", published="2015-08", publisher="SANA", url="https://example.org/sana")
    for slug in ("arch", "temple"):
        scene.report(scene.site(slug), article=article)
    (row,) = rows("/articles.csv")
    told = {
        "number": str(article.pk), "url": f"http://testserver/articles/{article.pk}/", "publisher": "SANA",
        "source_url": "https://example.org/sana", "published_edtf": "2015-08", "published_earliest": "2015-08-01",
        "published_latest": "2015-08-31", "reports": "2",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_a_protected_site_leaves_with_its_cell_and_says_what_was_done(scene, rows):
    scene.site("tell", *CANARY, visibility="0.1", place="By the well", precision_m=5, point_source="GPS")
    (row,) = rows("/sites.csv")
    told = {
        "latitude": "33.55", "longitude": "36.35", "location_precision": "cell", "coordinate_cell_degrees": "0.1",
        "coordinate_uncertainty_m": "7248", "coordinate_source": "", "place": "", "identifiers": "",
    }  # fmt: skip
    assert {name: row[name] for name in told} == told
    assert "0.1 degree" in row["data_generalizations"]
    assert "to protect the site" in row["information_withheld"]


@pytest.mark.parametrize("visibility", ["0.01", "0.1", "hidden"])
@pytest.mark.parametrize("address", FILES)
def test_no_byte_of_any_file_tells_more_of_a_protected_site_than_its_class(scene, body, address, visibility):
    scene.report(scene.site("tell", *CANARY, visibility=visibility, place="By the well"))
    finest = {"0.01": (b"33.512", b"36.301"), "0.1": (b"33.51", b"36.30"), "hidden": (b"33.5", b"36.3")}
    download = body(address)
    assert not any(digits in download for digits in finest[visibility])
    assert b"By the well" not in download


def test_a_site_without_a_public_place_has_empty_coordinates(scene, rows):
    scene.site("hidden-tell", *CANARY, visibility="hidden")
    (row,) = rows("/sites.csv")
    assert (row["latitude"], row["longitude"], row["coordinate_cell_degrees"]) == ("", "", "")
    assert row["location_precision"] == "none"


@pytest.mark.parametrize(
    "query", [{}, {"level": "severe"}, {"level": ["severe", "no_report"], "kind": "museum"}, {"on": "2015-08-22"},
              {"known": "2015-08-23", "level": "no_report"}, {"q": "museum"}, {"bbox": "38,34,39,35"},
              {"sort": "level"}]
)  # fmt: skip
def test_a_file_holds_the_sites_of_the_list_in_its_order(scene, rows, query):
    scene.report(scene.site("museum", kind="museum"), "severe")
    scene.report(scene.site("temple", 36.2, 37.1), "destroyed", "2014-05-01")
    scene.site("tower", *CANARY, visibility="0.1", kind="museum")
    lists = {name: value if isinstance(value, list) else [value] for name, value in query.items()}
    listed = catalogue.find(catalogue.parse_query(lists)).items
    assert [row["slug"] for row in rows("/sites.csv", **query)] == [entry.slug for entry in listed]
    slugs = {row["site_slug"] for row in rows("/reports.csv", **query)}
    assert slugs == {entry.slug for entry in listed if entry.reports}


def test_a_file_shows_the_status_of_the_day_that_was_asked_for(scene, rows):
    scene.report(scene.site("temple"), "destroyed", "2015-08-23")
    assert [row["level"] for row in rows("/sites.csv", on="2015-08-22")] == ["no_report"]
    assert [row["level"] for row in rows("/sites.csv", on="2015-08-23")] == ["destroyed"]


def test_what_was_withdrawn_is_in_no_file(scene, rows):
    report = scene.report(scene.site("temple"))
    scene.withdraw(report)
    assert rows("/reports.csv") == rows("/articles.csv") == []


def cells_of(text):
    """The cells that the least careful spreadsheet makes of a text: it splits at everything that may part cells."""
    return re.split("[;\t\r\n]", text)


def begins_a_formula(cell):
    """The same spreadsheet strips spaces, quotes and what cannot be seen; an apostrophe tells it that text follows."""
    return cell.lstrip(' "“\u00a0\ufeff\u200b\0').startswith(tuple("=＝+＋-－−@＠"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_text_becomes_a_formula(text):
    guarded = disarm(text)
    assert not any(map(begins_a_formula, cells_of(guarded)))
    assert guarded[0] not in "\t\r\n\0"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded, "next"])
    assert list(csv.reader(io.StringIO(buffer.getvalue(), newline=""))) == [[guarded, "next"]]


@pytest.mark.parametrize("text", ["Temple of Bel", "معبد بل", "AD 32–1, rebuilt", "a-b", "x=y", "me@example.org", ""])
def test_ordinary_text_is_left_alone(text):
    assert disarm(text) == text


@given(st.text(st.sampled_from("=+-@＝;\t\r\n '\"“ax\0\u200b"), max_size=12))
def test_taking_the_apostrophes_out_gives_the_text_back(text):
    begins = f"(?:^|(?<=[;\\t\\r\\n]))'(?=[{STRIPPED}]*[{TRIGGERS}])|^'(?='*[\\t\\r\\n\\0])"
    assert re.sub(begins, "", disarm(text)) == text


def test_a_formula_in_any_text_of_the_record_is_disarmed_and_numbers_stay_numbers(scene, rows):
    site = scene.site("tomb", -33.5, -70.25, name="=HYPERLINK(A1)", summary="@SUM(1)", place="+963 11 222")
    article = scene.article("-1+1", publisher="=1+1", authors="＝1")
    scene.report(site, article=article, summary="\t=1", attributed_to="=cmd|' /C calc'!A0", source_value="-33.5")
    (row,) = rows("/sites.csv")
    assert (row["name"], row["summary"], row["place"]) == ("'=HYPERLINK(A1)", "'@SUM(1)", "'+963 11 222")
    assert (row["latitude"], row["longitude"]) == ("-33.5", "-70.25")
    (row,) = rows("/reports.csv")
    assert (row["attributed_to"], row["source_value"]) == ("'=cmd|' /C calc'!A0", "'-33.5")
    (row,) = rows("/articles.csv")
    assert (row["title"], row["publisher"], row["authors"]) == ("'-1+1", "'=1+1", "'＝1")


def test_small_degrees_are_written_without_an_exponent(scene, rows):
    scene.site("null-island", 0.0000123, -0.00001)
    (row,) = rows("/sites.csv")
    assert (row["latitude"], row["longitude"]) == ("0.0000123", "-0.00001")


@pytest.mark.parametrize("address", FILES)
def test_lines_end_as_rfc_4180_wants_them_and_text_is_utf_8(scene, client, address):
    scene.report(scene.site("temple", name='Temple "of Bel", معبد'), summary="Two\nlines")
    answer = client.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.endswith("\r\n")
    assert not text.startswith("\ufeff")
    assert text.replace("Two\nlines", "").count("\n") == text.count("\r\n") == 2


def test_excel_is_given_a_byte_order_mark_and_the_same_rows(scene, body):
    scene.site("temple")
    assert body("/sites.csv", excel="1") == b"\xef\xbb\xbf" + body("/sites.csv")


@pytest.mark.parametrize("query", ["excel=yes", "excel=0", "excel=", "excel=1&excel=1"])
def test_any_other_answer_to_excel_is_refused_by_name(scene, client, query):
    answer = client.get(f"/sites.csv?{query}")
    assert answer.status_code == 400
    assert "excel" in answer.content.decode()


@pytest.mark.parametrize("query", ["page=2", "level=ruined", "on=2015-02-30", "colour=red", "part_of=nowhere"])
@pytest.mark.parametrize("address", FILES)
def test_a_parameter_that_cannot_be_used_is_refused_before_the_first_byte(scene, client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert not answer.streaming
    assert query.split("=")[0] in answer.content.decode()


@pytest.mark.parametrize("address", FILES)
def test_a_file_can_only_be_read(scene, client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_streamed_with_its_header_first(scene, client, address):
    answer = client.get(address)
    assert answer.streaming
    header, *_rows = answer.streaming_content
    assert header.decode() == HEADERS[address] + "\r\n"


def test_a_download_is_named_after_the_site_the_file_and_the_days(scene, client):
    answer = client.get("/sites.csv?on=2015-08-25&known=2015-09-01")
    name = "heritage-damage-tracker-sites-on-2015-08-25-known-2015-09-01.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("address", FILES)
def test_a_hundred_sites_cost_as_many_queries_as_three(scene, body, address, django_assert_num_queries):
    for number in range(3):
        scene.report(scene.site(f"monument-{number}"))
    body(address)
    with CaptureQueriesContext(connection) as few:
        body(address)
    asked = len(few)
    scene.crowd([(number, number) for number in range(80)], ["severe"])
    body(address)
    with django_assert_num_queries(asked):
        body(address)


def test_the_desk_writes_the_same_lines_from_chosen_values(scene, body):
    scene.site("temple")
    values = catalogue.find(catalogue.Query()).items
    assert "".join(csv_lines(DATASETS["sites"], values, "http://testserver")).encode() == body("/sites.csv")
