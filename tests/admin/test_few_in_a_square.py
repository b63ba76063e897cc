"""Who gives a site a square that hides it from nobody is told so, and so is who publishes it. It stands in no way."""

import html

import factories
import pytest
from desk_form import fields_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from paperwork import page_of, site_form, step_of, told

from sites import review
from sites.models import Site
from sites.neighbours import crowd

SQUARE = {"latitude": 34.51, "longitude": 38.21, "visibility": "0.1"}  # 34.5 to 34.6 north, 38.2 to 38.3 east
SMALL = {"latitude": 34.511, "longitude": 38.211, "visibility": "0.01"}  # 34.51 to 34.52 north, 38.21 to 38.22 east
QUEUE = "/admin/review/"
ALONE = "No other published site is shown as this square"
TWO = "Only 1 other published site is shown as this square"
FEW = (ALONE, TWO)
LEAD = "Its square does not hide it."


def mound(made=factories.site, **said):
    return made(**SQUARE | said)


def typed(client, place="34.55, 38.25", visibility="0.1", **said):
    """What the form says of a point while somebody types it."""
    return client.post("/admin/desk/point/", {"text": place, "visibility": visibility} | said).json()["few"]


def is_warned(page):
    return LEAD in page and any(words in page for words in FEW)


@pytest.mark.parametrize(("others", "words"), [(0, ALONE), (1, TWO), (2, ""), (3, "")])
def test_a_square_hides_a_site_among_two_others(editor, others, words):
    for step in range(others):
        mound(latitude=34.59 - step / 100)
    said = typed(editor)
    assert said.startswith(words) if words else said == ""


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param({"visibility": "hidden"}, id="hidden"),
        pytest.param({"visibility": "exact"}, id="told apart by its point"),
        pytest.param({"visibility": "0.01"}, id="told apart by its smaller square"),
        pytest.param({"latitude": 34.61}, id="north of it"),
        pytest.param({"longitude": 38.19}, id="west of it"),
        pytest.param({"made": factories.draft_site}, id="a draft"),
        pytest.param({"latitude": None, "longitude": None}, id="without a point"),
    ],
)
def test_a_site_that_readers_do_not_see_as_the_square_hides_nobody(editor, unknown):
    mound(), mound(**unknown)
    assert typed(editor).startswith(TWO)


def test_a_site_that_was_withdrawn_hides_nobody_any_more(editor):
    gone = [mound(), mound()][0]
    assert typed(editor) == ""
    review.withdraw(gone, by=factories.reviewer(), reason="There is nothing.")
    assert typed(editor).startswith(TWO)


def test_a_site_in_a_wider_square_does_not_hide_one_in_a_small_square(editor):
    mound(**SMALL | {"visibility": "0.1"}), mound(**SMALL | {"visibility": "0.1"})
    assert typed(editor, "34.515, 38.215", "0.01").startswith(ALONE)


def test_a_site_is_not_counted_twice(editor):
    site = mound()
    assert typed(editor, site=site.pk).startswith(ALONE)


def test_parts_of_one_site_hide_neither_it_nor_each_other(editor):
    city = mound()
    gate = mound(part_of=city)
    arch = mound(part_of=gate)
    for number, whole in ((city.pk, ""), (gate.pk, city.pk), (arch.pk, gate.pk), ("", gate.pk)):
        said = typed(editor, site=number, part_of=whole)
        assert said.startswith(ALONE)
        assert "A site and its parts lie together, and count as one." in said
    assert typed(editor).startswith(TWO)


def test_parts_of_two_other_sites_hide_a_third(editor):
    for _ in range(2):
        mound(part_of=mound())
    assert typed(editor) == ""


def test_the_next_class_that_hides_it_is_named(editor):
    assert typed(editor, "34.515, 38.215", "0.1").endswith("To hide it better, choose “No place”.")
    said = typed(editor, "34.515, 38.215", "0.01")
    assert "A larger square would hold too few as well." in said
    assert said.endswith("To hide it better, choose “No place”.")
    mound(), mound()
    said = typed(editor, "34.515, 38.215", "0.01")
    assert said.startswith(ALONE)
    assert "larger" not in said
    assert said.endswith("To hide it better, choose “A cell of about 10 km”.")


