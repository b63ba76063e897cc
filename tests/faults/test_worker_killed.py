"""No worker, or one that was killed in the middle of its work: people save as ever, the next takes up what waits."""

from machines import awaited

LATER = ["faketime", "-f", "+11m"]  # a piece of work is given up for lost after ten minutes
DONE = "SELECT 1 FROM heritage_intake WHERE state = 'done'"
RUNNING = "SELECT 1 FROM heritage_intake WHERE state = 'running'"


def test_what_was_handed_in_waits_for_a_worker_and_survives_its_death(install, sign_in):
    installation = install(WORKER="1")
    installation.start()
    editor = sign_in(installation)
    text = "The Arch of Triumph was badly damaged on 23 August 2015, officials said. " * 30
    told = {"title": "Handed in", "publisher": "The Gazette", "published": "2015-08-24"}
    assert editor.send("/admin/read/", text=text, **told).status == 302
    assert "FAULT" not in installation.look()["verify"]

    installation.start_worker()
    awaited("The work", lambda: installation.rows(RUNNING))
    installation.kill_worker()
    found = installation.look()
    assert (found["states"], found["halves"], found["undecided"]) == (["running"], [], [])

    installation.start_worker(LATER)
    awaited("The end of the work", lambda: installation.rows(DONE))
    found = installation.look()
    assert found["marks"]["article"].count("Handed in") == 1
    assert (found["halves"], found["undecided"], "FAULT" in found["verify"]) == ([], [], False)
