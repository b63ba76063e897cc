"""No public page, file or header names an editor, and none tells a time finer than a day."""

import io
import re
import zipfile
from datetime import datetime, timedelta

import factories
import pytest
from django.utils import timezone

from sites import review
from sites.models import Capture, Decision, Editor, Photo, Report, Site

ODD = "04:17:39"
FINER = re.compile(r"\b\d{1,2}:\d\d(:\d\d)?\b")
MIDNIGHT = re.compile(r"T00:00:00(\.000)?(Z|\+00:00)")
MOST = 400


@pytest.fixture
def worked(db, monkeypatch):
    """Records of every kind by people with telling pseudonyms, each decided at an odd moment."""
    moment = datetime.fromisoformat(f"2026-03-27T{ODD}+00:00")
    ticking = iter(moment + timedelta(seconds=number) for number in range(10_000))
    monkeypatch.setattr(timezone, "now", lambda: next(ticking))
    names = ["sentinel-editor", "sentinel-reviewer"]
    for user, name in zip((factories.editor(), factories.reviewer()), names, strict=True):
        Editor.objects.create(user=user, pseudonym=name)
    site = factories.site("Finch Temple")
    kept = factories.article("What is left")
    factories.capture(kept)
    report = factories.report(site, cites=[(kept, "says")])
    factories.photo(site)
    correction = review.correct(report, by=factories.editor())
    Report.objects.filter(pk=correction.pk).update(summary="Corrected.")
    review.publish(Report.objects.get(pk=correction.pk), by=factories.reviewer(), reason="Closer to the source.")
    review.withdraw(factories.report(site), by=factories.reviewer(), reason="Twice.")
    assert {"sentinel-editor", "sentinel-reviewer"} <= set(Decision.objects.values_list("who", flat=True))
    assert ODD[:5] in str(Decision.objects.first().at)
    assert Capture.objects.filter(captured_by="sentinel-editor").exists()
    assert Site.objects.get(pk=site.pk).decided_by == Photo.objects.get().decided_by == "sentinel-reviewer"


def crawl(client):
    """All that a reader can reach by links, with headers."""
    waiting, seen = ["/", "/embed/", "/map/0/0/0.json", "/reports/3/", "/suggest.json?q=Fi"], {}
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address)
        body = answer.getvalue() if answer.streaming else answer.content
        seen[address] = f"{dict(answer.headers)}\n{unpacked(body).decode(errors='replace')}"
        found = re.findall(r'(?:href|src|data-address)="(/[^"#]*)', seen[address])
        waiting += [one.replace("&amp;", "&") for one in found if not one.startswith(("/static/", "/admin/", "//"))]
    return seen


def unpacked(body):
    """What a ZIP archive holds: packed bytes say nothing, and may look like anything."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def test_no_public_page_file_or_header_names_an_editor_or_an_hour(client, worked):
    seen = crawl(client)
    assert any(one.startswith("/reports/") for one in seen)
    assert any(".csv" in one for one in seen)
    assert any(one.startswith("/articles/") for one in seen)
    for address, text in seen.items():
        assert "sentinel-" not in text, address
        assert "editor-" not in text, address
        told = MIDNIGHT.sub("", text)  # a day, for formats that know no day without an hour
        assert not FINER.search(told), (address, FINER.search(told))


@pytest.mark.parametrize("header", ["Last-Modified", "Date", "Server", "Set-Cookie"])
def test_no_header_tells_when_somebody_worked(client, worked, header):
    assert not any(f"'{header}'" in text.partition("\n")[0] for text in crawl(client).values())
