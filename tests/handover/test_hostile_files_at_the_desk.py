"""Files that are no tables, or made to harm: a message on the page, and nothing is kept or written."""

import gzip
import io
import zipfile

import openpyxl
import pytest
from file_in_hand import kept, said

from sites.handover import keeping
from sites.models import HandedIn, Import, Site

ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><kml><Document><name>&a;</name></Document></kml>'


def zipped(name, content):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


HOSTILE = {
    "empty": b" \n \n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "a text": b"%PDF-1.7\n",
    "half a packed file": gzip.compress(b"name,kind\n" * 5000)[:40],
    "entities": ENTITIES.encode(),
    "no workbook": zipped("notes.txt", "hello"),
    "broken JSON": b'{"type": "FeatureCollection", "features": [',
    "a thousand columns": ",".join(f"column {number}" for number in range(1000)).encode() + b"\n1\n",
    "packed twice": gzip.compress(gzip.compress(b"name\nGate\n")),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_table_is_refused_in_words_and_not_kept(editor, what):
    page = editor.hand_in(HOSTILE[what], name="strange.csv")
    assert page.status_code == 200, page
    assert "Nothing was handed in yet" in said(page)
    assert not kept()
    assert not HandedIn.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_what_to_do(editor, monkeypatch):
    monkeypatch.setattr("sites.handover.receiving.MOST_MB", 0)
    assert "divide it" in said(editor.hand_in("name\nGate\n"))
    assert not kept()


def test_a_packed_file_that_breaks_off_is_refused(editor):
    rows = "".join(f"{number},Gate {number},monument,SY\n" for number in range(5_000))
    packed = gzip.compress(f"id,name,kind,country\n{rows}".encode())
    assert "damaged or breaks off" in said(editor.hand_in(packed[:-500], name="sites.csv.gz"))
    assert not kept()


def test_five_hundred_columns_make_a_page_that_can_be_sent(editor):
    headers = ["id", "name", "kind", "country", *(f"column {number}" for number in range(496))]
    columns = editor.hand_in(",".join(headers) + "\n1,Gate,monument,SY\n").url
    page = said(editor.get(columns))
    assert "300 further columns" in page
    editor.carry_out(editor.confirm(columns).url)
    assert Site.objects.get().name == "Gate"


def test_markup_in_a_file_is_shown_as_text(editor):
    columns = editor.hand_in('id,name,kind,<b>x\n1,<script>alert(1)</script>,"<i>kind",1\n').url
    page = said(editor.get(columns)) + said(editor.confirm(columns, **{"constant-country": "SY"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nul_bytes_in_a_form_harm_nothing(editor):
    columns = editor.hand_in("id,name,kind,country\n1,Gate,monument,SY\n").url
    answer = editor.confirm(columns, dataset="a\0b", **{"column-1": "na\0me", "constant-kind": "\0"})
    assert answer.status_code in (200, 302)
    assert not Import.objects.exists()


def test_a_field_that_does_not_exist_is_refused_on_the_page(editor):
    columns = editor.hand_in("id,name,kind,country\n1,Gate,monument,SY\n").url
    page = editor.confirm(columns, **{"column-1": "state"})
    assert "is no field of sites" in said(page)


def test_a_missing_column_is_told_on_the_page(editor):
    page = editor.confirm(editor.hand_in("ref,what\n1,Gate\n").url)
    assert "No column is used for the name" in said(page)


def test_a_workbook_comes_in_too(editor):
    written = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["id", "name", "kind", "country"], [1, "Gate", "monument", "SY"]):
        book.active.append(row)
    book.save(written)
    columns = editor.hand_in(written.getvalue(), name="sites.xlsx").url
    editor.carry_out(editor.confirm(columns).url)
    assert Site.objects.get().name == "Gate"


def test_a_file_that_is_gone_is_told_of(editor):
    columns = editor.hand_in("id,name,kind,country\n1,Gate,monument,SY\n").url
    handed = HandedIn.objects.get()
    keeping.drop(handed)
    page = editor.get(columns, follow=True)
    assert "hand it in anew" in said(page)
