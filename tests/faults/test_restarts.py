"""A server is begun anew, stopped or replaced while many read and work, and nobody is refused or cut off."""

import shutil
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from admin.desk_form import fields_of
from balancer import Balancer
from cast import PASSWORD
from crowd import crowd, download, sent_home, upload
from machines import HERE, ROOT, SERVER, Installation, awaited, children
from visitor import Visitor

SLOWLY = 8  # seconds that a file takes to a slow reader, and a form from a slow editor
NEW = "/static/map.0123456789ab.js"
DRAINED = 5  # seconds in which a server says that it will stop, and answers


@pytest.fixture
def filled(install):
    """An installation with a file that is long enough to be on its way for a while."""
    one = install(READER_SECONDS="0", DRAIN_SECONDS=str(DRAINED))
    subprocess.run([sys.executable, str(HERE / "filling.py")], cwd=ROOT, env=one.env, check=True)
    one.start()
    one.told("/sites.csv")  # the first reader waits until it is made
    return one


def another(installation, **environment):
    """A second server of the same installation."""
    settings = {"READER_SECONDS": "0", "DRAIN_SECONDS": str(DRAINED)} | environment
    return Installation(installation.data, installation.cluster, **settings)


def signing_in(port):
    """The form of somebody who signs in, as it is sent."""
    editor = Visitor(port)
    typed = fields_of(editor.get("/admin/login/")) | {"username": "editor-0", "password": PASSWORD, "next": "/admin/"}
    body = urlencode(typed, doseq=True)
    head = ["POST /admin/login/ HTTP/1.1", "Host: localhost", f"Cookie: csrf={editor.cookies['csrf']}"]
    head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join([*head, "", body]).encode()


class Busy:
    """Many readers, a slow one who takes a whole file, and a slow editor who signs in."""

    def __init__(self, port):
        self.port = port

    def __enter__(self):
        self.file, self.form = download(self.port, SLOWLY), upload(self.port, signing_in(self.port), SLOWLY)
        self.file.start()
        self.form.start()
        self.readers = crowd(self.port)
        for one in (self.file, self.form):
            assert one.begun.wait(60)
        self.awaited_answers()
        return self

    def awaited_answers(self):
        """Each reader has had another answer than before."""
        had = [one.answered for one in self.readers]

        def more():
            pairs = zip(self.readers, had, strict=True)
            return all(one.answered > before or one.failed for one, before in pairs)

        awaited("Answers", more)

    def __exit__(self, kind, *_):
        answers, failed = sent_home(self.readers)
        for one in (self.file, self.form):
            one.join(120)
        if kind is None:
            assert failed == []
            assert answers > len(self.readers)
            assert self.file.answer.startswith(b"HTTP/1.1 200")
            assert self.file.answer.endswith(b"\r\n0\r\n\r\n")
            assert self.form.answer.startswith(b"HTTP/1.1 302")


def test_all_are_answered_while_the_program_is_loaded_anew(filled):
    with Busy(filled.port) as busy:
        old = children(filled.server.pid)
        filled.server.send_signal(signal.SIGHUP)
        awaited("New processes", lambda: {*children(filled.server.pid)}.isdisjoint(old))
        busy.awaited_answers()


def test_all_are_answered_while_another_server_takes_the_place_of_this_one(filled):
    with Busy(filled.port) as busy:
        first = filled.server
        old = children(first.pid)
        first.send_signal(signal.SIGUSR2)
        second = awaited("The second server", lambda: [one for one in children(first.pid) if one not in old])[0]
        awaited("Its processes", lambda: len(children(second)) == 2)
        busy.awaited_answers()
        first.send_signal(signal.SIGTERM)
        awaited("The end of the first", lambda: first.poll() is not None)
        busy.awaited_answers()


def test_a_server_that_is_to_stop_says_so_first_and_a_balancer_sends_nobody_there_any_more(filled, tmp_path):
    stopping = another(filled)
    try:
        stopping.start()
        with Balancer(tmp_path, [stopping, filled]) as balancer, Busy(balancer.port) as busy:
            stopping.server.send_signal(signal.SIGTERM)
            awaited("Its word", lambda: stopping.health() == 503)
            assert "server: it is about to stop" in stopping.told("/healthz/ready")[2]
            assert stopping.health("/healthz") == stopping.health("/sites/") == 200  # whoever still comes
            awaited("Its end", lambda: stopping.server.poll() is not None)
            busy.awaited_answers()
            stopping.start()
            awaited("Both servers", lambda: balancer.ready() == 2)
            busy.awaited_answers()
    finally:
        stopping.kill_server()


def test_a_server_that_is_told_twice_stops_at_once_and_one_alone_too(served):
    served.server.send_signal(signal.SIGTERM)
    awaited("Its end", lambda: served.server.poll() is not None)
    served.env["DRAIN_SECONDS"] = "3600"
    served.start()
    served.server.send_signal(signal.SIGTERM)
    awaited("Its word", lambda: served.health() == 503)
    served.server.send_signal(signal.SIGTERM)
    awaited("Its end", lambda: served.server.poll() is not None)


def test_who_leaves_slowly_cuts_nobody_off(served):
    """gunicorn's own worker waits for them, and then closes connections in which others ask."""
    served.kill_server()
    served.server = served.begin([*SERVER, "--workers", "1"])
    served.await_health()
    kept = HTTPConnection("127.0.0.1", served.port, timeout=60)
    for _ in range(3):
        assert asked(kept) == 200
        with socket.create_connection(("127.0.0.1", served.port), timeout=60) as slow:
            slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            while slow.recv(4096):
                pass  # all is said, and the slow one does not go
            assert asked(kept) == 200
    kept.close()


def asked(connection):
    connection.request("GET", "/healthz")
    answer = connection.getresponse()
    answer.read()
    return answer.status


def test_a_page_of_one_version_finds_its_files_though_a_server_of_the_other_is_asked(served, tmp_path):
    static = tmp_path / "new" / "static"
    shutil.copytree(served.data / "static", static)
    (static.parent / NEW[1:]).write_text("// of the new version alone")
    new = another(served, DATA_DIR=str(static.parent), DATABASE_URL=database_of(served))
    try:
        new.start()
        with Balancer(tmp_path, [served, new]) as balancer:
            assert [served.health("/static/map.0123456789ab.js"), new.health("/static/map.0123456789ab.js")] == [
                404,
                200,
            ]
            assert [balancer.status("/static/map.0123456789ab.js") for _ in range(8)] == [200] * 8
            assert balancer.status("/static/of-no-version.js") == 404
    finally:
        new.kill_server()


def database_of(installation):
    return installation.cluster.url if installation.cluster else f"sqlite:///{installation.data}/db.sqlite3"
