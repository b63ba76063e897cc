"""A form that is sent twice makes one record, and leads to it both times."""

from datetime import timedelta

import factories
import pytest
from desk_form import fields_of
from django.utils import timezone
from paperwork import article_form, report_form, site_form, step_of, told
from sitting import signed_in

from sites.models import Article, Decision, Report, Sending, Site

ADD = {name: f"/admin/heritage/{name}/add/" for name in ["site", "article", "report", "origin"]}


def token(client, name):
    (found,) = fields_of(client.get(ADD[name]))["_once"]
    return {"_once": found}


def test_every_form_that_makes_a_record_carries_another_token(editor):
    assert token(editor, "site") != token(editor, "site")


@pytest.mark.parametrize(
    ("name", "model", "form"),
    [("site", Site, site_form), ("article", Article, article_form)],
)
def test_a_form_sent_twice_makes_one_record_and_leads_to_it(editor, name, model, form):
    sent = form(_continue="1") | token(editor, name)
    first, second = (editor.post(ADD[name], sent) for _ in range(2))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert model.objects.count() == 1
    assert Decision.objects.filter(kind=name, verb="created").count() == 1
    assert "was added successfully" in told(editor.get(second.url))


def test_a_report_that_was_changed_and_sent_again_after_the_back_button_is_not_a_second_one(editor):
    site, article = factories.site(), factories.article()
    sent = report_form(site, article) | token(editor, "report")
    editor.post(ADD["report"], sent)
    editor.post(ADD["report"], sent | {"level": "severe"})
    assert Report.objects.get().level == "destroyed"


def test_a_form_that_was_refused_may_be_sent_again(editor):
    sent = site_form() | token(editor, "site")
    page = editor.post(ADD["site"], sent | {"name": ""})
    assert fields_of(page)["_once"] == [sent["_once"]]
    assert editor.post(ADD["site"], sent).status_code == 302
    assert Site.objects.count() == 1


def test_the_token_of_one_kind_of_record_leads_to_no_other(editor):
    made = token(editor, "site")
    editor.post(ADD["site"], site_form() | made)
    editor.post(ADD["article"], article_form() | made)
    assert (Site.objects.count(), Article.objects.count()) == (1, 1)


def test_what_was_deleted_since_is_not_made_again(editor):
    sent = report_form(factories.site(), factories.article()) | token(editor, "report")
    editor.post(ADD["report"], sent)
    editor.post(step_of(Report.objects.get(), "discard"), {"reason": "Logged twice."})
    page = editor.post(ADD["report"], sent, follow=True)
    assert "was deleted since" in told(page)
    assert not Report.objects.exists()


def test_old_tokens_are_swept_away(editor):
    editor.post(ADD["site"], site_form() | token(editor, "site"))
    Sending.objects.update(at=timezone.now() - timedelta(days=8))
    editor.post(ADD["article"], article_form() | token(editor, "article"))
    assert list(Sending.objects.values_list("kind", flat=True)) == ["article"]


@pytest.mark.parametrize("count", [2, 4])
def test_requests_at_the_same_moment_make_one_record(at_once, count):
    def prepared():
        clients = [signed_in(factories.editor()) for _ in range(count)]
        site, article = factories.site(), factories.article()
        return clients, report_form(site, article, _continue="1") | token(clients[0], "report")

    ((clients, sent),) = at_once(prepared)
    answers = at_once(*(lambda client=client: client.post(ADD["report"], sent).url for client in clients))
    assert len(set(answers)) == 1, answers

    def made():
        return Report.objects.count(), Decision.objects.filter(kind="report", verb="created").count()

    assert at_once(made) == [(1, 1)]


def test_sites_at_the_same_moment_do_not_stumble_over_their_own_address(at_once):
    def prepared():
        clients = [signed_in(factories.editor()) for _ in range(3)]
        return clients, site_form(_continue="1") | token(clients[0], "site")

    ((clients, sent),) = at_once(prepared)
    answers = at_once(*(lambda client=client: client.post(ADD["site"], sent).url for client in clients))
    assert len(set(answers)) == 1, answers
