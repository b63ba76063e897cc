"""An object storage that takes its time: whoever hands something in waits for it, and nobody else."""

import pytest
from admin.paperwork import article_form
from django.test import Client
from factories import WHY, draft_report, editor, reviewer, site
from intake.pages import page

from sites import review
from sites.extraction import extract
from sites.intake.entering import Material, enter
from sites.models import Capture, Decision, Editor, Intake, Report

FETCHED = Material(payload=page(), media_type="text/html", url="https://gazette.example/a", warc=b"How it was fetched.")


def an_editor_logs_an_article_with_its_text():
    desk = Client()
    desk.force_login(editor())
    return desk.post("/admin/heritage/article/add/", article_form(copy_text="As it was read."))


def a_page_was_fetched_and_becomes_an_article():
    handed_in = {"handed_in_by": Editor.objects.get(user=editor()), "state": "running", "tries": 1}
    taken = Intake.objects.create(url=FETCHED.url, **handed_in)
    return enter(taken, FETCHED, extract(FETCHED.payload, url=FETCHED.url))


@pytest.mark.parametrize(
    "hand_in", [an_editor_logs_an_article_with_its_text, a_page_was_fetched_and_becomes_an_article]
)
def test_a_reviewer_publishes_while_a_copy_is_on_its_way(at_once, peer, hand_in):
    def prepared():
        people = [review.pseudonym(one) for one in (editor(), reviewer())]
        return people and draft_report(site()).pk

    (number,) = at_once(prepared)
    peer.tell("slow?1")

    def publish():
        peer.tell("waiting")
        review.publish(Report.objects.get(pk=number), by=reviewer(), reason=WHY)
        peer.tell("slow?0")

    handed_in, published = at_once(hand_in, publish)
    assert published is None
    assert handed_in is True or handed_in.status_code == 302

    def assert_the_copy_came_after():
        verbs = Decision.objects.filter(verb__in=("published", "created", "kept")).order_by("pk")
        assert [*verbs.values_list("verb", flat=True)][-3:] == ["published", "created", "kept"]
        assert Capture.objects.count() == 1

    at_once(assert_the_copy_came_after)
