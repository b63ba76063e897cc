"""Lists of any length: found by filters and words together, counted, open at any page, always in as many questions."""

import re
from itertools import chain

import factories
import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.desk import lists
from sites.models import Article, Decision, Origin, Photo, Proposal, Report, Site

pytestmark = pytest.mark.django_db


def an_origin():
    return Origin.objects.create(name=f"Wire copy {next(factories.numbers)}")


def a_proposal():
    copy = factories.working_copy(factories.article(), f"The temple was hit, {next(factories.numbers)}.")
    return Proposal.objects.create(
        working_copy=copy, kind="damage", site=factories.draft_site(), quote="The temple", start=0, end=10, rules="1"
    )


def a_picture():
    shade = next(factories.numbers)
    return factories.draft_photo(factories.draft_site(), factories.picture(24 + shade, 16))


MAKERS = {
    Site: factories.draft_site,
    Report: lambda: factories.draft_report(factories.draft_site()),
    Article: factories.article,
    Photo: a_picture,
    Origin: an_origin,
    Decision: factories.draft_site,
    Proposal: a_proposal,
}
OURS = [model for model in admin.site._registry if model._meta.app_label == "heritage"]


@pytest.fixture
def long(monkeypatch):
    """Every list counts as a long one."""
    monkeypatch.setattr(lists.Listing, "few", 0)
    monkeypatch.setattr(lists, "FEW", 3)
    monkeypatch.setattr(lists, "MOST_SORTED", 3)
    monkeypatch.setattr(lists.Listing, "list_per_page", 2)


def page(client, address):
    answer = client.get(f"/admin/heritage/{address}")
    assert answer.status_code == 200, address
    return answer


def shown(client, address):
    """The numbers of the records on a page, in order."""
    return [record.pk for record in page(client, address).context["cl"].result_list]


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("few", [0, 10_000], ids=["as a long list", "as a short list"])
def test_every_list_asks_as_often_for_thirty_as_for_one(reviewer, monkeypatch, model, few):
    monkeypatch.setattr(lists.Listing, "few", few)
    make, address = MAKERS[model], f"{model._meta.model_name}/"
    make(), make()
    page(reviewer, address)
    for_few = questions(reviewer, address)
    for _ in range(30):
        make()
    assert questions(reviewer, address) == for_few
    assert for_few < 15


@pytest.fixture
def ten():
    """Ten drafts of reports on one site; every other says that it was destroyed."""
    site = factories.draft_site("Nuri Mosque")
    return [factories.draft_report(site, "destroyed" if number % 2 else "slight") for number in range(10)]


@pytest.mark.usefixtures("long")
def test_a_long_list_opens_at_any_page_newest_first(reviewer, ten):
    numbers = [report.pk for report in reversed(ten)]
    pages = [shown(reviewer, f"report/?p={number}") for number in range(1, 6)]
    assert [*chain.from_iterable(pages)] == numbers
    assert page(reviewer, "report/").context["cl"].result_count == 10


@pytest.mark.usefixtures("long")
def test_filters_and_words_of_a_long_list_hold_together(reviewer, ten):
    destroyed = [report.pk for report in reversed(ten) if report.level == "destroyed"]
    assert shown(reviewer, "report/?level__exact=destroyed&state__exact=draft&p=2") == destroyed[2:4]
    assert shown(reviewer, "report/?level__exact=destroyed&q=nuri&p=3") == destroyed[4:]
    assert shown(reviewer, "report/?level__exact=destroyed&q=granary") == []
    assert shown(reviewer, f"report/?q={ten[3].number}") == [ten[3].pk]


@pytest.mark.parametrize("text", ["zzyzx", "...", "«»"])
@pytest.mark.usefixtures("long", "ten")
def test_a_search_that_nothing_answers_finds_nothing(reviewer, text):
    assert shown(reviewer, f"report/?q={text}") == []


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("text", ["Noori mosque", "مسجد النوري", "masjid", "ur Mos"])
def test_a_short_list_is_searched_in_any_spelling_too_and_by_letters_in_a_row(reviewer, text):
    assert len(shown(reviewer, f"report/?q={text}")) == 10


