"""A file may be saved in whatever way the programs of any country save it: it brings the same sites, or is refused."""

import codecs

import pytest
from arriving import bring, mapped

from sites.arrivals import Faulty
from sites.models import Decision, Site
from sites.terms import Fault

pytestmark = pytest.mark.django_db

SITES = [
    ("m1", "الجامع النوري الكبير", "IQ", 36.3433, 43.1264, "المسجد\nالجامع في المدينة القديمة"),
    ("m2", "متحف الموصل الحضاري", "IQ", 36.3378, 43.1386, "متحف، تأسس سنة 1952"),
]
ENCODINGS = {
    "utf-8": str.encode,
    "utf-8 with its mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "cp1256": lambda text: text.encode("cp1256"),
}
WRITTEN = {
    "points": str,
    "commas": lambda degrees: str(degrees).replace(".", ","),
    "degrees, minutes, seconds": lambda degrees: in_seconds(degrees),
}


def in_seconds(degrees):
    minutes, seconds = divmod(round(degrees * 3600, 2), 60)
    hours, minutes = divmod(minutes, 60)
    return f'{hours:.0f}°{minutes:.0f}\'{seconds:.2f}""'


def table(separator=";", end="\r\n", degrees=str, rows=SITES):
    lines = [separator.join(["id", "name", "country", "lat", "lon", "kind", "note"])]
    for key, name, country, latitude, longitude, note in rows:
        cells = [key, name, country, degrees(latitude), degrees(longitude), "religious", note]
        lines.append(separator.join(f'"{cell}"' for cell in cells))
    return end.join(lines) + end


def brought(path, data):
    path.write_bytes(data)
    bring(path, mapped(note="summary"), publish=True)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("separator", "end"), [(";", "\r\n"), (",", "\n"), ("\t", "\r")], ids=repr)
@pytest.mark.parametrize("degrees", WRITTEN)
def test_the_same_sites_come_out_of_it(tmp_path, encoding, separator, end, degrees):
    brought(tmp_path / "survey.csv", ENCODINGS[encoding](table(separator, end, WRITTEN[degrees])))
    found = Site.objects.order_by("pk").values_list("name", "country", "latitude", "longitude", "summary")
    for (name, country, latitude, longitude, summary), known in zip(found, SITES, strict=True):
        assert (name, country) == known[1:3]
        assert (latitude, longitude) == pytest.approx(known[3:5], abs=1e-5)
        assert " ".join(summary.split()) == " ".join(known[5].split())


FIRST, SECOND = SITES


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (table(rows=[(*FIRST[:5], "a\0b"), SECOND]), "NUL"),
        (table(rows=[(*FIRST[:5], "x" * 1_000_000), SECOND]), "Line 2 has more than 1000000 characters"),
        (table(rows=[(*FIRST[:5], "many lines\n" * 100_000), SECOND]), "more than"),
    ],
    ids=["nul", "a million letters", "a million letters in lines"],
)
def test_what_is_no_table_is_refused_and_nothing_is_written(tmp_path, data, said):
    with pytest.raises(Fault, match=said):
        brought(tmp_path / "survey.csv", data.encode())
    assert (Site.objects.count(), Decision.objects.count()) == (0, 0)


def test_places_the_other_way_round_are_told_by_their_rows(tmp_path):
    swapped = [
        (key, name, country, longitude, latitude, note) for key, name, country, latitude, longitude, note in SITES
    ]
    with pytest.raises(Faulty) as refused:
        brought(tmp_path / "survey.csv", table(rows=swapped).encode())
    told = [(one.row, str(one.fault)) for one in refused.value.preview.faults]
    assert len(told) == 2
    assert all("the other way round" in text for _row, text in told)
    assert (Site.objects.count(), Decision.objects.count()) == (0, 0)
