"""A published site moves only when somebody else has looked at where to."""

import factories
import pytest

from sites import review
from sites.archive import broken
from sites.models import Amendment, Decision, Entry, Site

pytestmark = pytest.mark.django_db
WHY = factories.WHY


def stored(site):
    return Site.objects.get(pk=site.pk)


@pytest.mark.parametrize(
    "said", [{"latitude": 34.6}, {"longitude": 38.3}, {"precision_m": 50}, {"latitude": 34.6, "longitude": 38.3}]
)
def test_another_place_of_a_published_site_waits(said):
    site = factories.site()
    was = {name: getattr(site, name) for name in said}
    amendment = factories.moved(site, **said)
    assert {name: getattr(stored(site), name) for name in said} == was
    assert amendment.changes == {name: [was[name], wanted] for name, wanted in said.items()}
    assert (amendment.state, amendment.proposed_by) == ("waiting", review.pseudonym(factories.editor()))
    assert Decision.objects.latest("id").verb == "submitted"
    assert not list(broken())
    review.accept(amendment, by=factories.reviewer(), reason="The map shows it.")
    assert {name: getattr(stored(site), name) for name in said} == said
    assert Entry.objects.get(pk=site.pk).latitude == said.get("latitude", 34.5535)
    decision = Decision.objects.latest("id")
    assert (decision.verb, decision.changes) == ("changed", amendment.changes)
    assert "The map says so." in decision.reason
    assert "The map shows it." in decision.reason


def test_the_rest_of_the_edit_counts_at_once():
    site = factories.site()
    amendment = factories.moved(site, latitude=34.6, point_source="GPS", name="Temple of Bel", summary="A temple.")
    assert set(amendment.changes) == {"latitude", "point_source"}
    held = stored(site)
    assert (held.name, held.summary, held.latitude, held.point_source) == ("Temple of Bel", "A temple.", 34.5535, "")
    assert set(Decision.objects.filter(verb="changed").latest("id").changes) == {"name", "summary"}


def test_a_draft_moves_at_once():
    site = factories.draft_site()
    assert factories.moved(site, latitude=34.6) is None
    assert stored(site).latitude == 34.6


def test_to_hide_a_place_better_waits_for_nobody():
    site = factories.site(visibility="exact")
    amendment = factories.moved(site, visibility="hidden", latitude=34.6)
    assert set(amendment.changes) == {"latitude"}
    assert Entry.objects.get(pk=site.pk).latitude is None


def test_to_show_more_waits_and_an_editor_cannot_even_propose_it():
    site = factories.site(visibility="0.1")
    amendment = factories.moved(site, by=factories.steward("opener"), visibility="exact")
    assert Entry.objects.get(pk=site.pk).visibility == "0.1"
    review.accept(amendment, by=factories.steward(), reason=WHY)
    assert Entry.objects.get(pk=site.pk).visibility == "exact"
    other = factories.site(visibility="0.1")
    with pytest.raises(review.Refused, match="needs the right"):
        factories.moved(other, visibility="exact")


def test_who_proposed_it_does_not_accept_it(settings):
    site, proposer = factories.site(), factories.reviewer("proposer")
    amendment = factories.moved(site, by=proposer, latitude=34.6)
    with pytest.raises(review.Refused, match="You proposed this change yourself"):
        review.accept(amendment, by=proposer, reason=WHY)
    assert stored(site).latitude == 34.5535
    settings.SELF_REVIEW = True
    review.accept(amendment, by=proposer, reason=WHY)
    assert stored(site).latitude == 34.6


def test_who_may_not_see_a_protected_place_does_not_accept_that_it_moves():
    amendment = factories.moved(factories.site(visibility="0.1"), latitude=34.6)
    with pytest.raises(review.Refused, match="may not see where this site lies"):
        review.accept(amendment, by=factories.reviewer(), reason=WHY)
    review.accept(amendment, by=factories.steward(), reason=WHY)


@pytest.mark.parametrize("who", [factories.editor, factories.reader])
def test_only_a_reviewer_decides(who):
    amendment = factories.moved(factories.site(), latitude=34.6)
    for act in (review.accept, review.give_back_amendment, review.refuse_amendment):
        with pytest.raises(review.Refused, match="needs the right “review”"):
            act(amendment, by=who("somebody"), reason=WHY)
    assert Amendment.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("act", "state"), [(review.give_back_amendment, "returned"), (review.refuse_amendment, "refused")]
)
def test_a_refusal_keeps_its_reason_and_nothing_moves(act, state):
    amendment = factories.moved(factories.site(), latitude=34.6)
    act(amendment, by=factories.reviewer(), reason="That is the car park.")
    held = Amendment.objects.get()
    assert (held.state, held.comment) == (state, "That is the car park.")
    assert stored(held.site).latitude == 34.5535
    assert Decision.objects.latest("id").verb == state
    with pytest.raises(review.Refused, match="decided on it meanwhile"):
        review.accept(amendment, by=factories.reviewer(), reason=WHY)


def test_who_proposed_it_takes_it_back_and_nobody_else():
    amendment = factories.moved(factories.site(), latitude=34.6)
    with pytest.raises(review.Refused, match="Only who proposed it"):
        review.take_back(amendment, by=factories.editor("another"), reason=WHY)
    review.take_back(amendment, by=factories.editor(), reason="I was wrong.")
    assert Amendment.objects.get().state == "withdrawn"


def test_one_change_of_a_place_waits_at_a_time():
    site = factories.site()
    factories.moved(site, latitude=34.6)
    with pytest.raises(review.Refused, match="waits for review already"):
        factories.moved(site, latitude=34.7)
    Amendment.objects.get()


def test_a_change_that_was_overtaken_is_not_applied():
    site = factories.site(visibility="exact")
    amendment = factories.moved(site, by=factories.reviewer("opener"), latitude=34.6)
    Site.objects.filter(pk=site.pk).update(latitude=34.7)
    assert review.conflicts(amendment, stored(site)) == ["latitude"]
    with pytest.raises(review.Refused, match="has changed since this was proposed"):
        review.accept(amendment, by=factories.reviewer(), reason=WHY)
    assert stored(site).latitude == 34.7


def test_a_withdrawn_site_is_not_moved_by_what_waited():
    site = factories.site()
    amendment = factories.moved(site, latitude=34.6)
    review.withdraw(site, by=factories.reviewer(), reason=WHY)
    with pytest.raises(review.Refused, match="not published any more"):
        review.accept(amendment, by=factories.reviewer(), reason=WHY)


def test_what_was_proposed_and_refused_is_no_readers_business(client):
    site = factories.site(visibility="0.1")
    before = client.get(site.get_absolute_url()).content
    amendment = factories.moved(site, latitude=34.987654)
    review.refuse_amendment(amendment, by=factories.steward(), reason="Secret reason.")
    after = client.get(site.get_absolute_url()).content
    assert b"987654" not in after
    assert b"Secret reason" not in after
    assert after == before
