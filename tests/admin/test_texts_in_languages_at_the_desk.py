"""An editor types what a record says in other languages beside it; what is older than the text asks to be looked at."""

import re

import factories
from desk_form import fields_of
from django.urls import reverse
from factories import worded
from paperwork import page_of, site_form, told

from sites import review
from sites.models import Decision, Photo, Site

TEXT, ARABIC, OTHER = "An arch.", "قوس.", "قوس قديم."
WHY = {"reason": "For readers of Arabic."}


def save(client, record, **said):
    return client.post(page_of(record), fields_of(client.get(page_of(record))) | WHY | said)


def arch(**said):
    return factories.site("Arch", summary=TEXT, **said)


def kept(record):
    return type(record).objects.get(pk=record.pk).wordings


def test_a_form_has_a_field_for_every_other_language_in_its_own_direction(editor):
    page = told(editor.get(page_of(arch())))
    for language, direction in (("ar", "rtl"), ("fr", "ltr"), ("uk", "ltr")):
        (field,) = re.findall(rf'<textarea name="says_{language}"[^>]*>', page)
        assert f'lang="{language}" dir="{direction}"' in field
    assert 'name="says_en"' not in page
    assert 'name="fits_' not in page


def test_what_is_typed_is_kept_with_the_text_that_it_words(editor):
    site = arch()
    assert save(editor, site, says_ar=f" {ARABIC}\r\n", says_uk="Арка.").status_code == 302
    assert kept(site) == worded(TEXT, ar=ARABIC, uk="Арка.")
    assert Decision.objects.last().changes == {"wordings": [None, kept(site)]}


def test_a_new_record_says_it_in_several_languages_at_once(reviewer):
    reviewer.post("/admin/heritage/site/add/", site_form(summary=TEXT, says_ar=ARABIC))
    assert Site.objects.get().wordings == worded(TEXT, ar=ARABIC)


def test_what_nobody_touched_stays_and_is_older_once_the_text_is_another(editor):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    save(editor, site, summary="A gate.")
    assert kept(site) == worded(TEXT, ar=ARABIC)
    page = told(editor.get(page_of(site)))
    assert 'name="fits_ar"' in page
    assert "The text was changed since this was written" in page
    assert 'name="fits_fr"' not in page


def test_who_finds_that_it_still_fits_says_so_without_typing_it_again(editor):
    site = arch(wordings=worded("Arch.", ar=ARABIC))
    save(editor, site, fits_ar="on")
    assert kept(site) == worded(TEXT, ar=ARABIC)
    assert 'name="fits_ar"' not in told(editor.get(page_of(site)))


def test_what_is_mended_with_the_text_is_not_older_than_it(editor):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    save(editor, site, summary="An old arch.", says_ar=OTHER)
    assert kept(site) == worded("An old arch.", ar=OTHER)


def test_what_is_emptied_goes(editor):
    site = arch(wordings=worded(TEXT, ar=ARABIC))
    save(editor, site, says_ar="")
    assert kept(site) is None


def test_it_may_not_be_longer_than_the_text_may(editor):
    site = arch()
    answer = save(editor, site, says_ar="ق" * 4001)
    assert "at most 4000 characters" in told(answer)
    assert kept(site) is None


def test_two_editors_of_two_languages_lose_nothing(editor, reviewer):
    site = arch()
    mine = fields_of(editor.get(page_of(site)))
    save(reviewer, site, says_uk="Арка.")
    answer = editor.post(page_of(site), mine | WHY | {"says_ar": ARABIC})
    assert answer.status_code == 409
    editor.post(page_of(site), fields_of(answer) | WHY)
    assert kept(site) == worded(TEXT, ar=ARABIC, uk="Арка.")


def test_its_story_tells_the_language(editor):
    site = arch()
    save(editor, site, says_ar=ARABIC)
    page = told(editor.get(page_of(site, "history")))
    assert "summary (Arabic)" in page


def test_an_earlier_version_is_said_again_in_its_language(editor):
    site = arch()
    save(editor, site, says_ar=ARABIC)
    then = Decision.objects.last()
    save(editor, site, says_ar=OTHER)
    address = page_of(site).replace("change/", f"history/{then.pk}/restore/")
    editor.post(address, {"reason": "It was right.", "seen": Decision.objects.last().pk})
    assert kept(site) == worded(TEXT, ar=ARABIC)


def test_a_report_and_what_a_reviewer_reads_of_it(editor, reviewer):
    report = factories.draft_report(arch(), summary="It fell.")
    save(editor, report, says_ar="سقط.")
    assert kept(report) == worded("It fell.", ar="سقط.")
    review.submit(report, by=factories.editor())
    page = told(reviewer.get("/admin/review/"))
    assert "Summary (Arabic)" in page
    assert "سقط." in page


def test_a_correction_shows_what_becomes_of_the_languages_beside_what_stands(reviewer):
    stands = factories.report(arch(), summary="It fell.", wordings=worded("It fell.", ar=OTHER))
    draft = review.correct(stands, by=factories.editor())
    factories.moved(draft, wordings=worded("It fell.", ar="سقط."))
    review.submit(draft, by=factories.editor())
    page = told(reviewer.get("/admin/review/"))
    assert OTHER in page
    assert "سقط." in page


def test_what_was_published_is_shown_to_be_read_with_what_is_older(editor):
    report = factories.report(arch(), summary="It fell.", wordings=worded("Old.", ar="سقط."))
    page = told(editor.get(page_of(report)))
    assert 'name="says_ar"' not in page
    assert '<span lang="ar" dir="auto">سقط.</span>' in page
    assert "older than the text" in page


def test_a_published_picture_is_described_in_other_languages_and_the_rest_of_it_is_shut(editor):
    photo = factories.photo(arch(), alt="The arch")
    form = fields_of(editor.get(page_of(photo)))
    assert not {"alt", "credit", "site", "graphic"} & form.keys()
    assert save(editor, photo, says_ar="القوس", alt="Something else", reason="").status_code == 200
    assert save(editor, photo, says_ar="القوس", alt="Something else").status_code == 302
    photo.refresh_from_db()
    assert (photo.alt, photo.wordings, photo.state) == ("The arch", worded("The arch", ar="القوس"), "published")
    assert "القوس" in editor.get("/ar/sites/arch/").content.decode()


def test_a_withdrawn_picture_is_shut(editor):
    photo = factories.photo(arch(), alt="The arch")
    review.withdraw(photo, by=factories.reviewer(), reason="Wrong.")
    assert "says_ar" not in fields_of(editor.get(page_of(photo)))
    assert Photo.objects.get().wordings is None


def test_two_records_of_one_site_show_what_each_says_in_every_language(reviewer):
    held, gone = arch(wordings=worded(TEXT, ar=ARABIC)), factories.site("Gate", summary="A gate.")
    page = told(reviewer.get(reverse("admin:desk_merge", args=[gone.pk, held.pk])))
    assert f"{TEXT} · Arabic: {ARABIC}" in page
