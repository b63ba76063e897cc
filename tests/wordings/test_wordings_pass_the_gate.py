"""What a record says in other languages is decided upon, told of, undone and merged like anything else that it says."""

import factories
import pytest
from factories import WHY, worded

from sites import archive, review
from sites.history import about, tell
from sites.models import Decision, Photo

pytestmark = pytest.mark.django_db
TEXT, ARABIC, OTHER = "An arch.", "قوس.", "قوس قديم."


def last():
    return Decision.objects.last()


def refused(record, **said):
    with pytest.raises(review.Refused) as found:
        factories.moved(record, **said)
    return " ".join(found.value.problems)


def test_an_edit_of_one_language_is_told_with_its_name():
    site = factories.site("Arch", summary=TEXT, wordings=worded(TEXT, ar=ARABIC))
    factories.moved(site, wordings=worded(TEXT, ar=ARABIC, fr="Un arc."))
    told = tell(last())
    assert [(one.field, one.before, one.after) for one in told.differences] == [("summary (French)", [], ["Un arc."])]
    assert "set the summary (French) to Un arc." in told.sentence
    assert list(archive.broken()) == []


def test_to_find_that_a_text_still_fits_is_told_as_that():
    site = factories.site("Arch", summary=TEXT, wordings=worded("Old.", ar=ARABIC))
    factories.moved(site, wordings=worded(TEXT, ar=ARABIC))
    (told,) = tell(last()).differences
    assert (told.field, told.before) == ("summary (Arabic)", [])
    assert "looked at again" in told.after[0]


def test_nothing_is_decided_where_nothing_was_said_otherwise():
    site = factories.site("Arch", summary=TEXT, wordings=worded(TEXT, ar=ARABIC))
    count = Decision.objects.count()
    factories.moved(site, wordings=worded(TEXT, ar=ARABIC))
    assert Decision.objects.count() == count


def test_a_published_report_says_no_more_languages_without_a_correction():
    report = factories.report(factories.site(), summary=TEXT)
    assert "open a correction" in refused(report, wordings=worded(TEXT, ar=ARABIC))


def test_a_correction_begins_with_what_the_report_says_in_every_language():
    report = factories.report(factories.site(), summary=TEXT, wordings=worded(TEXT, ar=ARABIC))
    draft = review.correct(report, by=factories.editor())
    assert draft.wordings == report.wordings
    factories.moved(draft, wordings=worded(TEXT, ar=OTHER))
    factories.publish(draft)
    report.refresh_from_db()
    assert (report.state, report.wordings) == ("withdrawn", worded(TEXT, ar=ARABIC))


def test_a_published_picture_may_be_described_in_more_languages_and_in_no_other_way():
    photo = factories.photo(factories.site(), alt=TEXT)
    factories.moved(photo, wordings=worded(TEXT, ar=ARABIC))
    assert Photo.objects.get(pk=photo.pk).wordings == worded(TEXT, ar=ARABIC)
    assert tell(last()).differences[0].field == "description (Arabic)"
    assert "upload it anew" in refused(photo, wordings=worded(TEXT, ar=OTHER), alt="A wall.")


def test_a_withdrawn_picture_stays_as_it_is():
    photo = factories.photo(factories.site(), alt=TEXT)
    review.withdraw(photo, by=factories.reviewer(), reason=WHY)
    assert "upload it anew" in refused(photo, wordings=worded(TEXT, ar=ARABIC))


def test_who_may_not_change_a_picture_describes_it_in_no_language():
    photo = factories.photo(factories.site(), alt=TEXT)
    with pytest.raises(review.Refused):
        factories.moved(photo, by=factories.reader(), wordings=worded(TEXT, ar=ARABIC))


def test_a_draft_that_is_deleted_leaves_what_it_said_in_every_language():
    draft = factories.draft_report(factories.site(), summary=TEXT, wordings=worded(TEXT, ar=ARABIC))
    review.discard(draft, by=factories.editor(), reason=WHY)
    told = {one.field: one.before for one in tell(last()).differences}
    assert told["summary (Arabic)"] == [ARABIC]


@pytest.mark.parametrize(
    ("taken", "says"), [((), worded("A gate.", ar=OTHER)), (("summary",), worded(TEXT, ar=ARABIC))]
)
def test_of_two_that_become_one_the_summary_that_is_kept_keeps_its_languages(taken, says):
    kept = factories.site("Gate", summary="A gate.", wordings=worded("A gate.", ar=OTHER))
    gone = factories.site("Arch", summary=TEXT, wordings=worded(TEXT, ar=ARABIC))
    review.merge(kept, gone, by=factories.reviewer(), reason=WHY, taken=taken)
    kept.refresh_from_db()
    assert kept.wordings == says
    assert about(kept).filter(verb="merged").exists()


def test_a_change_of_place_that_waits_takes_no_language_with_it():
    site = factories.site("Arch", summary=TEXT)
    waits = factories.moved(site, latitude=34.6, wordings=worded(TEXT, ar=ARABIC))
    site.refresh_from_db()
    assert {*waits.changes} == {"latitude"}
    assert site.wordings == worded(TEXT, ar=ARABIC)
