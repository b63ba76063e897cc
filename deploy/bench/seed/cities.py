"""Where the seeded sites lie: thick where there was war, thin over the rest of the world."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("cities.tsv")
# How many of a hundred sites a country has; what is left lies in all others.
SHARE = {
    "UA": 15, "SY": 9, "IQ": 9, "YE": 8, "AF": 7, "SD": 7, "LY": 5, "ET": 5, "MM": 5, "ML": 4, "SO": 3, "PS": 3,
    "LB": 2, "AM": 2, "AZ": 2, "SS": 1, "NG": 3,
}  # fmt: skip
ELSEWHERE = 100 - sum(SHARE.values())
ARABIC = ("IQ", "LB", "LY", "PS", "SD", "SY", "YE")
FLATTER = 0.7  # large towns have more heritage than small ones, but not in proportion
SPREAD = (0.06, 0.06, 0.06, 0.25, 0.25, 0.25, 0.8)  # degrees from the town: most sites lie in it


@dataclass(frozen=True, slots=True)
class City:
    """A town: ``native`` is its name in Arabic or Ukrainian, or empty."""

    country: str
    name: str
    native: str
    latitude: float
    longitude: float
    people: int

    @property
    def language(self) -> str:
        """The tag of its native name, or an empty text."""
        if not self.native:
            return ""
        return "ar" if self.country in ARABIC else "uk"

    def near(self, chance: Random) -> tuple[float, float]:
        """A place in or around the town, in degrees with five decimals (about a metre)."""
        spread = chance.choice(SPREAD)
        latitude = max(-85.0, min(85.0, self.latitude + chance.gauss(0, spread)))
        longitude = (self.longitude + chance.gauss(0, spread) + 180) % 360 - 180
        return round(latitude, 5), round(longitude, 5)


@cache
def cities() -> tuple[City, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_city(*line.split("\t")) for line in lines)


def _city(country: str, name: str, native: str, latitude: str, longitude: str, people: str) -> City:
    return City(country, name, native, float(latitude), float(longitude), int(people))


@cache
def weights() -> tuple[float, ...]:
    """For each city, the running sum of the shares of sites: what ``random.choices`` wants."""
    return tuple(accumulate(map(_weight, cities())))


def _weight(city: City) -> float:
    crowds = _crowds()
    if city.country in SHARE:
        return SHARE[city.country] * _crowd(city) / crowds[city.country]
    return ELSEWHERE * _crowd(city) / sum(crowd for country, crowd in crowds.items() if country not in SHARE)


def _crowd(city: City) -> float:
    return max(1, city.people) ** FLATTER


@cache
def _crowds() -> dict[str, float]:
    sums: dict[str, float] = {}
    for city in cities():
        sums[city.country] = sums.get(city.country, 0) + _crowd(city)
    return sums
