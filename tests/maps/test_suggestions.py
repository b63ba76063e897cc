"""What the search field suggests to a reader who has begun to type a name."""

import pytest


@pytest.fixture
def suggested(client, scene):
    return lambda text: client.get("/suggest.json", {"q": text}).json()["sites"]


def test_a_site_is_suggested_with_all_that_tells_it_from_others(suggested, scene):
    site = scene.site("temple-of-bel", 34.5473, 38.2741, names=[("معبد بل", "ar")])
    scene.report(site, "destroyed")
    assert suggested("temple be") == [
        {
            "number": site.pk,
            "slug": "temple-of-bel",
            "name": "Temple Of Bel",
            "matched": "",
            "called": None,
            "native": {"text": "معبد بل", "language": "ar"},
            "kind": "Monument, arch, tower or memorial",
            "country": "Syria",
            "level": "destroyed",
            "at": [34.5473, 38.2741],
            "cell": None,
        }
    ]


def test_it_tells_by_which_other_name_a_site_was_found(suggested, scene):
    scene.site("aleppo", names=[("حلب", "ar"), ("Alep", "fr"), ("Halab", "de")])
    assert [site["matched"] for site in suggested("حل")] == ["حلب"]
    assert [site["matched"] for site in suggested("halab")] == ["Halab"]
    assert [site["matched"] for site in suggested("alepp")] == [""]


def test_of_a_protected_site_it_tells_the_cell_and_of_a_hidden_one_no_place(suggested, scene):
    scene.site("tomb-one", 34.5473, 38.2741, visibility="0.1")
    scene.site("tomb-two", 34.5473, 38.2741, visibility="hidden")
    one, two = sorted(suggested("tomb"), key=lambda site: site["slug"])
    south, west, north, east = one["cell"]
    assert south < 34.5473 < north
    assert west < 38.2741 < east
    assert one["at"] == pytest.approx([(south + north) / 2, (west + east) / 2])
    assert (two["at"], two["cell"]) == (None, None)


def test_eight_are_enough_and_nothing_is_suggested_for_nothing(suggested, scene):
    for number in range(10):
        scene.site(f"tower-{number}")
    assert len(suggested("tower")) == 8
    assert suggested("") == suggested("  ") == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [("q=a&level=none", "level"), ("q=a&q=b", "q"), ("q=" + "a" * 501, "q"), ("query=a", "query")],
)
def test_what_cannot_be_asked_is_named(asked, field, client, db):
    response = client.get(f"/suggest.json?{asked}")
    assert response.status_code == 400
    assert response.json()["field"] == field
    assert response.json()["message"]


def test_a_browser_asks_whether_its_copy_still_stands(client, scene):
    scene.site("temple")
    first = client.get("/suggest.json", {"q": "temple"})
    assert first["Cache-Control"] == "public, no-cache"
    again = {"If-None-Match": first["ETag"]}
    assert client.get("/suggest.json", {"q": "temple"}, headers=again).status_code == 304
    scene.site("temple-of-bel")
    assert client.get("/suggest.json", {"q": "temple"}, headers=again).status_code == 200


def test_it_is_only_read(client, db):
    assert client.post("/suggest.json", {"q": "temple"}).status_code == 405
