"""Rows of a stranger's table become rows of ours, or faults that say which cell is wrong and how to mend it."""

import json
from pathlib import Path

import pytest

from sites.exports import DATASETS
from sites.imports import OWN, Mapping, guess, own_mapping, read
from sites.tables import open_table
from sites.terms import Fault

KEPT = Path(__file__).parents[2] / "docs" / "mappings"


@pytest.fixture
def table_of(tmp_path):
    def of(text: str, name: str = "table.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return open_table(path, name)

    return of


def rows(table, mapping):
    return [row for batch in read(table, mapping) for row in batch.rows]


def faults(table, mapping):
    return [(one.row, one.column, one.warning) for batch in read(table, mapping) for one in batch.faults]


def guessed(kind, table):
    return guess(kind, table.headers, table.sample())


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("Site Name,LAT,Long,Country", ["name", "latitude", "longitude", "country"]),
        ("\ufeffname;y;x;ISO code", ["name", "latitude", "longitude", "country"]),
        ("назва;широта;довгота;країна", ["name", "latitude", "longitude", "country"]),
        ("الاسم;خط العرض;خط الطول;البلد", ["name", "latitude", "longitude", "country"]),
        ("nom;latitude;longitude;pays", ["name", "latitude", "longitude", "country"]),
        ("siteName,geo_lat,geo_lon,Wikidata ID", ["name", "latitude", "longitude", "identifiers.wikidata"]),
    ],
)
def test_columns_are_known_by_their_headers_in_several_languages(table_of, headers, fields):
    mapping = guessed("sites", table_of(f"{headers}\n"))
    assert [*mapping.columns.values()] == fields
    assert all(0 < sure <= 1 for sure in mapping.confidence.values())


def test_columns_without_a_telling_header_are_known_by_their_cells(table_of):
    lines = "".join(f'A{n},"34.5{n}, 38.2{n}",https://gazette.example/{n},2015-08-2{n}\n' for n in range(5))
    mapping = guessed("reports", table_of("site,somewhere,read on,whenever\n" + lines))
    assert [*mapping.columns.values()] == ["site.name", "site.point", "article.url", "event"]


def test_a_column_that_numbers_the_rows_is_the_identifier(table_of):
    assert guessed("sites", table_of("id,name\n7,A\n8,B\n")).identifier == "id"
    assert guessed("sites", table_of("id,name\n7,A\n7,B\n")).identifier == ""


def test_points_without_a_country_lie_where_the_borders_have_them(table_of):
    mapping = guessed("sites", table_of("name,lat,lon\nA,33.5,36.3\n"))
    assert mapping.constants == {"country": "by point"}
    assert guessed("reports", table_of("site,lat,lon,damage\nA,33.5,36.3,destroyed\n")).constants == {
        "site.country": "by point"
    }
    assert guessed("sites", table_of("name,lat,lon,country\nA,33.5,36.3,SY\n")).constants == {}
    assert guessed("sites", table_of("name,kind\nA,museum\n")).constants == {}


def test_the_scale_that_knows_the_levels_is_chosen(table_of):
    text = "site,damage class\nA,Main\nB,4\n"
    assert guessed("reports", table_of(text.replace("Main", "11"))).scale == "unosat"
    assert guessed("reports", table_of("site,damage\nA,badly damaged\nB,destroyed\n")).scale == ""


def test_sites_are_read(table_of):
    table = table_of(
        "ref,name,country,lat,lon,kind,built,wikidata,other names\n"
        'T1,Temple of Bel,Syria,"34,5474",38.2743,temple,130 AD,Q1,معبد بل|Bel\n'
    )
    mapping = guessed("sites", table)
    (row,) = rows(table, mapping)
    assert (row.row, row.key) == (2, "T1")
    assert row.values == {
        "name": "Temple of Bel",
        "country": "SY",
        "latitude": 34.5474,
        "longitude": 38.2743,
        "kind": "archaeological_site",
        "built": "0130",
        "identifiers": (("wikidata", "Q1"),),
        "names": (("معبد بل", "", "alternative"), ("Bel", "", "alternative")),
    }


