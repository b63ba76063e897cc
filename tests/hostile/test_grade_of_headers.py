"""The grade that the HTTP Observatory would give: its arithmetic, done here over our own answers behind HTTPS."""

import re
from pathlib import Path
from runpy import run_path

import factories
import pytest
from django.http import HttpResponse
from django.test import Client

ROOT = Path(__file__).parent.parent.parent
PAGES = ["/", "/embed/", "/area/", "/sites/", "/sites/temple-of-bel/", "/reports/1/", "/articles/", "/articles/1/"]
PAGES += ["/summary/", "/method/", "/data/", "/releases/", "/about/", "/api/", "/no/such/page", "/?colour=red"]
DESK = ["/admin/login/", "/admin/", "/admin/heritage/site/", "/admin/heritage/report/add/", "/admin/review/"]
A_PLUS = 100
BONUSES_FROM = 90
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "*"}


def modifiers(to_http, answer):
    """What each test of the Observatory gives or takes: by its name."""
    headers = answer.headers
    policy = policy_of(headers.get("Content-Security-Policy", ""))
    framed = "frame-ancestors" in policy
    return {
        "policy": of_policy(policy),
        "cookies": of_cookies(answer.cookies.values()),
        "sharing": -50 if headers.get("Access-Control-Allow-Credentials") == "true" else 0,
        "redirection": 0 if to_http.status_code == 301 and to_http.url.startswith("https://testserver/") else -20,
        "referrer": 5 if headers.get("Referrer-Policy") in PRIVATE else -5,
        "transport": of_transport(headers.get("Strict-Transport-Security", "")),
        "scripts": -50 if re.search(rb'<script[^>]+src="(?:http:)?//(?!testserver)', answer.content) else 0,
        "sniffing": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if framed else 0 if headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20,
    }


def policy_of(header):
    return {kind: set(rest.split()) for kind, _, rest in (part.strip().partition(" ") for part in header.split(";"))}


def of_policy(policy):
    run = policy.get("script-src", policy.get("default-src", {"*"})) | policy.get("object-src", {"*"})
    if "default-src" not in policy:
        return -25
    if BROAD & run:
        return -20
    if BROAD & policy.get("style-src", set()):
        return 0
    closed = policy["default-src"] == {"'none'"} and policy.get("form-action", {"*"}) <= {"'none'", "'self'"}
    return 10 if closed else 5


def of_cookies(cookies):
    worst = [0]
    for one in cookies:
        worst += [-40] if not one["secure"] else []
        worst += [-30] if not one["httponly"] else []
        worst += [-20] if one["samesite"] not in {"Lax", "Strict"} else []
    return min(worst) or (5 if cookies else 0)


def of_transport(header):
    found = re.search(r"max-age=(\d+)", header)
    return -20 if not found else 0 if int(found[1]) >= HALF_A_YEAR else -10


def score(given):
    base = 100 + sum(one for one in given.values() if one < 0)
    return max(0, base + (sum(one for one in given.values() if one > 0) if base >= BONUSES_FROM else 0))


@pytest.fixture
def behind_https(settings, monkeypatch, tmp_path):
    """The settings of an installation behind HTTPS, and a browser that speaks it."""
    monkeypatch.setenv("SECURE", "1")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    said = run_path(str(ROOT / "heritage/settings.py"))
    for name in said:
        if name.startswith(("SECURE", "SESSION_COOKIE", "CSRF_COOKIE", "CONTENT_SECURITY", "X_FRAME")):
            setattr(settings, name, said[name])
    return Client()


@pytest.fixture
def shown(db):
    factories.report(factories.site("Temple of Bel"), "destroyed")


def graded(client, address):
    return score(modifiers(client.get(address), client.get(address, secure=True)))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_for_readers_has_the_best_grade(behind_https, shown, address):
    assert graded(behind_https, address) == 120 >= A_PLUS


@pytest.mark.parametrize("address", DESK)
def test_a_page_of_the_desk_has_the_best_grade_with_its_cookies(behind_https, shown, address):
    if address != "/admin/login/":
        behind_https.force_login(factories.reviewer())
    page = behind_https.get(address, secure=True)
    assert page.status_code == 200
    assert {name for name in page.cookies if not name.startswith("__Host-")} == set()
    for held in page.cookies.values():
        assert (held["secure"], held["httponly"], held["samesite"], held["path"]) == (True, True, "Lax", "/")
        assert held["domain"] == ""
    assert graded(behind_https, address) >= A_PLUS


def test_who_signs_in_is_given_cookies_for_this_host_over_https_alone(behind_https, db):
    somebody = factories.editor()
    somebody.set_password("a tetrapylon of words")
    somebody.save()
    said = {"username": somebody.username, "password": "a tetrapylon of words"}
    came_in = behind_https.post("/admin/login/?next=/admin/", said, secure=True)
    assert came_in.status_code == 302
    assert {*came_in.cookies} == {"__Host-session", "__Host-csrf"}
    assert all(held["secure"] and held["httponly"] for held in came_in.cookies.values())


WORSE = {
    "no policy": ({}, "Content-Security-Policy", -25),
    "scripts in the page": ({"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}, "", -20),
    "no promise": ({}, "Strict-Transport-Security", -20),
    "a promise of a month": ({"Strict-Transport-Security": "max-age=2592000"}, "", -10),
    "a frame for everybody": ({"Content-Security-Policy": "default-src 'none'"}, "X-Frame-Options", -20),
}


@pytest.mark.parametrize("what", WORSE)
def test_the_arithmetic_takes_points_for_what_is_worse(behind_https, shown, what):
    changed, left_out, taken = WORSE[what]
    answer, there = behind_https.get("/", secure=True), behind_https.get("/")
    for name, value in changed.items():
        answer.headers[name] = value
    if left_out:
        del answer.headers[left_out]
    given = modifiers(there, answer)
    assert min(given.values()) == taken
    assert score(given) < 120


def test_a_cookie_that_scripts_can_read_costs_the_grade():
    answer = HttpResponse()
    answer.set_cookie("session", "a", secure=True, samesite="Lax")
    assert of_cookies(answer.cookies.values()) == -30
    assert score({"cookies": -30, "policy": 10}) == 70
