"""On PostgreSQL a role serves readers that could not tell a looter more if it were asked to."""

import factories
import pytest
from aviary import edit, spot
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from readers import BROKEN, Answer, addresses

from sites import releases, review
from sites.models import Site

pytestmark = pytest.mark.django_db
ROLE = "somebody who reads"
ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def roost():
    """Sites of each class with reports, a picture, a kept copy, a past; one merged; a release."""
    for visibility in ("exact", "0.1", "hidden"):
        latitude, longitude = spot("plain", visibility)
        site = factories.site(visibility, visibility=visibility, country="FJ", latitude=latitude, longitude=longitude)
        read = factories.article()
        factories.capture(read)
        report = factories.report(site, "destroyed", cites=[(read, "says")])
        factories.photo(site)
        edit(site, summary="A tower.", latitude=round(latitude + 0.00001, 7))
        edit(site, place="Beside the well", name=f"Tower {visibility}")
    correction = review.correct(report, by=factories.editor())
    correction.summary = "Nobody was there."
    correction.save()
    review.publish(correction, by=factories.reviewer(), reason="Closer to the source.")
    review.withdraw(factories.report(site), by=factories.reviewer(), reason="Twice.")
    old = factories.site("Old Roost", slug="old-roost", country="FJ")
    review.merge(site, old, by=factories.steward(), reason="One and the same.", visibility="hidden")
    review.withdraw(factories.site("Gone", slug="gone"), by=factories.reviewer(), reason="It was not there.")
    factories.draft_site("Unborn")
    releases.release("1")
    return list(Site.objects.filter(state="published"))


@pytest.fixture
def as_role(db):
    """From now on the connection is that of the role, as if it had signed in."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}"')
        call_command("public_role", ROLE)

        def become():
            with connection.cursor() as cursor:
                cursor.execute(f'SET LOCAL ROLE "{ROLE}"')
                cursor.execute("SET LOCAL search_path = public_side, public")

        yield become


def opened(asked):
    browser = Client()
    answers = {}
    for address in asked:
        answers[address] = Answer(browser.get(address))
        assert answers[address].status < 500, address
    return answers


if ON_POSTGRESQL:

    def test_readers_are_answered_by_the_role_as_by_the_owner(roost, as_role):
        asked = [address for address in (*addresses(roost), *BROKEN) if address != "/healthz"]
        before = opened(asked)
        assert {200, 301, 302, 400, 404, 410} == {one.status for one in before.values()}
        as_role()
        after = opened(asked)
        assert [address for address, one in before.items() if after[address] != one] == []

    HIDDEN = (
        "latitude FROM heritage_site",
        "latitude FROM public.heritage_site",
        "* FROM public.heritage_site",
        "place FROM public.heritage_site",
        "value FROM heritage_identifier",
        "returned_for FROM public.heritage_report",
        "summary FROM public.heritage_report",
        "original FROM public.heritage_photo",
        "captured_by FROM public.heritage_capture",
        "who FROM heritage_decision",
        "* FROM public.heritage_decision",
        "changes FROM public.heritage_decision",
        "changes FROM heritage_amendment",
        "pseudonym FROM heritage_editor",
        "text FROM heritage_workingcopy",
        "name FROM heritage_toponym",
        "password FROM auth_user",
        "session_data FROM heritage_session",
        "checked_on FROM heritage_article",
        "email FROM heritage_follower",
        "query FROM heritage_follower",
        "text FROM heritage_letter",
    )

    def test_the_role_is_refused_what_readers_are_not_shown(as_role):
        as_role()
        for asked in HIDDEN:
            assert_refused(f"SELECT {asked}")

    DONE = (
        "UPDATE public.heritage_entry SET latitude = 0",
        "DELETE FROM heritage_revision",
        "INSERT INTO heritage_revision VALUES (9, 'x', NULL)",
        "UPDATE heritage_site SET name = 'x'",
        "CREATE TABLE public.mine ()",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    )

    def test_the_role_can_write_nothing(as_role):
        as_role()
        for statement in DONE:
            assert_refused(statement)

    def test_of_decisions_the_role_reads_what_readers_are_told(roost, as_role):
        as_role()
        with connection.cursor() as cursor:
            cursor.execute("SELECT changes::text, at FROM heritage_decision WHERE kind = 'site'")
            told = cursor.fetchall()
            cursor.execute("SELECT name FROM heritage_site WHERE first_published IS NULL")
            assert cursor.fetchall() == [], "no draft"
        assert any("summary" in changes for changes, _ in told)
        assert not any("33." in changes or "well" in changes for changes, _ in told)
        assert {(at.hour, at.minute, at.microsecond) for _, at in told} == {(0, 0, 0)}

    def test_a_migration_finds_no_view_in_its_way_and_the_role_reads_on_behind_it(as_role):
        call_command("migrate", verbosity=0)
        as_role()
        assert Client().get("/sites/").status_code == 200
        assert_refused("SELECT latitude FROM public.heritage_site")

    def test_a_role_that_may_do_more_is_refused_and_nothing_changes(as_role):
        with connection.cursor() as cursor:
            cursor.execute('CREATE ROLE "known to all"')
            cursor.execute('GRANT SELECT (latitude) ON heritage_site TO "known to all"')
        with pytest.raises(CommandError, match="rights of its own on heritage_site"):
            call_command("public_role", "known to all")
        with pytest.raises(CommandError, match="may do everything"):
            call_command("public_role", connection.settings_dict["USER"])
        with pytest.raises(CommandError, match="There is no role"):
            call_command("public_role", "nobody")

else:

    def test_sqlite_says_that_it_knows_no_roles():
        with pytest.raises(CommandError, match="knows no roles"):
            call_command("public_role", ROLE)


def assert_refused(statement):
    refused = pytest.raises(DatabaseError, match=r"permission denied|does not exist")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
