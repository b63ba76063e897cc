"""Whoever runs the server sees in figures how it does; nobody else learns that there are any, and none tells of a
reader, an address or a place."""

import re
from datetime import timedelta
from io import StringIO

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from docfiles import DOCS, text_of
from faults.machines import PATIENCE, Installation, awaited
from test_settings import installation
from watch.figures import KEY, SHOWN, figure, read, scraped

from sites import backups, modes
from sites.models import Intake, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def watched(settings):
    settings.METRICS_TOKEN = KEY


@pytest.fixture
def reader():
    return Client()


def grown(before, name, **labels):
    return figure(scraped(), name, **labels) - figure(before, name, **labels)


# ── who may read them


@pytest.mark.parametrize(
    "shown", ["", KEY, f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer", f"Basic {KEY}", "Bearer \xe9", "Bearer "]
)
def test_who_does_not_show_the_key_finds_nothing_there(reader, shown):
    answer, nothing = (reader.get(path, headers={"authorization": shown}) for path in ("/metrics", "/metrize"))
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.content == nothing.content.replace(b"metrize", b"metrics")
    told = [{name: said for name, said in one.headers.items() if name != "ETag"} for one in (answer, nothing)]
    assert told[0] == told[1]


@pytest.mark.parametrize("shown", ["Bearer ", "Bearer", f"Bearer {KEY}"])
def test_without_a_key_nobody_reads_them(settings, reader, shown):
    settings.METRICS_TOKEN = ""
    assert reader.get("/metrics", headers={"authorization": shown}).status_code == 404


@pytest.mark.parametrize("address", ["/ar/metrics", "/metrics/", "/admin/metrics"])
def test_they_stand_at_one_address(reader, address):
    answer = reader.get(address, headers=SHOWN)
    assert b"heritage_" not in answer.content
    assert answer.status_code in (301, 302, 404)


def test_nothing_can_be_sent_there(reader):
    assert reader.post("/metrics", {"a": "b"}, headers=SHOWN).status_code == 404


def test_no_cache_keeps_them(reader):
    answer = reader.get("/metrics", headers=SHOWN)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert answer.cookies == {}


def test_prometheus_may_ask_by_any_name_of_the_machine_and_without_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client(SERVER_NAME="10.0.0.7").get("/metrics", headers=SHOWN).status_code == 200


@pytest.mark.parametrize("mode", modes.MODES)
def test_they_tell_the_mode_while_nobody_is_let_in_too(mode):
    modes.switch(mode)
    told = {name: figure(scraped(), "mode", mode=name) for name in modes.MODES}
    assert told == {name: float(name == mode) for name in modes.MODES}


# ── what is counted


def test_an_answer_is_counted_by_the_name_of_its_page_in_whatever_language(reader):
    arch, before = factories.site("Arch of Triumph"), scraped()
    for path in (f"/sites/{arch.slug}/", f"/ar/sites/{arch.slug}/", "/sites/no-such-site/"):
        reader.get(path)
    assert grown(before, "requests_total", route="site", method="GET", status="2xx") == 2
    assert grown(before, "requests_total", route="site", method="GET", status="4xx") == 1
    assert grown(before, "request_seconds_count", route="site") == 3


def test_a_file_is_timed_until_its_first_byte_and_under_way_until_its_last(reader):
    factories.site("Arch of Triumph")
    before = scraped()
    answer = reader.get("/sites.csv")
    assert grown(before, "requests_in_progress") == 1
    assert grown(before, "request_seconds_count", route="sites_csv") == 0
    pieces = iter(answer)
    next(pieces)
    assert grown(before, "request_seconds_count", route="sites_csv") == 1
    assert b"Arch" in b"".join(pieces)
    answer.close()
    assert grown(before, "requests_in_progress") == 0
    assert grown(before, "request_seconds_count", route="sites_csv") == 1


def test_a_refused_sign_in_is_told_from_one_that_was_right(reader):
    factories.editor().set_password("tetrapylon-of-palmyra")
    before = scraped()
    reader.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert grown(before, "requests_total", route="admin:login", method="POST", status="2xx") == 1


def test_an_answer_that_the_database_failed_is_counted_by_the_kind_of_fault():
    def away(*_):
        raise OperationalError("the server closed the connection")

    before, reader = scraped(), Client(raise_request_exception=False)
    with connection.execute_wrapper(away):
        assert reader.get("/sites/").status_code == 503
    assert grown(before, "database_errors_total", kind="OperationalError") == 1
    assert grown(before, "requests_total", route="sites", method="GET", status="5xx") == 1


def test_nothing_that_a_reader_sends_becomes_a_figure_of_its_own(reader):
    for path in ("/sites/", "/nowhere", "/static/nothing.css", "/follow/stop/warm/"):
        reader.get(path)
        reader.generic("BREW", path)
    rows = len(scraped())
    for number in range(40):
        for path in (f"/sites/?q=sentinel{number}", f"/sentinel{number}", f"/static/sentinel{number}.css",
                     f"/follow/stop/sentinel{number}/"):  # fmt: skip
            reader.get(path, headers={"user-agent": f"Sentinel/{number}", "x-forwarded-for": f"203.0.113.{number}"})
            reader.generic(f"SENTINEL{number}", path)
    figures = scraped()
    assert len(figures) == rows
    told = str(figures)
    assert "sentinel" not in told.casefold()
    assert "203.0.113" not in told


# ── how it stands


def test_what_readers_see_is_counted_and_what_they_do_not_see_is_not():
    before = scraped()
    factories.draft_site("Unborn")
    assert grown(before, "published", kind="site") == 0
    arch = factories.site("Arch of Triumph", visibility="hidden")
    factories.report(arch)
    assert {kind: grown(before, "published", kind=kind) for kind in ("site", "report", "article")} == {
        "site": 1,
        "report": 1,
        "article": 1,
    }
    assert grown(before, "revision") >= 1


def test_no_name_and_no_place_is_among_them():
    factories.site("Sentinel Tower", latitude=34.123456, longitude=38.654321, visibility="hidden")
    factories.draft_site("Unborn Sentinel")
    told = str(scraped())
    assert not any(word in told for word in ("Sentinel", "sentinel", "34.12", "38.65"))


def task(status, **said):
    plain = {"task_path": "sites.intake.tasks.take_in", "args_kwargs": {}, "backend_name": "default"}
    made = DBTaskResult.objects.create(**plain | {"status": status, "run_after": get_date_max()})
    DBTaskResult.objects.filter(pk=made.pk).update(**said)


def test_work_that_waits_is_told_with_its_age_and_work_that_was_put_off_is_none():
    now = timezone.now()
    task("READY", enqueued_at=now - timedelta(minutes=7))
    task("READY", enqueued_at=now - timedelta(hours=5), run_after=now - timedelta(minutes=3))
    task("READY", enqueued_at=now - timedelta(hours=9), run_after=now + timedelta(hours=1))
    task("RUNNING", started_at=now - timedelta(minutes=30))
    task("FAILED")
    task("SUCCESSFUL")
    figures = scraped()
    told = {state: figure(figures, "tasks", state=state) for state in ("waiting", "running", "failed")}
    assert told == {"waiting": 2, "running": 1, "failed": 1}
    assert 7 * 60 <= figure(figures, "tasks_oldest_seconds") < 8 * 60
    assert 30 * 60 <= figure(figures, "tasks_longest_seconds") < 31 * 60


def test_what_became_of_pages_that_were_to_be_fetched_is_told():
    Intake.objects.create(url="https://gazette.example/a", method="fetched from the web", state="failed")
    figures = scraped()
    assert {state: figure(figures, "intakes", state=state) for state in ("waiting", "failed")} == {
        "waiting": 0,
        "failed": 1,
    }


@pytest.mark.django_db(transaction=True)  # a backup is of one instant, and begins a transaction of its own
def test_the_last_backup_and_the_last_check_are_told_once_there_were_any(tmp_path):
    assert not [name for name, _ in scraped() if name.startswith(("heritage_backup", "heritage_verify"))]
    begun = timezone.now().timestamp()
    backups.make(tmp_path / "all.age", plain=True)
    call_command("verify", stdout=StringIO())
    figures = scraped()
    assert figure(figures, "backup_timestamp_seconds") >= int(begun)
    assert figure(figures, "verify_timestamp_seconds") >= begun
    assert figure(figures, "verify_faults") == 0


def test_a_backup_that_the_databases_own_tool_made_is_told_by_the_line_that_stands_in_the_document():
    unit = text_of(DOCS / "how-to" / "restore-to-a-point-in-time.md")
    line = re.search(r'psql -q heritage -c "(INSERT [^"]+)"', unit)[1]
    begun = int(timezone.now().timestamp())
    for times in (1, 2):
        with connection.cursor() as cursor:
            cursor.execute(line)
        assert figure(scraped(), "database_backup_timestamp_seconds") >= begun
        assert Standing.objects.get(name="database backup").number == times


def test_a_check_that_found_something_is_told(settings):
    factories.site()
    call_command("verify", stdout=StringIO())
    heads = settings.HEADS
    with open(heads, "a") as file:  # noqa: PTH123
        file.write(f"2026-01-01 999999 {'0' * 64}\n")
    with pytest.raises(CommandError, match="Faults: 1"):
        call_command("verify", stdout=StringIO(), stderr=StringIO())
    assert figure(scraped(), "verify_faults") == 1


def test_a_program_whose_migrations_were_not_applied_says_so():
    assert figure(scraped(), "check_ok", check="migrations") == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'heritage' AND name LIKE '0001%'")
    assert figure(scraped(), "check_ok", check="migrations") == 0


# ── without the database

ASK = (
    "from django.test import Client; "
    f"answer = Client().get('/metrics', headers={{'authorization': 'Bearer {KEY}'}}); "
    "print(answer.status_code); print(answer.content.decode())"
)


def told_by(data, **environment):
    status, _, text = installation(data, ASK, METRICS_TOKEN=KEY, **environment).stdout.partition("\n")
    assert status == "200"
    return read(text)


def test_a_database_that_is_away_is_told_and_the_rest_as_well(tmp_path):
    figures = told_by(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")
    assert figures["heritage_database_up", (("database", "default"),)] == 0
    untold = ("heritage_mode", "heritage_published", "heritage_tasks", "heritage_check_ok")
    assert not [name for name, _ in figures if name in untold]
    assert figures["heritage_disk_size_bytes", ()] > 0


def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path):
    figures = told_by(tmp_path)
    assert figures["heritage_database_up", (("database", "default"),)] == 0
    assert not (tmp_path / "db.sqlite3").exists()


# ── the real server


@pytest.fixture
def server(tmp_path):
    (tmp_path / "data").mkdir()
    place = Installation(tmp_path / "data", METRICS_TOKEN=KEY)
    place.manage("migrate", "--verbosity", "0")
    place.start()
    yield place
    place.server.terminate()  # one that is killed leaves its figures in the memory of the machine
    place.server.wait(PATIENCE)
    place.stop()


def test_all_processes_of_a_server_are_summed_and_a_restart_forgets_nothing(server):
    def answers():
        return read(server.told("/metrics", Authorization=f"Bearer {KEY}")[2])

    def processes():
        return {one for one in server.processes() if one != server.server.pid}

    before = figure(answers(), "requests_total", route="robots", method="GET", status="2xx")
    for _ in range(30):
        assert server.told("/robots.txt")[0] == 200
    told = {"route": "robots", "method": "GET", "status": "2xx"}
    assert figure(answers(), "requests_total", **told) - before == 30
    old = processes()
    server.server.send_signal(1)
    awaited("Another process", lambda: processes() and not processes() & old)
    assert figure(answers(), "requests_total", **told) - before == 30
    assert figure(answers(), "requests_in_progress") == 0
