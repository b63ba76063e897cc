"""How many cases are made of what: some of each in ``make test``, ten thousand of each in ``make soak``."""

from hypothesis import HealthCheck, Phase, seed, settings
from soaking import SOAK, times

SHARES = {
    "addresses": (360, 10_000),
    "addresses of the desk": (130, 5_000),
    "forms": (200, 10_000),
    "files": (200, 10_000),
    "files read in a process of their own": (9, 400),
    "words": (200, 10_000),
    "interface": (312, 10_400),
}

OF_EACH = ("addresses", "forms", "files", "words", "interface")


def share(of: str) -> int:
    return times(*SHARES[of])


def bounded(cases: int, number: int = 0):
    """The same cases in every usual run, so that it does not fail by chance; others in every soak. Tests that differ in
    their ``number`` alone are given other cases."""
    wanted = settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=SOAK,
    )
    return wanted if SOAK else lambda test: seed(number)(wanted(test))
