"""How often: some tests try a thing a few times in ``make test`` and many times in ``make soak``."""

import os

SOAK = os.environ.get("SOAK") == "1"


def times(usually, in_a_soak):
    """Of rounds, examples or seconds."""
    return in_a_soak if SOAK else usually
