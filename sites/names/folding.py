"""One key for the ways to write a name: Al-Lāt, al-Lat and Allat; Baalshamin and Ba'al Shamin.

A key is the letters and digits of one name without spaces, so that it does not matter whether the name was written in
one word, in two or with a hyphen. A name answers a query if its key contains every one of ``search_words(query)``: a
database needs nothing but "contains". Join the keys of a site's names by a space, and no word matches across two.
"""

import unicodedata
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
    (
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
    )
)
ARABIC_ARTICLE = "ال"


def fold(name: str) -> str:
    """The key of one name. Never fails; the key of a key is itself; without letters and digits the key is ''."""
    return "".join(map(_fold_character, name))


def search_words(query: str) -> tuple[str, ...]:
    """What to look for in keys: ("lion", "of", "lat") for “Lion of al-Lat”. () if there is nothing to look for.

    Articles are left out, as others leave them out. Only the first 200 characters and 12 words are read, since no
    database bears an endless query.
    """
    spaced = "".join(" " if _separates(character) else character for character in query[:LONGEST_QUERY])
    words = [word for word in map(fold, spaced.split()) if word]
    told = [word for word in words[:-1] if word not in ARTICLES] + words[-1:]
    return tuple(dict.fromkeys(map(_without_article, told)))[:MOST_WORDS]


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


def _without_article(word: str) -> str:
    """الأسد becomes اسد; a word too short to have an article, or only begun, stays."""
    return word.removeprefix(ARABIC_ARTICLE) if len(word) >= 5 else word
