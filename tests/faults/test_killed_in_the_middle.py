"""Whoever is told “saved” finds it saved, whatever is killed and when; of the rest nothing stands by halves."""

import random
import threading
import time
from http.client import HTTPException
from itertools import count, cycle

import factories
import pytest
from cast import EDITORS, PASSWORD
from django.core.files.uploadedfile import SimpleUploadedFile
from soaking import times
from visitor import Visitor, faults_in, is_saved

SEED = 1889
ROUNDS = times(8, 100)
LONGEST = 0.8  # seconds from the first save of a round until the kill
ADD = "/admin/heritage/{}/add/"
UPLOAD = "/admin/heritage/photo/upload/"
ARCH = 1  # the site that is there from the beginning
WHAT = ("site", "report", "photo", "intake")


class Writer(threading.Thread):
    """Saves one thing after another, and keeps what the server said of each."""

    def __init__(self, installation, name, first):
        super().__init__(daemon=True)
        self.visitor, self.name, self.over = Visitor(installation.port), name, threading.Event()
        self.numbers, self.kinds = count(1), cycle(WHAT[first:] + WHAT[:first])
        self.tried, self.saved, self.odd = [], [], []
        assert self.visitor.sign_in(name, PASSWORD).status == 302

    def run(self):
        while not self.over.is_set():
            self.save(next(self.kinds))

    def save(self, kind):
        mark = f"{kind} {next(self.numbers)} of {self.name}"
        self.tried.append((kind, mark))
        try:
            answer = getattr(self, kind)(mark)
        except (OSError, HTTPException):
            time.sleep(0.05)  # the server is down: nobody said anything
            return
        if answer.status in (302, 200) and is_saved(answer) and b"errornote" not in answer.content:
            self.saved.append((kind, mark))
            if kind == "site" and self.name.startswith("reviewer"):
                self.publish(mark, answer.url)
        elif answer.status < 500:
            self.odd.append((mark, answer.status, answer.url, faults_in(answer)))

    def publish(self, mark, page):
        try:
            answer = self.visitor.send(page.replace("change/", "step/publish/"), reason="As the sources say.")
        except (OSError, HTTPException):
            return
        if answer.status == 302:
            self.saved.append(("published", mark))

    def site(self, mark):
        typed = {"name": mark, "slug": mark.replace(" ", "-"), "kind": "religious", "country": "SY"}
        typed |= {"latitude": "34.55", "longitude": "38.27", "visibility": "0.1", "_continue": "1"}
        return self.visitor.send(ADD.format("site"), **typed)

    def report(self, mark):
        cited = {"citations-TOTAL_FORMS": "1", "citations-0-article": "1", "citations-0-role": "says"}
        typed = {"site": ARCH, "level": "severe", "event": "2015-08-23", "verification": "reported", "summary": mark}
        return self.visitor.send(ADD.format("report"), **typed, **cited, **{"citations-0-quote": "It fell."})

    def photo(self, mark):
        file = SimpleUploadedFile("arch.png", factories.picture())
        said = {"site": ARCH, "moment": "after", "credit": mark, "licence": "CC BY 4.0", "files": file}
        return self.visitor.send_file(UPLOAD, **said)

    def intake(self, mark):
        text = f"{mark}. The Arch of Triumph was badly damaged on 23 August 2015, officials said."
        told = {"title": mark, "publisher": "The Gazette", "published": "2015-08-24"}
        return self.visitor.send("/admin/read/", text=text, **told)


def killers(installation, chance):
    """What can die, each with how it is brought back."""

    def everything():
        installation.kill_server()
        installation.start()

    def worker():
        installation.kill_worker()
        installation.start_worker()

    ways = [everything, lambda: installation.kill_one_process(chance), worker]
    return ways + ([installation.cluster.kill_a_backend] if installation.cluster else [])


def rounds(installation, writers, chance):
    """Each begins with some saves after the last kill, and ends with a kill at some moment after them."""
    ways = cycle(killers(installation, chance))
    for _ in range(ROUNDS):
        enough = sum(len(one.saved) for one in writers) + len(writers)
        awaits = time.monotonic() + 60
        while sum(len(one.saved) for one in writers) < enough:
            assert time.monotonic() < awaits, [one.odd[-1:] for one in writers]
            time.sleep(0.01)
        time.sleep(chance.uniform(0, LONGEST))
        next(ways)()


@pytest.mark.soak
def test_what_was_said_to_be_saved_is_there_after_every_kill(install):
    installation, chance = install(WORKER="1"), random.Random(SEED)  # noqa: S311
    installation.start()
    installation.start_worker()
    writers = [Writer(installation, name, number) for number, name in enumerate(EDITORS)]
    for one in writers:
        one.start()
    rounds(installation, writers, chance)
    for one in writers:
        one.over.set()
    for one in writers:
        one.join()
    installation.kill_server()
    installation.kill_worker()
    if installation.cluster:
        installation.cluster.check()
    found = installation.look()

    saved = [one for writer in writers for one in writer.saved]
    assert [writer.odd for writer in writers if writer.odd] == []
    assert {kind for kind, _ in saved} == {*WHAT, "published"}
    assert [one for one in saved if one[1] not in found["marks"][one[0]]] == []
    tried = {mark for writer in writers for _, mark in writer.tried}
    every = [mark for kind in WHAT for mark in found["marks"][kind] if " of " in mark and mark in tried]
    assert len(every) == len(set(every))  # nothing twice
    assert (found["undecided"], found["halves"], found["integrity"]) == ([], [], "ok")
    assert "FAULT" not in found["verify"]
    assert "No record names" not in found["after"]
    assert found["cleared"].rstrip().split("\n")[-1].startswith("Deleted: ")
