"""Made-up sets of claims for the properties: few days and few sources, so that they often meet and contradict."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from sites.status import Claim, Evidence
from sites.terms import LEVELS, RECOVERIES, STRENGTH, VERIFICATIONS

DAYS = [date(2015, 1, 1) + timedelta(days=number) for number in range(7)]
VERIFIED = list(STRENGTH)

SAID = [
    *((level, "") for level in LEVELS),
    *(("", step) for step in RECOVERIES),
    *product(("none", "moderate"), ("stabilised", "restored")),
]
HAPPENED = [*((day, day) for day in DAYS), *combinations_with_replacement([*DAYS[::2], None], 2), (None, DAYS[3])]
LOOKED_AND_SAID = [
    (Evidence("looked", "a", looked), Evidence("says", "b", said)) for looked, said in product(DAYS[::2], repeat=2)
]
"""Citations that bear out any verification, once all of them are out."""
CITATIONS = [
    Evidence(role, origin, day)
    for role, origin, day in product(("says", "looked", "disputes", "refutes"), "ab", (*DAYS[1::2], None))
]

days = st.sampled_from(DAYS)
sound_citations = st.sampled_from(LOOKED_AND_SAID)
chance_citations = st.lists(st.sampled_from(CITATIONS), max_size=3).map(tuple)


def _claim(said, happened, verification, evidence):
    return Claim(
        number=0,
        level=said[0],
        verification=verification,
        earliest=happened[0],
        latest=happened[1],
        published=DAYS[4],
        evidence=evidence,
        causes=("fire", "looting") if verification == "reported" else ("fire",),
        recovery=said[1],
    )


def claims(verifications=VERIFIED, evidence=sound_citations):
    return st.builds(_claim, st.sampled_from(SAID), st.sampled_from(HAPPENED), st.sampled_from(verifications), evidence)


def claim_sets(**kinds):
    """Up to four claims of one site, numbered from 1."""
    return st.lists(claims(**kinds), max_size=4).map(
        lambda said: [replace(one, number=number) for number, one in enumerate(said, 1)]
    )


documented = claim_sets()
"""Claims that their citations bear out, and that nobody refutes."""

questionable = claim_sets(verifications=list(VERIFICATIONS), evidence=chance_citations)
"""Claims of every verification, with citations that bear out less, come out later, or refute."""
