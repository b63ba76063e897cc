"""What other scales say is said in our words, as the tables of the vocabulary have it, and never more than they say."""

import pytest

from sites.terms import (
    CAUSES,
    KINDS,
    LEVELS,
    SCALES,
    VERIFICATIONS,
    bare_term,
    cause_of,
    kind_of,
    translate,
)

TABLE = """
eamena            Intact/No Damage=none  Slight Damage=slight  Moderate Damage=moderate  Severe Damage=severe  Destroyed=destroyed
eamena            No Visible/Accessible/Known=unknown  No Visible/Known=none  1-10%=slight  11-30%=moderate  31-60%=severe
eamena            61-90%=severe  91-100%=destroyed  Unknown=unknown  e04b5609-97b6-425f-a5d5-43591963834e=severe
eamena_condition  Good=none  Fair=slight  Poor=moderate  Very Bad=severe  Destroyed=destroyed  Unknown=unknown
unosat            1=destroyed  2=severe  3=moderate  4=unspecified  6=none  11=unspecified  Severely damaged=severe
copernicus        Destroyed=destroyed  Damaged=unspecified  Possibly damaged=unspecified  No visible damage=none  Not Analysed=unknown
copernicus_old    Completely Destroyed=destroyed  Highly Damaged=severe  Moderately Damaged=moderate  Not Affected=none
copernicus_old    Negligible to slight damage=slight
amal              0=unknown  1=none  2=slight  3=moderate  4=severe  5=destroyed
ems98             D0=none  D1=slight  D2=moderate  D3=moderate  D4=severe  D5=destroyed  grade 3=moderate  Destruction=destroyed
words             badly damaged=severe  totally destroyed=destroyed  damaged=unspecified  DAMAGED.=unspecified  intact=none
words             partially destroyed=moderate  détruite=destroyed  gravement endommagé=severe  endommagé=unspecified
words             مدمر=destroyed  مُدمَّر=destroyed  متضرر=unspecified  أضرار جسيمة=severe  مدمر جزئيا=moderate
words             пошкоджено=unspecified  зруйновано=destroyed  частково зруйновано=moderate  сильно повреждено=severe
"""  # noqa: E501
ROWS = [
    (scale, *pair.rsplit("=", 1))
    for scale, pairs in (line.split(maxsplit=1) for line in TABLE.strip().splitlines())
    for pair in pairs.split("  ")
]


@pytest.mark.parametrize(("scale", "term", "level"), ROWS)
def test_a_term_means_one_of_our_levels(scale, term, level):
    assert translate(scale, term.strip()).level == level


def test_possible_damage_tells_how_sure_somebody_is_and_not_how_much():
    for scale, term in (("unosat", "4"), ("unosat", "11"), ("copernicus", "Possibly damaged")):
        assert (translate(scale, term).level, translate(scale, term).verification) == ("unspecified", "reported")
    assert translate("unosat", "2").verification == "confirmed"


def test_what_is_read_with_a_doubt_says_so():
    assert all(reading.note for reading in SCALES["eamena_condition"].readings.values())
    assert translate("copernicus", "Damaged").note
    assert translate("words", "partially destroyed").note


@pytest.mark.parametrize("term", ["", "completely destroyed city", "not destroyed", "no photos of damage", "12"])
def test_a_sentence_is_not_taken_for_a_term(term):
    assert all(translate(scale, term) is None for scale in SCALES)


def test_every_reading_is_a_value_of_ours():
    for scale in SCALES.values():
        assert {reading.level for reading in scale.readings.values()} <= set(LEVELS)
        assert {reading.verification for reading in scale.readings.values()} <= {"", *VERIFICATIONS}


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("religious site", "religious"), ("building of historical and/or artistic interest", "building"),
        ("Memorial/Monument", "monument"), ("Funerary/Memorial", "burial"),
        ("Defensive/Fortification", "fortification"),
        ("temple-2", "archaeological_site"), ("Landscape/Seascape", "landscape"), ("музей", "museum"),
        ("something", ""),
    ],
)  # fmt: skip
def test_kinds_of_other_lists_are_known(term, kind):
    assert kind_of(term) == kind
    assert not kind or kind in KINDS


@pytest.mark.parametrize(
    ("term", "cause"),
    [
        ("Explosion/Heavy Weaponry", "bombardment"), ("Seismic Activity", "earthquake"), ("Graffiti", "vandalism"),
        ("قصف", "bombardment"), ("пожежа", "fire"), ("something", ""),
    ],
)  # fmt: skip
def test_causes_of_other_lists_are_known(term, cause):
    assert cause_of(term) == cause
    assert not cause or cause in CAUSES


def test_terms_are_compared_without_accents_and_points():
    assert bare_term("  Détruit, (TOTALEMENT)! ") == "detruit totalement"
