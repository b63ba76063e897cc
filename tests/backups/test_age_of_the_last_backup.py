"""Who runs an installation is told when no backup was made for more than a day."""

from datetime import timedelta

import factories
import pytest
from django.core import checks
from django.utils import timezone

from sites import backups
from sites.models import Standing

pytestmark = pytest.mark.django_db


def made_before(**ago):
    at = timezone.now() - timedelta(**ago)
    Standing.say("backup", {"made_at": at.isoformat(), "size": 1})
    return at


def warned():
    return [one.id for one in checks.run_checks() if one.id.startswith("backups.")]


def test_the_check_warns_where_backups_were_set_up_and_the_last_is_older_than_26_hours(settings):
    assert backups.last() is None
    assert warned() == []
    settings.BACKUP_RECIPIENT = ["age1x"]
    assert warned() == ["backups.W001"]
    at = made_before(hours=25, minutes=50)
    assert (backups.last(), warned()) == (at, [])
    made_before(hours=26, minutes=10)
    assert warned() == ["backups.W001"]
    assert "26 hours old" in backups.overdue()


def test_administrators_see_it_on_the_desks_first_page_and_nobody_else(client):
    said = "No backup of this installation was made yet"
    client.force_login(factories.administrator())
    assert said in client.get("/admin/").content.decode()
    made_before(hours=1)
    assert said not in client.get("/admin/").content.decode()
    client.force_login(factories.steward())
    Standing.objects.all().delete()
    assert said not in client.get("/admin/").content.decode()


def test_whatever_watches_over_the_server_is_told_while_people_go_on_working(client, settings):
    settings.BACKUP_RECIPIENT = ["age1x"]
    made_before(hours=27)
    told = client.get("/healthz/ready")
    assert (told.status_code, "backup: ok, but the last one is old" in told.content.decode()) == (200, True)
    made_before(hours=25)
    assert "backup: ok\n" in client.get("/healthz/ready").content.decode()
