"""What publishing, refusing, correcting and withdrawing do: once, wholly, and with a trace."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories import (
    WHY,
    accepted,
    article,
    draft_photo,
    draft_report,
    draft_site,
    editor,
    photo,
    picture,
    reader,
    report,
    reviewer,
    site,
)

from sites import catalogue, review
from sites.archive import broken
from sites.catalogue import Query
from sites.models import Article, Citation, Decision, Entry, Origin, Period, Photo, Report, Site

pytestmark = pytest.mark.django_db


def everything():
    """Every row of the record and of the catalogue, so that "nothing happened" can be said of all of it."""
    models = (Site, Report, Article, Photo, Citation, Decision, Entry, Period)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def assert_refused(act, match):
    before = everything()
    with pytest.raises(review.Refused, match=match), transaction.atomic():
        act()
    assert everything() == before


def publish(record):
    review.publish(record, by=reviewer(), reason=WHY)


def level_of(place):
    return catalogue.site(place.slug).entry.status.level


EVIDENCE = [
    # verification, roles cited, what is missing
    ("reported", [], "cites no article that says so"),
    ("reported", ["disputes"], "cites no article that says so"),
    ("corroborated", ["says"], "it has 1"),
    ("corroborated", ["says", "disputes"], "it has 1"),
    ("confirmed", ["says", "says"], "“Confirmed” needs an article whose authors looked"),
    ("refuted", ["says"], "“Found to be wrong” needs an article that refutes it"),
    ("refuted", ["refutes"], "cites no article that says so"),
    ("reported", ["says", "refutes"], "It cites an article that refutes it"),
    ("confirmed", ["looked", "refutes"], "It cites an article that refutes it"),
]


@pytest.mark.parametrize(("verification", "roles", "sentence"), EVIDENCE)
def test_a_report_without_its_evidence_is_refused_with_what_is_missing(verification, roles, sentence):
    drafted = draft_report(site(), verification=verification, cites=[(article(), role) for role in roles])
    assert_refused(lambda: publish(drafted), sentence)
    assert any(sentence in problem for problem in review.unready(drafted))


def test_two_articles_of_one_origin_corroborate_nothing():
    agency = Origin.objects.create(name="AFP, 24 August 2015")
    copies = [(article(origin=agency), "says"), (article(origin=agency), "looked")]
    drafted = draft_report(site(), verification="corroborated", cites=copies)
    assert_refused(lambda: publish(drafted), "it has 1")
    Citation.objects.create(report=drafted, article=article(), role="says")
    publish(drafted)


def test_one_article_cited_in_two_roles_corroborates_nothing():
    source = article()
    drafted = draft_report(site(), verification="corroborated", cites=[(source, "says"), (source, "looked")])
    assert_refused(lambda: publish(drafted), "it has 1")


def test_everything_that_is_missing_is_said_at_once():
    drafted = draft_report(draft_site(), verification="confirmed", cites=[], causes=["magic"])
    with pytest.raises(review.Refused) as refused:
        publish(drafted)
    said = " ".join(refused.value.problems)
    assert all(part in said for part in ("causes", "publish the site first", "cites no article", "“Confirmed” needs"))
    assert len(refused.value.problems) == 4


def test_what_could_not_be_typed_cannot_be_published():
    drafted = draft_report(site())
    Report.objects.filter(pk=drafted.pk).update(event="2015-02-30")
    assert_refused(lambda: publish(drafted), "when it happened")


@pytest.mark.parametrize("draft", [draft_report, draft_photo])
def test_the_site_comes_first(draft):
    place = draft_site()
    record = draft(place)
    assert_refused(lambda: publish(record), f"{place.name}, is not published: publish the site first")
    publish(place)
    publish(record)


def test_publishing_changes_the_catalogue_and_writes_one_decision():
    place = site()
    assert level_of(place) == "no_report"
    drafted = draft_report(place, "destroyed")
    before = Decision.objects.count()
    publish(drafted)
    decision = Decision.objects.latest("id")
    assert Decision.objects.count() == before + 1
    assert (decision.verb, decision.kind, decision.number) == ("published", "report", drafted.number)
    assert (decision.reason, decision.who) == (WHY, review.pseudonym(reviewer()))
    assert (drafted.state, drafted.decided_by, level_of(place)) == ("published", decision.who, "destroyed")


def test_a_second_reviewer_is_told_that_it_is_published_already():
    drafted = draft_report(site())
    seen_before = Report.objects.get(pk=drafted.pk)
    publish(drafted)
    assert_refused(lambda: review.publish(seen_before, by=reviewer("second"), reason=WHY), "It is “Published” now")
    assert_refused(lambda: review.refuse(seen_before, by=reviewer("second"), reason=WHY), "It is “Published” now")


def test_a_reviewer_publishes_what_is_stored_and_not_what_an_old_page_shows():
    drafted = draft_report(site(), "severe")
    old_page = Report.objects.get(pk=drafted.pk)
    Report.objects.filter(pk=drafted.pk).update(level="moderate")
    publish(old_page)
    assert Report.objects.get(pk=drafted.pk).level == level_of(drafted.site) == "moderate"


def test_evidence_that_was_taken_away_after_the_page_was_opened_is_missed():
    drafted = draft_report(site(), verification="confirmed")
    old_page = Report.objects.prefetch_related("citations__article").get(pk=drafted.pk)
    Citation.objects.filter(report=drafted).update(role="says")
    assert_refused(lambda: publish(old_page), "“Confirmed” needs")


def test_of_a_photo_that_cannot_be_published_no_picture_for_readers_is_made():
    draft = draft_photo(site())
    mine = draft_photo(site(), picture(), alt="")
    for photo_, who in ((draft, {"seen": 0}), (mine, {})):
        with pytest.raises(review.Refused):
            review.publish(photo_, by=reviewer(), reason=WHY, **who)
        assert not any(map(default_storage.exists, photo_.renditions.values()))
    review.publish(draft, by=reviewer(), reason=WHY)
    assert all(map(default_storage.exists, draft.renditions.values()))


@pytest.mark.parametrize("make", [draft_site, lambda: draft_report(site()), lambda: draft_photo(site())])
def test_what_was_refused_is_mended_and_sent_again(make):
    record = make()
    review.submit(record, by=editor())
    review.refuse(record, by=reviewer(), reason="The date is missing.")
    assert_refused(lambda: publish(record), "It is “Refused” now")
    review.submit(record, by=editor(), reason="Mended.")
    assert (record.state, record.decided_by != "") == ("in_review", True)
    publish(record)
    about = Decision.objects.filter(kind=record._meta.model_name, number=getattr(record, "number", record.pk))
    verbs = about.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["created", "submitted", "refused", "submitted", "published"]


@pytest.mark.parametrize("act", [review.submit, review.refuse, review.withdraw])
def test_a_step_from_the_wrong_state_does_nothing(act):
    stands, drafted = report(site()), draft_report(site())
    record = drafted if act is review.withdraw else stands
    assert_refused(lambda: act(record, by=reviewer(), reason=WHY), "so this cannot be done")


def test_what_was_withdrawn_is_gone_from_the_catalogue_but_not_from_the_record():
    place = site()
    stands = report(place, "destroyed")
    review.withdraw(stands, by=reviewer(), reason="The source was a forgery.")
    assert (level_of(place), catalogue.site(place.slug).reports) == ("no_report", ())
    assert list(catalogue.each_report(Query())) == list(catalogue.each_article(Query())) == []
    record = catalogue.report(stands.number)
    assert record.report.state == "withdrawn"
    assert [(event.verb, event.reason) for event in record.history][1:] == [("withdrawn", "The source was a forgery.")]
    first = stands.first_published
    publish(stands)
    assert (stands.first_published, level_of(place)) == (first, "destroyed")


def test_withdrawing_a_site_takes_all_of_it_from_the_public_and_publishing_brings_it_back():
    city = site(names=[("تدمر", "ar", "official")])
    temple = site(part_of=city)
    report(city, "severe")
    photo(city)
    shown = catalogue.site(city.slug)
    review.withdraw(city, by=reviewer(), reason=WHY)
    assert catalogue.site(city.slug) == catalogue.Withdrawn(timezone.localdate())
    assert catalogue.report(shown.reports[0].number) is None
    assert catalogue.article(shown.reports[0].sources[0].article.number) is None
    assert catalogue.photo_file(shown.photos[0].sha256, 24) is None
    assert catalogue.site(temple.slug).entry.part_of is None
    publish(city)
    back = catalogue.site(city.slug)
    assert (back.entry, back.reports, back.photos) == (shown.entry, shown.reports, shown.photos)
    assert catalogue.site(temple.slug).entry.part_of.slug == city.slug


def corrected(stands, **said):
    draft = review.correct(stands, by=editor())
    before = review.account(draft)
    for name, value in said.items():
        setattr(draft, name, value)
    draft.save()
    review.record(draft, by=editor(), reason=WHY, before=before)
    return draft


def test_a_correction_takes_the_place_of_the_report_under_its_number():
    place = site()
    stands = report(place, "destroyed", summary="All is lost.")
    first = stands.first_published
    draft = corrected(stands, level="moderate")
    assert draft.number == stands.number
    assert level_of(place) == "destroyed", "the report stands until it is replaced"
    publish(draft)
    stands.refresh_from_db()
    assert (stands.state, draft.state, draft.first_published) == ("withdrawn", "published", first)
    record = catalogue.report(stands.number)
    assert (record.report.level, record.report.summary, level_of(place)) == ("moderate", "All is lost.", "moderate")
    assert record.history[-1].verb == "corrected"
    assert record.history[-1].changes == (("level", "destroyed", "moderate"),)
    assert Decision.objects.filter(verb="corrected").get().changes == {"level": ["destroyed", "moderate"]}


def test_a_correction_that_changes_nothing_is_refused():
    draft = review.correct(report(site()), by=editor())
    assert_refused(lambda: publish(draft), "This correction changes nothing")


def test_a_refused_correction_leaves_the_report_as_it_was():
    place = site()
    stands = report(place, "destroyed")
    draft = corrected(stands, level="none")
    shown = catalogue.site(place.slug)
    review.refuse(draft, by=reviewer(), reason="Nobody looked.")
    assert catalogue.site(place.slug) == shown
    assert catalogue.report(stands.number).history == shown.history[1:], "a refused draft is nobody's business"


def test_a_report_has_one_open_correction_also_after_a_refused_one():
    stands = report(site())
    refused = corrected(stands, level="none")
    assert_refused(lambda: review.correct(stands, by=editor()), "open already")
    review.refuse(refused, by=reviewer(), reason=WHY)
    corrected(stands, level="slight")
    assert_refused(lambda: review.submit(refused, by=editor()), "open already")


def test_a_correction_of_what_was_withdrawn_meanwhile_is_refused():
    stands = report(site())
    draft = corrected(stands, level="none")
    review.withdraw(stands, by=reviewer(), reason=WHY)
    assert_refused(lambda: publish(draft), "no longer published")
    assert_refused(lambda: review.correct(stands, by=editor()), "It is “Withdrawn” now")


def test_an_old_version_cannot_come_back_beside_the_new_one():
    stands = report(site())
    publish(corrected(stands, level="none"))
    stands.refresh_from_db()
    assert_refused(lambda: publish(stands), "Another version is published under its number")


def test_of_two_withdrawn_versions_only_one_comes_back():
    stands = report(site())
    newer = corrected(stands, level="none")
    publish(newer)
    review.withdraw(newer, by=reviewer(), reason=WHY)
    publish(stands)
    assert_refused(lambda: publish(newer), "Another version is published under its number")


def test_a_correction_that_moves_a_report_refreshes_both_sites():
    wrong, right = site(), site()
    stands = report(wrong, "destroyed")
    publish(corrected(stands, site=right))
    assert (level_of(wrong), level_of(right)) == ("no_report", "destroyed")
    assert catalogue.site(wrong.slug).reports == ()
    assert catalogue.report(stands.number).report.site.slug == right.slug


def test_a_correction_can_be_corrected_and_the_number_never_changes():
    stands = report(site(), "destroyed")
    first = corrected(stands, level="severe")
    publish(first)
    second = corrected(first, level="moderate")
    publish(second)
    assert {stands.number, first.number, second.number} == {stands.number}
    assert catalogue.report(stands.number).report.level == "moderate"
    assert [event.verb for event in catalogue.report(stands.number).history] == ["published", "corrected", "corrected"]


def test_the_public_history_tells_what_was_done_and_why_but_never_who():
    place = site()
    stands = report(place)
    publish(corrected(stands, level="none"))
    told = repr((catalogue.site(place.slug), catalogue.report(stands.number)))
    for person in (editor(), reviewer()):
        assert person.username not in told
        assert review.pseudonym(person) not in told


def edited(thing, **said):
    before = review.account(thing)
    for name, value in said.items():
        setattr(thing, name, value)
    thing.save()
    accepted(review.record(thing, by=editor(), reason=WHY, before=before))


def test_an_edit_of_a_source_must_not_pull_the_ground_from_under_a_report():
    one, other = article(), article()
    stands = report(site(), verification="corroborated", cites=[(one, "says"), (other, "says")])
    agency = Origin.objects.create(name="AFP")
    edited(one, origin=agency)
    assert_refused(lambda: edited(other, origin=agency), f"Report {stands.number} rests on this source")


def test_an_edit_of_a_source_reaches_the_catalogue_at_once():
    place, source = site(), article(published="2015-08-24")
    report(place, event="", cites=[(source, "says")])
    assert str(catalogue.site(place.slug).entry.status.since) == "2015-08-24"
    edited(source, published="2015-09-01", title="Corrected headline")
    assert str(catalogue.site(place.slug).entry.status.since) == "2015-09-01"
    assert catalogue.article(source.pk).article.title == "Corrected headline"


@pytest.mark.parametrize("make", [lambda: report(site()), lambda: photo(site())])
@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_what_was_published_is_not_edited(make, state):
    record = make()
    if state == "withdrawn":
        review.withdraw(record, by=reviewer(), reason=WHY)
    field = "summary" if isinstance(record, Report) else "alt"
    assert_refused(lambda: edited(record, **{field: "Something else"}), "What was published is not edited")


def test_an_edit_that_was_begun_before_the_publication_is_refused():
    drafted = draft_report(site())
    begun = Report.objects.get(pk=drafted.pk)
    publish(drafted)
    assert_refused(lambda: edited(begun, level="none"), "open a correction")


def test_an_edit_of_a_published_site_is_public_at_once_and_told_in_its_history():
    place = site("Temple of Bel")
    edited(place, name="Temple of Bēl")
    record = catalogue.site(place.slug)
    assert (record.entry.name, record.history[-1].changes) == (
        "Temple of Bēl",
        (("name", "Temple of Bel", "Temple of Bēl"),),
    )


def test_an_address_that_was_published_stays():
    place, drafted = site(), draft_site()
    assert_refused(lambda: edited(place, slug="elsewhere"), "stays for ever")
    edited(drafted, slug="elsewhere")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"latitude": None, "longitude": None}, {"latitude": 0.0, "longitude": 0.0}),
        ({"latitude": 0.0, "longitude": 0.0}, {"latitude": None, "longitude": None}),
        ({"precision_m": None}, {"precision_m": 0}),
    ],
)
def test_a_zero_is_a_value_like_any_other(before, after):
    place = site(**before)
    count = Decision.objects.count()
    edited(place, **after)
    assert set(Decision.objects.latest("id").changes) == set(after)
    entry = catalogue.site(place.slug).entry
    assert {name: getattr(entry, name) for name in after} == after
    assert Decision.objects.count() == count + 2  # it waited, and was accepted


def test_an_edit_that_changes_nothing_is_no_decision():
    place = site()
    count = Decision.objects.count()
    edited(place, summary="")
    assert Decision.objects.count() == count


@pytest.mark.parametrize("make", [draft_site, lambda: draft_report(site()), lambda: draft_photo(site())])
def test_a_draft_is_discarded_and_the_decision_keeps_what_it_said(make):
    record = make()
    number, model = record.pk, type(record)
    review.discard(record, by=editor(), reason="Entered twice.")
    assert not model.objects.filter(pk=number).exists()
    decision = Decision.objects.latest("id")
    assert (decision.verb, decision.number, decision.reason) == ("deleted", number, "Entered twice.")
    assert decision.changes


@pytest.mark.parametrize("make", [site, lambda: report(site()), lambda: photo(site())])
@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_what_was_published_is_never_discarded(make, state):
    record = make()
    old_page = type(record)(pk=record.pk, **{"latitude": 1.0} if isinstance(record, Site) else {"site": record.site})
    if state == "withdrawn":
        review.withdraw(record, by=reviewer(), reason=WHY)
    assert_refused(lambda: review.discard(old_page, by=editor(), reason=WHY), "never deleted")


def test_a_site_with_drafts_of_reports_is_not_discarded_from_under_them():
    place = draft_site()
    draft_report(place)
    assert_refused(lambda: review.discard(place, by=editor(), reason=WHY), "Other records belong to it")


def test_the_file_of_a_discarded_picture_is_deleted_with_it(django_capture_on_commit_callbacks):
    upload = draft_photo(site())
    storage, name = upload.original.storage, upload.original.name
    with django_capture_on_commit_callbacks(execute=True):
        review.discard(upload, by=editor(), reason=WHY)
    assert not storage.exists(name)


def test_a_kept_copy_is_a_decision_and_the_same_bytes_again_are_none():
    source = article()
    said = {"by": editor(), "method": "by hand", "media_type": "text/html"}
    first = review.keep(source, b"as received", **said)
    count = Decision.objects.count()
    assert review.keep(source, b"as received", **said) == first
    assert Decision.objects.count() == count
    decision = Decision.objects.latest("id")
    assert (decision.verb, decision.number, first.sha256 in decision.reason) == ("kept", source.pk, True)
    assert_refused(lambda: review.keep(source, b"other", **said | {"by": reader()}), "add_capture")


def test_a_number_is_never_given_again():
    numbers = []
    for _ in range(3):
        drafted = draft_report(site())
        numbers.append(drafted.number)
        review.discard(drafted, by=editor(), reason=WHY)
    assert len(set(numbers)) == 3


def test_a_record_that_was_discarded_meanwhile_is_said_to_be_gone():
    drafted = draft_report(site())
    review.discard(Report.objects.get(pk=drafted.pk), by=editor(), reason=WHY)
    assert_refused(lambda: publish(drafted), "not here any more")


def in_the_way(place):
    """An entry that the database cannot have: it holds the address that the next refresh of ``place`` must write."""
    other = site()
    Entry.objects.filter(pk=place.pk).update(slug="moved-aside")
    Entry.objects.filter(pk=other.pk).update(slug=place.slug)


@pytest.mark.parametrize(
    "act",
    [
        lambda place, stands, drafted: publish(drafted),
        lambda place, stands, drafted: review.withdraw(stands, by=reviewer(), reason=WHY),
        lambda place, stands, drafted: publish(corrected(stands, level="none")),
        lambda place, stands, drafted: edited(place, name="Renamed"),
        lambda place, stands, drafted: edited(stands.articles.first(), published="2011"),
    ],
    ids=["publish", "withdraw", "correct", "edit a site", "edit a source"],
)
def test_if_the_catalogue_cannot_follow_nothing_has_happened(act):
    place = site()
    stands, drafted = report(place), draft_report(place)
    in_the_way(place)
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        act(place, stands, drafted)
    assert everything() == before
    assert list(broken()) == []


def test_if_a_picture_cannot_be_read_it_is_not_published():
    upload = draft_photo(site())
    upload.original.storage.delete(upload.original.name)
    before = everything()
    with pytest.raises(FileNotFoundError):
        publish(upload)
    assert everything() == before
