"""What every answer tells browsers and caches, at every address of the address book and for whoever asks."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from . import scene
from .needs import route_of
from .table import FILE, Row, read

_ROLES, ROWS = read(FILE.read_text(encoding="utf-8"))
ASKING = [scene.ANONYMOUS, "Editor", scene.SUPERUSER]
GETS = [row for row in ROWS if row.method == "GET"]
ELSEWHERE = ["/no/such/page", "/sites/?colour=red", "/sites/%00/", "/static/no-such-file.css", "/static/img/icon.svg"]
BESIDES = [Row("GET", address) for address in [*ELSEWHERE, "/admin/no/such/page/", "/admin/?%00=1", "/media/x"]]
FRAMED = "/embed/"
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICT = {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'"}
STRICT |= {
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
}
STRICT |= {"base-uri": "'none'", "object-src": "'none'", "frame-ancestors": "'none'"}
ONE_STYLE = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")  # the one that a picture carries: less than 'self'
UNKEPT = ("/healthz", "/follow/", "/corrections/")
OF_THE_MOMENT = re.compile(rb'name="ticket" value="[^"]*"')  # at which a form for readers was opened
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def answers(rehearsal):
    """(address, role, answer) of every address that can be read, as whoever asks."""
    return [
        (row.address, role, rehearsal.ask(row, role)[1])
        for row in [*GETS, *BESIDES]
        for role in ASKING
        if at_the_desk(row.address) or role != scene.SUPERUSER
    ]


def at_the_desk(address):
    return address.startswith("/admin/")


def is_static(address):
    return address.startswith("/static/")


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts)


def test_every_answer_tells_the_browser_to_keep_to_what_is_said(answers):
    assert {answer.status_code for _, _, answer in answers} >= {200, 301, 302, 400, 403, 404, 405, 410}
    for address, role, answer in answers:
        assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED, (address, role)
        assert "Server" not in answer.headers, address
        assert "X-Powered-By" not in answer.headers, address
        if not is_static(address):
            assert "camera=()" in answer.headers["Permissions-Policy"], address


def test_every_policy_is_at_least_as_strict_as_that_of_every_page(answers):
    for address, role, answer in answers:
        said = policy(answer)
        if address == FRAMED and answer.status_code == 200:
            assert said.pop("frame-ancestors") == "*"
            said["frame-ancestors"] = "'none'"
        for kind, sources in said.items():
            strict = sources in {STRICT.get(kind), "'none'"} or (kind == "style-src" and ONE_STYLE.fullmatch(sources))
            assert kind == "sandbox" or strict, (address, role, kind)
        assert said["default-src"] == "'none'", address
        assert said.get("frame-ancestors") == "'none'" or "sandbox" in said, address


def test_what_answers_before_any_page_is_asked_has_a_policy_too(settings):
    settings.SECURE_SSL_REDIRECT, settings.METRICS_TOKEN = True, "a" * 40
    reader, icon = Client(), "/static/img/icon.svg"
    drawn = reader.get(icon, secure=True)
    early = [drawn, reader.post(icon, secure=True), reader.get(icon, headers={"range": "bytes=9999999-"}, secure=True)]
    early += [reader.get(icon, headers={"if-modified-since": drawn["Last-Modified"]}, secure=True)]
    early += [reader.get("/sites/"), reader.head("/sites/"), reader.get("/", headers={"host": "elsewhere.example"})]
    early += [reader.get("/metrics", headers={"authorization": f"Bearer {settings.METRICS_TOKEN}"})]
    assert [answer.status_code for answer in early] == [200, 405, 416, 304, 301, 301, 400, 200]
    for answer in early:
        b"".join(answer)  # read to the end, by which the test client closes it and leaves the database open
        assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED, answer
        assert policy(answer) == {"default-src": "'none'", "frame-ancestors": "'none'"}, answer
        assert answer.headers["X-Frame-Options"] == "DENY", answer


def test_only_the_embed_may_be_framed(answers):
    framed = {
        address
        for address, _, answer in answers
        if answer.headers.get("X-Frame-Options") != "DENY" or "frame-ancestors *" in str(answer.headers)
    }
    assert framed == {FRAMED}


def test_every_text_says_in_which_letters_it_is_written(answers):
    for address, role, answer in answers:
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/"):
            assert "charset=utf-8" in kind.lower().replace('"', ""), (address, role)


def test_other_sites_may_read_the_interface_alone_and_never_as_somebody(answers):
    for address, role, answer in answers:
        shared = answer.headers.get("Access-Control-Allow-Origin")
        assert shared is None or (shared == "*" and address.startswith("/api/")), (address, role)
        assert "Access-Control-Allow-Credentials" not in answer.headers, address


def test_no_public_page_sets_a_cookie_whoever_asks(answers):
    asked = [(address, role) for address, role, answer in answers if answer.cookies and not at_the_desk(address)]
    assert asked == []
    assert any(answer.cookies for address, _, answer in answers if at_the_desk(address))


def test_every_cookie_of_the_desk_is_for_this_site_alone(answers):
    for address, role, answer in answers:
        for name, held in answer.cookies.items():
            assert name in {"session", "csrf"}, (address, role, name)
            assert (held["httponly"], held["samesite"], held["path"], held["domain"]) == (True, "Lax", "/", "")


def test_nothing_of_the_desk_is_kept_by_any_cache(answers):
    for address, role, answer in answers:
        if at_the_desk(address):
            assert "no-store" in answer.headers["Cache-Control"], (address, role, answer.status_code)
            assert "public" not in answer.headers["Cache-Control"], (address, role)


def test_what_is_public_is_the_same_for_everybody_and_says_how_long_it_stands(answers):
    for address, role, answer in answers:
        if not at_the_desk(address):
            assert "Cookie" not in answer.headers.get("Vary", ""), (address, role)
            kept = "public" in answer.headers["Cache-Control"]
            assert kept or address.startswith(UNKEPT), (address, answer.status_code)


def test_an_editors_visit_changes_nothing_of_what_a_reader_gets(answers):
    """The same status, the same headers and the same bytes, so that no cache in between can mix them up."""
    told = {}
    for address, role, answer in answers:
        if not at_the_desk(address):
            said = (answer.status_code, sorted(answer.headers.items()), OF_THE_MOMENT.sub(b"", answer.whole))
            assert told.setdefault(address, said) == said, (address, role)
    assert len(told) > 100


def test_the_desk_is_told_apart_by_who_asks(answers):
    for address, role, answer in answers:
        if at_the_desk(address) and answer.status_code < 400:
            assert "Cookie" in answer.headers.get("Vary", ""), (address, role)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
def test_no_address_takes_a_method_that_nothing_here_needs(rehearsal, method):
    every = {route_of(row, rehearsal.names): row.where(rehearsal.names) for row in ROWS}
    assert len(every) > 150
    for address in every.values():
        outcome, answer = rehearsal.send_as(scene.SUPERUSER, method, address)
        assert outcome == "405", (address, outcome)
        assert method not in answer.headers["Allow"], address
        assert not re.search(rb"secret|session", answer.whole)


def test_asking_for_the_head_or_the_methods_tells_no_more_than_a_get(rehearsal, answers):
    """Of the same status, so that nothing can be learned about what one may not see."""
    told = {(address, role): str(answer.status_code) for address, role, answer in answers}
    for row in GETS:
        by_get = told[row.address, "Editor"]
        for method in ("HEAD", "OPTIONS"):
            outcome, answer = rehearsal.ask(replace(row, method=method), "Editor")
            seen = {"200"} if row.address.startswith("/admin/login/") else set()  # a form, instead of the way in
            assert outcome in {by_get, "405"} | seen or not answer.whole, (method, row.address, by_get, outcome)
