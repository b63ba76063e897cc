"""An evidence pack holds what a report rests on, can be checked by anybody without us, and names no editor."""

import csv
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import bagit
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from factories import WHY, article, capture, draft_report, editor, report, reviewer, site, working_copy

from sites import review
from sites.archive import Pack
from sites.models import Citation, Decision, Origin
from sites.terms import Fault

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
TEXT = "DAMASCUS (AFP) - The temple was blown up on Sunday, said a witness. “لا شيء” remains."
PAGE = b"<html><script>alert(1)</script>\xff as received"
EXCHANGE = b"WARC/1.1 as exchanged"


@pytest.fixture
def temple():
    return site("Temple of Bel", visibility="0.1", names=[("معبد بل", "ar", "official")])


@pytest.fixture
def source():
    made = article("=Temple blown up", archive_url="https://archive.ph/AbC12")
    capture(made, PAGE, warc=EXCHANGE, media_type="text/html; charset=utf-8", method="Fetched", status=200)
    return made


@pytest.fixture
def claim(temple, source):
    """A published report on a quotation of which the text is kept, corrected once."""
    copy = working_copy(source, TEXT)
    draft = draft_report(temple, "severe", cites=[(source, "says")])
    place = {"working_copy": copy, "start": 17, "end": 50, "quote": TEXT[17:50]}
    Citation.objects.filter(report=draft).update(**place)
    review.publish(draft, by=reviewer(), reason=WHY)
    correction = review.correct(draft, by=editor())
    before = review.account(correction)
    correction.level = "destroyed"
    correction.save()
    review.record(correction, by=editor(), reason="It is all gone.", before=before)
    review.publish(correction, by=reviewer(), reason="It is all gone.")
    return correction


def packed(day=DAY, **subject):
    written = BytesIO()
    Pack(**subject).write(written, day)
    return written.getvalue()


@pytest.fixture
def unpack(tmp_path):
    """Where a pack lies once its zip file is opened."""

    def unpacked(received):
        with zipfile.ZipFile(BytesIO(received)) as file:
            file.extractall(tmp_path / "unpacked")
        (folder,) = (tmp_path / "unpacked").iterdir()
        return folder

    return unpacked


def told(folder, name):
    return json.loads((folder / "data" / name).read_text(encoding="utf-8"))


def table(folder, name):
    return list(csv.DictReader(StringIO((folder / "data" / name).read_text(encoding="utf-8"))))


