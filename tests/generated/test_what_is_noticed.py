"""The checks of the generated cases can fail: each notices what it is there for."""

import time

import pytest

from .asking import Answer, Watch, faults_of
from .desk import halves
from .strangers import SCRIPTS

PAGE = {"content-type": "text/html; charset=utf-8"}


def answer(status=200, body=b"", **headers):
    return Answer(status, headers or PAGE, body, 0.1)


def test_a_server_error_is_noticed():
    assert faults_of(answer(200)) == []
    assert faults_of(answer(500)) == ["status 500"]


@pytest.mark.parametrize("script", [one for one in SCRIPTS if not one.startswith(("{", "j"))])
def test_what_stands_in_a_page_as_it_was_typed_is_noticed(script):
    assert faults_of(answer(body=f'<input value="{script}">'.encode()))
    assert faults_of(answer(body=b'<a href="javascript:alert(1)">'))
    assert faults_of(answer(body=b"<p>54439</p>"))


def test_a_header_and_a_file_that_they_broke_are_noticed():
    assert faults_of(answer(**{"content-type": "text/plain", "x-injected": "yes"}))
    assert faults_of(answer(body=b'{"a": NaN}', **{"content-type": "application/json"}))
    assert faults_of(answer(body=b"<feed><a></feed>", **{"content-type": "application/atom+xml"}))


def test_half_a_save_is_noticed():
    refused = answer(body=b'<ul class="errorlist">')
    assert halves(refused, set()) == halves(answer(302), {"heritage_site", "heritage_decision"}) == []
    assert halves(refused, {"heritage_sitename"})
    assert halves(answer(400), {"files"})
    assert halves(answer(302), {"heritage_site"})


def test_a_slow_answer_is_noticed():
    watch, until = Watch(), time.process_time() + 0.05
    while time.process_time() < until:
        pass
    assert watch.seconds >= 0.04
