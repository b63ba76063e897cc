"""A point on the earth (WGS 84), and the many ways in which people write one."""

import math
import re
from dataclasses import dataclass

from ..terms import Fault

LONGEST = 100
LIMITS = {"latitude": 90, "longitude": 180}
AXES = {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}
MARKS = str.maketrans({**dict.fromkeys("′’‘´`", "'"), **dict.fromkeys("″”“", '"'), "º": "°", "˚": "°", "−": "-"})
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
DECIMAL_COMMAS = re.compile(r"([+-]?[0-9]+,[0-9]+),? ([+-]?[0-9]+,[0-9]+)")
# Degrees; degrees and minutes; degrees, minutes and seconds: only the last may have decimals.
FORMS = (
    re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?) ?°?"),
    re.compile(r"([+-]?)([0-9]+)(?: ?[°:] ?| )([0-9]+(?:\.[0-9]+)?) ?'?"),
    re.compile(r"([+-]?)([0-9]+)(?: ?[°:] ?| )([0-9]+)(?: ?[':] ?| )([0-9]+(?:\.[0-9]+)?) ?\"?"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees. Fault if one of them is not on the earth, so a Point always is."""

    latitude: float
    longitude: float

    def __post_init__(self):
        for axis, limit in LIMITS.items():
            degrees = float(getattr(self, axis)) + 0.0  # adding zero turns -0.0, the same place, into 0.0
            if not abs(degrees) <= limit:  # so written because NaN compares false
                raise Fault(
                    "The {axis}, {degrees}, is outside -{limit}…{limit}.", axis=axis, degrees=degrees, limit=limit
                )
            object.__setattr__(self, axis, degrees)


def parse_point(text: str) -> Point:
    """Read decimal degrees, degrees with minutes, or with minutes and seconds, rounded to 7 decimals (1 cm).

    Latitude comes first unless hemisphere letters say otherwise. Fault if the text is not one point beyond doubt.
    """
    text = _tidy(text)
    letters = re.findall("[NSEW]", text)
    halves = _split_at_letters(text, letters) if letters else _split_at_separator(text)
    latitude, longitude = (_read_degrees(axis, halves[axis]) for axis in LIMITS)
    if not letters and abs(latitude) > 90 >= abs(longitude):
        raise Fault("The first number, {latitude}, is outside -90…90: latitude comes first.", latitude=latitude)
    return Point(latitude, longitude)


def _tidy(text: str) -> str:
    """The text in capitals with plain marks and single spaces."""
    if len(text) > LONGEST:
        raise Fault("The coordinates are longer than {longest} characters.", longest=LONGEST)
    text = " ".join(text.split())
    if not text.isprintable():
        raise Fault("The coordinates hold an invisible character: type them again, like 34.5535, 38.2701.")
    plain = text.translate(MARKS).replace("''", '"').upper()
    if not NUMBER.search(plain) or re.search(r"[^-+0-9.,;:°'\" NSEW]", plain):
        raise Fault("“{text}” is not a latitude and a longitude: write both, like 34.5535, 38.2701.", text=text)
    return plain


def _split_at_letters(text: str, letters: list[str]) -> dict[str, str]:
    if sorted(AXES[letter] for letter in letters) != ["latitude", "longitude"]:
        raise Fault(
            "“{text}” needs one of N and S for the latitude and one of E and W for the longitude, or no letter at all.",
            text=text,
        )
    first, second = letters
    cut = text.index(second) if text.startswith(first) else text.index(first) + 1
    return {
        AXES[letter]: _signed(half.strip(f" ,;{letter}").replace(",", "."), letter)
        for letter, half in ((first, text[:cut]), (second, text[cut:]))
    }


def _signed(half: str, letter: str) -> str:
    if half.startswith(("-", "+")):
        raise Fault("“{half}” has both a sign and the letter {letter}: leave one out.", half=half, letter=letter)
    return f"-{half}" if letter in "SW" else half


def _split_at_separator(text: str) -> dict[str, str]:
    numbers = list(NUMBER.finditer(text))
    if len(numbers) == 1:
        raise Fault("“{text}” is only one number: write the latitude, a comma and the longitude.", text=text)
    if ";" in text:
        halves = text.split(";")
    elif commas := DECIMAL_COMMAS.fullmatch(text):
        halves = commas.groups()
    elif "," in text:
        halves = text.split(",")
    else:
        middle = numbers[len(numbers) // 2].start()
        halves = text[:middle], text[middle:]
    halves = [half.strip().replace(",", ".") for half in halves]
    counts = {len(NUMBER.findall(half)) for half in halves}
    if len(halves) != 2 or (len(counts) > 1 and "°" not in text):
        raise Fault("“{text}” can be read in several ways: write it like 34.5535, 38.2701.", text=text)
    return dict(zip(LIMITS, halves, strict=True))


def _read_degrees(axis: str, text: str) -> float:
    found = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
    if not found:
        raise Fault("The {axis}, “{text}”, is not in degrees: write 34.5535 or 34°33′12.8″.", axis=axis, text=text)
    sign, degrees, minutes, seconds = (*found.groups(), "0", "0")[:4]
    if float(minutes) >= 60 or float(seconds) >= 60:
        raise Fault("The {axis}, “{text}”, has 60 or more minutes or seconds.", axis=axis, text=text)
    size = round(float(degrees) + float(minutes) / 60 + float(seconds) / 3600, 7)
    return math.copysign(size, -1 if sign == "-" else 1)
