"""Where the server listens is the operator's decision, and what it says of that is true."""

from runpy import run_path

import pytest
from deployed import ROOT

SAID = {
    "": ("127.0.0.1:8000", "http://127.0.0.1:8000/", False),
    "127.0.0.1": ("127.0.0.1:8000", "http://127.0.0.1:8000/", False),
    "0.0.0.0": ("0.0.0.0:8000", "http://127.0.0.1:8000/", True),  # noqa: S104  it is the case
    "::": ("[::]:8000", "http://127.0.0.1:8000/", True),
    "192.0.2.7": ("192.0.2.7:8000", "http://192.0.2.7:8000/", False),
    "2001:db8::7": ("[2001:db8::7]:8000", "http://[2001:db8::7]:8000/", False),
}


@pytest.mark.parametrize("listen", SAID)
def test_an_operator_is_told_where_the_site_can_be_opened(listen, monkeypatch, capsys):
    monkeypatch.setenv("LISTEN", listen)
    monkeypatch.delenv("PORT", raising=False)
    configured = run_path(str(ROOT / "deploy/gunicorn.conf.py"))
    configured["when_ready"](None)
    bind, address, by_others = SAID[listen]
    said = capsys.readouterr().out
    assert configured["bind"] == bind
    assert f"The map:   {address}\nThe desk:  {address}admin/\n" in said
    assert ("Others reach it too" in said) is by_others
