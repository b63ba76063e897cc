from .tongue import Phrase, Place, Tongue

ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class English(Tongue):
    """26 June 2015; about July 2015; between 27 August and 2 September 2015; the 12th century; AD 79."""

    months = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    between = "between {} and {}"
    by = "by"
    since = "since"
    last = " or "
    qualifiers = {"~": "about", "?": "possibly", "%": "possibly about"}
    some = {"day": "some day in", "month": "some month in"}

    def year(self, number: int, before: bool, place: Place) -> Phrase:
        if before:
            return [str(number), "BC"]
        return [f"AD {number}" if number < 1000 else str(number)]

    def century(self, number: int, before: bool, place: Place) -> Phrase:
        ordinal = "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
        return [f"{number}{ordinal}", "century", *(["BC"] if before else [])]

    def decade(self, first: int, place: Place) -> Phrase:
        return [f"the {self.year(first, False, place)[0]}s"]

    def led(self, unit: str, place: Place, head: str) -> str:
        return f"the {head}" if unit == "century" and place != Place.ALONE else head

    def behind(self, before: str, text: str) -> str:
        return text.removeprefix("AD ") if before.startswith("AD ") else text
