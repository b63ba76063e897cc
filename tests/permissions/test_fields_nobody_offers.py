"""What a form does not offer cannot be sent with it: no role gets more by writing fields of its own into a request."""

import pytest
from django.contrib.auth.models import Group, User
from django.db.models import BigIntegerField, Case, F, When
from soaking import times

from sites.models import Photo, Report, Site

from . import scene
from .table import FILE, read

ROLES, ROWS = read(FILE.read_text(encoding="utf-8"))
POSTS = [row for row in ROWS if row.method == "POST"]
SENDERS = ["Editor", *times([], [scene.STAFF, "Reviewer", "Steward", "Administrator"])]
PEOPLE = ["username", "is_superuser", "is_staff", "is_active", "groups__name", "user_permissions__codename"]
STATES = ["state", "number", "first_published", "latitude", "longitude", "visibility"]
# A report's own number is its key, and PostgreSQL gives each only once.
SAID = {"number": Case(When(number=F("pk"), then=0), default=F("number"), output_field=BigIntegerField())}
pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def smuggled(names):
    """Fields that a form might take by mistake: rights, states, places, whose it is, and what only the program sets."""
    return {
        "state": "published",
        "status": "published",
        "is_superuser": "on",
        "is_staff": "on",
        "groups": str(Group.objects.get(name="Administrator").pk),
        "user_permissions": "1",
        "visibility": "exact",
        "sensitivity": "none",
        "latitude": "12.3456789",
        "longitude": "23.4567891",
        "exact_lat": "12.3456789",
        "exact_lon": "23.4567891",
        "number": "999999",
        "first_published": "2001-02-03",
        "decided_at": "2001-02-03",
        "decided_by": "somebody",
        "opened_by": "somebody",
        "merged_into": names["site"],
        "sha256": "0" * 64,
        "original": "photos/originals/../../secret",
    }


def people():
    return sorted(map(str, User.objects.values_list(*PEOPLE)))


def granted():
    """Who may do what, and what is shown of which record: all that no form may change by the way."""
    shown = [
        sorted(map(str, kind.objects.values_list(*[SAID.get(name, name) for name in STATES if has(kind, name)])))
        for kind in (Site, Report, Photo)
    ]
    return people(), shown


def has(kind, name):
    return name in {field.name for field in kind._meta.fields}


@pytest.fixture
def watched(rehearsal):
    rehearsal.look = granted
    yield rehearsal
    rehearsal.look = None


@pytest.mark.parametrize("role", SENDERS)
def test_fields_that_are_smuggled_in_change_nothing(watched, role):
    """Every form, button, step and action is sent with and without them: what comes of it is the same."""
    extra, column, taken = smuggled(watched.names), ROLES.index(role), 0
    for row in POSTS:
        own = row.data(watched.names, watched.forms)
        more = {name: value for name, value in extra.items() if name not in own and not offered(row, name)}
        if row.outcomes[column].endswith("+"):
            watched.ask(row, role)
            plain, taken = watched.seen, taken + 1
        else:
            plain = granted()
        watched.ask(row, role, **more)
        assert watched.seen == plain, (role, row.asked)
    assert taken > 40 or role == scene.STAFF


def offered(row, name):
    """What is a field of that form, and is held by tests of its own: who may show how much of a place."""
    where = ("/site/", "/bring/", "/read/")
    return name in ("visibility", "latitude", "longitude") and any(one in row.address for one in where)


@pytest.mark.parametrize("role", [scene.ANONYMOUS, scene.ACCOUNT])
def test_who_has_no_right_makes_nobody_anything(watched, role):
    before, extra = granted(), smuggled(watched.names)
    for row in POSTS:
        outcome, _ = watched.ask(row, role, **extra)
        assert watched.seen == before, (role, row.asked)
        assert not outcome.startswith("5"), (role, row.asked)
