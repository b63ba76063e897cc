"""What a language must know to say a date; the base speaks the tongue that needs the least.

A phrase is a list of pieces from the finest to the coarsest: ["26", "June", "2015"] or ["705", "BC"]. Neighbours share
what they have in common at the end: "between 26 June and 27 August 2015".

A place is what stands before a date and asks for a case or an article: nothing, a qualifier, or a word for a span.
"""

from enum import Enum

Phrase = list[str]


class Place(Enum):
    ALONE = "nothing"
    ABOUT = "about"
    MAYBE = "possibly"
    SOME = "some day in"
    BETWEEN = "between … and"
    BY = "by"
    SINCE = "since"


class Tongue:
    """A year comes as its number, counted from 1, and whether it lies before our era; one before 1000 names its era."""

    months: tuple[str, ...]
    between: str  # with two places to fill
    by: str
    since: str
    comma = ", "  # between several dates of which one is meant, and before the last one
    last: str
    qualifiers: dict[str, str]
    some: dict[str, str]  # a day or a month that is not known, before what is
    shared: dict[str, str] = {}  # what a word becomes where two numbers share it

    def year(self, number: int, before: bool, place: Place) -> Phrase:
        """A year by itself."""
        raise NotImplementedError

    def year_of(self, number: int, before: bool) -> Phrase:
        """The year behind a month."""
        return self.year(number, before, Place.ALONE)

    def month(self, month: int, place: Place) -> str:
        """A month with no day before it."""
        return self.months[month - 1]

    def month_of(self, month: int) -> str:
        """The month behind a day."""
        return self.months[month - 1]

    def day(self, day: int) -> str:
        return str(day)

    def century(self, number: int, before: bool, place: Place) -> Phrase:
        raise NotImplementedError

    def decade(self, first: int, place: Place) -> Phrase:
        """The ten years that begin with ``first``, in our era."""
        raise NotImplementedError

    def led(self, unit: str, place: Place, head: str) -> str:
        """The first piece with the article or preposition that the place asks for; ``unit`` is what it counts."""
        return head

    def some_of(self, unit: str, place: Place, head: str) -> str:
        return f"{self.some[unit]} {head}"

    def qualified(self, qualifier: str, place: Place, head: str) -> str:
        return f"{self.qualifiers[qualifier]} {head}"

    def behind(self, before: str, text: str) -> str:
        """A date of a list, where the one before it has said a part already."""
        return text