@pytest.mark.usefixtures("long")
def test_a_long_list_is_put_in_order_by_what_an_index_holds_and_says_how_far(reviewer, ten):
    column = 4
    Report.objects.filter(pk=ten[4].pk).update(event_earliest="1999-01-01", event_latest="1999-01-01")
    answer = page(reviewer, f"report/?o={column}")
    assert answer.context["cl"].result_list[0].pk == ten[4].pk
    assert "more than 3" in answer.content.decode()
    assert page(reviewer, f"report/?o={column}&p=77").context["cl"].page_num == 2


@pytest.mark.usefixtures("long", "ten")
def test_what_was_found_is_put_in_order_only_if_it_is_little(reviewer):
    answer = page(reviewer, "report/?o=4&level__exact=destroyed")
    assert "too many to be sorted" in answer.content.decode()
    assert page(reviewer, "report/?o=4&q=zzyzx").context["cl"].result_count == 0


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("order", ["3", "6", "0", "-99", "x", "²", "3.4"])
def test_no_list_is_put_in_order_by_what_no_index_holds(reviewer, order):
    rows = page(reviewer, f"report/?o={order}").context["cl"].queryset
    assert set(rows.query.order_by) == {"-id"}


@pytest.mark.usefixtures("long", "ten")
def test_all_of_a_long_list_cannot_be_selected_at_once(reviewer):
    assert "Select all 10" not in page(reviewer, "report/").content.decode()
    chosen = {"action": "export_selected", "select_across": "1", "index": "0", "_selected_action": ["1"]}
    answer = reviewer.post("/admin/heritage/report/", chosen, follow=True)
    assert "too many to be changed at once" in answer.content.decode()


def test_all_of_a_short_list_can_be_selected_at_once(reviewer, monkeypatch, ten):
    monkeypatch.setattr(lists.Listing, "list_per_page", 4)
    assert re.search(rf"Select all {len(ten)}\s", page(reviewer, "report/").content.decode())


def test_a_file_of_the_selected_holds_these_alone(reviewer):
    chosen, other = factories.report(factories.site()), factories.report(factories.site())
    form = {"action": "export_selected", "index": "0", "_selected_action": [chosen.pk]}
    lines = b"".join(reviewer.post("/admin/heritage/report/", form).streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [str(chosen.number)]
    assert other.number != chosen.number


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("term", ["Noori", "النوري", "nuri mosq"])
def test_a_site_is_chosen_among_many_by_any_spelling(reviewer, term):
    site = factories.draft_site("Nuri Mosque")
    factories.draft_site("Old Granary")
    asked = {"app_label": "heritage", "model_name": "report", "field_name": "site", "term": term}
    found = reviewer.get("/admin/autocomplete/", asked).json()["results"]
    assert [one["id"] for one in found] == [str(site.pk)]


def test_the_page_of_an_article_on_which_very_much_rests_stays_short(reviewer, monkeypatch):
    monkeypatch.setattr("sites.admin.article.MOST_RESTING", 2)
    source, site = factories.article(), factories.draft_site()
    for _ in range(3):
        factories.draft_report(site, cites=[(source, "says")])
    said = page(reviewer, f"article/{source.pk}/change/").content.decode()
    assert len(re.findall(r"/admin/heritage/report/\d+/change/", said)) == 2
    assert "there are more" in said


def test_a_source_is_found_by_its_publisher_and_its_language(reviewer, long):
    found = factories.article("Ruins", publisher="Süddeutsche", language="de", origin=an_origin())
    factories.article("Ruins")
    assert shown(reviewer, "article/?q=suddeutsche") == [found.pk]
    assert shown(reviewer, "article/?language=de&origin__isempty=0") == [found.pk]
