"""Kept copies and evidence packs leave the desk as files to save, for those who may see them; nothing in them runs."""

import zipfile
from datetime import date
from io import BytesIO

import factories
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from paperwork import page_of, told

from sites import review

HOSTILE = {
    "text/html": b"<!doctype html><script>document.title = 'run'</script>",
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title = \'run\'"/>',
    "application/xhtml+xml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>run()</script></html>',
    "text/html; charset=utf-7\r\nX-Own: yes": b"+ADw-script+AD4-",
}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def file_of(capture):
    return reverse("admin:desk_capture", args=[capture.pk])


def pack_of(record):
    return reverse("admin:desk_evidence", args=[record._meta.model_name, record.pk])


def as_file(answer):
    return {
        name: answer.headers[name] for name in ("X-Content-Type-Options", "Content-Security-Policy", "X-Frame-Options")
    }


SHUT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("media_type", HOSTILE)
def test_a_hostile_copy_is_a_file_to_save_whatever_it_says_it_is(editor, media_type):
    kept = factories.capture(factories.article(), HOSTILE[media_type], media_type=media_type)
    answer = editor.get(file_of(kept))
    assert answer.getvalue() == HOSTILE[media_type]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="article-{kept.article_id}-{kept.sha256[:12]}"'
    assert as_file(answer) == SHUT
    assert "X-Own" not in answer


def test_a_copy_is_for_editors_alone(client, db):
    kept = factories.capture(factories.article())
    assert client.get(file_of(kept)).status_code == 302
    assert signed_in(factories.reader()).get(file_of(kept)).status_code == 302
    assert signed_in(factories.person("guest", is_staff=True)).get(file_of(kept)).status_code == 403


def test_a_copy_whose_bytes_are_gone_is_not_there(editor, settings):
    kept = factories.capture(factories.article())
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / "lost"
    assert editor.get(file_of(kept)).status_code == 404


# ── evidence packs


@pytest.fixture
def claim(db):
    made = factories.report(factories.site("Temple of Bel"))
    factories.capture(made.articles.get(), b"<p>As received.</p>")
    return made


def test_an_editor_takes_the_evidence_of_a_report_or_a_site_along(editor, claim):
    for record, name in ((claim, f"evidence-report-{claim.number}"), (claim.site, "evidence-site-temple-of-bel")):
        assert pack_of(record) in told(editor.get(page_of(record)))
        answer = editor.get(pack_of(record))
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.zip"'
        assert answer["Content-Type"] == "application/zip"
        assert as_file(answer) == SHUT
        with zipfile.ZipFile(BytesIO(answer.getvalue())) as file:
            assert file.read(next(one for one in file.namelist() if one.endswith(".html"))) == b"<p>As received.</p>"


def test_of_what_was_never_published_no_pack_is_offered(editor):
    draft = factories.draft_report(factories.site("Well"))
    assert pack_of(draft) not in told(editor.get(page_of(draft)))
    answer = editor.get(pack_of(draft), follow=True)
    assert answer.redirect_chain == [(page_of(draft), 302)]
    assert "was ever published: there is nothing to pack." in told(answer)


@pytest.mark.parametrize("rights", [["view_report"], ["view_report", "view_capture", "view_article"]])
def test_a_pack_is_for_those_who_may_see_the_copies_and_the_exact_place(client, claim, rights):
    assert client.get(pack_of(claim)).status_code == 302
    guest = factories.person("guest", is_staff=True)
    guest.user_permissions.set(Permission.objects.filter(codename__in=rights))
    guest = signed_in(guest)
    assert guest.get(pack_of(claim)).status_code == 403
    assert pack_of(claim) not in told(guest.get(page_of(claim)))


@pytest.mark.parametrize("address", ["photo/1", "report/999", "user/1", f"site/{10**20}"])
def test_of_anything_else_there_is_no_pack(editor, address):
    assert editor.get(f"/admin/desk/evidence/{address}/").status_code == 404


def test_a_pack_is_read_only(editor, claim):
    assert editor.post(pack_of(claim)).status_code == 405


# ── where else a page may be found


def test_an_editor_is_led_to_where_public_archives_list_a_page(editor):
    source = factories.article(url="https://gazette.example/a?b=1&c=2")
    page = told(editor.get(page_of(source)))
    for address in (
        "https://web.archive.org/web/*/https://gazette.example/a?b=1&amp;c=2",
        "https://archive.today/https://gazette.example/a?b=1&amp;c=2",
    ):
        assert f'<a href="{address}" rel="noreferrer noopener external" target="_blank">' in page


def test_of_print_nothing_is_looked_up(editor):
    page = told(editor.get(page_of(factories.article(url=None))))
    assert "web.archive.org/web/" not in page


def test_an_editor_is_told_that_a_source_is_gone(editor):
    source = factories.article()
    for day in ("2026-01-05", "2026-01-06"):
        review.sighted(source, found=False, told="404 Not Found", on=date.fromisoformat(day))
    assert "Gone since 5 January 2026" in told(editor.get(page_of(source)))
