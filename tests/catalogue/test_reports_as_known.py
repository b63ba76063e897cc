"""A reader asks what was known on a day, and is given the reports as the sources of that day bore them out."""

from datetime import date

import factories
import pytest

from sites import catalogue

pytestmark = pytest.mark.django_db


def heard(site, on=None, known=None):
    record = catalogue.site(site.slug, on and date.fromisoformat(on), known and date.fromisoformat(known))
    return [(report.number, report.verification, len(report.sources)) for report in record.heard]


def test_a_report_counts_once_it_had_happened_and_was_out():
    temple = factories.site()
    late = factories.article(published="2015-09-01")
    report = factories.report(temple, event="2015-08-23", cites=[(late, "says")])
    assert heard(temple, on="2015-08-22") == []
    assert heard(temple, known="2015-08-31") == []
    assert heard(temple, on="2015-08-23") == heard(temple, known="2015-09-01") == [(report.number, "reported", 1)]


def test_a_report_whose_source_bears_no_date_counts_from_our_own_publication():
    temple = factories.site()
    report = factories.report(temple, cites=[(factories.article(published=""), "says")])
    day_before = date.fromordinal(report.first_published.toordinal() - 1)
    assert heard(temple, known=day_before.isoformat()) == []
    assert heard(temple, known=report.first_published.isoformat()) == [(report.number, "reported", 1)]


def test_a_report_is_as_sure_as_the_sources_of_that_day():
    temple = factories.site()
    days = {"2015-08-24": "says", "2015-08-26": "says", "2015-08-28": "looked", "2016-01-01": "refutes"}
    cites = [(factories.article(published=day), role) for day, role in days.items()]
    factories.report(temple, verification="refuted", cites=cites)
    assert [heard(temple, known=day)[0][1:] for day in days] == [
        ("reported", 1),
        ("corroborated", 2),
        ("confirmed", 3),
        ("refuted", 4),
    ]


def test_no_report_is_surer_than_its_editor_typed():
    temple = factories.site()
    report = factories.report(temple, verification="reported", cites=[(factories.article(), "looked")])
    assert heard(temple, known="2026-01-01") == [(report.number, "reported", 1)]
    assert heard(temple) == [(report.number, "reported", 1)]
