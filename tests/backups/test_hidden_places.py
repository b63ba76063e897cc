"""PostgreSQL goes back to the past by itself: what was hidden since is written down before, and hidden again after."""

from contextlib import contextmanager

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sites import backups, releases, review
from sites.models import Decision, Release, Site
from sites.terms import Fault

pytestmark = pytest.mark.django_db


@contextmanager
def forgotten_afterwards():
    """What is done to the database within is undone: it goes back to the past."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def shown_as(site, visibility):
    before = review.account(site)
    site.visibility = visibility
    site.save()
    review.record(site, by=factories.steward(), reason=factories.WHY, before=before)


def test_a_site_that_was_hidden_since_is_hidden_again_from_readers_too(tmp_path, capsys):
    site, other = factories.site("Temple of Bel"), factories.site("Tell Brak")
    with forgotten_afterwards():
        shown_as(site, "hidden")
        call_command("hidden_places", str(tmp_path / "hidden"))
    assert "1 sites" in capsys.readouterr().out
    assert Site.objects.get(pk=site.pk).entry.latitude is not None
    call_command("hidden_places", str(tmp_path / "hidden"), again=True)
    assert capsys.readouterr().out == f"Hidden again: {site.slug}\n"
    site = Site.objects.get(pk=site.pk)
    assert (site.visibility, site.entry.latitude) == ("hidden", None)
    assert Site.objects.get(pk=other.pk).visibility == "exact"
    assert Decision.objects.latest("pk").who == "restore"
    call_command("verify")


def test_what_is_hidden_better_meanwhile_stays_so(tmp_path):
    site = factories.site("Temple of Bel", visibility="0.1")
    backups.write_down(tmp_path / "hidden")
    shown_as(site, "hidden")
    assert backups.hide_again(tmp_path / "hidden") == []
    assert Site.objects.get(pk=site.pk).visibility == "hidden"


def test_a_release_that_was_withheld_since_is_withheld_again(tmp_path):
    factories.site("Temple of Bel")
    releases.release("1", "")
    with forgotten_afterwards():
        releases.withhold("1", "By mistake.")
        backups.write_down(tmp_path / "hidden")
    assert Release.objects.get().withheld_on is None
    assert backups.hide_again(tmp_path / "hidden") == ["1"]
    assert Release.objects.get().withheld_because == "By mistake."


def test_the_file_is_for_its_owner_alone(tmp_path):
    backups.write_down(tmp_path / "hidden")
    assert (tmp_path / "hidden").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sites": {"1": ["bel", "nowhere"]}, "releases": []}'])
def test_a_file_that_says_something_else_is_refused_and_nothing_is_shown_or_hidden(tmp_path, text):
    (tmp_path / "hidden").write_text(text)
    with pytest.raises(Fault, match="does not say what was hidden"):
        backups.hide_again(tmp_path / "hidden")


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(CommandError, match="nowhere cannot be read or written: No such file"):
        call_command("hidden_places", str(tmp_path / "nowhere"), again=True)
