"""Whoever ran an earlier state of this release brings everything along with ``manage.py migrate``."""

from datetime import UTC, date, datetime

import factories
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sites import intake
from sites.models import Capture, Entry, Intake, Revision, Site
from sites.names import sorting_key

BEFORE_THE_MAP_FOLLOWED = "0002_immutable"
BEFORE_ARTICLES_WERE_READ, BEFORE_NOW = "0003_index", "0005_gazetteer"
BEFORE_THE_DESK_SORTED_ITS_WORK = "0006_handed_in_by"
BEFORE_SQUARES_WERE_COMPARED = "0027_signs"
NOW = datetime(2016, 3, 27, 12, tzinfo=UTC)


@pytest.fixture
def elsewhere(at_once):
    """Run an act on a database that may be taken apart; what goes wrong there goes wrong here."""

    def done(act):
        (outcome,) = at_once(act)
        if isinstance(outcome, Exception):
            raise outcome

    yield done
    done(migrate)


def migrate(*where):
    call_command("migrate", *where, verbosity=0)


def models_of(name):
    """Bring the database to an earlier state; gives the models that it had then, by name."""
    migrate("heritage", name)
    apps = MigrationExecutor(connection).loader.project_state(("heritage", name)).apps
    return lambda model: apps.get_model("heritage", model).objects


def refuses_changes(captures):
    for act in (lambda: captures.update(size=0), captures.all().delete):
        with pytest.raises(IntegrityError, match="a capture is never changed or deleted"), transaction.atomic():
            act()


def test_an_installation_from_before_articles_were_read_keeps_its_copies_and_learns_the_names_of_its_sites(elsewhere):
    def grow():
        then = models_of(BEFORE_ARTICLES_WERE_READ)
        temple = then("Site").create(name="Temple of Baalshamin", slug="baalshamin", kind="religious", country="SY")
        article = then("Article").create(title="Ruins", publisher="The Gazette")
        kept = {"sha256": "0" * 64, "size": 1, "media_type": "text/html", "captured_at": NOW, "method": "by hand"}
        then("Capture").create(article=article, **kept)
        refuses_changes(then("Capture"))
        migrate()
        refuses_changes(Capture.objects)
        assert Capture.objects.values_list("article", "size", "headers", "warc_sha256").get() == (article.pk, 1, [], "")
        (claim,) = intake.claims("The Temple of Baalshamin was destroyed.", published="2015-08-24", language="en")
        assert claim.site == temple.pk

    elsewhere(grow)


def test_entries_of_then_are_found_and_put_in_order_and_whoever_was_signed_in_signs_in_anew(elsewhere):
    def grow():
        then = models_of(BEFORE_THE_MAP_FOLLOWED)
        plain = {"name": "Temple of Bel", "slug": "bel", "kind": "religious", "country": "SY"}
        for number, when in enumerate(({"event": "2015-08-30"}, {}, None)):
            site = then("Site").create(**plain | {"slug": f"bel-{number}"})
            names = [{"text": "معبد بل"}]
            then("Entry").create(
                site=site, **plain | {"slug": site.slug}, level="unknown", visibility="0.1", names=names
            )
            if when is not None:
                decided = {"state": "published", "decided_by": "editor-1", "decided_at": NOW}
                told = {"level": "severe", "number": number + 1, "first_published": NOW.date()}
                then("Report").create(site=site, **decided, **told, **when)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES ('a key', 'whose it is', %s)", [NOW])
        migrate()
        days = [date(2015, 8, 30), NOW.date(), None]
        assert [*Entry.objects.order_by("slug").values_list("last_report", flat=True)] == days
        for entry in Entry.objects.all():
            assert bytes(entry.name_key) == sorting_key("Temple of Bel")
            assert "temple of bel" in entry.search
        assert Revision.objects.count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_session")
            assert cursor.fetchone() == (0,)

    elsewhere(grow)


def test_who_handed_in_what_is_still_to_be_read_is_brought_along(elsewhere):
    def grow():
        then, account = models_of(BEFORE_NOW), factories.editor()
        for page, by in (("a", account.pk), ("b", account.pk), ("c", None)):
            then("Intake").create(url=f"https://gazette.example/{page}", asked_by_id=by, method="fetched from the web")
        migrate()
        assert [one.asked_by for one in Intake.objects.order_by("url")] == [account, account, None]

    elsewhere(grow)


def test_who_opened_what_and_since_when_it_waits_is_brought_along(elsewhere):
    def grow():
        then = models_of(BEFORE_THE_DESK_SORTED_ITS_WORK)
        plain = {"kind": "religious", "country": "SY"}
        waiting = then("Site").create(name="Temple of Bel", slug="bel", state="in_review", **plain)
        then("Site").create(name="Theatre", slug="theatre", **plain)
        for turn, (verb, who) in enumerate((("created", "editor-1"), ("submitted", "editor-2"))):
            said = {"who": who, "verb": verb, "kind": "site", "number": waiting.pk, "label": "Temple of Bel"}
            chain = {"previous": str(turn), "digest": str(turn + 1)}
            then("Decision").create(at=NOW.replace(hour=12 + turn), reason="New.", **said, **chain)
        migrate()
        temple, theatre = Site.objects.order_by("pk")
        assert (temple.opened_by, temple.sent_at) == ("editor-1", NOW.replace(hour=13))
        assert (theatre.opened_by, theatre.sent_at) == ("", None)

    elsewhere(grow)


def test_a_part_in_another_square_than_its_whole_is_told_to_be_its_part_no_more(elsewhere):
    here, beside, nowhere = {"latitude": 33.55, "longitude": 36.25}, {"latitude": 33.65, "longitude": 36.25}, {}

    def grow():
        then = models_of(BEFORE_SQUARES_WERE_COMPARED)

        def shown(slug, visibility, place, whole=None):
            plain = {"name": slug, "slug": slug, "kind": "religious", "country": "SY", "visibility": visibility}
            site = then("Site").create(**plain)
            return then("Entry").create(site=site, level="unknown", part_of=whole, **place, **plain)

        square, hidden = shown("palmyra", "0.1", here), shown("tadmur", "hidden", nowhere)
        open_ = shown("hatra", "exact", here)
        shown("bel", "0.1", here, square)
        shown("theatre", "0.1", beside, square)
        shown("arch", "0.1", nowhere, square)
        shown("tomb", "hidden", nowhere, hidden)
        shown("gate", "exact", beside, open_)
        migrate()
        told = Entry.objects.exclude(part_of=None).order_by("slug")
        assert [*told.values_list("slug", "part_of__slug")] == [
            ("bel", "palmyra"),
            ("gate", "hatra"),
            ("tomb", "tadmur"),
        ]
        assert Revision.objects.count() == 1

    elsewhere(grow)
