"""A right that was taken away is gone with the next request, and so is whoever was shut out."""

import factories
import pytest
from django.contrib.auth.models import Group
from django.test import Client

from sites.models import Photo, Report, Site

PAGES = ["/admin/", "/admin/review/", "/admin/heritage/site/", "/admin/heritage/report/add/", "/admin/read/"]
PAGES += ["/admin/bring/", "/admin/heritage/photo/upload/", "/admin/account/", "/admin/desk/pictures/{photo}/"]
PAGES += ["/admin/autocomplete/?app_label=heritage&model_name=report&field_name=site&term=a"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return factories.draft_photo(factories.site("Arch"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def answers(client, photo):
    return {address: asked(client, address.format(photo=photo.pk)) for address in PAGES}


def asked(client, address):
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def without_groups(user):
    user.groups.clear()


def without_the_desk(user):
    user.is_staff = False
    user.save()


def closed(user):
    user.is_active = False
    user.save()


def gone(user):
    user.delete()


def test_who_loses_the_role_is_refused_with_the_next_request(photo):
    somebody = factories.editor("somebody")
    client = signed_in(somebody)
    assert set(answers(client, photo).values()) == {200}
    without_groups(somebody)
    seen = answers(client, photo)
    assert {address for address, status in seen.items() if status == 200} == {"/admin/", "/admin/account/"}
    assert set(seen.values()) == {200, 403}
    assert "Arch" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("shut", [without_the_desk, closed, gone])
def test_who_is_shut_out_is_sent_to_the_door_with_the_next_request(photo, shut):
    somebody = factories.editor("somebody")
    clients = [signed_in(somebody), signed_in(somebody)]
    assert set(answers(clients[0], photo).values()) == {200}
    shut(somebody)
    for client in clients:
        assert set(answers(client, photo).values()) == {302}
        assert client.post("/admin/heritage/site/add/", {"name": "Late"}).status_code == 302
    assert Site.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "after", "kind"),
    [("Reviewer", "Editor", Report), ("Steward", "Editor", Report), ("Reviewer", None, Photo)],
)
def test_who_may_no_longer_publish_does_not_with_a_form_that_is_open(role, after, kind):
    """The page with the button was loaded before the role changed."""
    draft = factories.draft_report(factories.site()) if kind is Report else factories.draft_photo(factories.site())
    somebody = factories.person("somebody", role, is_staff=True)
    client = signed_in(somebody)
    step = f"/admin/heritage/{kind._meta.model_name}/{draft.pk}/step/publish/"
    assert client.get(step).status_code == 200
    somebody.groups.set(Group.objects.filter(name=after))
    answer = client.post(step, {"reason": "In time?", "seen": "999999"})
    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_who_may_no_longer_see_exact_places_does_not_with_the_next_request():
    hidden = factories.site("Shrine", visibility="hidden", latitude=33.5123457, longitude=36.3019283)
    somebody = factories.steward("somebody")
    client, page = signed_in(somebody), f"/admin/heritage/site/{hidden.pk}/change/"
    assert "33.5123457" in client.get(page).content.decode()
    somebody.groups.set(Group.objects.filter(name="Reviewer"))
    assert "33.5123457" not in client.get(page).content.decode()
    assert "36.3019283" not in client.get(page).content.decode()


def test_a_session_that_was_ended_does_not_come_back_with_the_account(photo):
    somebody, administrator = factories.editor("somebody"), signed_in(factories.administrator())
    stolen = signed_in(somebody)
    assert stolen.get("/admin/").status_code == 200
    where = f"/admin/people/{somebody.pk}/"
    administrator.post(where, {"act": "close"})
    somebody.refresh_from_db()
    assert not somebody.is_active
    assert stolen.get("/admin/").status_code == 302
    closed_once = type(somebody).objects.filter(pk=somebody.pk)
    closed_once.update(is_active=True)
    assert stolen.get("/admin/").status_code == 302
