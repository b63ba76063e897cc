"""A file that was made to stall, flood or break its reader ends in a sentence for its editor, within limits."""

import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from subprocess import run

import pytest
from pages import FELL, SEEN, packed, page, pdf, wacz, warc, zeros
from small_web import NEWS, response

from sites.extraction import Limits, Unreadable, extract
from sites.extraction.kinds import read

ROOT = Path(__file__).parent.parent.parent
A = f"http://{NEWS}/a"
MEGABYTE = 1024 * 1024
SMALL = Limits(memory=300, processor=2)
BARE = b"<html lang=en><body><h1>Temple blown up</h1><p>" + FELL.encode() + b"</p>"
ATTRIBUTES = b"<p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">"
NULLS = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 9999999999\r\n\r\n"
PDF = pdf(FELL, SEEN)


def unread(received, limits=SMALL):
    """The sentence that an editor reads instead of a text, as the process says it."""
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable) as fault:
        extract(received, limits=limits)
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # KiB
    return str(fault.value)


def unread_here(received):
    """The same where no limit of the process is needed."""
    with pytest.raises(Unreadable) as fault:
        read(received, "", "")
    return str(fault.value)


# ── pages


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (BARE + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000, "nested deeper"),
        (BARE + b"<a href=x>y</a>" * 190_000, "300 MB of memory|2 seconds"),
        (BARE.replace(b"<h1>", b"<article><h1>") + b"<ul><li>" * 900 + b"x", "breaks off|2 seconds"),
    ],
    ids=["100 k nested", "190 k links", "lists in lists"],
)
def test_a_page_that_no_author_wrote_is_put_down(received, words):
    said = unread(received)
    assert any(word in said for word in words.split("|"))
    assert "Paste the text of the article instead" in said


@pytest.mark.parametrize(
    "received",
    [BARE + b"<table>" + b"<tr><td>1</td></tr>" * 1_000_000 + b"</table>", BARE + b"x" * 50 * MEGABYTE],
    ids=["1 M rows", "50 MB"],
)
def test_a_page_that_is_larger_than_any_article_is_not_even_taken_apart(received):
    assert "too large for an article" in unread_here(received)


@pytest.mark.parametrize("limits", [Limits(processor=1), Limits(clock=1)], ids=["processor", "clock"])
def test_a_reader_that_is_stuck_is_stopped(limits):
    assert "takes longer than" in unread(BARE + ATTRIBUTES, limits)


def test_a_text_that_is_longer_than_a_book_is_not_read():
    assert "more than 1000000 characters" in unread(b"word " * 250_000, Limits())


@pytest.mark.parametrize(
    "oddity",
    [
        b"<table><tr><td colspan=9007199254740991>x</td></tr></table>",
        b"<p>&#xD800;&#xDFFF;&#0;&#x110000; \xed\xa0\x80\xed\xb0\x80 \xff\xfe</p>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a;&b;</p>',
        b"<!--" * 1000,
        b"<svg onload=alert(1)><script>alert(1)</script></svg>",
        b'<meta charset="utf-7"><meta charset="rot13">',
    ],
    ids=["colspan", "halves of characters", "entities", "comments", "scripts", "charsets"],
)
def test_an_oddity_does_not_hide_the_article(oddity):
    found = read(BARE + b"<p>" + SEEN.encode() + b"</p>" + oddity, "", "")
    assert found.text.startswith(f"Temple blown up\n\n{FELL}\n\n{SEEN}")
    found.text.encode()  # whole characters only
    assert "\0" not in found.text
    assert "root:" not in found.text
    assert "alert" not in found.text


