"""So that "it was tried often" stays true: how many cases there are of each kind, which every test counts again."""

from .shares import OF_EACH, SHARES


def test_a_thousand_in_the_usual_run_and_ten_thousand_of_each_in_a_soak():
    assert sum(usually for usually, _in_a_soak in SHARES.values()) >= 1000
    assert all(SHARES[kind][1] >= 10_000 for kind in OF_EACH)
