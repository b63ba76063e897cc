"""What an editor keeps of a source stays as it came; ``manage.py verify`` names whatever is not as it was kept."""

import tracemalloc
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from factories import WHY, article, capture, draft_report, editor, report, site, working_copy

from sites import archive, review
from sites.models import Article, Capture, Citation, Decision, Intake

pytestmark = pytest.mark.django_db
TEXT = "Palmyra, 24 August.\n\nThe temple was blown up on Sunday. “لا شيء” remains 🏛 of it."


def verify():
    """What the operator is told, and whether anything is wrong."""
    said, complained = StringIO(), StringIO()
    try:
        call_command("verify", stdout=said, stderr=complained)
    except CommandError as fault:
        return complained.getvalue() + said.getvalue() + str(fault), True
    return said.getvalue(), False


def lying(sha256):
    return Path(default_storage.path("captures"), sha256[:2], sha256)


def files():
    return sorted(file for file in Path(default_storage.path("captures")).rglob("*") if file.is_file())


# ── bytes


def test_bytes_lie_under_their_digest_and_are_for_the_owner_alone():
    digest = archive.store(b"as received")
    with archive.stored(digest) as file:
        assert file.read() == b"as received"
    assert files() == [lying(digest)]
    assert lying(digest).stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_are_written_once():
    digest = archive.store(b"as received")
    written = lying(digest).stat()
    assert archive.store(b"as received") == digest
    assert lying(digest).stat().st_ino == written.st_ino


def test_bytes_that_were_spoiled_on_the_disk_are_mended_when_they_come_again():
    digest = archive.store(b"as received")
    lying(digest).write_bytes(b"as re")
    archive.store(b"as received")
    assert archive.intact(digest)


def test_a_disk_that_fails_leaves_nothing_half_written():
    lying("0" * 64).parent.parent.mkdir(parents=True)
    spoiled = archive.store(b"here first")
    lying(spoiled).unlink()
    lying(spoiled).mkdir()  # nothing can be put in its place
    (lying(spoiled) / "in the way").touch()
    with pytest.raises(OSError, match=spoiled):
        archive.store(b"here first")
    assert [file.name for file in files()] == ["in the way"]


