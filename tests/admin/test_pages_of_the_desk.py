"""Every page of the desk answers, under the strict policy: nothing inline, nothing from anybody else."""

import re
import subprocess
import sys

import factories
import pytest
from django.utils import timezone
from paperwork import page_of, step_of
from readings import copy_of, rubble

from sites import review
from sites.models import Decision, Intake
from sites.terms import INTAKE_STATES

INLINE = [
    re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>"),
    re.compile(r"<style\b"),
    re.compile(r"<[^>]+\sstyle="),
    re.compile(r"<[^>]+\son[a-z]+="),
]
FOREIGN = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//")


@pytest.fixture
def pages(reviewer):
    """The desk with one of everything, in every state."""
    site = factories.site("Arch", names=[("قوس النصر", "ar", "official")], identifiers=[("wikidata", "Q5747")])
    report, draft = factories.report(site), factories.draft_report(site, cites=[])
    photo = factories.draft_photo(site)
    waiting = [factories.draft_report(factories.draft_site()), factories.draft_photo(site), factories.draft_site()]
    for record in waiting:
        reviewer.post(step_of(record, "submit"), {"reason": "Ready."})
    reviewer.post(step_of(report, "correct"))
    before = review.account(site)
    site.latitude = 34.6
    site.save()
    review.record(site, by=factories.editor(), reason="The map says so.", before=before)
    proposal = rubble(copy_of(), site)
    intakes = [Intake.objects.create(state=state, message="Why.", next_try=timezone.now()) for state in INTAKE_STATES]
    records = [site, report, draft, photo, *waiting, report.articles.get()]
    return [
        "/admin/",
        "/admin/review/",
        "/admin/heritage/photo/upload/",
        "/admin/read/",
        *(f"/admin/read/{intake.pk}/" for intake in intakes),
        f"/admin/heritage/article/{report.articles.get().pk}/read/",
        f"/admin/heritage/article/{proposal.working_copy.capture.article_id}/read/",
        page_of(proposal),
        "/admin/heritage/",
        *(
            f"/admin/heritage/{name}/"
            for name in ["site", "report", "article", "origin", "photo", "decision", "proposal"]
        ),
        *(f"/admin/heritage/{name}/add/" for name in ["site", "report", "article", "origin", "photo"]),
        *(page_of(record, page) for record in records for page in ["change", "history"]),
        *(step_of(report, step) for step in ["publish", "withdraw", "correct", "refute"]),
        *(step_of(draft, step) for step in ["submit", "publish", "reported", "return", "refuse", "discard"]),
        page_of(Decision.objects.last()),
    ]


def test_every_page_answers_and_holds_nothing_inline(reviewer, pages):
    for address in pages:
        answer = reviewer.get(address)
        html = answer.content.decode()
        assert answer.status_code == 200, address
        assert [found.group() for rule in [*INLINE, FOREIGN] for found in rule.finditer(html)] == [], address
        assert html.count('id="id_reason"') <= 1, address
        assert "script-src 'self'" in answer["Content-Security-Policy"], address
        assert "no-store" in answer["Cache-Control"], address


def test_a_session_is_not_kept_longer_than_a_working_day(settings):
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60


def test_the_desk_opens_without_gdal():
    """A fresh program, because another test may have loaded what must not be loaded here."""
    program = (
        "import django, sys; django.setup(); from django.urls import reverse; reverse('admin:desk_review');"
        "sys.exit(any(name.startswith('django.contrib.gis.gdal') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", ["site", "report", "photo"])
def test_lists_ask_as_often_for_thirty_as_for_one(editor, name, django_assert_max_num_queries):
    make = {
        "site": lambda: factories.site(),
        "report": lambda: factories.report(factories.site()),
        "photo": lambda: factories.photo(factories.site()),
    }[name]
    for _ in range(12):
        make()
    with django_assert_max_num_queries(8):
        editor.get(f"/admin/heritage/{name}/")
