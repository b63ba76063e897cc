"""A reader opens our workbooks in a spreadsheet: openpyxl and LibreOffice read them here, and CSV files beside them."""

import re
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from exports.test_csv_files import PAYLOADS

from sites.exports import DATASETS, csv_lines
from sites.formats import FORMATS, xlsx

FORMULA = re.compile(r'table:formula="([^"]*)"')
# Parted at commas, semicolons and tabs alike, as by the least careful of spreadsheets.
AT_EVERYTHING = "CSV:44/59/9,34,76,1"


@pytest.fixture
def libreoffice(tmp_path):
    """Opens files, and says what it took for a formula in each."""

    def opened(*paths, parted=""):
        profile = tmp_path / "profile"
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        command += [f"--infilter={parted}"] if parted else []
        out = tmp_path / "opened"
        command += ["--convert-to", "fods", "--outdir", out, *paths]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return {path.name: FORMULA.findall((out / f"{path.stem}.fods").read_text()) for path in paths}

    return opened


@pytest.fixture
def hostile(scene, values):
    """Values of each dataset with every payload in every text."""
    article = scene.article("Article", publisher="Publisher")
    scene.report(scene.site("tomb", names=[("قبر", "ar")]), article=article)
    (entry,), (report,), ((cited, count),) = map(values, DATASETS)

    def laid(value, *fields):
        return [replace(value, **dict.fromkeys(fields, text)) for text in PAYLOADS]

    return {
        "sites": laid(entry, "name", "summary", "place", "point_source"),
        "reports": laid(report, "summary", "attributed_to", "source_value", "source_scale"),
        "articles": [(one, count) for one in laid(cited, "title", "publisher", "authors", "origin", "url")],
    }


def test_no_text_of_any_file_is_a_formula_in_libreoffice(hostile, written, libreoffice, tmp_path):
    files, tables = [], []
    for dataset, laid in hostile.items():
        files.append(written("xlsx", dataset, laid))
        tables.append(tmp_path / f"{dataset}-table.csv")
        tables[-1].write_text("".join(csv_lines(DATASETS[dataset], laid, "https://heritage.example")), newline="")
    careless = tmp_path / "careless.csv"
    careless.write_text("name\r\n=1+1\r\n")
    assert libreoffice(*files) == {path.name: [] for path in files}
    assert libreoffice(*tables, careless, parted=AT_EVERYTHING) == {
        **{path.name: [] for path in tables},
        "careless.csv": ["of:=1+1"],
    }


def test_no_text_of_any_workbook_is_a_formula_in_openpyxl(hostile, written):
    for dataset, laid in hostile.items():
        sheet = openpyxl.load_workbook(written("xlsx", dataset, laid))[dataset]
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert kinds == {"s", "n"}
        assert sheet._hyperlinks == []
        assert sheet.max_row == len(laid) + 1


def test_the_writers_own_markup_in_a_text_is_text(scene, values, written):
    scene.site("tomb")
    forged = '<r><t>x</t></r></is></c><c r="B9"><f>1+1</f></c><c r="C9" t="inlineStr"><is><r><t>y</t></r>'
    path = written("xlsx", "sites", [replace(one, name=forged) for one in values("sites")])
    sheet = openpyxl.load_workbook(path)["sites"]
    assert sheet["D2"].value == f"{forged} "
    assert sheet["B9"].value is None


def test_a_workbook_has_the_rows_of_the_csv_file_as_numbers_and_texts(scene, kept):
    site = scene.site("arch", 34.55, 38.27, name="Arch", names=[("قوس", "ar")])
    scene.report(site, "destroyed", "2015-10-04")
    sheet = openpyxl.load_workbook(kept("/sites.xlsx"))["sites"]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert head == [column.name for column in DATASETS["sites"].columns]
    told = dict(zip(head, row, strict=True))
    assert (told["number"], told["latitude"], told["longitude"]) == (site.pk, 34.55, 38.27)
    assert (told["since"], told["contested"], told["native_name"]) == ("2015-10-04", "no", "قوس")
    assert told["coordinate_cell_degrees"] == 0
    assert told["recovery"] is None
    assert sheet.freeze_panes == "A2"


def test_a_second_sheet_explains_each_column_and_names_the_licence(db, kept):
    book = openpyxl.load_workbook(kept("/reports.xlsx"))
    assert book.sheetnames == ["reports", "columns"]
    lines = [[cell.value for cell in line] for line in book["columns"].iter_rows()]
    columns = DATASETS["reports"].columns
    assert [line[0] for line in lines[1 : len(columns) + 1]] == [column.name for column in columns]
    assert [line[2] for line in lines[1 : len(columns) + 1]] == [column.meaning for column in columns]
    assert lines[1][1] == "whole number"
    assert lines[-1] == ["licence", None, "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"]


def test_it_says_on_which_day_it_was_made_and_at_no_moment(db, kept):
    made = openpyxl.load_workbook(kept("/sites.xlsx")).properties.created
    assert (made.hour, made.minute, made.second) == (0, 0, 0)


def test_what_xml_cannot_hold_is_left_out_and_what_looks_like_an_escape_stays(scene, values, written):
    scene.site("tomb")
    path = written(
        "xlsx", "sites", [replace(one, name="A\x1bB\x00\ufffe", summary="_x0041_") for one in values("sites")]
    )
    sheet = openpyxl.load_workbook(path)["sites"]
    assert sheet["D2"].value == "AB"
    assert unescaped(sheet["M2"].value) == "_x0041_"


def unescaped(text):
    """As spreadsheets read it, and openpyxl does not."""
    return re.sub("_x005F(?=_x[0-9A-F]{4}_)", "", text)


@pytest.mark.parametrize("dataset", ["sites", "reports"])
def test_more_rows_than_a_workbook_is_made_of_are_refused_with_a_way_on(scene, client, monkeypatch, dataset):
    for slug in ("arch", "temple", "tower"):
        scene.report(scene.site(slug))
    monkeypatch.setattr("sites.formats.xlsx.MOST_ROWS", 2)
    answer = client.get(f"/{dataset}.xlsx")
    assert answer.status_code == 400
    assert "at most 2 rows" in answer.content.decode()
    assert "CSV file" in answer.content.decode()
    few = client.get(f"/{dataset}.xlsx?q=arch")
    assert b"".join(few.streaming_content).startswith(b"PK")


def test_a_text_that_is_longer_than_a_cell_is_refused_not_cut(scene, client):
    scene.site("tomb", summary="x" * 32_767)
    assert b"".join(client.get("/sites.xlsx").streaming_content).startswith(b"PK")
    scene.site("tower", summary="x" * 32_768)
    answer = client.get("/sites.xlsx")
    assert answer.status_code == 400
    assert "32,768 characters in the column “summary”" in answer.content.decode()


def test_the_page_on_the_data_says_the_limits_as_they_are(client, db):
    page = client.get("/data/").content.decode()
    assert f"{xlsx.MOST_ROWS:,}" in page
    assert f"{xlsx.LONGEST:,}" in page
    assert FORMATS["xlsx"].check_rows is xlsx.check_rows
