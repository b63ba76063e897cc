"""All that can be asked is asked by somebody with an address and a browser: neither is kept anywhere, nor mailed."""

import logging

import factories
import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone
from soaking import times

from sites.models import Decision

from .test_one_decision_each import CHANGING, ROLES, ROWS, taken

pytestmark = pytest.mark.django_db
WHENCE = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.88, 192.0.2.99",
    "HTTP_X_REAL_IP": "198.51.100.89",
    "HTTP_FORWARDED": "for=198.51.100.90",
    "HTTP_USER_AGENT": "Sentinel/7.0",
    "HTTP_REFERER": "https://elsewhere.example/sentinel-page",
}
SENTINELS = ["203.0.113.77", "198.51.100.88", "192.0.2.99", "198.51.100.89", "198.51.100.90", "Sentinel", "sentinel"]


def told_by(text):
    return [one for one in SENTINELS if one in text]


def everything():
    """Every row of every table, as text; sessions as they are read."""
    told = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 – the names of our own tables
            rows = cursor.fetchall()
            told += [bytes(one) if isinstance(one, memoryview) else one for row in rows for one in row]
    return "\n".join(map(str, told))


def files():
    return "\n".join(one.read_bytes().decode(errors="replace") for one in settings.DATA_DIR.rglob("*") if one.is_file())


@pytest.fixture
def asked(rehearsal, monkeypatch):
    """Send rows as somebody in particular; gives what the database held after each, before it was undone."""
    get_response, found = rehearsal.handler.get_response, []

    def from_somewhere(request):
        request.META.update(WHENCE)
        answer = get_response(request)
        found.extend((request.path, one) for one in told_by(everything()) if request.method == "POST")
        return answer

    monkeypatch.setattr(rehearsal.handler, "get_response", from_somewhere)

    def ask(rows, role_of):
        for row in rows:
            rehearsal.ask(row, role_of(row))
        return found

    return ask


@pytest.fixture(autouse=True)
def talkative(caplog):
    caplog.set_level(logging.DEBUG)


@pytest.mark.soak
def test_what_people_do_leaves_no_address_and_no_browser(asked, caplog):
    assert asked(CHANGING[:: times(3, 1)], taken) == []
    assert told_by(files()) == []
    assert told_by(caplog.text) == []
    assert mail.outbox == []


@pytest.mark.soak
@pytest.mark.parametrize("role", [ROLES[0], ROLES[-1]])
def test_what_people_read_and_what_is_refused_is_in_no_log(asked, caplog, role):
    rows = [row for row in ROWS if row.method == "GET" or row.outcomes[ROLES.index(role)].startswith("4")]
    assert len(rows) > 200
    asked(rows[:: times(5, 1)], lambda _row: role)
    assert "Method Not Allowed" in caplog.text
    assert told_by(caplog.text) == []
    assert mail.outbox == []


def test_the_search_would_find_them(rehearsal, caplog):
    with factories.undone():
        Decision.objects.create(
            verb="changed", kind="site", number=1, at=timezone.now(), reason="Read at 203.0.113.77 with Sentinel."
        )
        assert told_by(everything()) == ["203.0.113.77", "Sentinel"]
    logging.getLogger("heritage").debug("Seen: 198.51.100.88")
    assert told_by(caplog.text) == ["198.51.100.88"]
