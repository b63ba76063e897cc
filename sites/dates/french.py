from .tongue import Phrase, Place, Tongue

ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
VOWELS = "aeiouyéAEIOUY"
ARTICLES = {"day": "le ", "century": "le ", "decade": "les "}
BY = {"day": "le ", "month": "en ", "year": "en ", "century": "au ", "decade": "dans les "}


def roman(number: int) -> str:
    said = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


class French(Tongue):
    """1er mai 2015; vers le 2 avril 2015; entre le 27 août et le 2 septembre 2015; XIIe siècle; 44 av. J.-C."""

    months = (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    )  # fmt: skip
    between = "entre {} et {}"
    by = "au plus tard"
    since = "depuis"
    last = " ou "
    qualifiers = {"~": "vers", "?": "peut-être", "%": "peut-être vers"}
    some = {"day": "un jour", "month": "un mois"}

    def year(self, number: int, before: bool, place: Place) -> Phrase:
        era = ["av. J.-C."] if before else ["ap. J.-C."] if number < 1000 else []
        return [str(number), *era]

    def day(self, day: int) -> str:
        return "1er" if day == 1 else str(day)

    def century(self, number: int, before: bool, place: Place) -> Phrase:
        return [f"{roman(number)}{'er' if number == 1 else 'e'}", "siècle", *(["av. J.-C."] if before else [])]

    def decade(self, first: int, place: Place) -> Phrase:
        return [f"années {first}", *self.year(first, False, place)[1:]]

    def led(self, unit: str, place: Place, head: str) -> str:
        if place == Place.ALONE:
            return head
        if place == Place.SOME:
            return f"d’{head}" if head[0] in VOWELS else f"de {head}"
        return (BY if place == Place.BY else ARTICLES).get(unit, "") + head

    def qualified(self, qualifier: str, place: Place, head: str) -> str:
        """“vers” is a preposition, and does not follow another one."""
        said = self.qualifiers[qualifier]
        return f"{said.replace('vers', 'environ') if place in (Place.BETWEEN, Place.SINCE) else said} {head}"
