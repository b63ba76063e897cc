"""A place that becomes better hidden is hidden at once and everywhere, and nothing that is written aside keeps it."""

import ast
import logging
import re
from pathlib import Path

import factories
import pytest
from aviary import edit, heard, songs, spot
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse
from readers import Answer, addresses

from sites import catalogue, releases, review
from sites.exports import shelf
from sites.models import Decision, Entry, Site

pytestmark = pytest.mark.django_db
HOUSE = Path(catalogue.__file__).parent.parent
PUBLIC = ("drawings", "exports", "formats", "citations", "feeds", "maps", "pages", "api", "releases", "follow")
PUBLIC += ("templatetags", "previews", "overviews", "offline", "styleguide", "tongues", "wordings", "sentences")
OWN = {"releases": {"Release"}, "follow": {"Follower", "Letter"}}  # the models that two of them know
EXACT = {"latitude", "longitude", "footprint", "point_source", "precision_m", "place", "visibility"}
PLAIN = spot("plain", "exact")
WHOLE = ("/", "/sites/", "/sites.csv", "/sites.geojson", "/reports.csv", "/feeds/reports.atom", "/map/0/0/0.json",
         "/data/package.zip", "/sites.kml", "/sites.gpkg", "/sites.xlsx")  # fmt: skip


@pytest.fixture
def tower(monkeypatch):
    """A site that everybody may find, of which everything was fetched before, with lines of the file kept on disk."""
    monkeypatch.setattr(shelf, "KEPT_FROM", 1)
    said = {"latitude": PLAIN[0], "longitude": PLAIN[1], "country": "FJ", "place": "Canary Hollow"}
    tower = factories.site("Tower", identifiers=[("wikidata", "Q990099")], point_source="Canary Survey", **said)
    factories.report(tower, "destroyed", event="2015-08-23")
    factories.photo(tower)
    return tower


def fetched(site, release=""):
    browser, asked = Client(raise_request_exception=False), [*WHOLE, *addresses([site])]
    asked = [one for one in dict.fromkeys(asked) if not one.startswith("/releases/") and "?" not in one]
    if release:
        asked += [f"/releases/{release}/{name}" for name in ("sites.csv", "package.zip")]
    return {address: Answer(browser.get(address)) for address in asked}


def finer(site, seen):
    """What of the answers tells more than the class of the site as it stands; words and registers too."""
    words = [b"Hollow", b"Canary Survey", b"Q990099"]
    hidden = type(site)(visibility=site.visibility, latitude=PLAIN[0], longitude=PLAIN[1])
    hunted = [*words, *songs(hidden)]
    return {address: told for address, one in seen.items() if (told := heard(hunted, one.all))}


def test_whatever_becomes_of_a_site_nothing_tells_more_than_its_class_at_that_moment(tower):
    assert finer(tower, fetched(tower)), "open, it is found by the same search"
    for visibility in ("0.1", "hidden", "0.1"):
        edit(tower, visibility=visibility)
        assert finer(tower, fetched(tower)) == {}, visibility
    releases.release("later")
    assert finer(tower, fetched(tower, "later")) == {}, "a release of today tells no more"
    review.withdraw(tower, by=factories.reviewer(), reason="Was it there?")
    gone = fetched(tower)
    assert finer(tower, gone) == {}
    assert gone[f"/sites/{tower.slug}/"].status == 410
    review.publish(tower, by=factories.reviewer(), reason="It was.")
    assert finer(tower, fetched(tower)) == {}
    edit(tower, visibility="exact")
    assert finer(tower, fetched(tower)), "open again"


def test_a_merged_site_stays_as_hidden_as_the_better_hidden_of_the_two(tower):
    hidden = factories.site("Shrine", visibility="0.1", country="FJ", latitude=PLAIN[0], longitude=PLAIN[1])
    review.merge(hidden, tower, by=factories.steward(), reason="One.", taken=["point", "place"])
    hidden.refresh_from_db()
    assert (hidden.visibility, finer(hidden, fetched(hidden))) == ("0.1", {})
    with pytest.raises(review.Refused), transaction.atomic():
        edit(hidden, by=factories.editor(), visibility="exact")
    hidden.refresh_from_db()
    assert (hidden.visibility, finer(hidden, fetched(hidden))) == ("0.1", {})


