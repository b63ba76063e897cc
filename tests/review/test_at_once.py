"""Several people decide at once, each over a connection of their own: one is first, and nothing is half done."""

from django.db import transaction
from factories import WHY, article, draft_report, editor, report, reviewer, site

from sites import catalogue, review
from sites.archive import broken, faults, strays
from sites.archive.chain import GENESIS
from sites.models import Article, Decision, Entry, Origin, Report, Site


def alone(at_once, act):
    (outcome,) = at_once(act)
    assert not isinstance(outcome, review.Refused), outcome
    return outcome


def publishing(number, name):
    return lambda: review.publish(Report.objects.get(pk=number), by=reviewer(name), reason=WHY)


def people():
    """Accounts and pseudonyms are opened once, before anybody is in a hurry."""
    return [review.pseudonym(one) for one in (editor(), *(reviewer(f"reviewer-{n}") for n in range(4)))]


def refused(outcomes):
    return [one for one in outcomes if isinstance(one, review.Refused)]


def test_of_two_reviewers_one_publishes_and_the_other_is_told(at_once):
    number = alone(at_once, lambda: people() and draft_report(site("Temple of Bel"), "destroyed").pk)
    outcomes = at_once(*(publishing(number, f"reviewer-{n}") for n in range(4)))
    assert (len(refused(outcomes)), outcomes.count(None)) == (3, 1)
    assert "It is “Published” now" in str(refused(outcomes)[0])

    def assert_once():
        assert Decision.objects.filter(kind="report", verb="published").count() == 1
        assert Entry.objects.get().level == "destroyed"
        assert list(broken()) == []

    alone(at_once, assert_once)


def test_a_report_is_published_or_refused_and_never_both(at_once):
    number = alone(at_once, lambda: people() and draft_report(site()).pk)
    outcomes = at_once(
        publishing(number, "reviewer-0"),
        lambda: review.refuse(Report.objects.get(pk=number), by=reviewer("reviewer-1"), reason=WHY),
    )
    assert len(refused(outcomes)) == 1

    def assert_agreed():
        state = Report.objects.get().state
        assert Decision.objects.get(kind="report", verb__in=("published", "refused")).verb == state
        assert (Entry.objects.get().level == "severe") == (state == "published")

    alone(at_once, assert_agreed)


def test_a_correction_and_a_withdrawal_of_one_report_do_not_both_hold(at_once):
    def prepared():
        people()
        stands = report(site(), "destroyed")
        draft = review.correct(stands, by=editor())
        before = review.account(draft)
        draft.level = "moderate"
        draft.save()
        review.record(draft, by=editor(), reason=WHY, before=before)
        return stands.pk, draft.pk

    old, draft = alone(at_once, prepared)
    outcomes = at_once(
        publishing(draft, "reviewer-0"),
        lambda: review.withdraw(Report.objects.get(pk=old), by=reviewer("reviewer-1"), reason=WHY),
    )
    assert len(refused(outcomes)) == 1

    def assert_agreed():
        published = Report.objects.published().first()
        assert Entry.objects.get().level == ("moderate" if published else "no_report")
        assert list(broken()) == []

    alone(at_once, assert_agreed)


def test_decisions_taken_at_once_make_one_chain(at_once):
    def prepared():
        people()
        return [draft_report(site()).pk for _ in range(12)]

    drafts = alone(at_once, prepared)

    def work(place):
        def act():
            for number in drafts[place::4]:
                publishing(number, f"reviewer-{place}")()
                review.withdraw(Report.objects.get(pk=number), by=reviewer(f"reviewer-{place}"), reason=WHY)

        return act

    assert at_once(*map(work, range(4))) == [None] * 4

    def assert_unbroken():
        links = list(Decision.objects.order_by("id").values_list("previous", "digest"))
        assert [previous for previous, _ in links] == [GENESIS, *(digest for _, digest in links[:-1])]
        assert list(broken()) == []
        before = list(Entry.objects.order_by("pk").values())
        catalogue.rebuild()
        assert list(Entry.objects.order_by("pk").values()) == before

    alone(at_once, assert_unbroken)


def test_the_ground_is_not_pulled_away_while_a_reviewer_publishes(at_once):
    """The editor makes two sources one origin, the reviewer publishes what needs two: one of them is refused."""

    def prepared():
        people()
        agency = Origin.objects.create(name="AFP")
        one, other = article(origin=agency), article()
        drafted = draft_report(site(), verification="corroborated", cites=[(one, "says"), (other, "says")])
        return agency, other, drafted.pk

    agency, other, number = alone(at_once, prepared)

    def edit():
        with transaction.atomic():
            before = review.account(other)
            other.origin = agency
            other.save()
            review.record(other, by=editor(), reason=WHY, before=before)

    outcomes = at_once(edit, publishing(number, "reviewer-0"))
    assert len(refused(outcomes)) == 1


def test_an_edit_and_a_publication_at_once_leave_the_report_published_as_it_was_seen_or_refused(at_once):
    number = alone(at_once, lambda: people() and draft_report(site(), "destroyed").pk)

    def edit():
        with transaction.atomic():
            drafted = Report.objects.get(pk=number)
            before = review.account(drafted)
            drafted.level = "slight"
            drafted.save()
            review.record(drafted, by=editor(), reason=WHY, before=before)

    at_once(edit, publishing(number, "reviewer-0"))

    def assert_agreed():
        told = Report.objects.get(pk=number)
        assert (told.state, Entry.objects.get().level) == ("published", told.level)

    alone(at_once, assert_agreed)


def test_a_page_that_two_editors_keep_is_kept_once(at_once):
    number = alone(at_once, lambda: people() and article().pk)

    def keeping(name):
        how = {"method": "by hand", "media_type": "text/html", "warc": name.encode()}
        return lambda: review.keep(Article.objects.get(pk=number), b"page", by=reviewer(name), **how).pk

    first, second = at_once(keeping("reviewer-0"), keeping("reviewer-1"))
    assert first == second

    def assert_once():
        assert Decision.objects.filter(kind="article", verb="kept").count() == 1
        assert list(faults()) == []
        assert list(strays()) == []

    alone(at_once, assert_once)


def test_two_reviewers_who_merge_each_the_other_way_merge_once(at_once):
    one, two = alone(at_once, lambda: people() and (site("One").pk, report(site("Two")).site_id))

    def merging(kept, gone, name):
        sites = Site.objects
        return lambda: review.merge(sites.get(pk=kept), sites.get(pk=gone), by=reviewer(name), reason=WHY)

    outcomes = at_once(merging(one, two, "reviewer-0"), merging(two, one, "reviewer-1"))
    assert (len(refused(outcomes)), outcomes.count(None)) == (1, 1)

    def assert_once():
        assert Decision.objects.filter(kind="site", verb="merged").count() == 2
        assert (Entry.objects.get().level, Entry.objects.get().reports) == ("severe", 1)
        assert list(broken()) == []

    alone(at_once, assert_once)
