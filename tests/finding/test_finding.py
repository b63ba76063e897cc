"""What the desk's lists find: kept up by every decision, made anew from nothing, the same both ways."""

import factories as make
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sites import finding, review
from sites.finding.bits import BLOCK, NONE, of_numbers, of_places, unpacked
from sites.models import Article, Decision, Listed, Origin, Photo, Report, Site
from sites.names import name_word

pytestmark = pytest.mark.django_db
numbers = some.sets(some.integers(0, 3 * BLOCK), max_size=40)


def stored():
    return sorted((row.kind, bytes(row.token), row.block, bytes(row.held)) for row in Listed.objects.all())


def asked(kind, text="", **values):
    """The numbers of a kind that a search and some values find."""
    words = finding.told(kind, text)
    wanted = [finding.bearing(field, said) for field, said in values.items()]
    picked = finding.pick(kind, [*wanted, *words], search=len(words))
    return picked.part(0, picked.count)


def edit(record, **said):
    before = review.account(type(record).objects.get(pk=record.pk))
    for name, value in said.items():
        setattr(record, name, value)
    record.save()
    review.record(record, by=make.editor(), reason=make.WHY, before=before)


def a_working_life():
    """Everything that decisions can do to records."""
    temple = make.site("Temple of Bel", names=[("معبد بل", "ar", "official")])
    other = make.draft_site("Nuri Mosque", place="Homs", country="IQ")
    report = make.report(temple, summary="The cella is gone.", attributed_to="a militia")
    waiting = make.draft_report(other, "slight", summary="A crack in the cella.")
    review.submit(waiting, by=make.editor())
    photo = make.photo(temple, alt="The portico")
    edit(other, name="Great Nuri Mosque", place="Hims")
    edit(waiting, summary="A crack in the dome.", level="moderate")
    edit(make.article("Ruins seen from above"), title="Ruins from above", publisher="Imagery Unit")
    correction = review.correct(report, by=make.editor())
    edit(correction, summary="Only the cella's walls are gone.", level="moderate")
    review.publish(correction, by=make.reviewer(), reason=make.WHY)
    review.discard(make.draft_report(other), by=make.reviewer(), reason=make.WHY)
    review.withdraw(photo, by=make.reviewer(), reason=make.WHY)
    return temple, other, correction, waiting


def test_what_decisions_keep_up_is_what_is_made_from_nothing():
    a_working_life()
    kept = stored()
    finding.rebuild()
    assert kept == stored()
    assert len(kept) > 100


def test_records_are_found_by_their_values_together():
    temple, other, correction, waiting = a_working_life()
    assert asked("report", state="published", level="moderate") == [correction.pk]
    assert asked("report", state="in_review") == [waiting.pk]
    assert asked("report", state="withdrawn", level="moderate") == []
    assert asked("site", level="moderate") == [temple.pk]
    assert asked("site", country="IQ", state="draft") == [other.pk]


@pytest.mark.parametrize("text", ["Nuri", "great nuri mosque", "al-Noori", "النوري", "mosq", "masjid Nuri"])
def test_a_draft_is_found_by_its_name_in_any_spelling_and_script(text):
    _, other, _, _ = a_working_life()
    assert asked("site", text) == [other.pk]


@pytest.mark.parametrize(("text", "found"), [("cella", False), ("dome", True), ("Homs", False), ("النوري", True)])
def test_a_report_is_found_by_what_it_says_now_and_by_its_site(text, found):
    _, _, _, waiting = a_working_life()
    assert (asked("report", text) == [waiting.pk]) is found


def test_a_site_renamed_takes_its_reports_with_it():
    site = make.draft_site("Old Granary")
    report = make.draft_report(site, summary="The granary burned.")
    plain = make.draft_report(site, summary="The roof fell in.")
    edit(site, name="Old Arsenal")
    assert asked("report", "arsenal") == [plain.pk, report.pk]
    assert asked("report", "granary") == [report.pk]


def test_what_is_deleted_is_found_no_more():
    site = make.draft_site("Old Granary")
    review.discard(site, by=make.reviewer(), reason=make.WHY)
    assert asked("site", "granary") == []
    assert asked("site", state="draft") == []


def listed_anew(*models):
    for model in models:
        finding.follow_many(model._meta.model_name, model._base_manager.values_list("pk", flat=True))
    return stored()


def test_many_records_at_once_are_listed_as_one_by_one_are():
    a_working_life()
    kept = stored()
    models = (Site, Report, Article, Photo, Origin, Decision)
    Listed.objects.all().delete()
    assert listed_anew(*models) == kept
    Listed.objects.all().delete()
    finding.follow_many("site", [Site.objects.last().pk])
    assert listed_anew(*models) == listed_anew(*models) == kept


def test_a_row_that_was_left_behind_is_no_hindrance():
    make.draft_site("Old Granary")
    kept = stored()
    Listed.objects.filter(kind="site").exclude(token=b"granary").delete()
    assert listed_anew(Site) == kept


@pytest.mark.parametrize("word", ["0", "7", "12", "2015", "1" * 80])
def test_a_number_sounds_as_it_is_written(word):
    heard = name_word(word)
    assert finding.told("site", word)[0] >= ({f"~{word}"} if len(word) > 1 else set())
    assert (heard.notion, heard.sound) == ("", word)


@given(numbers, numbers)
def test_bits_reckon_as_sets_do(some_of, others):
    for reckon in ("__and__", "__or__", "__sub__"):
        found = getattr(of_numbers(some_of), reckon)(of_numbers(others))
        assert found.part(0, 100) == sorted(getattr(some_of, reckon)(others), reverse=True)
    assert NONE.part(0, 100) == []


@given(some.sets(some.integers(0, 9 * BLOCK), max_size=60), some.integers(0, 60), some.integers(0, 20))
def test_a_page_is_cut_out_of_any_depth(held, start, size):
    assert of_numbers(held).part(start, start + size) == sorted(held, reverse=True)[start : start + size]


@pytest.mark.parametrize("size", [1, 1023, 1024, 1025, BLOCK])
def test_few_and_many_numbers_of_a_block_are_stored_alike_for_who_reads_them(size):
    held = of_places(range(size))
    assert np.flatnonzero(np.unpackbits(unpacked(held))).tolist() == [*range(size)]
    assert len(held) <= BLOCK // 8
