"""Two records of one site become one: nothing is lost, nothing is shown that was hidden, and old addresses lead on."""

import re

import pytest
from django.test import Client
from factories import (
    WHY,
    accepted,
    article,
    draft_report,
    draft_site,
    editor,
    person,
    photo,
    report,
    reviewer,
    site,
)

from sites import archive, catalogue, review
from sites.models import Apart, Decision, Report, Site, Toponym

pytestmark = pytest.mark.django_db
PRINTED_CODE = re.compile(rb'(?s)<div class="sheet-code".*?</div>')  # a picture of the page's own address


def steward():
    return person("steward", "Steward", is_staff=True)


def merge(kept, gone, by=None, **said):
    waits = review.merge(kept, gone, by=by or reviewer(), reason="One temple, entered twice.", **said)
    for one in (kept, gone):
        one.refresh_from_db()
    return waits


def refused(*args, **said):
    with pytest.raises(review.Refused) as found:
        review.merge(*args, **{"by": reviewer(), "reason": WHY} | said)
    return " ".join(found.value.problems)


def decided(record, verb="merged"):
    number = getattr(record, "number", None) or record.pk
    return Decision.objects.filter(kind=record._meta.model_name, number=number, verb=verb)


def test_reports_photos_and_parts_move_and_the_status_follows():
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    told, sent = report(gone, "destroyed"), draft_report(gone)
    seen, part = photo(gone), site("The cella", part_of=gone)
    merge(kept, gone)
    for moved in (told, sent, seen):
        moved.refresh_from_db()
        assert moved.site == kept
    part.refresh_from_db()
    assert part.part_of == kept
    record = catalogue.site(kept.slug)
    assert (record.entry.status.level, record.entry.reports) == ("destroyed", 1)
    assert [one.slug for one in record.parts] == [part.slug]
    assert catalogue.report(told.number).entry.slug == kept.slug


def test_the_other_name_becomes_a_name_and_lists_are_joined():
    kept = site("Temple of Bel", names=[("معبد بل", "ar", "official")], identifiers=[("wikidata", "Q1")])
    gone = site(
        "Bel Temple",
        names=[("معبد بل", "ar", "alternative"), ("Храм Бела", "ru", "official")],
        identifiers=[("wikidata", "Q1"), ("whc", "23")],
    )
    merge(kept, gone)
    assert [(one.text, one.kind) for one in kept.names.all()] == [
        ("معبد بل", "official"),
        ("Храм Бела", "official"),
        ("Bel Temple", "alternative"),
    ]
    assert [(one.scheme, one.value) for one in kept.identifiers.all()] == [("wikidata", "Q1"), ("whc", "23")]
    assert set(Toponym.objects.filter(name="Храм Бела").values_list("site", flat=True)) == {kept.pk}


def test_what_is_taken_over_is_what_was_chosen():
    kept = site("Temple of Bel", summary="Ours.", latitude=34.5, longitude=38.2)
    gone = site("Bel Temple", summary="Theirs.", built="0032", latitude=34.6, longitude=38.3, point_source="A survey")
    amendment = merge(kept, gone, taken=["name", "built", "point"])
    assert (kept.name, kept.summary, kept.built) == ("Bel Temple", "Ours.", "0032")
    assert (kept.latitude, kept.longitude, kept.point_source) == (34.5, 38.2, ""), "its place waits for review"
    accepted(amendment)
    kept.refresh_from_db()
    assert (kept.latitude, kept.longitude, kept.point_source) == (34.6, 38.3, "A survey")
    assert [one.text for one in kept.names.all()] == ["Temple of Bel"]


def test_the_old_address_leads_on_however_often_it_was_merged(client):
    first, second, third = site("One"), site("Two"), site("Three")
    merge(second, first)
    merge(third, second)
    for old in ("one", "two"):
        there = client.get(f"/sites/{old}/?on=2020-01-01")
        assert (there.status_code, there["Location"]) == (301, "/sites/three/?on=2020-01-01")


