"""The log tells whoever runs the server what went wrong and where; it tells nobody who asked, for what, with which key,
nor where a protected site lies."""

import json
import logging
import subprocess
import sys
import time
from datetime import datetime
from io import StringIO

import factories
import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from heritage.logs import FORMATS, discreet
from heritage.watched import logging as logging_of
from sites.follow import tickets
from sites.models import Follower, Site

SEARCHED = "searched-by-a-reader"
COOKIE = "k3q0vd8m2xw7z1ab5cd9ef4gh6ij0kl8"
HIDDEN = {"latitude": 34.123456, "longitude": 38.654321, "visibility": "hidden"}
PLANTED = {
    "e-mail address": "nadia.k@reader.example",
    "address": "203.0.113.77",
    "address of version 6": "2001:db8:85a3::8a2e:370:7334",
    "place": "34.123456",
    "place with a comma": "38,654321",
    "place in minutes": "34°33′05″N",
    "place without a sign": "34 33 05.2 N 38:16:12.4 E",
    "place with its letter": "N34.123456",
    "place by a smaller ring": "38º16'12''E",
    "session": COOKIE,
    "address of a page": f"https://heritage.example/sites/?q={SEARCHED}",
    "question": f"/sites/?q={SEARCHED}&near=34.1,38.6",
}
every_format = pytest.mark.parametrize("form", FORMATS)


