"""No public page, file or header names an editor, and none tells a time finer than a day."""

import io
import re
import zipfile
from datetime import datetime, timedelta

import factories
import pytest
from django.urls import get_resolver
from django.utils import timezone
from permissions.table import addresses

from sites import releases, review
from sites.follow import tickets
from sites.models import Article, Capture, Decision, Editor, Follower, Photo, Report, Site
from sites.tongues import what_stands_at

ODD = "04:17:39"
FINER = re.compile(r"\b\d{1,2}:\d\d(:\d\d)?\b")
MIDNIGHT = re.compile(r"T00:00:00(\.000)?(Z|\+00:00)")
MOST = 800
# Arabic stands for the languages that English is put in.
NOT_FOLLOWED = ("/static/", "/admin/", "//", "/fr/", "/uk/")
TELLING = ("Last-Modified", "Date", "Server", "Set-Cookie")  # of when somebody worked, or who reads


@pytest.fixture
def worked(db, monkeypatch, settings):
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
    releases.release("1")
    releases.release("2")
    followed = {"query": "kind=religious", "language": "en", "asked_at": timezone.now(), "confirmed": True}
    Follower.objects.create(email="reader@example.org", digest="of that", **followed)
    settings.EMAIL_HOST = "mail.example"
    assert {"sentinel-editor", "sentinel-reviewer"} <= set(Decision.objects.values_list("who", flat=True))
    assert ODD[:5] in str(Decision.objects.first().at)
    assert Capture.objects.filter(captured_by="sentinel-editor").exists()
    assert Site.objects.get(pk=site.pk).decided_by == Photo.objects.get().decided_by == "sentinel-reviewer"


def crawl(client):
    """All that a reader can reach by links, with headers."""
    waiting, seen = [*unlinked()], {}
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address)
        body = answer.getvalue() if answer.streaming else answer.content
        seen[address] = f"{dict(answer.headers)}\n{unpacked(body).decode(errors='replace')}"
        found = re.findall(r'(?:href|src|data-address)="(/[^"#]*)', seen[address])
        waiting += [one.replace("&amp;", "&") for one in found if not one.startswith(NOT_FOLLOWED)]
    return seen


def unlinked():
    """Where to begin, and what programs ask for that follow no links."""
    report, site = Report.objects.published().get().number, Site.objects.get()
    yield from ("/", "/embed/", "/api/", "/data/", "/map/0/0/0.json", "/reports/3/")
    yield from ("/suggest.json?q=Fi", "/api/nowhere")
    key = Follower.objects.get().key
    yield from ("/follow/", "/follow/confirm/nobody/", f"/follow/confirm/{tickets.link(tickets.CONFIRM, key)}/")
    yield from ("/follow/stop/nobody/", f"/follow/stop/{tickets.link(tickets.STOP, key)}/")
    yield from ("/ar/", "/ar/words.js", "/styleguide/", "/preview.png")
    yield from ("/manifest.webmanifest", "/sw.js", "/map/overview.svg", f"/sites/{site.slug}/place.svg")
    yield from (f"/{language}reports/{report}/preview.png" for language in ("", "ar/"))
    yield from ("/.well-known/security.txt", "/.well-known/change-password", "/robots.txt", "/sitemap.xml")
    yield from (f"/sitemap-{kind}-1.xml" for kind in ("pages", "sites", "reports", "articles"))
    yield from (f"/api/collections/sites/items/{site.pk}", "/releases/1/changes/2.csv", "/releases/1/changes/2.json")
    yield from (f"/reports/{report}.{form}" for form in ("jsonld", "geojson", "bib"))
    for number in Article.objects.values_list("pk", flat=True):
        yield from (f"/articles/{number}{form}" for form in (".bib", ".jsonld", "/preview.png"))
    yield from (f"/sites/{site.slug}.bib", f"/sites/{site.slug}/preview.png")


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
    assert sorted(unseen(seen)) == [], "public addresses that the crawl does not reach"
    for address, text in seen.items():
        head = text.partition("\n")[0]
        assert not [header for header in TELLING if f"'{header}'" in head], address
        assert "sentinel-" not in text, address
        assert "editor-" not in text, address
        told = MIDNIGHT.sub("", text)  # a day, for formats that know no day without an hour
        assert not FINER.search(told), (address, FINER.search(told))


def unseen(seen):
    """The public routes, in whatever format, that none of these addresses belongs to."""
    public = {route for route in addresses(get_resolver()) if not route.startswith(("admin/", "static/", "healthz"))}
    return public - {what_stands_at(address.partition("?")[0]).route.replace("^", "") for address in seen}