@pytest.mark.parametrize("visibility", ["exact", "hidden"])
def test_of_a_place_without_a_square_nothing_is_said(editor, visibility):
    assert typed(editor, visibility=visibility) == ""


@pytest.mark.parametrize("place", ["89.97, 12.3", "-89.97, 12.3", "34.55, 180", "34.55, -180", "0, 0", "-0.05, -0.05"])
def test_the_squares_at_the_ends_of_the_earth_are_counted_too(editor, place):
    latitude, longitude = map(float, place.split(", "))
    assert typed(editor, place).startswith(ALONE)
    mound(latitude=latitude, longitude=longitude), mound(latitude=latitude, longitude=longitude)
    mound(latitude=-latitude or 1, longitude=longitude)
    assert typed(editor, place) == ""
    mound(latitude=88.97, longitude=12.3)
    assert typed(editor, "88.97, 12.3").startswith(TWO)  # beyond the map's edge squares share a key


def test_an_editor_reads_it_on_the_form_of_a_site_until_others_are_published_there(editor):
    site = mound(factories.draft_site)
    assert is_warned(told(editor.get(page_of(site))))
    mound(), mound()
    assert not is_warned(told(editor.get(page_of(site))))


def test_the_form_speaks_of_the_place_that_is_kept_whatever_is_typed(steward):
    site = mound(factories.draft_site)
    form = fields_of(steward.get(page_of(site)))
    answer = steward.post(page_of(site), form | {"coordinates": "", "latitude": "9999", "reason": "A slip."})
    assert answer.status_code == 200
    assert "The latitude lies between" in told(answer)
    assert is_warned(told(answer))


def test_an_editor_is_told_once_when_it_is_saved(editor):
    place = {"coordinates": "34.55, 38.25", "visibility": "0.1"}
    listed = editor.post("/admin/heritage/site/add/", site_form(**place), follow=True)
    again = site_form(name="Tell", slug="tell", _continue="1", **place)
    opened = editor.post("/admin/heritage/site/add/", again, follow=True)
    assert [told(page).count(ALONE) for page in (listed, opened)] == [1, 1]
    assert Site.objects.count() == 2


def test_a_reviewer_reads_it_in_the_queue_and_on_the_page_of_the_step_and_may_publish_all_the_same(reviewer):
    site = mound(factories.draft_site)
    review.submit(site, by=factories.editor())
    page = told(reviewer.get(QUEUE))
    assert is_warned(page)
    assert page.index(LEAD) < page.index('value="publish"')
    page = told(reviewer.get(step_of(site, "publish")))
    assert is_warned(page)
    assert page.index(LEAD) < page.index('name="reason"')
    assert not is_warned(told(reviewer.get(step_of(site, "refuse"))))
    reviewer.post(step_of(site, "publish"), {"reason": "It was damaged."})
    site.refresh_from_db()
    assert site.state == "published"


def test_a_reviewer_reads_nothing_of_it_where_the_square_hides_the_site(reviewer):
    mound(), mound()
    review.submit(site := mound(factories.draft_site), by=factories.editor())
    for page in (QUEUE, step_of(site, "publish"), page_of(site)):
        assert not is_warned(told(reviewer.get(page)))


def test_a_reviewer_who_is_to_show_more_of_a_place_reads_what_that_would_do(steward, reviewer):
    site = mound(visibility="hidden")
    factories.moved(site, visibility="0.1", by=factories.steward("another steward"))
    assert is_warned(told(steward.get(QUEUE)))
    assert not is_warned(told(reviewer.get(QUEUE)))  # whose account is not shown the square yet
    mound(), mound()
    assert not is_warned(told(steward.get(QUEUE)))


