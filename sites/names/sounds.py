"""What a folded word may sound like, in one alphabet for all scripts: Tadmur, Tadmor and تدمر share their consonants.

A sound is written with the classes of consonants (P K G T S L R M N H, W and Y at the beginning) and the vowels a, i
and u. Arabic and Hebrew write few vowels: their sounds begin with ', and only consonants are compared with them.
"""

import re

UNVOWELLED = "'"
VOWELS = "aiu"


def _letters(letters: str, readings: str) -> dict[str, str]:
    return dict(zip(letters, readings.split(), strict=True))


_GREEK = _letters("αβγδεζηθικλμνξοπρσςτυφχψω", "a b g d e z e th i k l m n x o p r s s t y ph kh ps o")
_CYRILLIC = _letters(
    "абвгдежзиклмнопрстуфхцчшщыэюяіїєђјљњћџѕѣ",
    "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh sh y e iu ia i i ie dj j l n ch dj z e",
)
_ARMENIAN = _letters(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f",
)
_GEORGIAN = _letters(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
)
_LATIN = str.maketrans(_GREEK | _CYRILLIC | _ARMENIAN | _GEORGIAN | {"ь": "", "ъ": ""})
_ABJAD = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهويا", "PTTGHXTDRSSSSDTD_GPKKLMNHuia", strict=True))
    | dict(zip("پچژگٹڈڑں", "PCSGTTRN", strict=True))
    | dict(zip("אבגדהוזחטיכלמנסעפצקרשת", "aPGTHuSXTiXLMNS_PSKRST", strict=True))
    | {"ـ": ""}
)
_ABJAD_WORD = re.compile(r"[\u0590-\u05ff\u0620-\u06ff]")

# How Latin letters are read, groups before single letters. C, X, J, V, D, Q and γ are read in two ways: see _OTHERWISE.
_ASPIRATES = (
    ("shch", "S"), ("dkh", "D"), ("gkh", "G"), ("tsch", "C"), ("tch", "C"), ("dzh", "G"), ("sch", "Q"), ("tsh", "TS"),
    ("sh", "S"), ("zh", "S"),
    ("kh", "X"), ("ch", "C"), ("gh", "G"), ("th", "T"), ("dh", "D"), ("ph", "P"), ("rh", "R"),
)  # fmt: skip
_GROUPS = (
    ("ts", "S"), ("tz", "S"), ("sz", "S"), ("cz", "C"), ("dj", "G"), ("ck", "K"), ("cq", "K"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("ae", "i"), ("oe", "i"), ("oi", "i"),
)  # fmt: skip
_SINGLE = str.maketrans("bcdefghjklmnopqrstvwyz", "PKTiPγHJKLMNuPKRSTVuiS") | {ord("x"): "KS"}
_DOUBLED = re.compile(r"([bcdfghj-np-tvwxz])\1+")
_CONSONANT_W = re.compile(r"^(?:w|ou)(?=[aeiouy])")
_CONSONANT_Y = re.compile(r"^[iy](?=[aeou])")
_LONG = (("aaa", "aa"), ("ii", "i"), ("uu", "u"))
_FIRST = str.maketrans("CXJVDQγ", "KKGPTSG")
_OTHERWISE = (("C", "H"), ("C", "S"), ("X", "H"), ("J", "i"), ("V", "u"), ("D", "S"), ("Q", "SK"), ("γ", "H"))
_NOT_WEAK = str.maketrans("", "", "HWY")
_BOUND = ("aT", "iT", "uT")  # ta marbuta: Khirbat, Khirba
_NOT_CONSONANT = str.maketrans("", "", VOWELS + UNVOWELLED)


def sounds(word: str) -> tuple[str, ...]:
    """The ways to read a folded word, the likeliest first; at least one, and '' for none."""
    read = _read(word)
    readings = [read, *(read.replace(letter, other) for letter, other in _OTHERWISE if letter in read)]
    told = [_settled(one.translate(_FIRST)) for one in readings]
    without = told[0].translate(_NOT_WEAK)
    if without != told[0] and len(skeleton(without)) >= 3:
        told.append(_settled(without))
    if told[0].endswith(_BOUND) and len(skeleton(told[0])) >= 3:
        told.append(_settled(told[0][:-1]))
    return tuple(dict.fromkeys(told))


def likeliest_sound(word: str) -> str:
    """The first of its ``sounds``."""
    return _settled(_read(word).translate(_FIRST))


def skeleton(sound: str) -> str:
    """The consonants of a sound."""
    return sound.translate(_NOT_CONSONANT)


def written_within(one: str, other: str) -> bool:
    """Whether the sound of the script without vowels has no letter that the other sound has not, in the same order."""
    sparse, full = sorted((one, other), key=lambda sound: not sound.startswith(UNVOWELLED))
    letters = iter(full)
    return all(letter in letters for letter in sparse.removeprefix(UNVOWELLED))


def slack(consonants: int) -> int:
    """By how many vowels two sounds with so many consonants, the same ones, may differ and still be one name."""
    return (0, 0, 1, 2, 2, 2)[consonants] if consonants < 6 else 3


def _read(word: str) -> str:
    return _abjad(word) if not word.isascii() and _ABJAD_WORD.search(word) else _latin(word)


def _latin(word: str) -> str:
    text = _DOUBLED.sub(r"\1", word if word.isascii() else word.replace("ου", "u").translate(_LATIN))
    if text.startswith(("i", "y", "w", "o")):
        text = _CONSONANT_Y.sub("Y", _CONSONANT_W.sub("W", text))
    for group, sound in (*_ASPIRATES, *_GROUPS) if "h" in text else _GROUPS:
        if group in text:
            text = text.replace(group, sound)
    return text.translate(_SINGLE)


def _abjad(word: str) -> str:
    read = word.translate(_ABJAD).replace("_", "")
    first = {"u": "W", "i": "Y"}.get(read[:1], read[:1])
    return UNVOWELLED + first + read[1:]


def _settled(sound: str) -> str:
    """What is not heard, or heard alike: h at the end, n before p, m at the end, a long i."""
    for long, short in _LONG:
        while long in sound:
            sound = sound.replace(long, short)
    sound = sound.replace("NP", "MP")
    if sound.endswith("H") and len(sound) > 2:
        sound = sound[:-1]
    return sound[:-1] + "N" if sound.endswith("M") and len(sound) > 2 else sound
