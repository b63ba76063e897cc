"""What an operator can rely on before anything is entered: secrets, headers, health, and no GDAL."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client, RequestFactory

from heritage.wsgi import application

ROOT = Path(__file__).parent.parent


def installation(data, code="", **environment):
    """Run `code` in a fresh installation that keeps its data in the folder `data`."""
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "heritage.settings"}
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    return subprocess.run(command, cwd=ROOT, env=bare | environment, capture_output=True, text=True, check=False)


@pytest.fixture
def read_settings(monkeypatch, tmp_path):
    """Read the settings file afresh, as an installation with this environment would."""

    def read(**environment):
        for name in ["SECRET_KEY", "DATABASE_URL", "STANDBY_URL", "SECURE", "DEBUG"]:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"DATA_DIR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(name, value)
        return run_path(str(ROOT / "heritage/settings.py"))

    return read


# ── secrets


def test_a_first_run_makes_a_secret_that_only_its_owner_reads(read_settings, tmp_path):
    assert len(read_settings()["SECRET_KEY"]) >= 50
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_second_run_keeps_the_secret(read_settings):
    assert read_settings()["SECRET_KEY"] == read_settings()["SECRET_KEY"]


def test_a_secret_from_the_environment_is_not_written_down(read_settings, tmp_path):
    assert read_settings(SECRET_KEY="from-outside")["SECRET_KEY"] == "from-outside"
    assert list(tmp_path.iterdir()) == []


def test_a_short_password_is_refused():
    with pytest.raises(ValidationError, match="12 characters"):
        validate_password("tetrapylon")


# ── where things are


def test_readers_are_answered_from_standbys_only_where_there_are_two_servers_of_postgresql(read_settings):
    assert set(read_settings()["DATABASES"]) == {"default"}
    urls = {"DATABASE_URL": "postgres://primary/heritage", "STANDBY_URL": "postgres://standbys/heritage"}
    held = read_settings(**urls)["DATABASES"]
    assert {name: one["HOST"] for name, one in held.items()} == {"default": "primary", "standby": "standbys"}
    for wrong in ({"STANDBY_URL": urls["STANDBY_URL"]}, urls | {"STANDBY_URL": "sqlite:///copy.sqlite3"}):
        with pytest.raises(ImproperlyConfigured, match="STANDBY_URL names standbys of a PostgreSQL server"):
            read_settings(**wrong)


def test_no_cursor_outlives_a_transaction_where_a_pooler_lends_the_connections(read_settings):
    url = "postgres://pooler/heritage"
    held = [read_settings(DATABASE_URL=url, POOLED=one)["DATABASES"]["default"] for one in "01"]
    assert [one["DISABLE_SERVER_SIDE_CURSORS"] for one in held] == [False, True]


# ── the operator's words


def test_an_installation_behind_https_passes_the_deployment_check(tmp_path):
    code = "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')"
    run = installation(tmp_path, code, SECURE="1", SECOND_FACTOR="1")
    assert (run.returncode, run.stderr) == (0, "")


def test_cookies_are_bound_to_https_and_to_this_host(read_settings):
    behind_https = read_settings(SECURE="1")
    assert behind_https["SESSION_COOKIE_NAME"] == "__Host-session"
    assert behind_https["CSRF_COOKIE_NAME"] == "__Host-csrf"


def test_behind_https_there_is_a_proxy_that_says_who_asks(read_settings):
    assert [read_settings(**said)["PROXIES"] for said in ({}, {"SECURE": "1"}, {"PROXIES": "2"})] == [0, 1, 2]


@pytest.mark.parametrize(
    ("environment", "advice"),
    [
        ({"SECURE": "maybe"}, "write SECURE=1 or SECURE=0"),
        ({"TILE_URL": "tiles"}, "write https://host/{z}/{x}/{y}.png"),
        ({"PROXIES": "two"}, "PROXIES=two is no number: write PROXIES=0"),
        ({"SHARED_CACHE_SECONDS": "41"}, "for more than a minute: write 40 or less"),
        ({"SHARED_CACHE_SECONDS": "1.5"}, "is no number: write SHARED_CACHE_SECONDS=0"),
        ({"EMAIL_HOST": "mail.example"}, "EMAIL_HOST asks for DEFAULT_FROM"),
        ({"GEOCODER": "oracle"}, "write GEOCODER=nominatim"),
        ({"GEOCODER": "nominatim"}, "asks for GEOCODER_USER_AGENT"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT=xml is not known: write one of text, json."),
        ({"METRICS_TOKEN": "guess me"}, "make one of at least 32 letters and digits, as openssl rand -hex 32 does."),
        ({"METRICS_TOKEN": "ключ" * 9}, "holds what no header can"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL=LOUD is not known: write one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ({"ALLOWED_HOSTS": "https://heritage.example"}, "holds names, as heritage.example"),
        ({"SITE_URL": "heritage.example"}, "SITE_URL=heritage.example is no address: begin it with https://"),
        ({"DATA_DIR": "/proc/heritage"}, "DATA_DIR=/proc/heritage cannot be made"),
        ({"DATA_DIR": "/proc"}, "let this user read and write there, or set SECRET_KEY"),
        ({"DATABASE_URL": "postgress://desk:hidden@db/heritage"}, "DATABASE_URL cannot be read: write postgres://"),
        ({"DATABASE_URL": "postgres://desk:hid#den@db/heritage"}, "%23 stands for #"),
        ({"DATABASE_URL": "postgres://desk:hidden@db:port/heritage"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgres://desk:hidden@db/"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": "postgres:desk@db/heritage"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": "mysql://desk:hidden@db/heritage"}, "names neither PostgreSQL nor SQLite"),
    ],
)
def test_a_setting_that_cannot_be_used_says_how_to_mend_it(read_settings, environment, advice):
    with pytest.raises(ImproperlyConfigured, match=re.escape(advice)):
        read_settings(**environment)


REFUSED = {
    "what cannot be read": ({"DATABASE_URL": "postgres://desk:hid#den@db/heritage"}, "DATABASE_URL cannot be read"),
    "what is unsafe": ({"DEBUG": "1", "SECURE": "1"}, "Take DEBUG=1 out"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize(
    "command", [["manage.py", "check"], ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "heritage.wsgi"]]
)
def test_neither_server_nor_command_starts_with_such_settings_and_both_say_why(tmp_path, command, case):
    wrong, advice = REFUSED[case]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": port}
    run = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=bare | wrong, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode != 0
    assert advice in run.stderr
    assert "Traceback" not in run.stderr
    assert "hid#den" not in run.stderr


@pytest.mark.parametrize(
    ("command", "what"), [("verify --begin-heads", "database"), ("clear_strays", "object storage")]
)
def test_a_command_that_finds_nobody_says_so_in_a_sentence_and_sets_no_witness_aside(tmp_path, command, what):
    (tmp_path / "heads").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = f"127.0.0.1:{listener.getsockname()[1]}"
    said = {"database": {"DATABASE_URL": f"postgres://us:hidden@{nobody}/heritage"}}
    keys = {"S3_BUCKET": "heritage", "S3_ACCESS_KEY": "us", "S3_SECRET_KEY": "hidden"}
    said["object storage"] = keys | {"S3_ENDPOINT": f"http://{nobody}"}
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)} | said[what]
    run = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode != 0
    assert run.stderr.startswith(f"The {what} does not answer")
    assert not {"Traceback", "hidden"} & set(re.findall(r"\w+", run.stderr))
    assert (tmp_path / "heads").exists()


def test_a_configured_tile_server_may_send_pictures_and_nothing_else(read_settings):
    policy = read_settings(TILE_URL="https://{s}.tile.example/{z}/{x}/{y}.png")["CONTENT_SECURITY_POLICY"]
    host = "https://*.tile.example"
    assert [kind for kind, sources in policy["DIRECTIVES"].items() if host in sources] == ["img-src"]


def test_sqlite_keeps_what_it_acknowledged_and_lets_writers_wait(tmp_path):
    code = (
        "from django.db import connection; cursor = connection.cursor(); "
        "print([cursor.execute(f'PRAGMA {name}').fetchone()[0] "
        "for name in ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout']], "
        "connection.transaction_mode)"
    )
    assert installation(tmp_path, code).stdout.strip() == "['wal', 2, 1, 10000] IMMEDIATE"


def test_the_data_may_stand_in_a_folder_of_any_name(read_settings, tmp_path):
    odd = tmp_path / "Palmyra – 100% #1?"
    assert read_settings(DATA_DIR=str(odd))["DATABASES"]["default"]["NAME"] == f"{odd}/db.sqlite3"


def test_no_gdal_is_touched(tmp_path):
    code = (
        "import sys; from django.core.management import call_command; call_command('check'); "
        "print('django.contrib.gis.gdal' in sys.modules, 'sites.admin' in sys.modules)"
    )
    assert installation(tmp_path, code).stdout.split("\n")[-2] == "False True"


# ── health and headers


def test_a_healthy_server_says_ok(db, client):
    assert client.get("/healthz").content == b"ok\n"


def test_a_server_without_its_database_is_alive_and_not_ready(tmp_path):
    nobody_there = "postgres://nobody@127.0.0.1:1/nothing"
    asked = "from django.test import Client; ask = Client(SERVER_NAME='localhost').get; "
    told = "print(*(ask(path).status_code for path in ('/healthz', '/healthz/ready')))"
    assert installation(tmp_path, asked + told, DATABASE_URL=nobody_there).stdout == "200 503\n"


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/no/such/page"])
def test_every_answer_tells_the_browser_its_manners(db, client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


def test_https_is_promised_for_a_year(tmp_path):
    run = installation(
        tmp_path,
        "from django.test import Client; answer = Client(SERVER_NAME='localhost').get('/healthz', secure=True); "
        "print(answer.headers['Strict-Transport-Security'])",
        SECURE="1",
    )
    assert run.stdout == "max-age=31536000; includeSubDomains\n"


@pytest.mark.parametrize("address", ["/healthz?q=%00", "/a%00b", "/?%00=1"])
def test_a_nul_byte_in_an_address_is_refused(db, client, address):
    assert client.get(address).status_code == 400


def test_a_nul_byte_in_a_cookie_is_refused(db, client):
    assert client.get("/admin/", headers={"cookie": r'session="12345678\000"'}).status_code == 400


def test_a_form_from_an_old_page_is_told_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert (answer.status_code, "load the page anew" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("charset", ["utf-7", "rot13", "undefined"])
def test_an_address_is_read_as_utf_8_whatever_its_sender_says(charset):
    asked = RequestFactory(SERVER_NAME="localhost").get("/sites/?q=%2B2AA-").environ
    request = application.request_class(asked | {"CONTENT_TYPE": f"text/plain; charset={charset}"})
    assert request.GET["q"] == "+2AA-"


def test_an_unknown_host_is_refused(db):
    assert Client(SERVER_NAME="elsewhere.example").get("/healthz").status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/no/such/page"])
def test_a_reader_is_given_no_cookie(db, client, path):
    assert client.get(path).cookies == {}


def test_a_worker_keeps_the_memory_that_it_has_freed():
    code = "from heritage.memory import keep_what_is_freed; print(keep_what_is_freed(), keep_what_is_freed())"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True"]


def test_what_is_loaded_is_not_looked_through_again():
    code = (
        "import gc; from heritage.memory import keep_what_stays; keep_what_stays(); print(gc.get_freeze_count() > 1000)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "True"
