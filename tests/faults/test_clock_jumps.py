"""The clock of the server jumps by a day, forth and back: nobody stays in or out too long, and the chain holds."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils import timezone
from visitor import Visitor

from sites.accounts import throttle
from sites.models import Attempts


class Clock:
    """That of the server's processes, by libfaketime."""

    def __init__(self, home):
        self.word = home / "clock"
        self.jump("+0")
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        self.env = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self.word), "FAKETIME_NO_CACHE": "1"}
        # With the time of day the clock that only runs on jumps too, which gunicorn takes for a process that hangs.
        self.env |= {"NO_FAKE_STAT": "1", "GUNICORN_CMD_ARGS": "--timeout 0"}

    def jump(self, by):
        self.word.write_text(by)


def add_site(editor, name):
    typed = {"name": name, "slug": name.lower(), "kind": "religious", "country": "SY", "visibility": "0.1"}
    return editor.send("/admin/heritage/site/add/", **typed).status


def is_in(editor):
    return editor.get("/admin/").status == 200


def test_a_day_forth_and_back_leaves_the_chain_whole_and_lets_people_in(install, sign_in, tmp_path):
    clock = Clock(tmp_path)
    installation = install(**clock.env)
    installation.start()
    editor = sign_in(installation)
    assert add_site(editor, "Today") == 302

    clock.jump("+1d")
    assert not is_in(editor)  # the session was for half a day
    assert installation.told("/")[0] == installation.health() == 200
    editor = sign_in(installation)
    assert add_site(editor, "Tomorrow") == 302
    guesser = Visitor(installation.port)
    assert [guesser.sign_in("editor-1", "wrong").status for _ in range(6)] == [200] * 6

    clock.jump("-1d")
    assert add_site(editor, "Yesterday") == 302
    sign_in(installation, "editor-1")  # who was to wait tomorrow does not wait today
    assert installation.told("/")[0] == installation.health() == 200

    clock.jump("+0")
    assert add_site(sign_in(installation), "Again") == 302
    found = installation.look()
    assert {"Today", "Tomorrow", "Yesterday", "Again"} <= set(found["marks"]["site"])
    assert (found["undecided"], found["integrity"], "FAULT" in found["verify"]) == ([], "ok", False)


@pytest.mark.django_db
def test_whoever_waits_after_wrong_passwords_waits_an_hour_at_most_if_the_clock_is_set_back():
    request = RequestFactory().post("/admin/login/")
    for _ in range(throttle.FOR_A_NAME):
        throttle.try_once(request, "editor")
    Attempts.objects.update(last=timezone.now() + timedelta(hours=20))
    assert timedelta() < throttle.try_once(request, "editor") <= timedelta(hours=1)
