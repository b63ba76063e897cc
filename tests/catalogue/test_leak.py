"""Looters learn nothing: of a protected place no output, order, count or error tells more than its cell.

The protected sites carry canaries: digits and words that stand nowhere else. A reader then takes everything that the
catalogue gives and every address that the resolver knows, and looks for them.
"""

import io
import re
import zipfile
from dataclasses import asdict
from datetime import date
from itertools import product

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone
from factories import WHY, accepted, draft_site, photo, report, reviewer, site, steward, undone

from sites import catalogue, releases, review
from sites.catalogue import Query
from sites.follow import tickets
from sites.models import Article, Entry, Follower, Identifier, Period, Release, Report, Site
from sites.places import BBox, Point, generalise, tile_key
from sites.tongues import in_language
from sites.urls import SPOKEN

pytestmark = pytest.mark.django_db

# class: latitude, longitude, the beginnings of numbers that would tell more than the class
CANARIES = {
    "0.01": (35.4719283, 44.3928175, ("35.471", "44.392")),
    "0.1": (33.5123457, 36.3019283, ("33.51", "36.30")),
    "hidden": (-41.7391846, -112.8264713, ("41.7", "112.8")),
}
WORDS = ("Canary Hollow", "Canary Survey", "990099", "EAMENA-0990099", "7919")
CELL = {"0.01": 0.01, "0.1": 0.1}


def protected(visibility, name="", **said):
    latitude, longitude, _ = CANARIES[visibility if visibility in CANARIES else "0.1"]
    place = site(
        name,
        visibility=visibility,
        latitude=latitude,
        longitude=longitude,
        place="Canary Hollow, north of the well",
        precision_m=7919,
        approximate=True,
        point_source="Canary Survey, sheet 4",
        footprint=outline_about(latitude, longitude),
        identifiers=[("wikidata", "Q990099"), ("eamena", "EAMENA-0990099"), ("osm", "way/990099")],
        **{"names": [("معبد", "ar", "official")], "built": "0130", "summary": "A temple.", "kind": "burial"} | said,
    )
    report(place, "destroyed", verification="confirmed", causes=["looting"])
    report(place, "moderate")
    photo(place)
    return place


def outline_about(latitude, longitude):
    """An outline about the point, with the canary's own digits."""
    ring = [(0, 0), (0.00021, 0), (0.00021, 0.00021), (0, 0)]
    corners = [[round(longitude + right, 7), round(latitude + up, 7)] for right, up in ring]
    return {"type": "Polygon", "coordinates": [corners]}


@pytest.fixture(scope="module")
def aviary(django_db_setup, django_db_blocker, tmp_path_factory):
    """A protected site of every class, each a part of a park and holding a shrine, both of which everybody may find."""
    folder = tmp_path_factory.mktemp("aviary")
    with django_db_blocker.unblock(), undone():
        with override_settings(MEDIA_ROOT=folder):
            park = site("The Park", latitude=10.0, longitude=20.0)
            for visibility, name in zip(CANARIES, ("Wren", "Finch", "Owl"), strict=True):
                site(part_of=protected(visibility, name, part_of=park), latitude=11.0, longitude=21.0)
        yield folder


@pytest.fixture
def canaries(aviary, settings):
    settings.MEDIA_ROOT, settings.EMAIL_HOST, settings.CONTACT = aviary, "mail.example", "desk@example.org"
    return {visibility: Site.objects.get(visibility=visibility) for visibility in CANARIES}


def queries():
    yield Query()
    yield Query(q="owl")
    yield Query(part_of="the-park")
    yield Query(level=("destroyed",), cause=("looting",), kind=("burial",), country=("SY",), contested=False)
    yield Query(bbox=BBox(30, 30, 50, 40), on=date(2015, 8, 25), known=date(2015, 9, 1), sort="since")
    yield Query(bbox=BBox(-180, -90, 180, 90), sort="level")
    yield Query(sort="reports")


def tiles():
    yield from ((z, x, y) for z in (0, 1) for x, y in product(range(1 << z), repeat=2))
    for latitude, longitude, _ in CANARIES.values():
        key = tile_key(latitude, longitude)
        x, y = (sum((key >> 2 * bit + shift & 1) << bit for bit in range(24)) for shift in (0, 1))
        yield from ((z, x >> 24 - z, y >> 24 - z) for z in (6, 12, 18, 24))