@pytest.fixture
def lines(form):
    """What is written to the log in a format, at its most talkative."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FORMATS[form]())
    root, level = logging.getLogger(), logging.getLogger().level
    django_level = logging.getLogger("django").level
    root.addHandler(handler)
    root.setLevel("INFO")
    logging.getLogger("django").setLevel("INFO")
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)
    logging.getLogger("django").setLevel(django_level)


def broken(*_):
    said = " and ".join(PLANTED.values())
    raise ValueError(f"Cannot read {said}")


# ── requests


@every_format
def test_a_page_is_told_by_its_pattern_and_a_link_does_not_give_its_key_away(db, lines):
    reader = Client(raise_request_exception=False)
    key = tickets.link(
        tickets.STOP, Follower.objects.create(email="nadia.k@reader.example", asked_at=timezone.now()).key
    )
    reader.get(f"/follow/confirm/{key}/")
    reader.put(f"/follow/stop/{key}/")
    with connection.execute_wrapper(broken):
        reader.get(f"/follow/stop/{key}/")
    reader.get(f"/ar/sites/{SEARCHED}/?q={SEARCHED}")
    reader.get(f"/{SEARCHED}/Ṣ/")
    told = lines.getvalue()
    for expected in ("/follow/confirm/<token>/", "/follow/stop/<token>/", "/ar/sites/<slug:slug>/", "nothing stands"):
        assert expected in told
    assert "ValueError: Cannot read" in told
    for sentinel in (key, key[-20:], SEARCHED, *PLANTED.values()):
        assert sentinel not in told


@every_format
def test_an_invitation_to_the_desk_does_not_give_its_key_away(db, lines):
    Client(enforce_csrf_checks=True).post("/admin/invitation/MQ/c3-sentinel-of-an-invitation/", {"a": "b"})
    told = lines.getvalue()
    assert "/admin/invitation/<str:uidb64>/<str:token>/" in told
    assert "sentinel" not in told


@every_format
def test_whoever_sent_it_is_not_told(db, lines):
    sent = {
        "x-forwarded-for": "203.0.113.77",
        "user-agent": "Sentinel/7.0",
        "cookie": f"session={COOKIE}",
        "referer": f"https://heritage.example/sites/?q={SEARCHED}",
        "origin": f"https://elsewhere.example/{SEARCHED}",
    }
    with connection.execute_wrapper(broken):
        Client(raise_request_exception=False).get("/sites/", headers=sent)
    Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "nadia", "password": "b"}, headers=sent)
    Client(SERVER_NAME="203.0.113.77").get("/sites/", headers=sent)
    told = lines.getvalue()
    assert "Forbidden" in told
    assert "Invalid HTTP_HOST" in told
    assert "Traceback" in told
    assert not [one for one in (*PLANTED.values(), "Sentinel/7.0", SEARCHED, "nadia") if one in told]


@every_format
def test_each_answer_has_its_line_where_an_operator_asks_for_it(db, lines):
    Client().get(f"/sites/?q={SEARCHED}")
    assert "GET /sites/: 200 in " in lines.getvalue()
    assert SEARCHED not in lines.getvalue()


def test_without_being_asked_for_there_is_none(db, caplog):
    with caplog.at_level("WARNING"):
        Client().get("/sites/")
    assert caplog.records == []


# ── faults


@every_format
@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_what_stands_in_a_message_or_a_fault_is_left_out(lines, planted):
    log = logging.getLogger("sites.intake.tasks")
    log.warning("It said %s, and broke off.", planted)
    try:
        raise ValueError(f"Cannot read {planted}, for a reason.")
    except ValueError:
        log.exception("Intake %d could not be read.", 47)
    told = lines.getvalue()
    assert "It said " in told
    assert ", and broke off." in told
    assert "ValueError: Cannot read " in told
    assert "Intake 47 could not be read." in told
    assert planted not in told
    assert SEARCHED not in told


@every_format
def test_a_row_that_the_database_refuses_is_not_written_down(db, lines):
    """PostgreSQL tells the whole row, and so where a hidden site lies and what its notes say, over several lines."""
    site = factories.site("Tomb", **HIDDEN)
    told = {"summary": "A line.\n\nThe vault is under the third step.", "slug": "sentinel-slug", "latitude": 934.123456}
    try:
        with transaction.atomic():
            Site.objects.filter(pk=site.pk).update(**told)
    except DatabaseError:
        logging.getLogger("sites").exception("Not saved.")
    told = lines.getvalue()
    assert "IntegrityError" in told
    assert not [one for one in ("vault", "934.123", "38.65", "sentinel-slug") if one in told]


def test_what_postgresql_says_of_a_row_is_left_out_up_to_the_next_fault():
    said = (
        "Traceback (most recent call last):\n"
        '  File "/srv/heritage/sites/review/gate.py", line 12, in save\n'
        "psycopg2.errors.CheckViolation: new row violates a check\n"
        "DETAIL:  Failing row contains (7, Tomb, 34.1, 38.6, The vault\n\nis under the third step.).\n"
        "\n\nThe above exception was the direct cause of the following exception:\n\n"
        "Traceback (most recent call last):\n"
        "django.db.utils.IntegrityError: new row violates a check\n"
        "DETAIL:  Failing row contains (7, Tomb, 34.1, 38.6).\n"
    )
    told = discreet(said)
    assert "Tomb" not in told
    assert "third step" not in told
    assert told.count("violates a check") == 2
    assert "The above exception" in told
    assert 'File "/srv/heritage/sites/review/gate.py", line 12, in save' in told


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Refused: {'\"nadia\"@reader.example': 550}", "Refused: {'[e-mail address]': 550}"),
        ("o'nadia=k@reader.example bounced.", "[e-mail address] bounced."),
        ("From 192.0.2.9.", "From [address]."),
        ("Line 203.0.113.77... and on", "Line [address]... and on"),
    ],
)
def test_an_address_that_is_odd_or_ends_a_sentence_is_left_out_whole(said, left):
    assert discreet(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "The index cannot be kept in /var/lib/heritage/index, so every process holds its own: [Errno 28] No space left",
        "Task id=1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed failed unexpectedly",
        "Making the index of revision 168 from the database.",
        "heritage.0042_site_visibility_and_everything_else was not applied at 12:30:45.",
        "connection to server on socket /run/postgresql/.s.PGSQL.5432 failed",
    ],
)
def test_what_an_operator_needs_is_left_as_it_is(said):
    assert discreet(said) == said


@pytest.mark.parametrize("run", ["a", "=", "?", "?a", "A="])
def test_a_long_name_of_a_host_is_gone_through_once(run):
    begun = time.thread_time()
    told = discreet(f"Invalid HTTP_HOST header: '{run * (100_000 // len(run))}'. And nadia.k@reader.example.")
    assert time.thread_time() - begun < 1
    assert told.endswith("And [e-mail address].")


# ── for programs


@pytest.mark.parametrize("form", ["json"])
def test_each_line_is_an_object_that_tells_when_what_and_where(db, lines):
    with connection.execute_wrapper(broken):
        Client(raise_request_exception=False).get("/sites/")
    logging.getLogger("sites").warning("Two\nlines, “quoted”.")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    fault, answer, words = (next(one for one in told if one["logger"] == name)
                            for name in ("django.request", "heritage.requests", "sites"))  # fmt: skip
    assert all(datetime.fromisoformat(one["time"]).utcoffset().total_seconds() == 0 for one in told)
    assert (fault["level"], fault["route"], fault["method"], fault["status"]) == ("ERROR", "/sites/", "GET", 500)
    assert "ValueError: Cannot read" in fault["exception"]
    assert (answer["status"], answer["route"], answer["ms"] > 0) == (500, "/sites/", True)
    assert words == {"time": words["time"], "level": "WARNING", "logger": "sites", "message": "Two\nlines, “quoted”."}


@every_format
def test_a_command_writes_its_log_as_the_server_does(form, tmp_path):
    code = (
        "import django, logging; django.setup(); "
        "logging.getLogger('sites').error('At 34.123456, 38.654321 for nadia.k@reader.example.')"
    )
    env = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "LOG_FORMAT": form}
    env |= {"DJANGO_SETTINGS_MODULE": "heritage.settings"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=configured.BASE_DIR, env=env, capture_output=True, text=True, check=True
    ).stderr
    said = json.loads(told)["message"] if form == "json" else told.strip().partition("sites: ")[2]
    assert said == "At …, … for [e-mail address]."


def test_at_its_most_talkative_the_log_does_not_hold_what_pages_are_made_of(tmp_path):
    code = (
        "import django; django.setup(); from django.template import engines; "
        "engines['django'].from_string('{{ nothing }}').render({'place': 'Canary Hollow, the well', 'who': 'nadia'})"
    )
    env = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "LOG_LEVEL": "DEBUG"}
    env |= {"DJANGO_SETTINGS_MODULE": "heritage.settings"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=configured.BASE_DIR, env=env, capture_output=True, text=True, check=True
    ).stderr
    assert not [one for one in ("Canary", "nadia") if one in told]


def test_the_log_goes_to_standard_error_alone():
    told = logging_of("WARNING", "json")
    assert [one["class"] for one in told["handlers"].values()] == ["logging.StreamHandler"]
    assert told["root"] == {"handlers": ["stderr"], "level": "WARNING"}
