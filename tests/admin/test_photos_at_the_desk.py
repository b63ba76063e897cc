"""An editor hands in pictures, describes them and sends them; a reviewer pairs and publishes them."""

import re
from urllib.parse import urlencode

import factories
import pytest
from desk_form import fields_of
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from paperwork import page_of, photo_form, step_of, told

from sites import photos, review
from sites.models import Decision, Photo

UPLOAD = "/admin/heritage/photo/upload/"


def files():
    """Everything that lies in the folder of originals."""
    try:
        return default_storage.listdir("photos/originals")[1]
    except FileNotFoundError:
        return []


def sent(site, *received, **said):
    named = [SimpleUploadedFile(f"DSC_{number}.jpg", one) for number, one in enumerate(received)]
    plain = {"site": site.pk, "moment": "after", "credit": "A. Photographer", "licence": "CC BY 4.0"}
    return plain | said | {"files": named}


def described(photo, alt="A heap of stones", **said):
    plain = {f"{photo.pk}-alt": alt, f"{photo.pk}-moment": photo.moment, f"{photo.pk}-taken": ""}
    plain |= {f"{photo.pk}-seen": review.version(review.account(Photo.objects.get(pk=photo.pk)))}
    return plain | {f"{photo.pk}-{name}": value for name, value in said.items()}


def test_of_several_files_the_good_ones_are_kept_and_the_others_refused_in_words(editor):
    site = factories.site()
    good = [factories.picture(40, 30, "JPEG") for _ in range(5)]
    answer = told(editor.post(UPLOAD, sent(site, *good, b"%PDF-1.7 renamed")))
    assert "5 pictures are kept" in answer
    assert "DSC_5.jpg" in answer
    assert "This is a PDF. Upload the picture as a JPEG" in answer
    kept = Photo.objects.all()
    assert {(one.site, one.credit, one.state, one.alt) for one in kept} == {(site, "A. Photographer", "draft", "")}
    assert Decision.objects.filter(kind="photo", verb="created", who=review.pseudonym(factories.editor())).count() == 5
    assert len(files()) == 15, "five originals, each with its two private renditions"


def test_one_file_sent_by_the_script_comes_back_as_a_row_or_as_a_reason(editor):
    site = factories.site()
    answer = editor.post(UPLOAD, sent(site, factories.picture()), headers={"X-Requested-With": "fetch"})
    photo = Photo.objects.get()
    assert answer.status_code == 200
    assert f'name="{photo.pk}-alt"' in told(answer)
    answer = editor.post(UPLOAD, sent(site, b"no picture"), headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 422
    assert "upload a JPEG, PNG, WebP or AVIF" in told(answer)
    answer = editor.post(UPLOAD, sent(site, factories.picture(), credit=""), headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, told(answer)) == (422, "Credit: This field is required.")
    assert Photo.objects.count() == 1


def test_the_same_picture_twice_leads_to_the_one_that_is_there(editor):
    site, received = factories.site(), factories.picture()
    answer = told(editor.post(UPLOAD, sent(site, received, received)))
    photo = Photo.objects.get()
    assert "1 picture is kept" in answer
    assert "This picture is here already" in answer
    assert page_of(photo) in answer
    assert len(files()) == 3


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_sent_twice_at_the_same_moment_makes_one_record(at_once):
    received = factories.picture()
    (site,) = at_once(factories.site)

    def send():
        client = Client()
        client.force_login(factories.editor())
        return client.post(UPLOAD, sent(site, received), headers={"X-Requested-With": "fetch"}).status_code

    at_once(factories.editor)
    assert at_once(send, send) == [200, 200]
    assert at_once(Photo.objects.count) == [1]
    assert len(files()) == 3


def test_nothing_of_a_refused_picture_is_kept(editor, settings):
    answer = editor.post(UPLOAD, sent(factories.site(), factories.picture(300, 200)[:200]))
    assert "is not whole" in told(answer)
    assert not Photo.objects.exists()
    assert files() == []


def test_a_picture_without_a_description_is_neither_sent_nor_published(editor, reviewer):
    editor.post(UPLOAD, sent(factories.site(), factories.picture()))
    photo = Photo.objects.get()
    answer = editor.post(UPLOAD, {"describe": "send", "photo": photo.pk} | described(photo, " "))
    assert "Describe the picture first" in told(answer)
    editor.post(step_of(photo, "submit"), {"reason": "Ready."})
    photo.refresh_from_db()
    assert photo.state == "draft"
    assert "description: This field cannot be blank." in told(reviewer.post(step_of(photo, "publish"), {"reason": "x"}))
    photo.refresh_from_db()
    assert photo.state == "draft"


def test_what_is_described_is_sent_and_the_rest_stays_with_what_was_typed(editor):
    editor.post(UPLOAD, sent(factories.site(), *(factories.picture() for _ in range(3))))
    one, two, three = Photo.objects.order_by("pk")
    form = described(one, "The arch") | described(two, "") | described(three, "The gate", graphic="on", taken="2015-13")
    answer = told(editor.post(UPLOAD, {"describe": "send", "photo": [one.pk, two.pk, three.pk]} | form))
    assert "1 picture waits for review now." in answer
    assert "Describe the picture first" in answer
    assert "The gate</textarea>" in answer
    assert [photo.state for photo in Photo.objects.order_by("pk")] == ["in_review", "draft", "draft"]
    assert Photo.objects.get(pk=one.pk).alt == "The arch"
    answer = editor.post(
        UPLOAD,
        {"describe": "send", "photo": [two.pk, three.pk]} | described(two) | described(three, taken="2015-12"),
        follow=True,
    )
    assert "2 pictures wait for review now." in told(answer)
    assert Photo.objects.get(pk=three.pk).taken == "2015-12"


def test_the_cameras_day_is_proposed_and_not_believed(editor):
    taken = factories.Image.Exif()
    taken.get_ifd(0x8769)[0x9003] = "2016:03:27 10:11:12"
    answer = told(editor.post(UPLOAD, sent(factories.site(), factories.picture(form="JPEG", exif=taken))))
    photo = Photo.objects.get()
    assert 'value="2016-03-27"' in answer
    assert "check it, clocks go wrong" in answer
    assert photo.taken == ""


def test_the_upload_starts_with_the_site_that_was_left_and_with_the_last_credit(editor):
    site = factories.site("Arch of Triumph")
    assert f"{UPLOAD}?site={site.pk}" in told(editor.get(page_of(site)))
    editor.post(UPLOAD, sent(site, factories.picture(), credit="N. Nazer"))
    page = told(editor.get(f"{UPLOAD}?site={site.pk}"))
    assert f'<option value="{site.pk}" selected>Arch of Triumph</option>' in page
    assert 'value="N. Nazer"' in page
    for odd in ("x", "9" * 30, "%20"):
        assert editor.get(f"{UPLOAD}?site={odd}").status_code == 200


def test_only_who_may_add_photos_uploads(client, db):
    client.force_login(factories.person("guest", is_staff=True))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, sent(factories.site(), factories.picture())).status_code == 403
    assert not Photo.objects.exists()