def run(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


# ── whole


def test_it_is_a_bag_that_the_tools_of_others_find_whole(temple, claim, unpack):
    folder = unpack(packed(slug=temple.slug))
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        checked = run("sha256sum", "--strict", "-c", manifest, cwd=folder)
        assert (checked.returncode, checked.stderr) == (0, "")
    checked = run(sys.executable, "-m", "bagit", "--validate", folder.name, cwd=folder.parent)
    assert checked.returncode == 0, checked.stderr
    bag = bagit.Bag(str(folder))
    assert bag.validate(completeness_only=False)
    assert bag.info["External-Description"] == "Temple of Bel"


def test_a_byte_that_was_changed_or_a_file_that_was_slipped_in_shows(temple, claim, unpack):
    folder = unpack(packed(slug=temple.slug))
    (folder / "data" / "slipped-in.txt").write_text("Nothing to see.")
    assert not bagit.Bag(str(folder)).is_valid()
    (folder / "data" / "slipped-in.txt").unlink()
    reports = folder / "data" / "reports.json"
    reports.write_text(reports.read_text(encoding="utf-8").replace("destroyed", "slight"), encoding="utf-8")
    assert not bagit.Bag(str(folder)).is_valid()
    assert run("sha256sum", "-c", "manifest-sha256.txt", cwd=folder).returncode == 1


def test_the_same_record_makes_the_same_pack(temple, claim):
    assert packed(slug=temple.slug) == packed(slug=temple.slug)
    assert packed(slug=temple.slug) != packed(date(2026, 11, 27), slug=temple.slug)


# ── what is in it


def test_it_holds_every_version_of_a_report_and_what_each_cites(claim, source, unpack):
    folder = unpack(packed(number=claim.number))
    old, new = told(folder, "reports.json")
    assert [(one["number"], one["state"], one["level"]) for one in (old, new)] == [
        (claim.number, "withdrawn", "severe"),
        (claim.number, "published", "destroyed"),
    ]
    (citation,) = new["citations"]
    assert (citation["quote"], citation["start"], citation["end"]) == (TEXT[17:50], 17, 50)
    assert [row["level"] for row in table(folder, "reports.csv")] == ["severe", "destroyed"]
    cited = table(folder, "citations.csv")[1]
    assert cited["article"] == str(source.pk)
    assert cited["text_sha256"] == sha256(TEXT.encode()).hexdigest()
    assert sha256(PAGE).hexdigest() in cited["copies_sha256"].split(";")


def test_copies_lie_in_it_as_they_were_received_with_the_exchange_and_the_text_beside(claim, source, unpack):
    folder = unpack(packed(number=claim.number))
    place = folder / "data" / "captures" / f"article-{source.pk}"
    digest, text = sha256(PAGE).hexdigest(), sha256(TEXT.encode()).hexdigest()
    assert (place / f"{digest}.html").read_bytes() == PAGE
    assert (place / f"{digest}.warc.gz").read_bytes() == EXCHANGE
    assert (place / f"{text}.txt").read_bytes() == TEXT.encode()
    assert (folder / "data" / "texts" / f"article-{source.pk}" / f"{text}.txt").read_bytes() == TEXT.encode()
    (about,) = told(folder, "articles.json")
    fetched, pasted = about["captures"]
    assert (fetched["sha256"], fetched["warc_sha256"]) == (digest, sha256(EXCHANGE).hexdigest())
    assert (fetched["method"], fetched["status"]) == ("Fetched", 200)
    assert [one["sha256"] for one in pasted["working_copies"]] == [text]
    assert about["url"] == source.url


def test_each_decision_lies_in_it_in_the_words_of_which_its_digest_is_made(temple, claim, source, unpack):
    folder = unpack(packed(slug=temple.slug))
    lying = sorted((folder / "data" / "decisions").iterdir())
    assert all(sha256(file.read_bytes()).hexdigest() == file.stem.split("-")[1] for file in lying)
    held = [json.loads(file.read_bytes()) for file in lying]
    assert [(one["kind"], one["verb"]) for one in held] == [
        (row["kind"], row["verb"]) for row in table(folder, "decisions.csv")
    ]
    assert {("site", "published"), ("report", "corrected"), ("article", "created"), ("article", "kept")} <= {
        (one["kind"], one["verb"]) for one in held
    }
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    last = Decision.objects.order_by("-id").first()
    assert f"number {last.pk}, with the digest\n{last.digest}." in readme


def test_the_origin_that_an_article_repeats_is_in_it(claim, source, unpack):
    origin = Origin.objects.create(name="AFP, 24 August 2015")
    review.record(origin, by=editor(), reason=WHY)
    before = review.account(source)
    source.origin = origin
    source.save()
    review.record(source, by=editor(), reason="The same text.", before=before)
    folder = unpack(packed(number=claim.number))
    assert told(folder, "articles.json")[0]["origin"] == "AFP, 24 August 2015"
    assert "origin" in {row["kind"] for row in table(folder, "decisions.csv")}


def test_it_says_in_plain_words_how_to_check_it_and_what_is_private(temple, claim, unpack):
    readme = (unpack(packed(slug=temple.slug)) / "README.txt").read_text(encoding="utf-8")
    for words in (
        "EVIDENCE PACK: Temple of Bel",
        "Made on 2026-11-26",
        "sha256sum -c manifest-sha256.txt",
        "python -m bagit --validate evidence-site-temple-of-bel",
        "do not publish them",
        "exact place",
        "pseudonyms",
    ):
        assert words in readme
    assert "WHAT IS MISSING" not in readme


def test_nothing_else_is_in_it(temple, claim, unpack):
    other = site("Another temple")
    elsewhere = report(other, summary="Not this one.")
    capture(elsewhere.articles.get(), b"not this copy")
    draft_report(temple, "slight", summary="Only a draft.")
    folder = unpack(packed(slug=temple.slug))
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for word in ("Not this one.", "not this copy", "Another temple", "Only a draft."):
        assert word.encode() not in everything


def test_no_editor_is_named_in_it(temple, source, unpack):
    for person in (editor("ada.lovelace"), reviewer("grace.hopper")):
        person.first_name, person.email = "Unmistakable", f"{person.username}@newsroom.example"
        person.save()
    draft = draft_report(temple, cites=[(source, "says")])
    review.submit(draft, by=editor("ada.lovelace"))
    review.publish(draft, by=reviewer("grace.hopper"), reason=WHY)
    review.keep(source, b"page", by=editor("ada.lovelace"), method="by hand", media_type="text/html")
    folder = unpack(packed(slug=temple.slug))
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()
    for name in (b"lovelace", b"hopper", b"unmistakable", b"newsroom"):
        assert name not in everything
    assert review.pseudonym(editor("ada.lovelace")).encode() in everything


def test_no_cell_is_a_formula_and_the_words_are_kept_to_the_letter(claim, unpack):
    folder = unpack(packed(number=claim.number))
    assert table(folder, "citations.csv")[0]["title"] == "'=Temple blown up"
    assert told(folder, "articles.json")[0]["title"] == "=Temple blown up"


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [
        ("application/pdf", "pdf"),
        ("TEXT/HTML ;charset=x", "html"),
        ("application/x-../../etc", "bin"),
        ("", "bin"),
    ],
)
def test_a_copy_has_the_ending_of_its_kind(media_type, ending, unpack):
    made = report(site())
    kept = capture(made.articles.get(), b"%PDF", media_type=media_type)
    place = f"article-{kept.article_id}"
    folder = unpack(packed(number=made.number))
    assert [file.name for file in (folder / "data" / "captures" / place).iterdir()] == [f"{kept.sha256}.{ending}"]


