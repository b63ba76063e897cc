import socket
from pathlib import Path
from threading import Thread

import pytest
from django.core.files.storage import default_storage
from factories import editor
from small_web import Handler, Server, Web, dialled

from sites import archive, intake
from sites.models import Article, Capture


@pytest.fixture
def web():
    with Server(("127.0.0.1", 0), Handler) as server:
        server.pages, server.asked = {}, []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield Web(server)
        server.shutdown()


@pytest.fixture
def dials():
    """The addresses on this machine to which a connection was tried; one that leaves it is a RuntimeError at once."""
    dialled.clear()
    return dialled


@pytest.fixture
def names(monkeypatch):
    """What the name service answers, call by call. A real one cannot be told to lie."""
    answers, as_ever = {}, socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in answers:
            return as_ever(host, port, *args, **kwargs)
        addresses = next(answers[host])
        kind = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [(k, socket.SOCK_STREAM, 6, "", (one, port)) for k, one in zip(kind, addresses, strict=True)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return answers


@pytest.fixture
def hand_in(db, web, monkeypatch, settings, django_capture_on_commit_callbacks):
    """Hand something in as an editor; it is read at once, as in an installation without a worker. Gives the intake."""
    settings.FETCH = True
    monkeypatch.setattr("sites.intake.tasks.door", web.door)

    def handed_in(url="", **said):
        with django_capture_on_commit_callbacks(execute=True):
            taken = intake.hand_in(**{"by": editor(), "url": url} | said)
        taken.refresh_from_db()
        return taken

    return handed_in


@pytest.fixture
def nothing_left(db):
    """Checks, when it is called, that nothing was entered and no file was kept."""

    def checked():
        assert not Article.objects.exists()
        assert not Capture.objects.exists()
        assert list(archive.strays()) == []
        folder = Path(default_storage.path("captures"))
        assert [file for file in folder.rglob("*") if file.is_file()] == []

    return checked