def test_a_row_with_a_fault_is_left_out_and_every_fault_is_told_by_row_and_column(table_of):
    table = table_of(
        "name,country,lat,lon,built\nA,Atlantis,34,38,\nB,SY,38.27,34.55,\nC,SY,34,,\n,SY,34,38,\nD,SY,34,38,soon\n"
        "E,SY,34,38,0130\nF,SY,52,13,\nG,SY,34,38,,too many\n"
    )
    mapping = guessed("sites", table)
    assert [row.values["name"] for row in rows(table, mapping)] == ["E", "F"]
    assert sorted(faults(table, mapping)) == [
        (2, "country", False),
        (3, "latitude", False),
        (4, "latitude", False),
        (5, "name", False),
        (6, "built", False),
        (8, "latitude", True),
        (9, "", False),
    ]


def test_without_an_identifier_the_same_row_has_the_same_key(table_of):
    text = "name,country\nA,SY\nB,SY\n"
    first, second = rows(table_of(text), Mapping(kind="sites", columns={"name": "name", "country": "country"}))
    again = rows(
        table_of("name,country\nB,SY\n"), Mapping(kind="sites", columns={"name": "name", "country": "country"})
    )
    assert first.key != second.key == again[0].key


def test_the_whole_column_decides_which_number_is_the_month(table_of):
    sure = table_of("name,country,built\nA,SY,05/08/2015\nB,SY,23/08/2015\n")
    assert [row.values["built"] for row in rows(sure, guessed("sites", sure))] == ["2015-08-05", "2015-08-23"]
    unsure = table_of("name,country,built\nA,SY,05/08/2015\n")
    assert faults(unsure, guessed("sites", unsure)) == [(2, "built", False)]


def test_reports_name_their_site_their_sources_and_the_term_of_the_source(table_of):
    table = table_of("site,country,damage,date,link\nTemple,SY,4,2015-08-23,https://a.example/x https://b.example/y\n")
    mapping = Mapping.from_json(
        json.dumps(
            {
                "kind": "reports",
                "scale": "amal",
                "columns": {
                    "site": "site.name",
                    "country": "site.country",
                    "damage": "level",
                    "date": "event",
                    "link": "article.url",
                },
                "citations": [
                    {"article": {"url": "https://data.example/", "title": "All", "publisher": "Data"}, "role": "says"}
                ],
            }
        )
    )
    (row,) = rows(table, mapping)
    assert (row.values["level"], row.values["event"]) == ("severe", "2015-08-23")
    assert (row.values["source_value"], row.values["source_scale"]) == ("4", "AMAL in Heritage condition")
    assert row.values["site"] == {"name": "Temple", "country": "SY", "kind": "other"}
    cited = [one["article"] for one in row.values["citations"]]
    assert [one["url"] for one in cited] == ["https://a.example/x", "https://b.example/y", "https://data.example/"]
    assert (cited[0]["publisher"], cited[0]["title"]) == ("a.example", "a.example/x")
    assert [one[2] for one in faults(table, mapping)] == [True, True]


def test_what_a_satellite_showed_is_confirmed_by_the_source_that_looked(table_of):
    table = table_of("site,country,class,link\nTemple,SY,2,https://a.example/x\n")
    columns = {"site": "site.name", "country": "site.country", "class": "level", "link": "article.url"}
    (row,) = rows(table, Mapping(kind="reports", scale="unosat", columns=columns))
    assert (row.values["level"], row.values["verification"]) == ("severe", "confirmed")
    assert row.values["citations"][0]["role"] == "looked"


def test_the_country_may_be_looked_up_by_the_point(table_of):
    table = table_of("name,lat,lon\nA,34.55,38.27\nB,,\n")
    columns = {"name": "name", "lat": "latitude", "lon": "longitude"}
    mapping = Mapping(kind="sites", columns=columns, constants={"country": "by point"})
    assert [row.values["country"] for row in rows(table, mapping)] == ["SY", ""]
    assert faults(table, mapping) == [(3, "", True)]


