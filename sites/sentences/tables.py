"""The tables of words of one language, as the reader uses them. They are data: ``words/*.toml``."""

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..names import words as folded_words

FOLDER = Path(__file__).parent / "words"
IT = "{it}"
BE = "{be}"
SHORT_WORD = 5  # letters, up to which an ending tells nothing


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, folded; a star at the end of one stands for any ending, alone for any word."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> "Phrase":
        return cls(tuple(_folded(word) for word in written.split()))


class Phrases(list[Phrase]):
    """Phrases of one meaning, which know those that a word may begin."""

    def __init__(self, phrases: Iterable[Phrase] = ()):
        super().__init__(phrases)
        self._begun: dict[str, list[Phrase]] = {}

    def begun_by(self, word: str) -> list[Phrase]:
        if word not in self._begun:
            self._begun[word] = [one for one in self if one.words[0] == "*" or matches(word, one.words[0])]
        return self._begun[word]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table: ``shape`` says where the place stands to the words (verb, state, noun, frame)."""

    kind: str
    shape: str
    phrase: Phrase
    meaning: dict = field(hash=False)


class Tables:
    """What is known of a language: classes of words, rules, lists of phrases."""

    def __init__(self, language: str):
        source = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
        self.language = language
        self.version = hashlib.sha256(source.encode()).hexdigest()[:16]
        self.data = tomllib.loads(source)
        self.joined = self.data["layout"].get("joined", "")
        self.rules = [
            rule for kind in ("damage", "recovery", "threat", "denial") for rule in _rules(kind, self.data, self.joined)
        ]
        self._by_first = _by_first(self.rules)
        self.classes = _classes(self.data)
        self.scenes = {
            _folded(word): level for level, line in self.data.get("scene", {}).items() for word in line.split()
        }
        self.according = {_folded(word) for word in self.data["layout"].get("according", "").split()}
        self.degrees = [(row, [_folded(word) for word in row["words"].split()]) for row in self.data.get("degree", [])]
        self.shortened = frozenset(self.data["layout"].get("shortened", "").split())
        self.order = self.data["layout"].get("order", "")
        self.object_endings = tuple(
            "".join(folded_words(one)) for one in self.data["layout"].get("object_endings", "").split()
        )
        self.place_words = {_folded(word) for word in self.data["layout"].get("place_words", "").split()}
        self.participles = self._endings("participles")
        self.infinitives = self._endings("infinitives")
        self.adjectival = self._endings("adjectival")
        self.adjectives = {_folded(word) for word in self.data["layout"].get("adjectives", "").split()}
        self.phrases = {
            (table, name): Phrases(Phrase.of(one) for said in _listed(line) for one in _joined(said, self.joined))
            for table in ("kinds", "cause", "evidence", "days")
            for name, line in self.data.get(table, {}).items()
        }

    def _endings(self, name: str) -> tuple[str, ...]:
        return tuple(_folded(one) for one in self.data["layout"].get(name, "").split())

    def classes_of(self, folded: str) -> frozenset[str]:
        """The classes a folded word belongs to."""
        known = self.classes.get(folded, frozenset())
        if not known and len(folded) > SHORT_WORD and folded.endswith(self.participles):
            known = frozenset({"participle"})
        return known | {"carries it"} if self.object_endings and folded.endswith(self.object_endings) else known

    def rules_from(self, folded: str) -> Iterable[Rule]:
        """The rules whose first word this may be."""
        for length in range(len(folded) + 1):
            yield from self._by_first.get(folded[:length] + "*", ())
        yield from self._by_first.get(folded, ())

    def begins_furniture(self, block: str) -> bool:
        return _begins(block, self.data["layout"]["furniture"], self.data["layout"].get("bad_start", ""))

    def is_caption(self, block: str) -> bool:
        """A photograph's caption says so at its beginning, or at its end in brackets."""
        told = folded_words(block)
        marks = {_folded(word) for word in self.data["layout"]["captions"].split()}
        return bool(marks & {*told[:1]}) or (block.rstrip(".").endswith((")", "]")) and bool(marks & {*told[-6:]}))


def matches(word: str, pattern: str) -> bool:
    """Whether a folded word is what a word of a phrase stands for."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@lru_cache(maxsize=16)
def tables(language: str) -> Tables:
    """The tables of a language; English for one that has none."""
    return Tables(language if (FOLDER / f"{language}.toml").is_file() else "en")


def languages() -> list[str]:
    """The languages that there are tables for."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _rules(kind: str, data: dict, joined: str) -> Iterable[Rule]:
    for row in data.get(kind, []):
        meaning = {name: value for name, value in row.items() if name not in (*SHAPES, "tests")}
        for name, shape in SHAPES.items():
            for written in row.get(name, []):
                yield from (Rule(kind, shape, Phrase.of(one), meaning) for one in _joined(written, joined))


def _joined(written: str, joined: str) -> Iterable[str]:
    """A phrase, also with the “and” that Arabic writes in one with its first word."""
    yield written
    if joined and not written.startswith((joined, "{", "*")):
        yield joined + written


SHAPES = {"verbs": "verb", "passives": "passive", "states": "state", "nouns": "noun", "frames": "frame"}


def _by_first(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        first = next(word for word in rule.phrase.words if word not in (IT, BE))
        found.setdefault(first, []).append(rule)
    return found


def _classes(data: dict) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, line in data["words"].items():
        for word in line.split():
            found.setdefault(_folded(word), set()).add(name)
    for name, line in data["parts"].items():
        for word in line.split():
            found.setdefault(_folded(word), set()).update({"part", f"{name} part"})
    return {word: frozenset(names) for word, names in found.items()}


def _listed(line) -> list[str]:
    return [one.strip() for one in line.split(";") if one.strip()] if isinstance(line, str) else []


def _folded(word: str) -> str:
    if word in (IT, BE, "*"):
        return word
    return "".join(folded_words(word)) + ("*" if word.endswith("*") else "")


def _begins(block: str, *lists: str) -> bool:
    told = folded_words(block)[:6]
    return any(told[: len(one)] == one for line in lists for one in (folded_words(each) for each in _listed(line)))
