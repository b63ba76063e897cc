"""The drill: a backup while people write, everything lost, everything back."""

import subprocess
from time import monotonic

import pytest
from django.test import Client
from newsroom import PASSWORD, Writers, files, fill, head, pages
from soaking import times

from sites import archive, backups
from sites.models import Capture, Decision, Report, Site

MINUTES = 5


@pytest.fixture
def key(tmp_path):
    """(file of the secret key, public key)"""
    return tmp_path / "key.txt", backups.new_pair(tmp_path / "key.txt")


@pytest.mark.soak
def test_what_is_backed_up_while_people_write_comes_back_as_of_one_instant(installation, tmp_path, key, capsys):
    installation.begin()
    fill(tmp_path, sites=times(60, 2000), reports=times(120, 10_000), photos=times(2, 300))
    before, file = pages(50), tmp_path / "daily.age"
    with Writers(4) as writers:
        for _again in range(20):  # a small one may be made before anybody has saved anything
            file.unlink(missing_ok=True)
            begun = writers.so_far()
            made = backups.make(file, [key[1]])
            ended = writers.so_far()
            if sum(ended) > sum(begun):
                break
    assert sum(ended) > sum(begun), "nobody could write meanwhile"
    kept = files()

    installation.wipe()
    started = monotonic()
    done = installation.manage("restore", file, "--identity", key[0])
    took = monotonic() - started
    assert done.returncode == 0, done.stderr
    assert took < MINUTES * 60
    with capsys.disabled():
        print(f"\n{made.size} bytes of {Site.objects.count()} sites restored in {took:.1f} s")  # noqa: T201

    assert head() == made.manifest.head
    assert list(archive.broken()) == []
    assert "releases are whole" in done.stdout
    one_instant(writers, begun)
    assert {name: kept.get(name) for name in files()} == files()
    assert made.manifest.missing == []
    assert pages(50) == before
    desk = Client()
    desk.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert desk.get("/admin/account/").status_code == 200


def one_instant(writers, begun):
    """Of each writer there is all up to some moment, whole; and at least what was saved before the backup began."""
    for writer, count in enumerate(begun):
        there = Site.objects.filter(name__startswith=f"Written {writer}-").order_by("pk")
        assert list(there.values_list("pk", flat=True)) == writers.said[writer][: len(there)]
        assert len(there) >= count
    written = Site.objects.filter(name__startswith="Written ")
    assert Report.objects.filter(site__in=written).count() == len(written)
    assert Capture.objects.filter(method="by hand").count() == len(written)
    assert Decision.objects.filter(kind="site", number__in=written.values("pk")).count() == len(written)
    first = Decision.objects.order_by("pk").first().pk  # a server of PostgreSQL numbers on after what was emptied
    assert Decision.objects.count() == head()[0] - first + 1


def test_a_backup_opens_with_the_program_age_and_its_sums_are_checked_with_sha256sum(installation, tmp_path, key):
    installation.begin()
    fill(tmp_path, sites=3, reports=10, photos=1)
    file, out = tmp_path / "daily.age", tmp_path / "opened"
    backups.make(file, [key[1]])
    assert b"Mound" not in file.read_bytes()
    out.mkdir()
    for command, folder in (
        ("age -d -i key.txt daily.age | tar x -C opened", tmp_path),
        ("cat sums/* manifest.sha256 | sha256sum -c --quiet", out),
    ):
        subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, check=True)
    assert (out / "tables/heritage_site/000001.jsonl.gz").is_file()
    assert {str(path.relative_to(out)) for path in out.glob("media/**/*") if path.is_file()} == set(files())


def test_the_same_file_is_restored_on_the_other_database_too(installation, tmp_path):
    """A backup of either database comes up on SQLite; that one of SQLite comes up on this one, every release proves."""
    installation.begin()
    fill(tmp_path, sites=3, reports=10, photos=0)
    backups.make(tmp_path / "daily.tar", plain=True)
    laptop = tmp_path / "laptop"
    done = installation.manage("restore", tmp_path / "daily.tar", DATA_DIR=str(laptop), DATABASE_URL=None)
    assert done.returncode == 0, done.stderr
    assert f"The last decision is {head()[0]}: {head()[1]}" in done.stdout
    assert (laptop / "db.sqlite3").is_file()
    assert "public_role" not in done.stdout, "SQLite knows no roles"