def test_the_upload_asks_as_often_for_thirty_drafts_as_for_one(editor, django_assert_num_queries):
    site = factories.site()
    editor.post(UPLOAD, sent(site, factories.picture()))
    with django_assert_num_queries(8):
        editor.get(UPLOAD)
    for number in range(30):
        Photo.objects.create(
            site=site, sha256=f"{number:064}", width=1, height=1, opened_by=review.pseudonym(factories.editor())
        )
    with django_assert_num_queries(8):
        editor.get(UPLOAD)


# ── what is seen


def test_lists_and_forms_show_private_renditions_and_never_originals(editor, client):
    photo = factories.draft_photo(factories.site(), factories.picture(1200, 800, "JPEG"))
    small = f"/admin/desk/pictures/{photo.pk}/240/"
    assert f'src="{small}"' in told(editor.get("/admin/heritage/photo/"))
    assert f'src="/admin/desk/pictures/{photo.pk}/960/"' in told(editor.get(page_of(photo)))
    answer = editor.get(small)
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]
    assert factories.Image.open(factories.BytesIO(answer.getvalue())).size == (240, 160)
    assert editor.get(f"/admin/desk/pictures/{photo.pk}/700/").status_code == 404
    assert client.__class__().get(small).status_code == 302


def test_what_a_camera_wrote_of_a_hidden_place_is_not_for_who_may_not_know_it(editor, steward):
    noted = factories.Image.Exif()
    noted[0x8298] = "34.6012 N"
    received = factories.picture(1200, 800, "JPEG", exif=noted)
    sealed, shown = (factories.draft_site(visibility=one) for one in ("0.1", "exact"))
    hidden = factories.draft_photo(sealed, received)
    told_all = steward.get(f"/admin/desk/pictures/{hidden.pk}/").getvalue()
    assert b"34.6012 N" in told_all
    answer = editor.get(f"/admin/desk/pictures/{hidden.pk}/")
    assert answer["Content-Type"] == "image/webp"
    assert b"34.6012 N" not in answer.getvalue()
    public = factories.draft_photo(shown, factories.picture(1200, 800, "JPEG", exif=noted))
    assert b"34.6012 N" in editor.get(f"/admin/desk/pictures/{public.pk}/").getvalue()


