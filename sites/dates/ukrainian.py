from .french import roman
from .tongue import Phrase, Place, Tongue

NAMED = (Place.ALONE, Place.MAYBE)


def case(place: Place) -> int:
    """Nominative, genitive, instrumental: 0, 1, 2."""
    return 0 if place in NAMED else 2 if place == Place.BETWEEN else 1


class Ukrainian(Tongue):
    """26 червня 2015; червень 2015; близько липня 2015; між 27 серпня та 2 вересня 2015; XII століття."""

    months = (
        "січень", "лютий", "березень", "квітень", "травень", "червень",
        "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
    )  # fmt: skip
    genitive = (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    )  # fmt: skip
    instrumental = (
        "січнем", "лютим", "березнем", "квітнем", "травнем", "червнем",
        "липнем", "серпнем", "вереснем", "жовтнем", "листопадом", "груднем",
    )  # fmt: skip
    between = "між {} та {}"
    by = "не пізніше"
    since = "від"
    last = " або "
    qualifiers = {"~": "близько", "?": "можливо,", "%": "можливо, близько"}
    days = ("якийсь день", "якогось дня", "якимось днем")
    some_months = ("якийсь місяць", "якогось місяця", "якимось місяцем")
    years = ("рік", "року", "роком")
    decades = (("ті", "роки"), ("х", "років"), ("ми", "роками"))
    centuries = ("століття", "століття", "століттям")
    shared = {"рік": "роки", "роком": "роками", "століттям": "століттями"}

    def year(self, number: int, before: bool, place: Place) -> Phrase:
        """A bare number where it stands alone and cannot be misread."""
        era = self.era(number, before)
        noun = [self.years[case(place)]] if era or case(place) else []
        return [str(number), *noun, *era]

    def era(self, number: int, before: bool) -> Phrase:
        return ["до н. е."] if before else ["н. е."] if number < 1000 else []

    def year_of(self, number: int, before: bool) -> Phrase:
        era = self.era(number, before)
        return [f"{number} року" if era else str(number), *era]

    def month(self, month: int, place: Place) -> str:
        return (self.months, self.genitive, self.instrumental)[case(place)][month - 1]

    def month_of(self, month: int) -> str:
        return self.genitive[month - 1]

    def century(self, number: int, before: bool, place: Place) -> Phrase:
        return [roman(number), self.centuries[case(place)], *(["до н. е."] if before else [])]

    def decade(self, first: int, place: Place) -> Phrase:
        ending, noun = self.decades[case(place)]
        return [f"{first}-{ending}", noun, *self.era(first, False)]

    def qualified(self, qualifier: str, place: Place, head: str) -> str:
        """“можливо” has its comma at the beginning of a phrase only."""
        said = self.qualifiers[qualifier]
        return f"{said if place == Place.ALONE else said.replace(',', '')} {head}"

    def some_of(self, unit: str, place: Place, head: str) -> str:
        return f"{(self.days if unit == 'day' else self.some_months)[case(place)]} {head}"
