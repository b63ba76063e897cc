"""A small record for the tests of the public outputs: sites and reports that go in through the gate."""

from django.contrib.auth.models import User
from django.utils import timezone

from sites import catalogue, review
from sites.models import Article, Citation, Report, Site, SiteName

REASON = "Entered for a test."


class Scene:
    """Publishes what a test needs: one editor enters it, one reviewer decides, both with all rights."""

    def __init__(self):
        self.editor = User.objects.create_superuser("editor")
        self.reviewer = User.objects.create_superuser("reviewer")

    def site(self, slug, latitude=34.5, longitude=38.2, *, visibility="exact", names=(), **more):
        """A published site; ``names`` are (text, language) of further official names."""
        about = {"name": slug.replace("-", " ").title(), "kind": "monument", "country": "SY", **more}
        site = Site.objects.create(slug=slug, latitude=latitude, longitude=longitude, visibility=visibility, **about)
        SiteName.objects.bulk_create(
            SiteName(site=site, text=text, language=tag, kind="official") for text, tag in names
        )
        return self.publish(site)

    def report(self, site, level="severe", event="2015-08-23", *, article=None, **more):
        """A published report that rests on one article."""
        report = Report.objects.create(site=site, level=level, event=event, **{"causes": ["deliberate"], **more})
        Citation.objects.create(report=report, article=article or self.article(f"Article on {site.slug}, {event}"))
        return self.publish(report)

    def article(self, title="Temple blown up", published="2015-08-24", **more):
        article = Article.objects.create(title=title, published=published, type="news", **more)
        review.record(article, by=self.editor, reason=REASON)
        return article

    def crowd(self, places, levels):
        """Many published sites at these places, laid down at once; the levels go round, "" is no report."""
        decided = {"state": "published", "decided_by": "reviewer", "decided_at": timezone.now()}
        decided["first_published"] = timezone.localdate()
        sites = [
            Site(slug=f"site-{n}", name=f"Site {n}", kind="monument", country="SY", latitude=lat, longitude=lon,
                 visibility="exact", **decided)
            for n, (lat, lon) in enumerate(places)
        ]  # fmt: skip
        Site.objects.bulk_create(sites)
        article = Article.objects.create(title="A survey", published="2015-08-24", type="report")
        for number, site in enumerate(Site.objects.filter(slug__startswith="site-").order_by("pk")):
            if level := levels[number % len(levels)]:
                report = Report.objects.create(
                    site=site, number=1_000_000 + number, level=level, event="2015-08-23", **decided
                )
                Citation.objects.create(report=report, article=article)
        catalogue.rebuild()

    def publish(self, record):
        review.record(record, by=self.editor, reason=REASON)
        review.publish(record, by=self.reviewer, reason=REASON)
        return record

    def withdraw(self, record):
        review.withdraw(record, by=self.reviewer, reason=REASON)