def test_a_graphic_picture_is_blurred_in_lists_and_waits_for_a_click_in_forms(editor):
    photo = factories.draft_photo(factories.site(), graphic=True)
    assert "desk-thumbnail--graphic" in told(editor.get("/admin/heritage/photo/"))
    assert '<details class="desk-graphic"><summary>This picture shows people hurt or dead.' in told(
        editor.get(page_of(photo))
    )


def test_with_a_draft_its_private_renditions_go(editor, django_capture_on_commit_callbacks):
    editor.post(UPLOAD, sent(factories.site(), factories.picture()))
    photo = Photo.objects.get()
    assert len(files()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(step_of(photo, "discard"), {"reason": "Twice the same view."})
    assert files() == []


def test_a_picture_that_the_add_form_refuses_leaves_nothing(editor):
    form = photo_form(factories.site(), SimpleUploadedFile("a.png", factories.picture()), reason=" ")
    editor.post("/admin/heritage/photo/add/", form)
    assert files() == []
    photo_page = editor.post("/admin/heritage/photo/add/", form | {"original": SimpleUploadedFile("b", b"GIF89a")})
    assert "This is a GIF picture." in told(photo_page)


# ── pairs


@pytest.fixture
def views(db):
    """The same view of a site before and after, and a picture of another site."""
    site = factories.site()
    before, after = (factories.draft_photo(site, moment=moment, alt=moment) for moment in ("before", "after"))
    return before, after, factories.draft_photo(factories.site(), moment="before", alt="elsewhere")


def saved(photo, **said):
    plain = {"site": photo.site_id, "alt": photo.alt, "credit": photo.credit, "licence": photo.licence}
    plain |= {"moment": photo.moment, "taken": "", "pair": photo.pair_id or "", "reason": "Work on the draft."}
    return plain | said


def test_a_picture_is_compared_with_one_of_its_site_from_before_the_damage(editor, views):
    before, after, elsewhere = views
    for wrong, other in [(elsewhere, after), (after, before), (after, after)]:
        answer = told(editor.post(page_of(other), saved(other, pair=wrong.pk)))
        assert "must show the same site before the damage" in answer or "Only a picture from after" in answer
    assert editor.post(page_of(after), saved(after, pair=before.pk)).status_code == 302
    after.refresh_from_db()
    assert after.pair == before
    answer = told(editor.post(page_of(before), saved(before, moment="other")))
    assert "it must stay a picture of that site from before the damage" in answer
    third = factories.draft_photo(before.site)
    answer = told(editor.post(page_of(third), saved(third, pair=before.pk)))
    assert "is compared with another picture already." in answer


def test_the_picker_offers_the_pictures_of_the_site_from_before_alone(editor, views):
    before, after, _ = views
    page = editor.get(page_of(after)).content.decode()
    (address,) = re.findall(r'data-ajax--url="([^"]*\?of=\d+)"', page)
    asked = {"app_label": "heritage", "model_name": "photo", "field_name": "pair"}
    offered = editor.get(f"{address}&{urlencode(asked)}").json()["results"]
    assert [one["id"] for one in offered] == [str(before.pk)]
    assert editor.get(address.split("?")[0], asked | {"of": "x"}).json()["results"] == []


def test_the_words_of_a_paired_picture_cannot_break_the_pair(editor, views):
    before, after, _ = views
    editor.post(page_of(after), saved(after, pair=before.pk))
    form = {"describe": "save", "photo": after.pk} | described(after) | {f"{after.pk}-moment": "other"}
    assert "must show the same site before the damage, this after it" in told(editor.post(UPLOAD, form))
    after.refresh_from_db()
    assert after.moment == "after"


def test_a_picture_with_which_another_is_compared_is_not_deleted(editor, views):
    before, after, _ = views
    editor.post(page_of(after), saved(after, pair=before.pk))
    assert "Other records belong to it" in told(editor.post(step_of(before, "discard"), {"reason": "Blurred."}))
    assert photos.seen_at_the_desk(before, 240)


def test_words_that_a_colleague_wrote_meanwhile_are_not_overwritten_unseen(editor):
    photo = factories.draft_photo(factories.site(), alt="")
    form = {"photo": [photo.pk], "describe": "save"} | described(photo, alt="What I wrote.")
    before = review.account(photo)
    photo.alt = "What the colleague wrote."
    photo.save()
    review.record(photo, by=factories.editor("colleague"), reason="Described.", before=before)
    answer = editor.post(UPLOAD, form)
    assert "It says now: “What the colleague wrote.”" in told(answer)
    assert "What I wrote." in told(answer)
    photo.refresh_from_db()
    assert photo.alt == "What the colleague wrote."
    seen = fields_of(answer)[f"{photo.pk}-seen"]
    editor.post(UPLOAD, form | {f"{photo.pk}-seen": seen})
    photo.refresh_from_db()
    assert photo.alt == "What I wrote."