def told():
    """By its question, everything that the catalogue answers."""
    answers = {}
    for query in queries():
        page = catalogue.find(query)
        answers[query, "find"] = (page.total, [asdict(entry) for entry in page.items])
        answers[query, "each"] = [entry.slug for entry in catalogue.each(query)]
        answers[query, "numbers"] = (catalogue.count(query), catalogue.unplaced(query))
        answers[query, "choices"] = catalogue.choices(query)
        answers[query, "overview"] = catalogue.overview(query), catalogue.overview(query, view=BBox(30, 30, 50, 40))
        answers[query, "summary"] = catalogue.summary(query), catalogue.bounds(query)
        answers[query, "reports"] = [asdict(one) for one in catalogue.each_report(query)]
        answers[query, "latest"] = catalogue.latest(query)
        answers[query, "articles"] = list(catalogue.each_article(query)), catalogue.articles(query)
    answers["amended"] = catalogue.amended()
    for tile in tiles():
        answers[tile] = catalogue.tile(*tile, Query())
    answers |= {("suggested", name): catalogue.suggest(name) for name in ("wren", "finch", "owl", "معبد", "hollow")}
    for place in Site.objects.all():
        answers[place.slug] = catalogue.site(place.slug)
        answers[place.slug, "then"] = catalogue.site(place.slug, on=date(2015, 8, 25), known=date(2015, 9, 1))
    answers |= {("report", number): catalogue.report(number) for number in numbers(Report)}
    answers |= {("article", number): catalogue.article(number) for number in numbers(Article)}
    answers["entries"] = list(Entry.objects.order_by("pk").values())
    answers["periods"] = [{**row, "id": None} for row in Period.objects.order_by("entry", "since").values()]
    return answers


def numbers(model):
    """Those that exist, and one that does not."""
    return [0, *model.objects.order_by("pk").values_list("pk", flat=True)]


def assert_silent(text, places, words=WORDS):
    for place in places:
        latitude, longitude = place.latitude, place.longitude
        digits = [repr(degrees).split(".")[1][1:] for degrees in (latitude, longitude)]
        finer = CANARIES[place.visibility][2]
        for canary in (*finer, *digits, *words):
            assert not sings(canary, text), (place.visibility, canary, around(text, canary))


def sings(canary, text):
    """Not where digits happen to be some of a longer number, or of a check sum."""
    alone = rf"(?<![0-9a-f]){canary}(?![0-9a-f])" if canary.isdigit() else rf"(?<![0-9]){re.escape(canary)}"
    return re.search(alone, text)


def around(text, canary):
    return text[max(0, text.index(canary) - 120) :][:300]


def test_the_canaries_sing_where_everything_is_open(canaries):
    """Or else this file proves nothing."""
    protected("exact")
    text = repr(told())
    assert all(canary in text for canary in ("33.5123457", "36.3019283", *WORDS))


def test_nothing_that_the_catalogue_says_tells_more_than_the_cell(canaries):
    assert_silent(repr(told()), canaries.values())


@pytest.mark.parametrize("visibility", CANARIES)
def test_a_protected_site_is_shown_as_its_cell_and_no_more(canaries, visibility):
    latitude, longitude, _ = CANARIES[visibility]
    entry = catalogue.site(canaries[visibility].slug).entry
    public = generalise(Point(latitude, longitude), visibility)
    assert (entry.latitude, entry.longitude) == ((public.latitude, public.longitude) if public else (None, None))
    assert (entry.place, entry.point_source, entry.identifiers, entry.precision_m) == ("", "", (), None)
    assert (entry.approximate, entry.cell) == (False, public.cell if public else 0)
    row = Entry.objects.get(slug=entry.slug)
    assert row.tile_key == (tile_key(public.latitude, public.longitude) if public else None)


@pytest.mark.parametrize("visibility", CANARIES)
def test_a_site_is_not_tied_to_another_whose_place_is_better_known(canaries, visibility):
    place = catalogue.site(canaries[visibility].slug)
    assert (place.entry.part_of, place.parts) == (None, ())
    assert catalogue.find(Query(part_of="the-park")).total == 0
    assert catalogue.find(Query(part_of=place.entry.slug)).total == 0
    assert catalogue.site("the-park").parts == ()
    twin = protected(visibility, part_of=canaries[visibility])
    assert catalogue.site(twin.slug).entry.part_of.slug == place.entry.slug, "both are as little known"


def test_words_of_the_place_and_other_registers_find_nothing(canaries):
    for words in ("canary", "hollow", "survey", "Q990099", "990099", "way/990099", "5123457"):
        assert catalogue.count(Query(q=words)) == 0, words
    assert catalogue.count(Query(q="معبد")) == 3


def changed(before, after):
    """The questions that are answered otherwise now."""
    return [question for question in before if before[question] != after[question]]


def edited(one, **said):
    before = review.account(one)
    for name, value in said.items():
        setattr(one, name, value)
    one.save()
    accepted(review.record(one, by=steward(), reason=WHY, before=before))