def test_half_a_point_is_refused_where_the_country_is_looked_up_by_it(table_of):
    table = table_of("name,lat\nA,34.55\n")
    mapping = Mapping(kind="sites", columns={"name": "name", "lat": "latitude"}, constants={"country": "by point"})
    assert rows(table, mapping) == []
    assert [number for number, _, _ in faults(table, mapping)] == [2, 2]


def test_rows_that_the_mapping_leaves_out_are_told(table_of):
    table = table_of("id,name,country\n1,A,SY\n404,Not Found,Nowhere\n")
    columns = {"name": "name", "country": "country"}
    mapping = Mapping(kind="sites", columns=columns, leave_out={"id": ("404",)})
    assert [row.values["name"] for row in rows(table, mapping)] == ["A"]
    assert faults(table, mapping) == [(3, "", True)]


def test_every_column_of_our_own_files_fills_a_field_or_is_reckoned():
    reckoned = {
        "sites": {
            "url", "country", "level", "verification", "contested", "since", "recovery", "confirmed_level", "causes",
            "supporting_reports", "dissenting_reports", "reports", "articles", "origins", "coordinate_cell_degrees",
            "data_generalizations", "information_withheld", "licence", "level_before", "verification_before",
            "contested_before", "recovery_before",
        },
        "reports": {"url", "event_earliest", "event_latest", "effective", "article_urls", "licence"},
        "articles": {"url", "published_earliest", "published_latest", "copies_sha256", "reports", "licence"},
    }  # fmt: skip
    for kind, dataset in DATASETS.items():
        assert {column.name for column in dataset.columns} == reckoned[kind] | set(OWN[kind].columns)
        assert own_mapping(kind, [column.name for column in dataset.columns]).own


def test_our_own_rows_come_back_to_the_letter(table_of):
    table = table_of(
        "number,url,slug,name,native_name,native_name_language,other_names,other_names_languages,other_names_kinds,"
        "country_code,summary,latitude,longitude,location_precision,coordinate_uncertainty_m,visibility,licence,kind\r\n"
        "7,https://h.example/sites/a/,a,'=A  b,تدمر,ar,'=X;'-Y; Z,;fr;,alternative;historic;official,SY,"
        '"two\r\n\'=lines ",34.55,38.25,cell,7500,0.1,CC,religious\r\n'
    )
    (row,) = rows(table, guessed("sites", table))
    assert row.key == "7"
    assert row.values["name"] == "=A  b"
    assert row.values["summary"] == "two\r\n=lines "
    assert row.values["names"] == (
        ("تدمر", "ar", "official"),
        ("=X", "", "alternative"),
        ("-Y", "fr", "historic"),
        (" Z", "", "official"),
    )
    assert (row.values["precision_m"], row.values["approximate"], row.values["visibility"]) == (None, False, "0.1")


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.json")), ids=lambda path: path.stem)
def test_the_mappings_that_are_kept_can_be_used(path):
    mapping = Mapping.from_json(path.read_text(encoding="utf-8"))
    assert Mapping.from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json", "no JSON"), ("[]", "no JSON object"), ("{}", "kind"), ('{"kind": "photos"}', "photos"),
        ('{"kind": "sites", "colums": {}}', "colums"), ('{"kind": "sites", "columns": {"a": "b"}}', "no field"),
        ('{"kind": "sites", "columns": []}', "type"), ('{"kind": "sites", "columns": {"a": 1}}', "type"),
        ('{"kind": "sites", "scale": "richter"}', "richter"), ('{"kind": "sites", "date_order": "ymd"}', "ymd"),
        ('{"kind": "sites", "separator": ""}', "separator"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_told(text, said):
    with pytest.raises(Fault) as caught:
        Mapping.from_json(text)
    assert said in str(caught.value)


def test_a_mapping_for_another_file_is_told_before_anything_is_read(table_of):
    table = table_of("name,country\nA,SY\n")
    with pytest.raises(Fault, match="does not have"):
        read(table, Mapping(kind="sites", columns={"title": "name", "country": "country"}))
    with pytest.raises(Fault, match="country"):
        read(table, Mapping(kind="sites", columns={"name": "name"}))
