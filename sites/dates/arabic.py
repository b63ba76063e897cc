from .tongue import Phrase, Place, Tongue

UNITS = ("", "الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
TENS = ("", "العاشر", "العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع")
NAMED = (Place.ALONE, Place.MAYBE)  # where a noun stands in the nominative


def ordinal(number: int, place: Place) -> str:
    """The definite ordinal of a masculine noun, from 1 to 100; tens have a case that is heard in the letters."""
    tens, units = divmod(number, 10)
    if number == 100:
        return "المئة"
    if number == 1:
        return "الأول"
    if tens == 0 or number == 10:
        return UNITS[units] or TENS[tens]
    if tens == 1:
        return f"{UNITS[units]} عشر"
    ten = TENS[tens] + ("ون" if place in NAMED else "ين")
    return f"{UNITS[units]} و{ten}" if units else ten


class Arabic(Tongue):
    """26 حزيران/يونيو 2015; months by both of their names, as the United Nations write them, and western digits."""

    months = (
        "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو",
        "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
    )  # fmt: skip
    between = "بين {} و{}"
    by = "بحلول"
    since = "منذ"
    comma = " أو "
    last = " أو "
    qualifiers = {"~": "نحو", "?": "ربما", "%": "ربما نحو"}
    some = {"day": "يوم ما من", "month": "شهر ما من"}

    def year(self, number: int, before: bool, place: Place) -> Phrase:
        era = ["ق.م"] if before else ["م"] if number < 1000 else []
        return [str(number), *era]

    def century(self, number: int, before: bool, place: Place) -> Phrase:
        return [f"القرن {ordinal(number, place)}", *(["ق.م"] if before else [])]

    def decade(self, first: int, place: Place) -> Phrase:
        return [f"عقد {first}", *self.year(first, False, place)[1:]]

    def led(self, unit: str, place: Place, head: str) -> str:
        return f"عام {head}" if unit == "year" and place not in NAMED else head