@pytest.mark.parametrize("address", ["/sites/", "/reports.csv", "/sites.csv", "/articles.csv", "/summary/"])
@pytest.mark.parametrize("parameter", ["site", "part_of"])
def test_a_filter_that_names_the_old_address_finds_the_new_site(address, parameter):
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    report(gone, "destroyed")
    merge(kept, gone)
    answers = [Client().get(address, {parameter: slug}) for slug in (kept.slug, gone.slug)]
    assert [answer.status_code for answer in answers] == [200, 200]
    bodies = [PRINTED_CODE.sub(b"", answer.getvalue()) for answer in answers]
    assert bodies[0].replace(kept.slug.encode(), b"") == bodies[1].replace(gone.slug.encode(), b"").replace(
        kept.slug.encode(), b""
    )


def test_everybody_is_told_and_the_chain_holds():
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    told, seen = report(gone), photo(gone)
    merge(kept, gone, taken=["summary"])
    for record in (kept, gone, told, seen):
        decision = decided(record).get()
        assert decision.reason == "One temple, entered twice."
    assert decided(gone).get().changes == {"merged_into": [None, kept.pk]}
    assert decided(told).get().changes == {"site": [gone.pk, kept.pk]}
    assert not list(archive.broken())
    history = catalogue.report(told.number).history
    assert [(one.verb, one.changes) for one in history] == [("published", ()), ("merged", (("site", "", ""),))]
    assert [one.verb for one in catalogue.site(kept.slug).history if one.label == "Temple of Bel"][-1] == "merged"


@pytest.mark.parametrize(
    ("ours", "theirs"), [("exact", "hidden"), ("0.1", "0.01"), ("0.01", "0.1"), ("hidden", "exact")]
)
def test_the_place_stays_as_hidden_as_the_better_hidden_of_the_two(ours, theirs):
    kept, gone = site("Temple of Bel", visibility=ours), site("Bel Temple", visibility=theirs)
    merge(kept, gone, taken=["point", "place"])
    assert kept.visibility == catalogue.site(kept.slug).entry.visibility
    assert kept.visibility == max(ours, theirs, key=["exact", "0.01", "0.1", "hidden"].index)


def test_only_a_steward_shows_more_of_the_place_than_both_did():
    kept, gone = site("Temple of Bel", visibility="0.1"), site("Bel Temple")
    assert "view_exact_place" in refused(kept, gone, visibility="exact")
    amendment = merge(kept, gone, by=steward(), visibility="exact")
    assert kept.visibility == "0.1"
    accepted(amendment)
    kept.refresh_from_db()
    assert kept.visibility == "exact"


def test_who_merges_does_not_move_a_published_site_alone():
    kept, gone = site("Temple of Bel", latitude=34.5), draft_site("Bel Temple", latitude=34.6)
    by = reviewer("merger")
    amendment = merge(kept, gone, by=by, taken=["point"])
    assert decided(kept).get().changes.keys().isdisjoint({"latitude", "longitude"})
    with pytest.raises(review.Refused, match="You proposed this change yourself"):
        review.accept(amendment, by=by, reason=WHY)
    assert catalogue.site(kept.slug).entry.latitude == 34.5


def test_a_place_taken_from_a_hidden_site_is_hidden_until_others_accept_that_it_is_shown():
    kept, gone = site("Temple of Bel"), site("Bel Temple", latitude=34.6, visibility="0.1")
    amendment = merge(kept, gone, by=steward(), taken=["point"], visibility="exact")
    assert (kept.latitude, kept.visibility) == (34.5535, "0.1")
    with pytest.raises(review.Refused, match="may not see where this site lies"):
        review.accept(amendment, by=reviewer("another"), reason=WHY)
    accepted(amendment)
    kept.refresh_from_db()
    assert (kept.latitude, kept.visibility) == (34.6, "exact")


