"""Whoever guesses an address of what is not theirs is told nothing: neither what stands there, nor that it is there."""

import random
from itertools import product

import factories
import pytest
from django.test import Client
from echoes import unechoed
from soaking import times

from sites import review
from sites.models import Decision, HandedIn, Photo, Report, Site

SECRET = "sentinel"
NOBODY, READER, EDITOR, REVIEWER = "nobody", "reader", "editor", "reviewer"
SHAPES = {
    "site": "/sites/{slug}/ /sites/{slug}.geojson /sites/{slug}.jsonld /sites/{slug}.bib /sites/{slug}.atom "
    "/badge/{slug}.svg /sites/{slug}/place.svg /sites/{slug}/preview.png "
    "/api/collections/sites/items/{pk} /embed/?q={slug}&list=1 /suggest.json?q={slug}",
    "report": "/reports/{number}/ /reports/{number}/preview.png /reports/{number}.geojson "
    "/reports/{number}.jsonld /reports/{number}.ris /api/collections/reports/items/{number}",
    "photo": "/photos/{sha256}-{width}.webp /media/{original} /media/photos/public/{sha256}-{width}.webp "
    "/static/{original} /{original} /photos/..%2Foriginals%2F{sha256}-24.webp /var/media/{original}",
    "article": "/articles/{pk}/ /articles/{pk}/preview.png /articles/{pk}.jsonld "
    "/articles/{pk}.txt /api/collections/articles/items/{pk}",
    "capture": "/media/captures/{folder}/{sha256} /captures/{sha256} /static/captures/{folder}/{sha256}",
}
QUESTIONS = ("/embed/", "/suggest.json")
pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def withheld():
    """Records of each kind in each state that readers do not see, each with a word that must not come out."""
    for number in range(times(6, 40)):
        site = factories.draft_site(f"{SECRET} {number}", summary=SECRET)
        if number % 3 == 1:
            review.submit(site, by=factories.editor())
        if number % 3 == 2:
            review.submit(site, by=factories.editor())
            review.refuse(site, by=factories.reviewer(), reason=factories.WHY)
        report = factories.draft_report(site, summary=SECRET)
        photo = factories.draft_photo(site, alt=SECRET)
        article = factories.article(f"{SECRET} {number}")
        capture = factories.capture(article, f"<p>{SECRET} {number}</p>".encode())
        yield "site", {"slug": site.slug, "pk": site.pk}
        yield "report", {"number": report.number}
        yield "photo", {"sha256": photo.sha256, "original": photo.original.name, "width": min(photo.renditions)}
        yield "article", {"pk": article.pk}
        yield "capture", {"sha256": capture.sha256, "folder": capture.sha256[:2]}


@pytest.fixture
def clients():
    """The browsers of those who ask; to the public pages all of them are readers."""
    asking = {NOBODY: Client(), READER: Client(), EDITOR: Client()}
    asking[READER].force_login(factories.reader())
    asking[EDITOR].force_login(factories.editor("another editor"))
    return asking


def test_of_hundreds_of_guesses_at_what_is_withheld_none_finds_anything(clients):
    guesses = [
        (who, shape.format(**known))
        for kind, known in list(withheld())
        for who, shape in product(clients, SHAPES[kind].split())
    ]
    assert len(guesses) >= 500
    for who, address in guesses:
        answer = clients[who].get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if address.startswith(QUESTIONS):
            assert answer.status_code == 200
            # The page repeats the question; of what was found there is nothing.
            assert f"{SECRET} ".encode() not in body
        else:
            assert answer.status_code == 404, (who, address)
            assert SECRET.encode() not in unechoed(body, address), (who, address)


def test_only_what_was_asked_is_taken_for_an_echo():
    page = b'<p>/sites/owl-1/</p><input id="lost-q" name="q" value="%s">'
    assert unechoed(page % b"owl", "/sites/owl-1/") == b'<p></p><input id="lost-q" name="q" value="">'
    for told in (b"owl temple", b"wren", b"33"):
        assert told in unechoed(page % told, "/sites/owl-1/")


def test_what_is_not_there_and_what_is_withheld_are_answered_alike(clients):
    site = factories.draft_site("Withheld")
    photo = factories.draft_photo(site)
    report = factories.draft_report(site)
    pairs = {
        "/sites/withheld/": "/sites/nowhere/",
        "/sites/withheld.geojson": "/sites/nowhere.geojson",
        f"/reports/{report.number}/": "/reports/999999/",
        f"/photos/{photo.sha256}-{photo.width}.webp": f"/photos/{'0' * 64}-{photo.width}.webp",
        f"/api/collections/sites/items/{site.pk}": "/api/collections/sites/items/999999",
    }
    for there, nowhere in pairs.items():
        for client in clients.values():
            told, untold = client.get(there), client.get(nowhere)
            assert (told.status_code, untold.status_code) == (404, 404)
            assert {*told.headers} == {*untold.headers}
            assert unechoed(told.content, there) == unechoed(untold.content, nowhere)


def test_an_older_revision_of_a_report_has_no_address_of_its_own(client):
    report = factories.report(factories.site(), summary=f"{SECRET} of before")
    correction = review.correct(report, by=factories.editor())
    Report.objects.filter(pk=correction.pk).update(summary="Corrected.")
    review.publish(Report.objects.get(pk=correction.pk), by=factories.steward(), reason=factories.WHY)
    shown = client.get(f"/reports/{report.number}/")
    assert "Corrected." in shown.content.decode()
    for asked in ("?revision=1", "?version=1", f"?id={report.pk}", f"?pk={report.pk}"):
        assert client.get(f"/reports/{report.number}/{asked}").status_code == 400
    for number in range(report.number + 1, report.number + 10):
        assert client.get(f"/reports/{number}/").status_code == 404


def test_what_was_published_and_is_withdrawn_again_is_gone_with_its_picture(client):
    photo = factories.photo(factories.site(), alt=SECRET)
    address = f"/photos/{photo.sha256}-{min(photo.renditions)}.webp"
    assert b"".join(client.get(address).streaming_content).startswith(b"RIFF")
    review.withdraw(photo, by=factories.reviewer(), reason=factories.WHY)
    assert client.get(address).status_code == 404


def test_somebody_elses_pictures_and_files_are_not_for_who_guesses_their_numbers():
    """At the desk: a file that was handed in is its editor's; an account without rights sees no picture at all."""
    handed = HandedIn.objects.create(
        kind="sites", file_name=SECRET, sha256="0" * 64, size=1, handed_in_by=review_editor(factories.editor())
    )
    photo = factories.draft_photo(factories.site())
    another, plain = Client(), Client()
    another.force_login(factories.editor("another editor"))
    plain.force_login(factories.person("plain", is_staff=True))
    chance = random.Random(7)  # noqa: S311
    for number in [handed.pk, *(chance.randrange(1, 10_000) for _ in range(times(20, 300)))]:
        for end in ("", "columns/", "mapping/", "state/", "faults/"):
            answer = another.get(f"/admin/bring/{number}/{end}")
            assert answer.status_code in {302, 404}, (number, end)
            assert SECRET not in answer.content.decode()
    for number in [photo.pk, *range(photo.pk + 1, photo.pk + 20)]:
        for address in (f"/admin/desk/pictures/{number}/", f"/admin/desk/pictures/{number}/240/"):
            assert plain.get(address).status_code == 403
            assert Client().get(address).status_code == 302
    assert Photo.objects.count() == 1
    assert Site.objects.count() == 1
    assert Decision.objects.exists()


def review_editor(user):
    review.pseudonym(user)
    return user.editor
