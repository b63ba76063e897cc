"""A full disk: whoever sends something is told so in words, nothing of it is kept by halves, and readers read on."""

from pathlib import Path

import factories
import pytest
from disks import ways
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from sites.replicas import Floor

UPLOAD = "/admin/heritage/photo/upload/"
READ = ("/", "/sites/", "/sites.csv", "/summary/", "/admin/")


def send_picture(editor):
    file = SimpleUploadedFile("arch.png", factories.picture(600, 400))
    said = {"site": 1, "moment": "after", "credit": "A. Photographer", "licence": "CC BY 4.0", "files": file}
    return editor.send_file(UPLOAD, **said)


def hand_in(editor):
    told = {"title": "Handed in", "publisher": "The Gazette", "published": "2015-08-24"}
    return editor.send("/admin/read/", text="The Arch of Triumph was damaged on 23 August 2015.", **told)


def add_site(editor):
    typed = {"name": "Temple of Nabu", "slug": "temple-of-nabu", "kind": "religious", "country": "SY"}
    return editor.send("/admin/heritage/site/add/", visibility="0.1", **typed)


def is_told(answer):
    return "disk is full" in answer.content.decode()


@pytest.mark.parametrize("way", ways(), ids=lambda one: one.__name__)
def test_what_finds_no_room_is_refused_in_words_and_leaves_nothing(install, sign_in, way):
    disk = way(install())
    editor, installation = sign_in(disk.installation), disk.installation
    assert installation.health() == 200
    disk.fill()
    assert installation.health("/healthz") == 200
    status, _headers, said = installation.told("/healthz/ready")
    assert (status, "disk: full, or cannot be written" in said) == (503, True)
    assert str(installation.data) not in said

    picture, article = send_picture(editor), hand_in(editor)
    assert (picture.status, is_told(picture)) == (507, True)
    assert (article.status != 302, is_told(article)) == (True, True)
    if connection.vendor == "sqlite":  # its database stands on the same disk
        assert add_site(editor).status in (503, 507)
    assert [(path, editor.get(path).status) for path in READ] == [(path, 200) for path in READ]

    disk.free()
    assert installation.health() == 200
    marks = disk.look()["marks"]
    assert (marks["photo"], marks["intake"]) == ([], [])
    assert "Temple of Nabu" not in marks["site"] or connection.vendor == "postgresql"
    assert [send_picture(editor).status, hand_in(editor).status, add_site(editor).status] == [200, 302, 302]
    found = disk.look()
    assert len(found["marks"]["photo"]) == len(found["marks"]["intake"]) == 1
    assert "FAULT" not in found["verify"]
    assert "Deleted: 0 files" in found["cleared"]  # nothing was left over by what was refused


def test_what_readers_were_shown_is_remembered_without_a_disk():
    shown = Floor(Path("/dev/full"))
    shown.rise(7)
    assert shown.number() == 7
