"""Two servers with folders of their own and one database between them: to whoever uses them they are one."""

import shutil

import pytest
from cast import PASSWORD
from machines import Installation, awaited

KEY = "known to both servers, and to nobody else, as it must be: a tetrapylon"


@pytest.fixture
def two(install):
    first = install(SECRET_KEY=KEY)
    home = first.data.parent / "second"
    shutil.copytree(first.data / "static", home / "static")
    where = {} if first.cluster else {"DATABASE_URL": f"sqlite:///{first.data}/db.sqlite3"}
    second = Installation(home, first.cluster, SECRET_KEY=KEY, **where)
    first.start()
    second.start()
    yield first, second
    second.stop()


def at(server, visitor):
    visitor.port = server.port
    return visitor


def test_who_signs_in_at_one_goes_on_and_signs_out_at_the_other(two, sign_in):
    first, second = two
    editor = sign_in(first)
    assert at(second, editor).get("/admin/").status == 200
    assert editor.send("/admin/heritage/site/add/", name="Nabu", country="SY").status in (200, 302)
    assert editor.send("/admin/account/").status in (200, 302, 405)
    assert editor.post("/admin/logout/", {"csrfmiddlewaretoken": token_of(editor)}).status in (200, 302)
    assert "/login/" in at(first, editor).get("/admin/").url


def token_of(visitor):
    return visitor.get("/admin/").content.decode().partition('name="csrfmiddlewaretoken" value="')[2][:64]


def test_passwords_that_are_guessed_at_one_are_counted_at_the_other(two, sign_in):
    first, second = two
    guesser = sign_in(first, "editor-1")
    guesser.cookies.clear()
    for _ in range(5):
        assert guesser.sign_in("editor-0", "a wrong guess").status == 200
    answer = at(second, guesser).sign_in("editor-0", PASSWORD)
    assert (answer.status, "Too many" in answer.content.decode() or "Wait" in answer.content.decode()) == (200, True)


def test_what_an_operator_says_at_one_holds_at_both_within_seconds(two):
    first, second = two
    assert [first.told("/")[0], second.told("/")[0]] == [200, 200]
    second.manage("mode", "no_access", "--why", "We move.")
    assert second.told("/")[0] == 503
    awaited("The other server", lambda: first.told("/")[0] == 503)
    assert "We move." in first.told("/")[2]
    assert first.manage("mode").stdout.startswith("no_access")
    first.manage("mode", "normal")
    awaited("Both servers", lambda: [first.told("/")[0], second.told("/")[0]] == [200, 200])
    assert not (first.data / "mode").exists()
