"""A demonstration that the gate refuses at its end leaves nothing of its beginning."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from sites.imports import demonstration, unchanged_passwords
from sites.models import Article, Decision, Entry, Period, Report, Site
from sites.review import Refused


@pytest.mark.django_db
def test_half_a_demonstration_is_none(monkeypatch, settings):
    folder = settings.DATA_DIR / "cut"
    folder.mkdir()
    for part in ("sites", "articles", "reports"):
        held = json.loads((demonstration.FOLDER / f"{part}.json").read_text(encoding="utf-8"))
        if part == "reports":
            held = [*held[:3], held[-1] | {"verification": "confirmed", "citations": held[-1]["citations"][:1]}]
            held[-1]["citations"][0]["role"] = "says"
        (folder / f"{part}.json").write_text(json.dumps(held), encoding="utf-8")
    monkeypatch.setattr(demonstration, "FOLDER", folder)
    with pytest.raises(Refused, match="“Confirmed” needs"):
        call_command("demo")
    for model in (Site, Article, Report, Decision, Entry, Period, User):
        assert not model.objects.exists()
    assert unchanged_passwords() == {}
