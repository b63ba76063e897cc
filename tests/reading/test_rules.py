"""Every rule of the tables is tried by sentences of its own: from each follows a claim of its kind and level."""

import re

import pytest

from sites.reading import read
from sites.sentences import Found, Known, Mention, languages, tables

TEMPLE = Known(1, "Temple of Bel", "religious", frozenset({"temple"}))
TETRAPYLON = Known(2, "Tetrapylon", "monument", frozenset({"monument"}))
NAMES = {
    "en": ("Temple of Bel", "Tetrapylon"),
    "fr": ("temple de Bel", "Tétrapyle"),
    "es": ("templo de Bel", "Tetrápilo"),
    "ar": ("معبد بل", "التترابيلون"),
    "ru": ("храм Бела|храма Бела|храму Бела|храмом Бела|храме Бела", "Тетрапилон"),
    "uk": ("храм Бела|храму Бела|храмом Бела|храмі Бела|храмові Бела", "Тетрапілон"),
}
RULES = [
    pytest.param(language, kind, row, sentence, id=f"{language} {sentence}")
    for language in languages()
    for kind in ("damage", "recovery", "threat", "denial")
    for row in tables(language).data[kind]
    for sentence in row["tests"]
]


def gazetteer(language):
    """A gazetteer of two places, which knows their names in one language."""

    def find(text, _words):
        mentions = [
            Mention(found.start(), found.end(), (place,))
            for names, place in zip(NAMES[language], (TEMPLE, TETRAPYLON), strict=True)
            for name in sorted(names.split("|"), key=len, reverse=True)
            for found in re.finditer(rf"\b[وبلفك]?{name}\b", text, re.IGNORECASE)  # Arabic joins a particle to it
        ]
        first = {mention.start: mention for mention in reversed(mentions)}
        return Found(tuple(first[start] for start in sorted(first)))

    return find


@pytest.mark.parametrize(("language", "kind", "row", "sentence"), RULES)
def test_a_rule_reads_its_own_sentences(language, kind, row, sentence):
    claims = read(sentence, published="2016-03-27", language=language, gazetteer=gazetteer(language))
    expected = {"damage": row.get("level"), "denial": "none"}.get(kind, "")
    told = [(claim.kind, claim.level) for claim in claims if claim.site == TEMPLE.number]
    assert (kind, expected) in told
    if kind == "recovery":
        assert row["step"] in [claim.recovery for claim in claims]


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_a_sentence_that_tries_it(language):
    data = tables(language).data
    rows = [row for kind in ("damage", "recovery", "threat", "denial") for row in data[kind]]
    assert rows
    assert [row for row in rows if not row.get("tests")] == []