def test_a_change_that_readers_do_not_see_is_not_warned_of(steward):
    factories.moved(mound(), precision_m=50)
    page = told(steward.get(QUEUE))
    assert "precision in metres" in page.lower()
    assert not is_warned(page)


def test_a_page_of_the_queue_asks_as_often_for_many_squares_as_for_one(reviewer):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            page = told(reviewer.get(QUEUE))
        return len(asked), page.count(ALONE)

    mounds = [mound(factories.draft_site, latitude=30 + step) for step in range(6)]
    review.submit(mounds[0], by=factories.editor())
    reviewer.get(QUEUE)
    asked, warned = questions()
    assert warned == 1
    for site in mounds[1:]:
        review.submit(site, by=factories.editor())
    assert questions() == (asked, 6)


def chosen(client, action, sites):
    form = {"action": action, "_selected_action": [site.pk for site in sites]}
    return told(client.post("/admin/heritage/site/", form, follow=True))


def test_sites_that_are_published_together_hide_each_other(reviewer):
    sites = [mound(factories.draft_site) for _ in range(3)]
    assert chosen(reviewer, "publish_selected", sites).count(LEAD) == 0
    page = chosen(reviewer, "publish_selected", sites[:2])
    assert page.count(LEAD) == page.count(TWO) == 2
    assert chosen(reviewer, "refuse_selected", sites[:2]).count(LEAD) == 0


def test_who_gives_many_sites_another_square_is_told_of_it_before(editor):
    published = [mound(**SMALL) for _ in range(3)]
    draft = mound(factories.draft_site, **SMALL)
    assert chosen(editor, "visibility_2", published).count(LEAD) == 0
    page = chosen(editor, "visibility_2", [published[0], draft])
    assert page.count(ALONE) == page.count(TWO) == 1  # readers know nothing of the draft
    assert chosen(editor, "visibility_3", published).count(LEAD) == 0


def test_who_may_not_see_a_place_is_told_what_the_square_tells_and_nothing_more(editor, steward):
    site = mound(factories.draft_site)
    for page in (page_of(site), step_of(site, "submit")):
        words = [said_of_few(client.get(page)) for client in (editor, steward)]
        assert words[0] == words[1] != ""
    seen = told(editor.get(page_of(site)))
    Site.objects.filter(pk=site.pk).update(latitude=34.5987654, longitude=38.2987654)
    assert said_of_few(editor.get(page_of(site))) == words[0]
    assert "34.59" not in seen + told(editor.get(page_of(site)))


def test_the_square_of_a_hidden_site_is_told_to_nobody_who_may_not_see_it(editor, reviewer):
    site = mound(visibility="hidden")
    for client in (editor, reviewer):
        assert not is_warned(told(client.get(page_of(site))))
        for action in ("visibility_1", "visibility_2"):
            page = chosen(client, action, [site])
            assert "Only a reviewer who may see the exact place shows more of it." in page
            assert not is_warned(page)


def said_of_few(answer):
    """The warning on a page, up to its end."""
    page = html.unescape(told(answer))
    return page.partition(LEAD)[2].partition("</p>")[0]


def test_in_a_crowded_square_only_so_many_sites_are_looked_at(editor, monkeypatch):
    """A family that fills all that is looked at may hide that there are others: it is warned of once too often."""
    monkeypatch.setattr(crowd, "LOOKED_AT", 3)
    city = mound()
    mound(part_of=city), mound(part_of=city), mound(), mound(), mound()
    assert typed(editor).startswith(TWO)


def test_what_is_not_shown_as_the_square_takes_nobodys_turn_to_be_looked_at(editor, monkeypatch):
    monkeypatch.setattr(crowd, "LOOKED_AT", 2)
    middle = {"latitude": 34.55, "longitude": 38.25, "visibility": "exact"}  # as a gazetteer rounds its places
    mound(**middle), mound(**middle), mound(), mound()
    assert typed(editor) == ""
    for latitude in (86.15, 86.15, 87.15, 87.15):  # beyond the map's edge
        mound(latitude=latitude, longitude=12.3)
    assert typed(editor, "87.15, 12.3") == ""
