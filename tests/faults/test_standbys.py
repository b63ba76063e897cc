"""Readers are answered from a standby: none is led back in time, and the site goes on when either server is gone."""

import re
import shutil
import subprocess
import sys

import pytest
from machines import HERE, ROOT, Installation, awaited, kill
from standby import Standby
from visitor import Visitor

LIST, TILE = "/sites/", "/map/0/0/0.json"
PAGES = (
    *("/", "/ar/", "/sites/", "/sites/arch-of-triumph/", "/reports/1/", "/summary/", "/articles/", "/releases/"),
    *("/data/", "/risk/", "/styleguide/", TILE, "/sites.csv", "/sites.xlsx", "/sites.bib", "/suggest.json?q=arch"),
    *("/feeds/reports.atom", "/sites/arch-of-triumph.geojson", "/api/collections/sites/items", "/sitemap.xml"),
    *("/map/overview.svg", "/preview.png"),
)


@pytest.fixture
def two(install):
    """An installation whose readers are answered from a standby."""
    first = install(LOG_LEVEL="WARNING")
    first.standby = Standby(first.cluster.home / "standby", first.cluster)
    first.standby.make()
    first.standby.start()
    first.env["STANDBY_URL"] = first.standby.url
    first.start()
    yield first
    first.standby.stop("immediate")


@pytest.fixture
def another(two):
    """A second server of the same installation, on a machine of its own."""
    data = two.cluster.home / "another"
    data.mkdir()
    shutil.copytree(two.data / "static", data / "static")
    one = Installation(data, two.cluster, SECRET_KEY=(two.data / "secret").read_text())
    one.env["STANDBY_URL"] = two.standby.url
    one.start()
    yield one
    kill(one.server)


def publish(installation, name):
    command = [sys.executable, str(HERE / "publishing.py"), name]
    run = subprocess.run(command, cwd=ROOT, env=installation.env, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def opened(installation, path, **headers):
    """What a reader's browser is answered."""
    return Visitor(installation.port).ask("GET", path, **headers)


def named(answer):
    assert answer.status == 200
    return set(re.findall(r"Arch of Triumph|Temple of Nabu", answer.content.decode())), answer.headers["ETag"]


def revision(tag):
    return int(re.search(r'-r(\d+)"$', tag).group(1))


OLD, NEW = {"Arch of Triumph"}, {"Arch of Triumph", "Temple of Nabu"}


def test_readers_are_answered_from_the_standby_and_an_editor_sees_at_once_what_was_published(two, another, sign_in):
    two.standby.fall_behind()
    publish(two, "Temple of Nabu")
    assert {named(opened(two, LIST))[0] == OLD for _ in range(8)} == {True}  # by whichever process
    editor = sign_in(two, "editor-0")
    assert "Temple of Nabu" in editor.get(LIST).content.decode()
    for _ in range(8):  # who was there when the editor looked is not led back either
        assert named(opened(two, LIST))[0] == NEW
    assert named(opened(another, LIST))[0] == OLD  # another machine has shown it to nobody
    two.standby.go_on()
    assert named(opened(another, LIST))[0] == NEW


def test_what_a_browser_keeps_is_never_replaced_by_something_older(two, another, sign_in):
    two.standby.fall_behind()
    publish(two, "Temple of Nabu")
    editor = sign_in(two, "editor-0")
    for path in (TILE, LIST, "/"):
        newer = editor.get(path).headers["ETag"]
        answer = opened(another, path, **{"If-None-Match": newer})
        assert answer.status in (200, 304), path
        assert revision(answer.headers["ETag"]) == revision(newer), path
    assert opened(another, TILE, **{"If-None-Match": newer}).status == 200  # the tag of another page
    assert named(opened(another, LIST))[0] == NEW


def test_an_answer_that_still_stands_is_not_sent_again(two):
    for path in (TILE, "/sites/", "/api/collections/sites/items", "/feeds/reports.atom"):
        tag = opened(two, path).headers["ETag"]
        assert opened(two, path, **{"If-None-Match": tag}).status == 304, path
    publish(two, "Temple of Nabu")
    two.standby.catch_up()
    assert opened(two, TILE, **{"If-None-Match": opened(two, TILE).headers["ETag"]}).status == 304
    assert opened(two, "/feeds/reports.atom", **{"If-None-Match": tag}).status == 200


def test_readers_go_on_without_the_primary_and_what_is_written_waits(two, sign_in):
    editor = sign_in(two, "editor-0")
    two.cluster.stop("immediate")
    answers = {path: opened(two, path) for path in PAGES}
    assert {path: one.status for path, one in answers.items() if one.status != 200} == {}
    assert named(answers[LIST])[0] == OLD
    assert two.health("/healthz/ready") == 200
    assert editor.get("/admin/").status == 503
    two.cluster.start()
    awaited("The desk", lambda: editor.get("/admin/").status == 200)


def test_readers_go_on_without_the_standby(two):
    assert named(opened(two, LIST))[0] == OLD
    two.standby.stop("immediate")
    publish(two, "Temple of Nabu")
    assert {path: one for path in PAGES if (one := opened(two, path).status) != 200} == {}
    assert named(opened(two, LIST))[0] == NEW
    assert two.health("/healthz/ready") == 200
    two.standby.start()
    two.standby.catch_up()
    awaited("The standby's readers", lambda: opened(two, "/") and two.standby.readers() > 0)
    assert named(opened(two, LIST))[0] == NEW


def test_where_the_record_was_taken_back_nobody_waits_for_what_is_gone(two):
    """As after a restore: a reader was shown more than there is now."""
    publish(two, "Temple of Nabu")
    two.standby.catch_up()
    tag = named(opened(two, LIST))[1]
    taken_back = "from sites.models import Revision; Revision.objects.latest('number').delete()"
    two.manage("shell", "--no-imports", "-c", taken_back)
    two.standby.catch_up()
    for _ in range(8):  # whichever process is asked
        assert {opened(two, path, **{"If-None-Match": tag}).status for path in (LIST, TILE, "/")} <= {200, 304}
    assert revision(named(opened(two, LIST))[1]) == revision(tag) - 1
    two.cluster.stop("immediate")
    assert opened(two, LIST).status == 200  # of the standby again


def test_an_editor_whose_primary_is_none_any_more_is_told_to_wait(two, sign_in):
    """Its connections stand for some seconds yet, and it takes nothing."""
    editor = sign_in(two, "editor-0")
    setting = ["-c", "ALTER SYSTEM SET default_transaction_read_only = on", "-c", "SELECT pg_reload_conf()"]
    two.cluster.run("psql", "-h", two.cluster.home, "-U", "tester", "-d", "postgres", *setting)
    awaited("The change", lambda: two.cluster.asked("SHOW default_transaction_read_only") == ("on",))
    typed = {"name": "Nabu", "slug": "nabu", "kind": "religious", "country": "SY", "visibility": "0.1"}
    answer = editor.send("/admin/heritage/site/add/", **typed)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "nothing of it was saved" in answer.content.decode()
    assert {opened(two, path).status for path in PAGES} == {200}