@pytest.mark.parametrize("name", ["", "../../db.sqlite3", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_nothing_but_a_digest_leads_into_the_store(name):
    for reach in (archive.stored, archive.drop):
        with pytest.raises(ValueError, match="is no SHA-256"):
            reach(name)


def test_bytes_that_nobody_names_are_dropped():
    digest = archive.store(b"came to nothing")
    archive.drop(digest)
    archive.drop(digest)
    assert (archive.stored(digest), files()) == (None, [])


def test_bytes_that_a_copy_or_an_intake_names_stay():
    copy = capture(article(), b"evidence", warc=b"the exchange")
    handed_in = archive.store(b"handed in")
    Intake.objects.create(sha256=handed_in, method="Uploaded by hand")
    for digest in (copy.sha256, copy.warc_sha256, handed_in):
        archive.drop(digest)
        assert archive.intact(digest)


# ── copies


def test_a_copy_tells_how_it_came():
    exchange = {
        "original_url": "http://gazette.example/1",
        "final_url": "https://gazette.example/1",
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Set-Cookie", "a"), ("Set-Cookie", "b")),
    }
    kept = capture(article(), b"<html>", method="Fetched", warc=b"the exchange", **exchange)
    kept.refresh_from_db()
    assert (kept.size, kept.method, kept.media_type, kept.captured_by) == (
        6,
        "Fetched",
        "text/html",
        review.pseudonym(editor()),
    )
    assert kept.headers == [["Content-Type", "text/html"], ["Set-Cookie", "a"], ["Set-Cookie", "b"]]
    assert (kept.original_url, kept.final_url, kept.status) == tuple(exchange.values())[:3]
    assert lying(kept.warc_sha256).read_bytes() == b"the exchange"


def test_the_same_page_twice_is_one_copy_and_another_page_stands_beside_it():
    source, other = article(), article()
    first = capture(source, b"page", warc=b"first exchange")
    assert capture(source, b"page", warc=b"second exchange") == first
    assert capture(other, b"page").sha256 == first.sha256
    assert capture(source, b"page as changed since").sha256 != first.sha256
    assert Capture.objects.count() == 3
    assert len(files()) == 3  # two pages, and the first exchange


def test_the_decision_names_the_digests_of_page_and_exchange():
    source = article()
    kept = capture(source, b"page", warc=b"exchange")
    capture(source, b"page")
    told = Decision.objects.filter(kind="article", number=source.pk, verb="kept")
    assert [one.reason for one in told] == [f"SHA-256 {kept.sha256}, WARC {kept.warc_sha256}"]


def test_a_copy_that_came_to_nothing_is_dropped_with_the_transaction():
    source = article()
    with transaction.atomic():
        kept = capture(source, b"page")
        transaction.set_rollback(True)
    archive.drop(kept.sha256)
    assert files() == []


def test_a_text_is_read_by_more_than_one_article_and_the_bytes_are_one_file():
    for _ in range(3):
        working_copy(article(), TEXT)
    assert len(files()) == 1


# ── whole or not


def cited(start, end, quote=None, text=TEXT):
    copy = working_copy(article(), text)
    made = draft_report(site(), cites=[(copy.capture.article, "says")])
    offsets = {"working_copy": copy, "start": start, "end": end, "quote": text[start:end] if quote is None else quote}
    Citation.objects.filter(report=made).update(**offsets)
    return made.citations.get()


def test_everything_as_it_was_kept_is_whole():
    capture(article(), b"page", warc=b"exchange")
    cited(21, 55)
    cited(56, 64)  # Arabic
    cited(72, len(TEXT))  # beyond the first plane
    said, wrong = verify()
    assert "The decision chain, all kept copies, their texts, the quotations and releases are whole.\n" in said
    assert not wrong


def test_a_copy_that_was_altered_or_lost_is_named_with_its_article():
    forged, lost, whole = (capture(article(), text) for text in (b"forged", b"lost", b"whole"))
    lying(forged.sha256).write_bytes(b"forgeD")
    lying(lost.sha256).unlink()
    said, wrong = verify()
    assert f"A copy of article {forged.article_id} was altered: {forged.sha256}." in said
    assert f"A copy of article {lost.article_id} is gone: {lost.sha256}." in said
    assert "Faults: 2." in said
    assert whole.sha256 not in said
    assert wrong


def test_an_exchange_or_a_file_handed_in_that_is_lost_is_named():
    kept = capture(article(), b"page", warc=b"exchange")
    handed_in = archive.store(b"handed in")
    Intake.objects.create(sha256=handed_in, method="Uploaded by hand")
    lying(kept.warc_sha256).unlink()
    lying(handed_in).unlink()
    said, wrong = verify()
    assert f"A copy of article {kept.article_id} is gone: {kept.warc_sha256}." in said
    assert f"What was handed in to be read is gone: {handed_in}." in said
    assert wrong


def test_a_file_that_no_record_names_is_a_note_and_no_fault():
    kept = capture(article(), b"page")
    beside = lying(kept.sha256).parent
    stray = archive.store(b"nobody's")
    (beside / "part-x").write_bytes(b"broken off")
    (beside / stray).write_bytes(b"in the wrong folder")
    (beside.parent / f"{beside.name}-").write_bytes(b"in no folder")
    said, wrong = verify()
    for name in (f"{stray[:2]}/{stray}", f"{beside.name}/part-x", f"{beside.name}/{stray}", f"{beside.name}-"):
        assert f"No record names the file {name} in the store: it is left alone." in said
    assert "are whole" in said
    assert not wrong
    assert len(files()) == 5


@pytest.fixture
def intruder(db):
    """Somebody with the database's own password, who takes the guards of the texts away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE heritage_workingcopy DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER heritage_workingcopy_no_UPDATE")
        yield cursor


def test_a_text_that_was_altered_is_named_and_so_is_the_quotation_that_rested_on_it(intruder):
    citation = cited(21, 55)
    copy = citation.working_copy
    intruder.execute(
        "UPDATE heritage_workingcopy SET text = %s WHERE id = %s", [TEXT.replace("Sunday", "Monday"), copy.pk]
    )
    said, wrong = verify()
    assert f"The text of working copy {copy.pk} was altered: {copy.sha256}." in said
    assert f"The quotation in citation {citation.pk} of report {citation.report.number} is not" in said
    assert wrong


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (21, 55, "The temple was blown up on Monday."),
        (21, 54, TEXT[21:55]),
        (22, 56, TEXT[21:55]),
        (21, 55, ""),
        (21, 55, TEXT[21:55].upper()),
        (500, 510, "out of the text"),
    ],
)
def test_a_quotation_that_is_not_there_to_the_letter_is_named(start, end, quote):
    citation = cited(start, end, quote)
    said, wrong = verify()
    assert f"The quotation in citation {citation.pk} of report {citation.report.number}" in said
    assert wrong


def test_readers_are_told_that_a_copy_is_kept_and_of_what_digest(client):
    source = article()
    kept = capture(source)
    made = report(site(), cites=[(source, "says")])
    review.record(Article.objects.get(pk=source.pk), by=editor(), reason=WHY, before={})
    assert kept.sha256 in client.get(f"/reports/{made.number}/").content.decode()


# ── memory


def test_copies_are_hashed_in_flat_memory():
    large = article()
    for letter in b"abc":
        capture(large, bytes([letter]) * 20_000_000)
    assert peak_of(verify) < 4_000_000


def peak_of(act):
    """The most memory, in bytes, that an act asks for beyond what was held before."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