def moved(place, share):
    """The same cell, another point."""
    public = generalise(Point(place.latitude, place.longitude), place.visibility)
    south, west, north, east = public.bounds if public else (-80.0, -170.0, 80.0, 170.0)
    edited(place, latitude=south + share * (north - south), longitude=east - share * (east - west))


def test_moving_a_place_inside_its_cell_changes_nothing_that_readers_see(canaries):
    before = told()
    for place, share in product(canaries.values(), (0.001, 0.999)):
        moved(place, share)
    assert changed(before, told()) == []


def test_what_is_withheld_can_be_edited_without_anybody_noticing(canaries):
    before = told()
    for one in canaries.values():
        edited(one, place="Elsewhere", precision_m=3, approximate=False, point_source="GPS", part_of=None)
        unsaid = review.account(one)
        Identifier.objects.filter(site=one).delete()
        review.record(one, by=reviewer(), reason=WHY, before=unsaid)
    assert changed(before, told()) == []


@pytest.mark.parametrize("visibility", ["0.01", "0.1", "hidden"])
def test_asking_for_ever_smaller_boxes_ends_at_the_centre_of_the_cell(canaries, visibility):
    place = canaries[visibility]
    found = []
    for axis, limit in (("latitude", 90.0), ("longitude", 180.0)):
        low, high = -limit, limit
        for _ in range(40):
            middle = (low + high) / 2
            box = BBox(-180, low, 180, middle) if axis == "latitude" else BBox(low, -90, middle, 90)
            low, high = (low, middle) if catalogue.count(Query(q=place.name, bbox=box)) else (middle, high)
        found.append(high)
    if visibility == "hidden":
        assert found == [90.0, 180.0], "it is in no box, not even in that of the whole earth"
        return
    public = generalise(Point(place.latitude, place.longitude), visibility)
    assert found == pytest.approx([public.latitude, public.longitude], abs=1e-8)
    assert catalogue.count(Query(q=place.name, bbox=around_exactly(place))) == 0


def around_exactly(place):
    return BBox(place.longitude - 1e-5, place.latitude - 1e-5, place.longitude + 1e-5, place.latitude + 1e-5)


def test_protection_that_comes_late_leaves_nothing_behind(canaries):
    place = protected("exact", "Late Temple")
    seen = catalogue.site(place.slug).entry
    assert (seen.latitude, seen.precision_m, seen.place[:6]) == (33.5123457, 7919, "Canary")
    edited(place, summary="A temple in Canary Hollow.", latitude=33.5123458)
    edited(place, summary="A temple.", latitude=33.5123457)
    for visibility in ("0.1", "hidden", "0.1"):
        edited(place, visibility=visibility)
        text = repr(told())
        for canary in ("33.51", "36.30", "5123457", "3019283", *WORDS):
            assert not sings(canary, text), (visibility, around(text, canary))
    entry = catalogue.site(place.slug).entry
    assert (entry.latitude, entry.longitude, entry.cell) == (33.55, 36.35, 0.1)
    review.withdraw(place, by=reviewer(), reason=WHY)
    assert "Late Temple" not in repr(told())


def test_building_the_catalogue_anew_tells_no_more(canaries):
    catalogue.rebuild()
    assert_silent(repr(told()), canaries.values())


def test_an_unknown_and_an_unpublished_site_are_answered_alike():
    hidden = draft_site("A draft")
    review.merge(hidden, draft_site("Gone"), by=reviewer(), reason=WHY)
    assert catalogue.site("a-draft") is catalogue.site("gone") is catalogue.site("never-was") is None
    refusals = []
    for slug, parameter in product(("a-draft", "never-was"), ("site", "part_of")):
        with pytest.raises(catalogue.BadQuery) as refused:
            catalogue.find(Query(**{parameter: slug}))
        refusals.append(str(refused.value.fault).replace(slug, "…"))
    assert len(set(refusals)) == 1


# ── over HTTP

FILTERS = ("", "?q=owl", "?level=destroyed&sort=since", "?bbox=30,30,50,40", "?on=2015-08-25&known=2015-09-01")
OF_ONE = {"site", "report", "article", "photo", "tile", "site_atom", "badge", "api_item", "release_file"}
OF_ONE |= {"site_place", "site_preview", "report_preview", "article_preview", "follow_confirm", "follow_stop"}
OF_ONE |= {"styleguide_photo"}
WITH_WORDS = {pattern.name for pattern in SPOKEN}
NOT_THERE = {"api_missing", "change_password"}  # what names nothing, and what leads to the desk
FORMS = ("bib", "ris", "csl.json", "txt")
TICKET = re.compile(rb'name="ticket" value="[^"]*"')  # which tells when a form was opened
CITED = ("site", "report", "article")
MEMBERS = ("sites.csv", "reports.csv", "articles.csv", "citations.csv", "datapackage.json", "README.md")
OF_ONE |= {f"{name}_{form}" for name in CITED for form in ("citation", "geojson", "jsonld")}


