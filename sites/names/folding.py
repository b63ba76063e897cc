"""One key for the ways to write a name, letter by letter: Al-Lāt and al-lat; Ba'al and Baal; أسد and اسد.

What separates words stays a space, so that a name becomes its folded words; what sounds alike is another matter.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_QUERY = 200
MOST_WORDS = 12
APOSTROPHES = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈ׳")

# Letters that Unicode does not take apart, though people write one for the other.
LETTERS = str.maketrans(
    {
        **dict.fromkeys("ٱٲٳ", "ا"), **dict.fromkeys("ىیېے", "ي"), **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةہھەۃ", "ه"), "ء": "", "ٴ": "",
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "ґ": "г",
        "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e",
    }
)  # fmt: skip

# The Arabic article as it is spelled in Latin letters, also before sun letters (ash-Sham), and in its own.
ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "ad",
        "ed",
        "adh",
        "az",
        "ez",
    ]
)
# Words that one catalogue writes and the other leaves out or translates: they say nothing about which place is meant.
LINKS = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "di",
        "del",
        "della",
        "do",
        "da",
        "der",
        "die",
        "das",
        "von",
        "und",
        "et",
        "та",
        "і",
        "й",
        "и",
    ]
)
ARABIC_ARTICLE = "ال"
# Written in one word with the article: alnuri, annuri, allat.
FUSED = re.compile(r"[aeu](?:l(?=[bcdfghjklmnpqrstvwxyz])|(sh|th|dh|[ntdrsz])(?=\1))(?=[a-z]{3})")
UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff])")  # kana and Han: a letter is a word


def fold(name: str) -> str:
    """The key of one name. Never fails; the key of a key is itself; without letters and digits the key is ''."""
    return "".join(map(_fold_character, name))


def words(name: str) -> list[str]:
    """The folded words of one name: ["lion", "of", "al", "lat"] for “Lion of al-Lāt”; of 首里城 every letter."""
    if name.isascii():
        return name.translate(_ASCII).split()
    return UNSPACED.sub(r" \1 ", "".join(map(_spaced_character, name))).split()


def search_text(names: Iterable[str]) -> str:
    """What a search reads of a site: a line for each of its names, the main name first, and in it the folded words."""
    return "\n".join(dict.fromkeys(filter(None, (" ".join(words(name)) for name in names))))


def search_words(query: str) -> tuple[str, ...]:
    """What to look for in names: ("lion", "lat") for “Lion of al-Lat”. () if there is nothing to look for.

    Articles and links are left out, as others leave them out; the last word stays, as it may be only begun. Only the
    first 200 characters and 12 words are read, since no index bears an endless query.
    """
    told = words(query[:LONGEST_QUERY])
    told = [word for word in told[:-1] if word not in ARTICLES and word not in LINKS] + told[-1:]
    return tuple(dict.fromkeys(told))[:MOST_WORDS]


def bare(word: str) -> str:
    """A folded word without the article that is written in one with it: nuri of alnuri, قصر of القصر; else itself."""
    if word.startswith(ARABIC_ARTICLE) and len(word) >= 5:
        return word.removeprefix(ARABIC_ARTICLE)
    return FUSED.sub("", word, count=1) if word.startswith(("a", "e", "u")) and FUSED.match(word) else word


@lru_cache(maxsize=8192)
def _spaced_character(character: str) -> str:
    return " " if _separates(character) else _fold_character(character)


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    letters = _letters(_letters(character).casefold()).translate(LETTERS)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in letters)


def _letters(text: str) -> str:
    return "".join(filter(_is_letter, unicodedata.normalize("NFKD", text)))


def _is_letter(character: str) -> bool:
    """Letters, digits, and those marks that are the vowels of an Indic script; no accents and no modifier letters."""
    category = unicodedata.category(character)
    if category.startswith("M"):
        return "\u0900" <= character < "\u1800" and not unicodedata.combining(character)
    return category[0] in "LN" and category != "Lm"


def _separates(character: str) -> bool:
    return character not in APOSTROPHES and (character.isspace() or unicodedata.category(character)[0] in "PSZ")


_ASCII = {code: _spaced_character(chr(code)) for code in range(128)}