def test_of_two_drafts_the_place_is_taken_at_once():
    kept, gone = draft_site("Temple of Bel"), draft_site("Bel Temple", latitude=34.6)
    assert merge(kept, gone, taken=["point"]) is None
    assert kept.latitude == 34.6


def test_a_change_of_place_that_waits_for_the_one_that_goes_waits_no_longer():
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    before = review.account(gone)
    gone.latitude = 34.6
    gone.save()
    amendment = review.record(gone, by=editor(), reason=WHY, before=before)
    merge(kept, gone)
    amendment.refresh_from_db()
    assert (amendment.state, amendment.comment) == ("refused", "One temple, entered twice.")
    assert amendment.decided_by == review.pseudonym(reviewer())


def test_an_editor_merges_nothing():
    assert "review" in refused(site("Temple of Bel"), site("Bel Temple"), by=editor())


def test_what_readers_know_stays():
    known, draft = site("Temple of Bel"), draft_site("Bel Temple")
    assert "keep that one" in refused(draft, known)
    merge(known, draft)
    assert (draft.state, draft.merged_into) == ("withdrawn", known)
    assert Client().get(f"/sites/{draft.slug}/").status_code == 404, "nobody ever knew its address"


def test_two_drafts_become_one_draft():
    kept, gone = draft_site("Temple of Bel"), draft_site("Bel Temple")
    merge(kept, gone)
    assert (kept.state, gone.state) == ("draft", "withdrawn")


def test_a_site_is_not_merged_into_itself_nor_into_what_holds_it():
    park = site("The park")
    gate = site("The gate", part_of=park)
    arch = site("The arch", part_of=gate)
    assert "one and the same" in refused(park, Site.objects.get(pk=park.pk))
    assert "is a part of" in refused(arch, park)
    merge(park, gate)
    arch.refresh_from_db()
    assert arch.part_of == park


def test_a_merged_site_is_not_merged_published_or_edited_again():
    one, two, three = site("One"), site("Two"), site("Three")
    merge(one, two)
    assert "was merged into “One” already" in refused(two, one)
    assert "was merged into “One” already" in refused(three, two)
    with pytest.raises(review.Refused, match="leads there"):
        review.publish(two, by=reviewer(), reason=WHY)
    before = review.account(two)
    two.summary = "Something else."
    two.save()
    with pytest.raises(review.Refused, match="leads there"):
        review.record(two, by=reviewer(), reason=WHY, before=before)


def test_a_refusal_leaves_everything_as_it_was():
    kept, gone = site("Temple of Bel", kind="religious"), site("Bel Temple", part_of=None)
    inner = site("The cella", part_of=kept)
    Site.objects.filter(pk=gone.pk).update(part_of=inner)
    gone.refresh_from_db()
    about = report(gone)
    assert "part of itself" in refused(kept, gone, taken=["part_of"])
    about.refresh_from_db()
    assert about.site_id == gone.pk
    assert not decided(kept).exists()


def test_two_that_are_two_are_remembered_once():
    one, two = site("One"), site("Two")
    for pair in ((one, two), (two, one)):
        review.keep_apart(*pair, by=reviewer())
    assert Apart.objects.get().site == one
    with pytest.raises(review.Refused):
        review.keep_apart(one, two, by=editor())


def test_a_correction_in_the_making_moves_with_its_report():
    kept, gone = site("Temple of Bel"), site("Bel Temple")
    about = report(gone, cites=[(article(), "says")])
    draft = review.correct(about, by=editor())
    merge(kept, gone)
    assert set(Report.objects.filter(number=about.number).values_list("site", flat=True)) == {kept.pk}
    draft.refresh_from_db()
    draft.level = "destroyed"
    before = review.account(Report.objects.get(pk=draft.pk))
    draft.save()
    review.record(draft, by=editor(), reason=WHY, before=before)
    review.publish(draft, by=reviewer(), reason=WHY)
    assert catalogue.site(kept.slug).entry.status.level == "destroyed"
