"""What the tests of backups share: an installation with something in it, people who write, and what can be compared."""

import hashlib
import threading
from io import StringIO
from pathlib import Path

import factories
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from sites import review
from sites.models import Decision, Report, Site

PASSWORD = "a tetrapylon of words"


def fill(folder, *, sites, reports, photos):
    """So many of them, as an import brings them in, with a kept copy of every tenth source."""
    factories.editor().set_password(PASSWORD)
    people = [factories.editor(), factories.reviewer(), factories.steward()]
    for one in people:
        one.set_password(PASSWORD)
        one.save()
    lines = [f"s{n},Mound {n},SY,{34 + n / 9973},{38 + n / 9967},religious" for n in range(sites)]
    brought(folder / "sites.csv", "sites", ["id,name,country,latitude,longitude,kind", *lines])
    lines = [
        f"r{n},Mound {n % sites},SY,severe,{2012 + n % 9}-03-0{1 + n % 9},https://gazette.example/m{n},Of {n},Gazette"
        for n in range(reports)
    ]
    head = "id,site name,country,level,date,article url,article title,publisher"
    brought(folder / "reports.csv", "reports", [head, *lines])
    for report in Report.objects.order_by("pk")[: reports // 10]:
        factories.capture(report.articles.get(), f"<p>Of {report.pk}</p>".encode())
    for site in Site.objects.order_by("pk")[:photos]:
        factories.photo(site)


def brought(file, kind, lines):
    file.write_text("\n".join(lines))
    said = {"by": "steward", "publish": True, "reason": factories.WHY, "stdout": StringIO()}
    call_command(f"import_{kind}", str(file), **said)


def files():
    """{name: SHA-256} of all that is kept beside the database."""
    found = {}
    for store in ("media", "releases"):
        folder = Path(settings.DATA_DIR) / store
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                found[str(path.relative_to(settings.DATA_DIR))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def head():
    return list(Decision.objects.order_by("-id").values_list("id", "digest").first() or ())


def standing():
    """Enough to see whether anything was changed."""
    return head(), Site.objects.count(), Report.objects.count(), files()


def pages(most):
    """{address: what a reader gets} of records that nobody works at."""
    found = [f"/sites/{slug}/" for slug in Site.objects.published().order_by("pk").values_list("slug", flat=True)]
    found = found[: most // 2] + [f"/reports/{n}/" for n in Report.objects.published().values_list("number", flat=True)]
    return {address: Client().get(address).content for address in found[:most]}


class Writers:
    """People who log a site, its report and a copy of its source, again and again, each by one transaction."""

    def __init__(self, count):
        factories.editor(), factories.reviewer()
        self.said = [[] for _ in range(count)]
        self.faults = []
        self._stop, self._going = threading.Event(), threading.Barrier(count + 1)
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        self._going.wait(60)
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()
        assert self.faults == []

    def so_far(self):
        return [len(said) for said in self.said]

    def _write(self, writer):
        try:
            while not self._stop.is_set():
                number = len(self.said[writer])
                with transaction.atomic():
                    site = factories.draft_site(f"Written {writer}-{number}")
                    report = factories.draft_report(site, "severe")
                    article = report.articles.get()
                    review.keep(article, site.name.encode(), by=factories.editor(), method="by hand", media_type="x/y")
                self.said[writer].append(site.pk)
                if number == 0:
                    self._going.wait(60)
                self._stop.wait(0.05)  # SQLite serves whoever comes first: one who never pauses keeps all others out
        except Exception as fault:  # noqa: BLE001  it is told at the end
            self.faults.append(fault)
            self._going.abort()
        finally:
            connections.close_all()