def test_an_earlier_version_that_comes_back_shows_no_more_of_the_place(tower):
    opened = Decision.objects.filter(kind="site", number=tower.pk).order_by("id").first()
    edit(tower, visibility="hidden", summary="A tower.")
    desk, last = Client(), Decision.objects.order_by("-id").first()
    desk.force_login(factories.reviewer())
    address = reverse("admin:heritage_site_restore", args=[tower.pk, opened.pk])
    desk.post(address, {"reason": "As it was.", "seen": last.pk})
    tower.refresh_from_db()
    assert (tower.summary, tower.visibility) == ("", "hidden")
    assert finer(tower, fetched(tower)) == {}


def test_lines_that_were_kept_on_disk_tell_no_more_than_what_stands(tower, settings):
    list(exports_of_all())
    kept = b"".join(path.read_bytes() for path in Path(settings.DATA_DIR, "files").rglob("*") if path.is_file())
    assert b"Canary Hollow" in kept, "or else this proves nothing"
    edit(tower, visibility="hidden")
    assert b"Canary" not in b"".join(exports_of_all())


def exports_of_all():
    return Client().get("/sites.csv").streaming_content


def test_a_new_site_of_which_nobody_says_what_may_be_seen_is_not_shown_exactly():
    assert Site._meta.get_field("visibility").default == "0.1"
    site = Site.objects.create(name="New", slug="new", kind="religious", country="FJ", latitude=PLAIN[0], longitude=0.5)
    review.record(site, by=factories.editor(), reason="New.")
    review.publish(site, by=factories.reviewer(), reason="So it is.")
    entry = Entry.objects.get(pk=site.pk)
    assert (entry.visibility, entry.cell, entry.footprint) == ("0.1", 0.1, None)


def test_no_log_and_no_entry_of_the_desk_holds_an_exact_place(tower, caplog):
    """With errors of every kind provoked, and the log at its chattiest but one."""
    edit(tower, visibility="hidden")
    browser = Client(raise_request_exception=False)
    browser.force_login(factories.steward())
    with caplog.at_level(logging.INFO):
        fetched(tower)
        page = f"/admin/heritage/site/{tower.pk}/change/"
        browser.get(page)
        browser.post(page, {"name": "", "latitude": "north", "longitude": "91919"})
        browser.get(f"/admin/heritage/site/{tower.pk}/history/")
        browser.get("/admin/heritage/site/?q=tower")
        Client().post("/admin/login/", {"username": "x", "password": "y"})
        catalogue.rebuild()
        edit(tower, latitude=PLAIN[0] + 0.001, summary="Moved.")
    assert len(caplog.records) > 20
    written = "\n".join(f"{one.getMessage()} {one.args!r} {one.exc_text or ''}" for one in caplog.records)
    written += repr([(one.object_repr, one.change_message) for one in LogEntry.objects.all()])
    assert heard(songs(tower), written.encode()) == []
    assert "Hollow" not in written


@pytest.mark.parametrize("path", [path for room in PUBLIC for path in sorted((HOUSE / room).rglob("*.py"))],
                         ids=lambda path: str(path.relative_to(HOUSE)))  # fmt: skip
def test_a_public_room_names_no_record_that_holds_an_exact_place(path):
    """What it reads of a place is read of values of the catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    doors = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "models" in (node.module or "")]
    taken = {alias.name for door in doors if door.module != "django.db.models" for alias in door.names}
    assert taken <= OWN.get(path.parent.name, set())
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if re.search(r"heritage_(site|identifier|amendment|decision)|\bSELECT\b", text)]


def test_the_read_gate_asks_the_database_for_no_exact_place(tower, django_assert_max_num_queries):
    """Whatever a reader opens: of the tables of the record no column of a place, a note or a person is read."""
    with django_assert_max_num_queries(5_000) as asked:
        fetched(tower)
    told = "\n".join(one["sql"] for one in asked.captured_queries if "INSERT" not in one["sql"])
    assert '"heritage_entry"."latitude"' in told
    for table, columns in {
        "site": (*EXACT, "summary", "opened_by"),
        "report": ("opened_by", "decided_by", "returned_for", "sent_at"),
        "photo": ("original", "opened_by", "decided_by"),
        "decision": ("who", "previous"),
        "capture": ("captured_by", "headers", "final_url"),
    }.items():
        for column in columns:
            assert f'"heritage_{table}"."{column}"' not in told, (table, column)
    assert "heritage_identifier" not in told
