"""The faults that are seeded to check the tests themselves can still be seeded; `make mutants` then runs the tests."""

import subprocess
import sys

import pytest

from deploy.mutants.patches import FAULTS, ROOT, copy

every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.file.stem)
SEEDED = """
a coordinate is added to a feed
a view has lost its permission
a filter works on the exact point
the exif block of a photo is kept
a row of the decisions can be updated
a redirect is followed blindly
a cell of a table leaves as it is
a capture is written straight under its name
a public page sets a cookie
a nul byte in an address is answered with 500
a mail calls a protected site by its name
an edit that readers may not see gives what they read another name
the words of a hidden place can be searched for
the queue tells whoever may not see a place how far a guess lies
a cache that many share may keep what an editor was shown
a mode that cannot be read lets everybody in
a visitor chooses the address that is counted
a backup one of whose members was altered is restored
a member of a backup is written wherever its name leads
a restore shows again what was hidden
a chain of decisions that was written anew is taken for the old one
the file of a table is deleted while a row still names it
"""


def test_faults_on_every_promise_are_seeded_and_each_is_told_in_a_sentence():
    told = [fault.about.lower() for fault in FAULTS]
    seeded = SEEDED.strip().splitlines()
    assert [one for one in seeded if not any(about.startswith(one) for about in told)] == []
    assert all(about.endswith(".") for about in told)


@every_fault
def test_a_fault_fits_the_product_as_it_stands(fault):
    said = fault.apply(ROOT, try_it=True)
    assert said == "", f"Make {fault.file.name} anew: what it changes is no longer there."


@every_fault
def test_a_fault_names_tests_that_are_there(fault):
    file, *chosen = fault.tests
    text = (ROOT / file).read_text(encoding="utf-8")
    assert chosen[::2] in ([], ["-k"])
    assert all(one in text or one in (ROOT / "tests/permissions/matrix.txt").read_text() for one in chosen[1::2])


def test_a_fault_changes_the_copy_and_leaves_the_product_alone(tmp_path):
    fault, tree = FAULTS[0], copy(tmp_path / "copy")
    file = next(line[6:] for line in fault.file.read_text().splitlines() if line.startswith("+++ b/"))
    before = (ROOT / file).read_text()
    assert fault.apply(tree) == ""
    assert (ROOT / file).read_text() == before != (tree / file).read_text()


def test_a_fault_that_nothing_notices_is_told():
    """A run that stays green whatever was changed."""
    blind = (
        "import sys; from deploy.mutants import __main__ as check, patches; sys.argv = ['', 'cookie']; "
        "patches.Fault.tests = ['--version']; check.main()"
    )
    run = subprocess.run([sys.executable, "-c", blind], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "**survived**: pytest ended with 0" in run.stdout
    assert "0 of 1 caught" in run.stdout
