"""An evidence pack: a report, or all of a site, with everything it rests on, as one BagIt bag."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..models import Article, Capture, Citation, Decision, Report, WorkingCopy
from ..terms import Fault
from .bag import Bag
from .chain import wording
from .papers import articles_json, citations_csv, decisions_csv, reports_csv, reports_json, site_json
from .store import intact, stored

EXTENSIONS = {
    "application/pdf": "pdf",
    "application/warc": "warc",
    "application/wacz": "wacz",
    "application/xhtml+xml": "xhtml",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/html": "html",
    "text/plain": "txt",
}
BLOCK = 1024 * 1024
AT_ONCE = 100


class Pack:
    """What was ever published of a site (``slug``) or under the ``number`` of a report. Raises Fault if nothing was."""

    def __init__(self, *, slug: str = "", number: int = 0):
        picked = {"site__slug": slug} if slug else {"number": number}
        found = Report.objects.filter(first_published__isnull=False, **picked).select_related("site")
        self.reports = list(found.prefetch_related("citations").order_by("number", "pk"))
        if not self.reports:
            what = slug or f"report {number}"
            raise Fault("Nothing of {what} was ever published: there is nothing to pack.", what=what)
        self.site = self.reports[0].site
        self.name = f"evidence-site-{slug}" if slug else f"evidence-report-{number}"
        self.subject = (
            str(self.site) if slug else _("report %(number)d, %(site)s") % {"number": number, "site": self.site}
        )

    def write(self, into: BinaryIO, day: date) -> list[str]:
        """Write the bag as a zip file, dated ``day``. Gives, in sentences, which copies could not be put in."""
        bag = Bag(into, self.name, day)
        for path, paper in self._papers():
            bag.add(path, [paper.encode()])
        for decision in self._decisions().iterator(AT_ONCE):
            bag.add(f"decisions/{decision.pk:08}-{decision.digest}.json", [wording(decision)])
        missing = list(self._put_copies(bag))
        for text in self._texts().iterator(AT_ONCE):
            bag.add(f"texts/article-{text.capture.article_id}/{text.sha256}.txt", [text.text.encode()])
        bag.tell("README.txt", self._readme(day, missing))
        bag.close({"Source-Organization": settings.SITE_NAME, "External-Description": self.subject})
        return missing

    def _papers(self) -> Iterator[tuple[str, str]]:
        copies = Prefetch("captures", Capture.objects.prefetch_related("working_copies"))
        cited = Citation.objects.filter(report__in=self.reports).select_related("report", "article", "working_copy")
        yield "site.json", site_json(self.site)
        yield "reports.json", reports_json(self.reports)
        yield "reports.csv", reports_csv(self.reports)
        yield "citations.csv", citations_csv(cited.prefetch_related("article__captures").order_by("report_id", "id"))
        yield "articles.json", articles_json(self._articles().select_related("origin").prefetch_related(copies))
        yield "decisions.csv", decisions_csv(self._decisions())

    def _articles(self) -> QuerySet:
        return Article.objects.filter(reports__in=self.reports).distinct().order_by("pk")

    def _texts(self) -> QuerySet:
        return (
            WorkingCopy.objects.filter(capture__article__in=self._articles().order_by())
            .select_related("capture")
            .order_by("pk")
        )

    def _decisions(self) -> QuerySet:
        """All that was decided about these records, oldest first."""
        articles = self._articles().order_by()
        return Decision.objects.filter(
            Q(kind="site", number=self.site.pk)
            | Q(kind="report", number__in={report.number for report in self.reports})
            | Q(kind="article", number__in=articles.values("pk"))
            | Q(kind="origin", number__in=articles.filter(origin__isnull=False).values("origin"))
        ).order_by("id")

    def _put_copies(self, bag: Bag) -> Iterator[str]:
        """Put in every copy, and the exchange in which it came; tell of those that are not what they were."""
        for capture in Capture.objects.filter(article__in=self._articles().order_by()).order_by("pk"):
            place = f"captures/article-{capture.article_id}/{capture.sha256}"
            kind = capture.media_type.partition(";")[0].strip().lower()
            files = {f"{place}.{EXTENSIONS.get(kind, 'bin')}": capture.sha256, f"{place}.warc.gz": capture.warc_sha256}
            for path, sha256 in files.items():
                if sha256 and intact(sha256):
                    bag.add(path, _chunks(sha256), capture.size)
                elif sha256:
                    yield _("A copy of article %(number)d is gone or was altered: SHA-256 %(sha256)s.") % {
                        "number": capture.article_id,
                        "sha256": sha256,
                    }

    def _readme(self, day: date, missing: list[str]) -> str:
        told = {"subject": self.subject, "name": self.name, "day": day.isoformat(), "missing": missing}
        last = Decision.objects.order_by("-id").first()
        return render_to_string("archive/README.txt", told | {"installation": settings.SITE_NAME, "last": last})


def _chunks(sha256: str) -> Iterator[bytes]:
    with stored(sha256) as file:
        yield from file.chunks(BLOCK)
