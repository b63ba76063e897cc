"""Who cuts off the end of the chain, or writes all of it anew, is found by a head of it that was kept elsewhere."""

import resource
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from thief import decided, forge, take_the_guards_away

from sites.archive import broken
from sites.models import Decision

CUT = 10


def verify(**how):
    """(whether all is whole, what was said)"""
    said = StringIO()
    try:
        call_command("verify", stdout=said, stderr=said, **how)
    except CommandError as fault:
        return False, f"{said.getvalue()}{fault}"
    return True, said.getvalue()


def printed():
    out = StringIO()
    call_command("head", stdout=out)
    return out.getvalue()


@pytest.fixture
def chain(db):
    told = decided(30)
    take_the_guards_away()
    return told


@pytest.fixture
def file(settings):
    """The file of heads."""
    return Path(settings.HEADS)


@pytest.fixture
def elsewhere(tmp_path, chain):
    """A head that somebody printed and kept."""
    notebook = tmp_path / "a colleague's notebook"
    notebook.write_text(printed())
    return str(notebook)


def cut_off(chain):
    Decision.objects.filter(pk__gt=chain[-CUT - 1].pk).delete()
    assert list(broken()) == [], "the chain itself tells nothing"


def write_anew(chain, first=0):
    Decision.objects.filter(pk__gte=chain[first].pk).delete()
    before = chain[first - 1] if first else None
    for one in chain[first:]:
        before = forge(one, before, who="editor-0")
    assert list(broken()) == [], "the chain itself tells nothing"


def test_the_last_ten_rows_cut_off_are_missed_since_the_check_before(chain):
    assert verify()[0]
    cut_off(chain)
    whole, said = verify()
    assert not whole
    assert f"Decision {chain[-1].pk}, which ended the chain on {timezone.localdate()}, is gone" in said


def test_they_are_missed_by_a_head_that_was_kept_elsewhere(chain, elsewhere):
    cut_off(chain)
    assert verify()[0], "nothing was checked before"
    whole, said = verify(head=elsewhere)
    assert not whole
    assert f"Decision {chain[-1].pk}, which ended the chain" in said


@pytest.mark.parametrize("first", [0, 1, 30 - CUT, 29])
def test_a_chain_that_was_written_anew_from_any_row_on_is_found(chain, elsewhere, file, first):
    assert verify()[0]
    write_anew(chain, first)
    whole, said = verify()
    assert not whole
    assert f"Decision {chain[-1].pk} is not the one that ended the chain" in said
    file.unlink()
    assert not verify(head=elsewhere)[0]


def test_each_check_adds_the_head_that_it_found_once_and_work_goes_on(chain, file):
    assert "There was no file of heads. It begins now" in verify()[1]
    assert verify()[0]
    last = decided(2)[-1]
    whole, said = verify()
    assert whole
    assert "It begins now" not in said
    lines = file.read_text().splitlines()
    assert [line.split()[1] for line in lines] == [str(chain[-1].pk), str(last.pk)]
    assert lines[-1] == printed().strip()
    assert file.stat().st_mode & 0o077 == 0


def test_a_broken_chain_leaves_no_head(chain, file):
    Decision.objects.filter(pk=chain[3].pk).update(reason="Forged.")
    assert not verify()[0]
    assert not file.exists()


def test_a_file_of_heads_that_was_removed_is_said_to_begin(chain, file):
    verify()
    file.unlink()
    assert "There was no file of heads. It begins now" in verify()[1]


def test_after_a_restore_another_file_of_heads_is_begun_and_the_old_one_stays(chain, file):
    verify()
    cut_off(chain)
    assert not verify()[0]
    whole, said = verify(begin_heads=True)
    assert whole
    (aside,) = file.parent.glob("heads.until-*")
    assert str(aside) in said
    assert str(chain[-1].pk) in aside.read_text()
    assert verify()[0]


def test_a_head_tells_neither_what_was_decided_nor_its_digest(chain, settings):
    day, number, keyed = printed().split()
    assert (day, number) == (str(timezone.localdate()), str(chain[-1].pk))
    assert keyed not in {one.digest for one in chain}
    settings.SECRET_KEY = "another"
    assert printed().split()[2] != keyed, "who has no key cannot compute it from a place that is guessed"


def test_a_line_that_is_no_head_is_named(chain, tmp_path):
    notebook = tmp_path / "notebook"
    notebook.write_text(f"{printed()}\nten rows or so\n")
    assert f"{notebook}: Line 3 is no head" in verify(head=str(notebook))[1]
    assert "The heads cannot be read" in verify(head=str(tmp_path / "none"))[1]


def test_a_place_that_cannot_be_written_is_named(chain, settings, tmp_path):
    settings.HEADS = str(tmp_path / "no such folder" / "heads")
    whole, said = verify()
    assert not whole
    assert "Name another place in HEADS" in said


def test_a_head_for_which_there_is_no_room_leaves_no_half_a_line(chain, file):
    verify()
    before, last = file.read_bytes(), decided(1)[-1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, resource.RLIM_INFINITY))
    try:
        whole, said = verify()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert (whole, "The head cannot be kept" in said) == (False, True)
    assert file.read_bytes() == before
    assert verify()[0]
    assert str(last.pk) in file.read_text()


def test_where_nothing_was_decided_there_is_no_head(db, file):
    assert printed().strip() == "Nothing was decided yet."
    assert verify()[0]
    assert not file.exists()