def test_two_copies_of_which_one_text_was_read_hold_it_once(claim, source, unpack):
    second = working_copy(source, TEXT + " ")
    type(second).objects.create(
        capture=source.captures.first(),
        text=second.text,
        sha256=second.sha256,
        made_with="again",
        made_at=second.made_at,
    )
    folder = unpack(packed(number=claim.number))
    assert len(list((folder / "data" / "texts").rglob("*.txt"))) == 2


# ── what is missing


def test_a_copy_that_is_gone_or_was_altered_is_named_and_left_out(claim, source, unpack):
    kept = source.captures.get(method="Fetched")
    Path(default_storage.path(f"captures/{kept.sha256[:2]}/{kept.sha256}")).write_bytes(b"forged")
    written = BytesIO()
    missing = Pack(number=claim.number).write(written, DAY)
    assert missing == [f"A copy of article {source.pk} is gone or was altered: SHA-256 {kept.sha256}."]
    folder = unpack(written.getvalue())
    assert missing[0] in (folder / "README.txt").read_text(encoding="utf-8").split("WHAT IS MISSING")[1]
    assert bagit.Bag(str(folder)).is_valid()
    assert not list(folder.rglob("*.html"))


def test_of_what_was_never_published_there_is_no_pack(temple):
    draft = draft_report(temple)
    for subject in ({"slug": temple.slug}, {"slug": "nowhere"}, {"number": draft.number}, {"number": 10**20}):
        with pytest.raises(Fault, match="was ever published"):
            Pack(**subject)


# ── the command


def ask(*words):
    said, complained = StringIO(), StringIO()
    call_command("evidence_pack", *words, stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def test_an_operator_writes_one_to_a_file(temple, claim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ask("site", temple.slug) == ("evidence-site-temple-of-bel.zip is written.\n", "")
    assert ask("report", str(claim.number), "-o", "pack.zip") == ("pack.zip is written.\n", "")
    with zipfile.ZipFile("pack.zip") as file:
        assert file.testzip() is None


def test_a_file_that_is_there_is_not_written_over(claim, tmp_path):
    there = tmp_path / "pack.zip"
    there.write_bytes(b"something else")
    with pytest.raises(CommandError, match=r"File exists\. Name another with -o"):
        ask("report", str(claim.number), "-o", str(there))
    assert there.read_bytes() == b"something else"


def test_an_operator_is_told_what_is_missing_and_of_what_there_is_nothing(claim, source, tmp_path):
    kept = source.captures.get(method="Fetched")
    Path(default_storage.path(f"captures/{kept.sha256[:2]}/{kept.sha256}")).unlink()
    _said, complained = ask("report", str(claim.number), "-o", str(tmp_path / "pack.zip"))
    assert kept.sha256 in complained
    with pytest.raises(CommandError, match="Nothing of report 999 was ever published"):
        ask("report", "999")


def test_large_copies_are_streamed(claim, source):
    capture(source, b"\x01" * 20_000_000, media_type="application/pdf")
    into = open_null()
    tracemalloc.start()
    try:
        Pack(number=claim.number).write(into, DAY)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
        into.close()


def open_null():
    return io.BufferedWriter(io.FileIO("/dev/null", "wb"))
