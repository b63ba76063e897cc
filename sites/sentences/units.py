"""One sentence as a row of units: its words and marks, with each mention of a place as one unit."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..names import bare, forms, is_kind, notion_of
from .tables import Tables
from .text import Sentence
from .values import Mention, Word

# Classes of words that may be kinds of place all the same.
NEUTRAL = frozenset({"part", "main part", "minor part", "whole", "plural", "participle", "carries it"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a mark (","), or a mention of a place; ``classes``: those of the tables, ``notion``: a kind of place."""

    start: int
    end: int
    said: str
    low: str
    classes: frozenset[str]
    notion: str = ""
    mention: Mention | None = None
    number: str = ""
    possessive: bool = False

    def is_a(self, *names: str) -> bool:
        return any(name in self.classes for name in names)

    @property
    def mark(self) -> bool:
        return not self.low and self.mention is None

    @property
    def has_article(self) -> bool:
        """Whether an Arabic word carries its article."""
        return self.low.startswith(("ال", "بال", "لل", "فال", "كال"))

    @property
    def of_heritage(self) -> bool:
        return self.mention is not None or bool(self.notion) or self.is_a("part", "whole")


def units(
    text: str, sentence: Sentence, told: Sequence[Word], mentions: Sequence[Mention], tables: Tables
) -> list[Unit]:
    """The units of a sentence in their order."""
    inside = {one.start: one for one in mentions if sentence.start <= one.start < sentence.end}
    found: list[Unit] = []
    at, place = sentence.start, bisect_left([word.start for word in told], sentence.start)
    while place < len(told) and told[place].start < sentence.end:
        word = told[place]
        found += _marks(text, at, word.start)
        mention = inside.get(word.start)
        if mention and mention.end <= word.end and _tells(word.folded, tables):
            mention = None
        if _and(word, mention is not None, tables):
            found.append(Unit(word.start, word.start + 1, word.text[0], "و", tables.classes_of("و")))
            word = replace(word, start=word.start + 1, text=word.text[1:], folded=word.folded[1:])
        if mention:
            while place < len(told) and told[place].start < mention.end:
                place += 1
            found.append(_of_mention(text, mention))
            at = mention.end
            continue
        found.append(_of_word(text, word, tables))
        at, place = word.end, place + 1
    return found + _marks(text, at, sentence.end)


def _marks(text: str, start: int, end: int) -> list[Unit]:
    return [Unit(at, at + 1, text[at], "", frozenset()) for at in range(start, end) if _is_mark(text, at)]


def _is_mark(text: str, at: int) -> bool:
    """Punctuation, but no hyphen or apostrophe inside a word; a hyphen between spaces is a dash."""
    if text[at].isspace() or text[at].isalnum() or text[at] in "'’%":
        return False
    return text[at] != "-" or (text[at - 1 : at] in " -" and text[at + 1 : at + 2] in " -")


def _of_mention(text: str, mention: Mention) -> Unit:
    said = text[mention.start : mention.end]
    return Unit(
        mention.start, mention.end, said, said.lower(), frozenset(), "", mention, "", _possessive(text, mention.end)
    )


def _of_word(text: str, word: Word, tables: Tables) -> Unit:
    classes = tables.classes_of(word.folded)
    if text[word.end : word.end + 1] == "-" and text[word.end + 1 : word.end + 2].isalpha():
        classes -= {"many", "part", "main part", "minor part", "whole", "people", "adverbs"}  # half of a compound
    notion = "" if classes - NEUTRAL else _notion(word.folded)
    notion = "" if tables.adjectival and word.folded.endswith(tables.adjectival) else notion
    notion = notion if is_kind(notion) and notion not in ("site", "house", "market") else ""
    return Unit(
        word.start,
        word.end,
        word.text,
        word.folded,
        classes,
        notion,
        None,
        "plural" if "plural" in classes else _number(word),
        _possessive(text, word.end),
    )


def _notion(folded: str) -> str:
    """The notion of a word, also where Arabic writes its article and particles in one with it: للمسجد, والمسجد."""
    return next((notion for form in forms(folded) if (notion := notion_of(form) or notion_of(bare(form)))), "")


def _tells(folded: str, tables: Tables) -> bool:
    """Whether a word begins a rule: تدمير (destruction) is not Palmyra (تدمر) misspelt."""
    said = {one for form in forms(folded) for one in (form, bare(form))}
    return any(True for one in said for _rule in tables.rules_from(one))


def _and(word: Word, named: bool, tables: Tables) -> bool:
    """Whether a word begins with the Arabic “and”, written in one with a place: ومنارته, ومعبد بل."""
    rest = word.folded[1:]
    if not word.folded.startswith("و") or len(rest) < 3:
        return False
    known = tables.classes_of(rest) & {"part", "whole"} or is_kind(_notion(rest))
    return bool(named or known) and not tables.classes_of(word.folded) - NEUTRAL


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 1] in ("'", "’") and not text[end + 1 : end + 3].strip("s ").isalpha()


def _number(word: Word) -> str:
    """ "plural" or "" – only where the language shows it by an s."""
    return "plural" if word.folded.endswith(("s", "x")) and not word.folded.endswith("ss") else ""
