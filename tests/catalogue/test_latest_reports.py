"""What is new is found without reading all, and is the same however many sites are asked for."""

import factories
import pytest
from django.db import connection

from sites import catalogue, review
from sites.catalogue import Query, lately
from sites.models import Decision, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """Twelve reports on three sites of two countries, published on few days."""
    sites = [factories.site(name, country=country) for name, country in (("A", "SY"), ("B", "IQ"), ("C", "SY"))]
    for number in range(12):
        made = factories.report(sites[number % 3], "severe", event=f"20{number:02}")
        Report.objects.filter(pk=made.pk).update(first_published=f"2026-01-{1 + number % 4:02}")
    factories.draft_report(sites[0], "none")
    review.withdraw(factories.report(sites[1], "none"), by=factories.reviewer(), reason="Wrong.")
    return sites


def plainly(query):
    """The same, by reading everything."""
    found = [(one.first_published, one.number) for one in catalogue.each_report(query)]
    return [number for _day, number in sorted(found, reverse=True)]


def newest(query, most=50):
    return [one.report.number for one in catalogue.latest(query, most)]


QUERIES = [Query(), Query(country=("SY",)), Query(country=("IQ",)), Query(q="C"), Query(level=("none",))]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: str(query.pairs))
@pytest.mark.parametrize(("few", "window"), [(5_000, 20_000), (0, 20_000), (0, 5), (0, 1)])
def test_the_newest_come_first_whichever_way_they_are_found(monkeypatch, record, query, few, window):
    monkeypatch.setattr(lately, "FEW", few)
    monkeypatch.setattr(lately, "WINDOW", window)
    assert newest(query) == plainly(query)
    assert newest(query, 3) == plainly(query)[:3]


def test_a_report_comes_with_its_site_and_the_day_of_the_last_decision(record):
    one = catalogue.latest(Query(site="a"), 1)[0]
    assert (one.entry.slug, one.report.site.slug) == ("a", "a")
    assert one.changed == Report.objects.get(number=one.report.number).decided_at.date()


def test_what_was_taken_back_is_found_by_its_index(record):
    """Or else every decision would be read for the last fifty of them."""
    assert [one.event.verb for one in catalogue.amended()] == ["withdrawn"]
    asked = Decision.objects.order_by("-id").filter(lately.was_taken_back())[:50]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    assert "decision_taken_back" in asked.explain()


def test_the_newest_of_many_are_found_by_their_index(record):
    asked = Report.objects.published().order_by("-first_published", "-number").values_list("pk", "site_id")[:50]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    assert "report_published_lately" in asked.explain()
