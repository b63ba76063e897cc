"""How newspapers and catalogues write one name differently, from their habits and from no code of ours.

A rule is (what is written, what others write for it); ^ and $ are the ends of a word. It is applied to the whole name,
as a writer keeps to a habit.
"""

import re
import unicodedata
from random import Random

RULES = (
    # French, English and German ways to write the same vowels
    ("ou", "u"), ("ou", "oo"), ("(?<![aeou])u(?=[^aeiou ])", "ou"), ("oo", "u"), ("(?<=[^aeiou])u(?=[nrl])", "oo"),
    ("ei", "i"), ("ei", "ey"), ("ai", "ay"), ("y", "i"), ("(?<=[^aeiou])i(?=[^aeiou])", "y"), ("iy", "i"), ("ee", "i"),
    ("(?<=[^aeiou])i(?=[nrlm]$)", "ee"), ("aa", "a"), ("ae", "e"), ("ae", "ai"), ("ai", "ae"), ("oe", "e"),
    ("au", "av"), ("(?<=[^aeiou])o(?=[nr])", "u"), ("(?<=[^aeiou])e(?=[rln][^aeiou])", "a"),
    # consonants of Arabic, Greek and Slavic names
    ("q", "k"), ("q", "c"), ("k(?!h)", "q"), ("k(?!h)", "c"), ("c(?![hk])", "k"), ("gh", "g"), ("g(?!h)", "gh"),
    ("kh", "ch"), ("kh", "h"), ("kh", "k"), ("ch", "kh"), ("ch", "k"), ("^h(?=[aeiou])", ""), ("ph", "f"),
    ("f(?=[a-z])", "ph"),
    ("th", "t"), ("(?<=[aeiou])t(?=[aeiou])", "th"), ("dh", "d"), ("sh", "ch"), ("sh", "sch"), ("sh", "s"), ("j", "dj"),
    ("j", "g"), ("(?<![aeiou])w", "v"), ("v", "w"), ("x", "ks"), ("ks", "x"), ("rh", "r"), ("tz", "ts"), ("zh", "j"),
    # letters that are doubled or not
    (r"([bdfklmnprst])\1", r"\1"), ("(?<=[aeiou])([lmnrst])(?=[aeiou])", r"\1\1"),
    # Greek, Latin and modern endings
    ("us$", "os"), ("os$", "us"), ("um$", "on"), ("on$", "um"), ("eia$", "ia"), ("ia$", "eia"), ("oi$", "i"),
    ("ai$", "ae"), ("e$", "a"), ("(?<=[ai])h$", ""), ("a$", "ah"), ("et$", "at"), ("at$", "a"), ("iyya$", "ia"),
    ("ov$", "iv"), ("iv$", "ov"),
    # the article, and what stands between words
    ("al[- ]", "el-"), ("el[- ]", "al-"), ("[ae]l[- ](?=[^ ])", ""), ("[ae]l[- ]", "al"), ("-", " "), ("-", ""),
    (r"\A([^ ]+) ([^ ]+)\Z", r"\1-\2"), (r"\A([^ ]+) ([^ ]+)\Z", r"\1\2"), ("['’ʿʾ`]", ""),
)  # fmt: skip
COMPILED = tuple((re.compile(re.sub(r"^\^|\$", r"\\b", written)), other) for written, other in RULES)


def plain(name: str) -> str:
    """Small letters without accents, as a typewriter has them."""
    taken = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in taken if not unicodedata.combining(letter))


def respelled(name: str, chance: Random, rules: int) -> str:
    """The name as another writes it, by so many of the rules that change it; '' if fewer do."""
    text, applied = plain(name), 0
    for written, other in chance.sample(COMPILED, len(COMPILED)):
        changed = written.sub(other, text)
        if changed != text:
            text, applied = changed, applied + 1
        if applied == rules:
            return text
    return ""


def mistyped(name: str, chance: Random) -> str:
    """The name with one letter left out, doubled, exchanged with the next or with another; '' if it has none."""
    text = plain(name)
    letters = [place for place, letter in enumerate(text) if letter.isalpha()]
    if not letters:
        return ""
    at = chance.choice(letters)
    here, after = text[at], text[at + 1 : at + 2]
    other = chance.choice("abcdefghiklmnoprstuvyz".replace(here, ""))
    written = chance.choice(["", here + here, after + here, other])
    return text[:at] + written + text[at + 1 + (written == after + here) * len(after) :]
