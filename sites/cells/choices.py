"""Values of vocabularies, by value, by label in any case, by the words of a mapping, or by a foreign scale."""

import re
from collections.abc import Callable, Mapping

from ..terms import LEVELS, SCALES, Fault, Reading, Vocabulary, bare_term, translate
from .texts import Cell, Told, as_text, parts

ANY = "*"  # in a mapping's values: what every other word becomes

Words = Mapping[str, str]
Synonyms = Callable[[str], str]


def _no_synonym(_: str) -> str:
    return ""


def chosen(cell: Cell, vocabulary: Vocabulary, words: Words, synonyms: Synonyms = _no_synonym) -> str | Told:
    """A value of the vocabulary; told where it is only what the mapping has for every other word."""
    text = as_text(cell)
    if text in words:
        return words[text]
    if not text:
        return ""
    if found := _listed(text, vocabulary, words) or synonyms(text):
        return found
    if found := next(filter(None, map(synonyms, re.split("[|;,]", text))), ""):
        return found
    if ANY in words:
        return Told(words[ANY], _unknown(text, words[ANY]))
    raise Fault(
        "“{text}” is none of: {known}. Write one of them, or say in the mapping what it means.",
        text=text[:60],
        known=", ".join(vocabulary),
    )


def each_chosen(
    cell: Cell, separator: str, vocabulary: Vocabulary, words: Words, synonyms: Synonyms = _no_synonym
) -> tuple[str, ...] | Told:
    """Several values of the vocabulary, each once, in the order of the cell."""
    found = [chosen(part, vocabulary, words, synonyms) for part in parts(cell, separator)]
    values = dict.fromkeys(one.value if isinstance(one, Told) else one for one in found)
    told = next((one for one in found if isinstance(one, Told)), None)
    values = tuple(filter(None, values))
    return Told(values, told.fault) if told else values


def read_level(cell: Cell, scale: str, words: Words) -> Reading | Told | None:
    """What a cell says of the damage: by our own values, the mapping's words, the scale, or free words."""
    text = as_text(cell)
    if text in words:
        return Reading(words[text])
    if not text:
        return Reading("")
    reading = (translate(scale, text) if scale in SCALES else None) or _free(text, words, scale)
    if reading is None and ANY in words:
        return Told(Reading(words[ANY]), _unknown(text, words[ANY]))
    if reading is None:
        raise Fault(
            "“{text}” is no level of the scale that was chosen: say in the mapping which of {known} it means.",
            text=text[:60],
            known=", ".join(LEVELS),
        )
    return Told(reading, Fault(reading.note)) if reading.note else reading


def _free(text: str, words: Words, scale: str) -> Reading | None:
    """Our own values and free words; a foreign scale that is named is not mixed with them."""
    listed = _listed(text, LEVELS, words)
    if listed or scale not in ("", "words"):
        return Reading(listed) if listed else None
    return translate("words", text)


def _listed(text: str, vocabulary: Vocabulary, words: Words) -> str:
    known = {bare_term(their): ours for their, ours in words.items()}
    known |= {bare_term(term.label): term.value for term in vocabulary.values()}
    known |= {bare_term(value): value for value in vocabulary}
    return known.get(bare_term(text), "")


def _unknown(text: str, value: str) -> Fault:
    return Fault("“{text}” is not known: taken as “{value}”, as the mapping says.", text=text[:60], value=value)
