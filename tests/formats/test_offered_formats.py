"""Whatever the format: the same rows under the same filters, nothing that the catalogue does not give, no leftovers."""

import struct
import tempfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.formats import FORMATS, OFFERS

ADDRESSES = [f"/{offer.path}" for offer in OFFERS]
PLACED = [
    "/sites.xlsx", "/sites.geojson", "/sites.gpkg", "/sites.kml", "/sites.jsonld", "/sites.lpf.json",
    "/reports.geojson", "/reports.gpkg", "/reports.kml",
]  # fmt: skip
CANARY = (33.5123457, 36.3019283)
FINEST = {"0.01": (b"33.512", b"36.301"), "0.1": (b"33.51", b"36.30"), "hidden": (b"33.5", b"36.3")}
every_address = pytest.mark.parametrize("address", ADDRESSES)
every_offer = pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.path)


def test_each_dataset_is_offered_in_the_formats_that_can_hold_it():
    assert ADDRESSES == [
        "/sites.xlsx", "/sites.geojson", "/sites.gpkg", "/sites.kml", "/sites.jsonld", "/sites.lpf.json",
        "/reports.xlsx", "/reports.geojson", "/reports.gpkg", "/reports.kml", "/reports.jsonld",
        "/articles.xlsx", "/articles.jsonld",
    ]  # fmt: skip


@every_offer
def test_a_file_says_what_it_is_and_what_it_is_called(scene, client, offer):
    scene.report(scene.site("temple"))
    answer = client.get(f"/{offer.path}?on=2015-08-25&known=2015-09-01")
    b"".join(answer.streaming_content)
    assert answer["Content-Type"] == offer.format.media_type
    name = f"heritage-damage-tracker-{offer.dataset.name}-on-2015-08-25-known-2015-09-01.{offer.format.extension}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@every_address
def test_a_filter_leaves_out_of_a_file_what_it_leaves_out_of_the_list(scene, body, unpacked, address):
    scene.report(scene.site("arch"), "severe", article=scene.article("On the arch"))
    scene.report(scene.site("temple"), "destroyed", article=scene.article("On the temple"))
    whole, filtered = unpacked(body(address)), unpacked(body(address, level="severe"))
    for named in (b"arch", b"temple"):
        assert named in whole.lower()
    assert b"arch" in filtered.lower()
    assert b"temple" not in filtered.lower()


@every_address
@pytest.mark.parametrize("query", ["page=2", "level=ruined", "on=2015-02-30", "excel=1", "part_of=nowhere"])
def test_a_parameter_that_cannot_be_used_is_refused_before_the_first_byte(scene, client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert not answer.streaming
    assert query.split("=")[0] in answer.content.decode()


@every_address
def test_a_file_can_only_be_read(scene, client, address):
    assert client.post(address).status_code == 405


@every_address
def test_an_empty_record_is_an_empty_file_not_an_error(db, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)


@every_address
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


def tells(download, digits):
    """Whether the digits of a number, or the number as databases keep it, stand in a file."""
    numbers = [struct.pack(order, degrees) for degrees in CANARY for order in ("<d", ">d")]
    return any(one in download for one in (*digits, *numbers))


@every_address
@pytest.mark.parametrize("visibility", FINEST)
def test_no_byte_of_any_file_tells_more_of_a_protected_site_than_its_class(scene, body, unpacked, address, visibility):
    site = scene.site("tell", *CANARY, visibility=visibility, place="By the well", point_source="A guard", built="0193")
    scene.report(site)
    download = unpacked(body(address))
    assert not tells(download, FINEST[visibility])
    assert b"By the well" not in download
    assert b"A guard" not in download


@pytest.mark.parametrize("address", PLACED)
def test_the_exact_place_of_a_monument_that_everybody_can_find_is_there(scene, body, unpacked, address):
    scene.report(scene.site("arch", *CANARY))
    assert tells(unpacked(body(address)), (b"33.5123457",))


@every_address
def test_no_file_is_left_behind_when_a_reader_has_it_or_goes_away(scene, client, address, tmp_path, monkeypatch):
    scene.report(scene.site("temple"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "for-a-while"))
    (tmp_path / "for-a-while").mkdir()
    b"".join(client.get(address).streaming_content)
    left = client.get(address)
    next(iter(left.streaming_content))
    left.close()
    assert list((tmp_path / "for-a-while").iterdir()) == []


@pytest.mark.parametrize("one", FORMATS.values(), ids=FORMATS)
def test_a_format_is_explained(one, client, db):
    page = client.get("/data/").content.decode()
    assert one.about in page
    assert f".{one.extension}" in page
    assert all(f'href="/{name}.{one.extension}"' in page for name in one.datasets)


@every_address
def test_nobody_who_edits_is_named(scene, body, unpacked, address):
    scene.report(scene.site("temple"))
    download = unpacked(body(address)).lower()
    assert scene.editor.username.encode() not in download
    assert scene.reviewer.username.encode() not in download