def addresses():
    """Every public address, by the name of its pattern."""
    given = {
        "site": [{"slug": slug} for slug in [*Site.objects.values_list("slug", flat=True), "never-was"]],
        "report": [{"number": number} for number in numbers(Report)],
        "article": [{"number": number} for number in numbers(Article)],
        "photo": [{"sha256": sha256, "width": 24} for sha256 in [*photos(), "0" * 64]],
        "styleguide_photo": [{"sha256": "sample-alone", "width": 640}],
        "list_citation": [{"form": form} for form in FORMS],
        "tile": [{"z": z, "x": x, "y": y} for z, x, y in tiles() if z in (0, 6, 12, 18)],
    }
    collections = {"sites": Site, "reports": Report, "articles": Article}
    given |= {name: [{"name": one} for one in [*collections, "drafts"]] for name in ("api_collection", "api_items")}
    given["api_item"] = [
        {"name": name, "number": number} for name, model in collections.items() for number in numbers(model)
    ]
    given["sitemap_part"] = [{"kind": kind, "part": 1} for kind in ("pages", *collections)]
    given["api_missing"] = [{"rest": "collections/sites/queryables"}]
    given |= {f"{name}_citation": [one | {"form": form} for one in given[name] for form in FORMS] for name in CITED}
    given |= dict.fromkeys(("site_atom", "badge", "site_place"), given["site"])
    given |= {f"{name}_preview": given[name] for name in CITED}
    given |= {f"{name}_{kind}": given[name] for name in CITED for kind in ("geojson", "jsonld")}
    given["release"] = [{"version": one.version} for one in Release.objects.all()]
    given["release_file"] = [
        {"version": one.version, "name": file} for one in Release.objects.all() for file in ("package.zip", *MEMBERS)
    ]
    given |= {name: [{"before": "1", "after": "1"}] for name in ("changes", "changes_csv", "changes_json")}
    for name, purpose in {"follow_confirm": tickets.CONFIRM, "follow_stop": tickets.STOP}.items():
        keys = Follower.objects.values_list("key", flat=True)
        given[name] = [{"token": token} for token in ("nothing", *(tickets.link(purpose, key) for key in keys))]
    for name in public_names():
        for kwargs in given.get(name, [{}]):
            address = reverse(name, kwargs=kwargs)
            yield from ((name, one) for one in [address, *([in_language(address, "ar")] * (name in WITH_WORDS))])


def photos():
    return [one.sha256 for place in Site.objects.all() for one in place.photos.all()]


def public_names():
    """The names of all patterns but those of the desk, which asks every visitor to sign in."""
    return [pattern.name for pattern in get_resolver("sites.urls").url_patterns]


def crawled():
    """By address, the status, the headers and the body of every answer an anonymous reader gets."""
    answers, client = {}, Client()
    if not Release.objects.exists():
        releases.release("1")
    if not Follower.objects.exists():
        followed = {"query": "q=owl", "language": "en", "asked_at": timezone.now(), "confirmed": True}
        Follower.objects.create(email="reader@example.org", digest="of that", **followed)
    for name, address in addresses():
        for filters in FILTERS if name not in OF_ONE else ("",):
            answer = client.get(address + filters)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            headers = {key: value for key, value in answer.headers.items() if key not in ("ETag", "Last-Modified")}
            answers[address + filters] = (answer.status_code, headers, TICKET.sub(b"", unpacked(body)))
    return answers


def unpacked(body):
    """A workbook is a ZIP archive: what it holds, so that compression hides nothing."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def searchable(answers):
    return "\n".join(
        f"{address} {status} {headers} {body.decode(errors='replace') if b'RIFF' not in body[:4] else ''}"
        for address, (status, headers, body) in answers.items()
    )


def test_every_address_is_crawled_and_none_tells_more_than_the_cell(canaries):
    answers = crawled()
    assert {name for name, _ in addresses()} == set(public_names())
    assert {name for name, address in addresses() if answers[address][0] == 200} == {*public_names()} - NOT_THERE
    assert {status for status, _, _ in answers.values()} <= {200, 301, 302, 400, 404}
    assert answers[reverse("home")][0] == answers[reverse("sites_csv")][0] == 200
    assert canaries["0.1"].name in searchable(answers)
    assert_silent(searchable(answers), canaries.values())


def test_no_address_answers_otherwise_when_a_place_moves_inside_its_cell(canaries):
    before = crawled()
    for place in canaries.values():
        moved(place, 0.3)
    edited(canaries["0.1"], place="Elsewhere", precision_m=3)
    assert changed(before, crawled()) == []
