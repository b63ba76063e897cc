"""Who may do what at the gate: an editor drafts, a reviewer decides, a reader and a dismissed colleague do nothing."""

import pytest
from factories import (
    WHY,
    accepted,
    article,
    draft_photo,
    draft_report,
    draft_site,
    editor,
    person,
    photo,
    report,
    reviewer,
    site,
    steward,
)

from sites import review
from sites.models import Article, Decision, Entry, Report, Site

pytestmark = pytest.mark.django_db

MAKERS = {"site": draft_site, "report": lambda: draft_report(site()), "photo": lambda: draft_photo(site())}
PUBLISHED = {"site": site, "report": lambda: report(site()), "photo": lambda: photo(site())}


def dismissed():
    user = person("dismissed", "Reviewer")
    user.is_active = False
    user.save()
    return user


def written():
    """What the gate has written, to be compared before and after."""
    states = [list(model.objects.order_by("pk").values_list("pk", "state")) for model in (Site, Report)]
    return states, Decision.objects.count(), list(Entry.objects.order_by("pk").values())


def assert_shut(act, *, right):
    before = written()
    with pytest.raises(review.Refused, match=f"needs the right “{right}”"):
        act()
    assert written() == before


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("who", [editor, lambda: person("reader"), dismissed])
def test_only_a_reviewer_publishes_and_refuses(kind, who):
    record, user = MAKERS[kind](), who()
    assert_shut(lambda: review.publish(record, by=user, reason=WHY), right="review")
    assert_shut(lambda: review.refuse(record, by=user, reason=WHY), right="review")


@pytest.mark.parametrize("kind", PUBLISHED)
@pytest.mark.parametrize("who", [editor, lambda: person("reader"), dismissed])
def test_only_a_reviewer_withdraws(kind, who):
    record, user = PUBLISHED[kind](), who()
    assert_shut(lambda: review.withdraw(record, by=user, reason=WHY), right="review")


@pytest.mark.parametrize("who", [lambda: person("reader"), dismissed])
def test_a_reader_and_a_dismissed_colleague_cannot_draft_submit_correct_or_discard(who):
    user, stands = who(), report(site())
    drafted = draft_report(stands.site)
    fresh = Report.objects.create(site=stands.site, level="slight")
    source = Article.objects.create(title="A", publisher="B")
    assert_shut(lambda: review.record(fresh, by=user, reason=WHY), right="add_report")
    assert_shut(lambda: review.record(source, by=user, reason=WHY), right="add_article")
    assert_shut(lambda: review.record(drafted, by=user, reason=WHY, before={}), right="change_report")
    assert_shut(lambda: review.submit(drafted, by=user), right="change_report")
    assert_shut(lambda: review.correct(stands, by=user), right="change_report")
    assert_shut(lambda: review.discard(drafted, by=user, reason=WHY), right="delete_report")


def test_a_right_that_was_taken_away_is_gone_at_once():
    drafted, user = draft_report(site()), reviewer("short-lived")
    user.groups.clear()
    user = type(user).objects.get(pk=user.pk)
    assert_shut(lambda: review.publish(drafted, by=user, reason=WHY), right="review")


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_every_decision_needs_a_reason(reason):
    stands, drafted = report(site()), draft_report(site())
    acts = [
        lambda: review.publish(drafted, by=reviewer(), reason=reason),
        lambda: review.refuse(drafted, by=reviewer(), reason=reason),
        lambda: review.withdraw(stands, by=reviewer(), reason=reason),
        lambda: review.discard(drafted, by=editor(), reason=reason),
        lambda: review.record(drafted, by=editor(), reason=reason, before={}),
    ]
    before = written()
    for act in acts:
        with pytest.raises(review.Refused, match="Give a reason"):
            act()
    assert written() == before


@pytest.mark.parametrize(("shown", "wanted"), [("0.1", "exact"), ("hidden", "0.1"), ("0.1", "0.01"), ("0.01", "exact")])
def test_an_editor_may_hide_a_place_better_and_only_a_steward_may_show_more(shown, wanted):
    place = site(visibility=shown)
    before = review.account(place)
    Site.objects.filter(pk=place.pk).update(visibility=wanted)
    place.refresh_from_db()
    assert_shut(lambda: review.record(place, by=editor(), reason=WHY, before=before), right="review")
    assert_shut(lambda: review.record(place, by=reviewer(), reason=WHY, before=before), right="view_exact_place")
    accepted(review.record(place, by=steward(), reason=WHY, before=before))
    assert Entry.objects.get(pk=place.pk).visibility == wanted
    before = review.account(place)
    place.visibility = shown
    place.save()
    review.record(place, by=editor(), reason=WHY, before=before)
    assert Entry.objects.get(pk=place.pk).visibility == shown


@pytest.mark.parametrize("visibility", ["exact", "0.01"])
def test_an_editor_cannot_enter_a_new_site_that_shows_more_than_the_default(visibility):
    fresh = Site.objects.create(name="New", slug="new", kind="burial", country="SY", visibility=visibility)
    assert_shut(lambda: review.record(fresh, by=editor(), reason=WHY), right="review")


def test_a_decision_names_a_pseudonym_and_never_the_account():
    source, person = article(), editor()
    assert Decision.objects.get(kind="article", number=source.pk).who == review.pseudonym(person)
    assert review.pseudonym(person) not in (person.username, str(person.pk), review.pseudonym(reviewer()))
    person.delete()
    assert Decision.objects.get(kind="article", number=source.pk).who.startswith("editor-")
