"""What stands about a place — words that were taken out, what it is a part of, who looked at it again — tells no more
than its class."""

import factories
import pytest
from aviary import edit, heard
from django.test import Client
from django.urls import reverse
from readers import Answer, addresses

from sites import catalogue, review
from sites.catalogue import Query
from sites.models import Decision, Site

pytestmark = pytest.mark.django_db
SQUARE = {"visibility": "0.1", "country": "FJ"}


@pytest.fixture
def tower():
    return factories.site("Tower", latitude=33.5123457, longitude=36.3019283, place="Canary Hollow", **SQUARE)


def everything_about(site):
    browser = Client(raise_request_exception=False)
    return {address: Answer(browser.get(address)) for address in dict.fromkeys(addresses([site])) if "?" not in address}


def test_what_was_taken_out_of_the_words_of_a_report_stands_in_no_history(tower):
    said = {
        "summary": "Beside Canary Farm.",
        "attributed_to": "Canary Farm, its mayor",
        "source_value": "Canary Farm",
    }
    first = factories.report(tower, "destroyed", event="2015-08-23", **said)
    draft = review.correct(first, by=factories.editor())
    before = review.account(draft)
    draft.summary, draft.attributed_to, draft.source_value = "It fell.", "The mayor", ""
    draft.wordings = {"ar": {"text": "Canary Farm", "of": "It fell."}}
    draft.save()
    review.record(draft, by=factories.editor(), reason="The words told of the place.", before=before)
    review.publish(draft, by=factories.reviewer(), reason="The words told of the place.")
    wordless = review.correct(draft, by=factories.editor())
    before = review.account(wordless)
    wordless.wordings = {}
    wordless.save()
    review.record(wordless, by=factories.editor(), reason="In Arabic too.", before=before)
    review.publish(wordless, by=factories.reviewer(), reason="In Arabic too.")

    assert {address for address, one in everything_about(tower).items() if heard([b"Canary Farm"], one.all)} == set()
    told = Client().get(f"/reports/{first.number}/").content.decode()
    assert "The words told of the place." in told, "that they were changed is told"
    edit(tower, visibility="exact")
    assert "Canary Farm" in Client().get(f"/reports/{first.number}/").content.decode(), "or this proves nothing"


def test_words_about_a_protected_place_that_come_back_are_told_to_nobody(tower):
    """Neither that nor why; the ETags of all pages stay as they are."""
    edit(tower, place="Canary Hollow, by the well")
    page, revision = Client().get("/sites/tower/"), catalogue.revision()
    before = review.account(tower)
    tower.place = "Canary Hollow"
    tower.save()
    review.record(tower, by=factories.steward(), reason="Canary Reason.", before=before, verb="restored")

    assert Decision.objects.order_by("-id").first().verb == "restored"
    assert catalogue.revision() == revision
    assert Client().get("/sites/tower/").content == page.content


@pytest.mark.parametrize(("visibility", "step"), [("0.1", 0.1), ("0.01", 0.01)])
def test_a_part_that_is_shown_in_another_square_than_its_whole_is_not_told_to_be_its_part(visibility, step):
    """They lie together: at the edge between the two squares, or at the one corner that these have in common."""
    said = {"visibility": visibility, "country": "FJ", "longitude": 36.3019283}
    whole = factories.site("Town", latitude=33.5123457, **said)
    part = factories.site("Gate", latitude=33.5123457, part_of=whole, **said)
    assert catalogue.site("gate").entry.part_of.slug == "town"
    assert catalogue.count(Query(part_of="town")) == 1

    edit(part, latitude=33.5123457 + step)
    assert apart()
    revision = catalogue.revision()
    edit(part, part_of=None)
    edit(part, part_of=whole)
    assert catalogue.revision() == revision, "nor does an ETag tell that this was looked at again"
    edit(part, latitude=33.5123457)
    assert not apart()
    edit(whole, longitude=36.3019283 + step)
    assert apart()
    edit(whole, latitude=None, longitude=None)
    assert apart(), "of two parts of it in two squares the same would be told"


def apart():
    """Whether nothing that readers see leads from the one to the other."""
    part, whole = catalogue.site("gate"), catalogue.site("town")
    assert isinstance(part.entry.latitude, float)
    return (part.entry.part_of, whole.parts, catalogue.count(Query(part_of="town"))) == (None, (), 0)


def test_a_reviewer_who_guesses_a_place_is_not_told_by_the_page_of_a_merger_that_the_guess_is_right(tower):
    """Who may not see where it lies could make drafts of it, one for each guess."""
    guess = factories.draft_site("A guess", latitude=tower.latitude, longitude=tower.longitude, place=tower.place)

    def offered(person):
        browser = Client()
        browser.force_login(person)
        page = browser.get(reverse("admin:desk_merge", args=[tower.pk, guess.pk])).content.decode()
        return {name for name in ("point", "place") if f'name="{name}"' in page}

    reviewer, steward = factories.reviewer(), factories.steward()
    right = offered(reviewer), offered(steward)
    Site.objects.filter(pk=guess.pk).update(latitude=33.5, place="Elsewhere")
    assert right == ({"point", "place"}, set())
    assert (offered(reviewer), offered(steward)) == ({"point", "place"}, {"point", "place"})
