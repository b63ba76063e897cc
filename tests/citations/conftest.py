import factories
import pytest

from sites import review

NASTY = 'Temple {of} "Bel" & <b>100%</b> $5_#~^\\ معبد بل'


@pytest.fixture
def temple(db):
    """A site whose name asks everything of whoever writes it down, with one report that was corrected."""
    temple = factories.site(
        NASTY,
        slug="temple-of-bel",
        names=[("معبد بل", "ar", "official"), ("Bel", "", "alternative")],
        identifiers=[("wikidata", "Q622661")],
        part_of=factories.site("Palmyra", latitude=35.0, longitude=39.0),
        summary="A temple </script><script>alert(1)</script>.",
    )
    source = factories.article(
        "Bel {blown} up & 100% <gone>",
        published="2015-08-30~",
        authors="Salih, Ahmad; Doe, Jane",
        publisher="The Gazette",
        archive_url="https://web.archive.org/web/20150831000000/https://gazette.example/bel",
    )
    first = factories.report(temple, "severe", cites=[(source, "says")], event="2015-08-30")
    correction = review.correct(first, by=factories.editor())
    before = review.account(correction)
    correction.level = "destroyed"
    correction.save()
    review.record(correction, by=factories.editor(), reason="Seen anew.", before=before)
    review.publish(correction, by=factories.reviewer(), reason="The cella is gone.")
    return temple


@pytest.fixture
def report(temple):
    return temple.reports.get(state="published")


@pytest.fixture
def source(report):
    return report.articles.get()
