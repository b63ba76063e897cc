"""Who may do what, for every address and every action: each request of the table is sent as each role.

A new address, action, step or button fails here until it has its rows. The failure prints them as they were observed:
look whether they are as they should be, then put them into `matrix.txt`. FRESH_TABLE=FILE writes the whole table as it
is observed, with what is missing at its end.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from . import scene, table
from .needs import needs, route_of

ROLES, ROWS = table.read(table.FILE.read_text(encoding="utf-8"))
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ELSEWHERE = "https://elsewhere.example/"
pytestmark = pytest.mark.django_db
WITHOUT_RIGHTS = [scene.ANONYMOUS, scene.ACCOUNT, scene.STAFF]
DOORS = ("/admin/login/", "/admin/logout/", "/admin/password_change/")
FACTOR = "/admin/account/second-factor/"
OWN = {*DOORS, f"{FACTOR}codes/", f"{FACTOR}remove/"}  # of one's own account


def test_the_table_has_a_column_for_every_role_and_says_nothing_twice(rehearsal, tmp_path):
    asked = [row.asked for row in ROWS]
    assert [one for one in asked if asked.count(one) > 1] == []
    fresh = os.environ.get("FRESH_TABLE")
    if fresh or ROLES != scene.ROLES:
        whole = Path(fresh or tmp_path / "matrix.txt")
        rows = [*ROWS, *(need.begin for need in unmet(rehearsal, ROWS))]
        whole.write_text(table.write(scene.ROLES, map(rehearsal.observed, rows)), encoding="utf-8")
        pytest.fail(f"The roles are {scene.ROLES}. The table as it is observed, to be looked at and kept: {whole}")


def unmet(rehearsal, rows):
    return [need for need in needs(rehearsal.names) if not any(map(need.met_by, rows))]


def test_every_address_action_step_and_button_has_its_row(rehearsal):
    missing = unmet(rehearsal, ROWS)
    lines = [f"# {need.what}\n{rehearsal.observed(need.begin).line()}" for need in missing]
    said = "\n".join(["These have no row in tests/permissions/matrix.txt. As observed with a first guess:", *lines])
    assert not missing, said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.asked))
def test_what_comes_of_a_request_is_what_the_table_says(rehearsal, row):
    observed = rehearsal.observed(row)
    assert (observed.outcomes, observed.leads_to) == (row.outcomes, row.leads_to), f"Observed:\n{observed.line()}"


def test_nothing_is_changed_by_a_get_nor_by_whom_nobody_gave_a_right():
    changing = [row.line() for row in ROWS if row.method == "GET" and "+" in "".join(row.outcomes)]
    assert changing == []
    columns = [ROLES.index(role) for role in WITHOUT_RIGHTS]
    taken = [row for row in ROWS if any("+" in row.outcomes[one] for one in columns)]
    assert {row.address for row in taken} <= OWN | {"/corrections/"}


def test_no_request_breaks_the_desk():
    assert [row.line() for row in ROWS if any(one.startswith("5") for one in row.outcomes)] == []


def test_every_page_of_the_desk_has_a_title_of_its_own(rehearsal):
    titles = defaultdict(set)
    for row in ROWS:
        if row.method == "GET" and row.address.startswith("/admin/") and row.outcomes[-1] == "200":
            _outcome, answer = rehearsal.ask(row, scene.SUPERUSER)
            if not answer.streaming and (title := TITLE.search(answer.content.decode())):
                titles[" ".join(title.group(1).split())].add(row.address.partition("?")[0])
    assert titles
    assert [(title, sorted(pages)) for title, pages in titles.items() if len(pages) > 1] == []


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE"])
def test_other_methods_change_nothing_and_break_nothing(rehearsal, method):
    """Sent as the superuser, whom nothing else would hinder."""
    broken = []
    for address in {route_of(row, rehearsal.names): row.where(rehearsal.names) for row in ROWS}.values():
        outcome, _answer = rehearsal.send(scene.SUPERUSER, method.lower(), address)
        broken += [(address, outcome)] if outcome.endswith("+") or outcome.startswith("5") else []
    assert broken == []


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, "/\\elsewhere.example"])
def test_nothing_leads_off_the_site(rehearsal, elsewhere):
    """What an address or a form says of the way back is not believed if it is on another site."""
    hostile = dict.fromkeys(["next", "back", "return", "url", "_popup", "_to_field", "_changelist_filters"], elsewhere)
    astray = []
    for row in ROWS:
        if row.leads_to or row.address.startswith(DOORS):
            _outcome, answer = rehearsal.ask(row, scene.SUPERUSER, **hostile)
            gone = getattr(answer, "url", "/")
            astray += [(row.line(), gone)] if not table.local(gone) else []
    assert astray == []


def test_who_signs_in_is_led_on_within_the_desk(rehearsal):
    said = {"username": "editor", "password": scene.PASSWORD}
    sign_in = next(row for row in ROWS if row.address == "/admin/login/" and row.method == "POST")
    for asked, led_to in {
        "/admin/read/": "/admin/read/",
        ELSEWHERE: "/admin/",
        "//elsewhere.example": "/admin/",
    }.items():
        _outcome, answer = rehearsal.ask(sign_in, scene.ANONYMOUS, next=asked, **said)
        assert (answer.status_code, answer.url) == (302, led_to)


REMOVED = {
    "the right to a step": ("sites.desk.reviewed.allowed", "/step/publish/"),
    "the right to everything": ("django.contrib.auth.models.User.has_perm", "/admin/review/"),
    "the door of the desk": ("django.contrib.admin.sites.AdminSite.has_permission", "/admin/heritage/site/"),
}


@pytest.mark.parametrize("check", REMOVED)
def test_the_table_notices_when_a_check_is_removed(rehearsal, monkeypatch, check):
    where, address = REMOVED[check]
    monkeypatch.setattr(where, lambda *_args: True)
    rows = [row for row in ROWS if row.address.endswith(address)]
    assert rows
    assert any(rehearsal.observed(row).outcomes != row.outcomes for row in rows)


def test_a_new_address_without_a_row_is_noticed(rehearsal):
    rows = [row for row in ROWS if row.address != "/admin/desk/near/" and "desk/near/?" not in row.address]
    assert [need.what for need in unmet(rehearsal, rows)] == ["GET admin/desk/near/", "POST admin/desk/near/"]


def test_operators_read_of_the_same_rights(tmp_path):
    fresh = table.in_words(ROLES, ROWS)
    (tmp_path / "permissions.md").write_text(fresh, encoding="utf-8")
    said = table.DOCUMENT.read_text(encoding="utf-8") if table.DOCUMENT.exists() else ""
    assert said == fresh, f"docs/permissions.md is not as the table has it: take {tmp_path / 'permissions.md'}"