# ── documents and archives


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (pdf("Secret", password="tell nobody"), "locked with a password"),
        (PDF[: len(PDF) // 2], "damaged"),
        (PDF[:40], "damaged"),
        (pdf(), "only pictures"),
        (warc((A, "200 OK", "text/html", page()))[:-60], "damaged"),
        (warc((A, "200 OK", "text/html", page()), packed=False)[:-60], "damaged"),
        (warc((A, "404 Not Found", "text/html", page())), "no page in this web archive"),
        (warc((A, "200 OK", "text/html", b"<p>" + b"x" * 11 * MEGABYTE)), "more than 10 MB"),
        (wacz(A, (A, "200 OK", "text/html", page()))[:-40], "damaged"),
        (packed({"pages/pages.jsonl": bytes(30 * MEGABYTE), "archive/a.warc": b""}), "more than 10 MB"),
        (packed({"archive/a.warc": NULLS + bytes(250 * MEGABYTE)}), "more than 200 MB"),
        (packed({"archive/a.warc": packed({"archive/a.warc": b"x" * MEGABYTE})}), "damaged"),
        (packed({"word/document.xml": b"<w/>"}), "no web archive"),
        (zeros(300, NULLS), "more than 200 MB"),
        (zeros(30), "damaged|no page|more than"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_document_or_archive_that_cannot_be_read_says_why(received, words):
    said = unread_here(received)
    assert any(word in said for word in words.split("|"))


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xd8\xff\xe0" + page(), "a picture"),
        (b"GIF89a/*" + page() + b"*/", "a picture"),
        (b"\x89PNG\r\n\x1a\n<script>", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
        (b"MZ\x90\0", "a program"),
        (bytes(range(256)) * 40, "neither a page nor a text"),
        (b"... --- ...", "no text"),
    ],
)
def test_what_is_no_article_is_named(received, words):
    assert words in unread_here(received)


def test_a_pdf_that_is_a_page_too_is_read_as_one_of_them():
    assert read(PDF + page(title="Another"), "", "").media_type == "application/pdf"
    assert "damaged" in unread_here(b"<html>%PDF-1.4" + page())


# ── nothing is left


@pytest.mark.parametrize(
    "received",
    [BARE + b"<div>" * 100_000, zeros(300, NULLS), b"GIF89a" + page()],
    ids=["nested", "bomb", "picture"],
)
def test_a_hostile_upload_leaves_nothing(hand_in, nothing_left, received):
    assert hand_in(received=received, file_name="a.html").state == "failed"
    nothing_left()


def test_a_hostile_page_leaves_nothing_and_the_next_is_read(hand_in, web, nothing_left):
    web.serve(A, response(BARE + b"<div>" * 100_000))
    assert "nested deeper" in hand_in(A).message
    nothing_left()
    web.serve(A, response(page()))
    assert hand_in(A).state == "done"


# ── the process itself


ACTS = [
    "open('/tmp/left-behind', 'w')",
    "os.open('/tmp/left-behind', os.O_CREAT)",
    "os.remove('/etc/hostname')",
    "os.fork()",
    "os.system('true')",
    "subprocess.run(['true'])",
    "socket.create_connection(('127.0.0.1', 9))",
    "bytes(400 * 1024 * 1024)",
]
ATTEMPT = """
import os, socket, subprocess, sys
from sites.extraction.__main__ import confine
confine({"memory": 384, "processor": 2, "clock": 3, "output": 8})
for act in sys.argv[1:]:
    try:
        exec(act)
    except BaseException as fault:
        print(type(fault).__name__)
    else:
        print("done:", act)
"""


def test_the_process_that_reads_can_do_nothing_else():
    attempt = [sys.executable, "-c", ATTEMPT, *ACTS]
    said = run(attempt, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    assert said == [*["PermissionError"] * 7, "MemoryError", ""]


def test_the_process_that_reads_is_told_nothing_of_the_installation(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "tell nobody")
    started = []
    monkeypatch.setattr(subprocess, "run", lambda *args, **said: started.append(said) or run(*args, **said))
    assert "a picture" in unread(b"GIF89a")
    assert started[0]["env"] == {"OPENBLAS_NUM_THREADS": "1"}
