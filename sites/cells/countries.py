"""Countries by their codes, and by their names in several languages."""

from functools import lru_cache

from django.utils import translation
from django_countries import countries
from django_countries.data import COUNTRIES

from ..terms import Fault, bare_term
from .texts import Cell, as_text

LANGUAGES = ("en", "fr", "ar", "uk", "ru", "es", "de", "tr", "it", "fa")
COMMON = {
    "SY": "Syria ; Syrie ; سوريا ; سورية",
    "PS": "Palestine ; State of Palestine ; Palestinian Territories ; Gaza ; Gaza Strip ; West Bank ; فلسطين ; غزة",
    "GB": "UK ; Great Britain ; England ; Scotland ; Wales",
    "US": "USA ; U.S.A. ; America ; Etats-Unis",
    "RU": "Russia ; Russie ; Россия ; Росія",
    "IR": "Iran",
    "TR": "Turkey ; Türkiye ; Turquie ; Туреччина ; Турция",
    "CZ": "Czech Republic",
    "MK": "Macedonia",
    "LA": "Laos",
    "VN": "Vietnam",
    "KP": "North Korea",
    "KR": "South Korea",
    "CD": "DR Congo ; Democratic Republic of the Congo",
    "CI": "Ivory Coast",
    "MM": "Burma",
    "LY": "Libya ; Libye ; ليبيا",
    "IQ": "Iraq ; Irak ; العراق",
    "YE": "Yemen ; Yémen ; اليمن",
    "MD": "Moldova",
    "VE": "Venezuela",
    "BO": "Bolivia",
    "TZ": "Tanzania",
    "XK": "Kosovo",
}


def country_code(cell: Cell) -> str:
    """The ISO code of a country. Fault if it is none that we know."""
    text = as_text(cell)
    if not text:
        return ""
    code = _codes().get(bare_term(text))
    if not code:
        raise Fault(
            "“{text}” is no country that we know: write its code of two letters (ISO 3166), like SY.", text=text[:60]
        )
    return code


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Everything a country may be called, by its letters and digits."""
    known = set(countries.countries)
    codes = {bare_term(name): code for code, names in COMMON.items() if code in known for name in names.split(" ; ")}
    for language in LANGUAGES:
        with translation.override(language):
            codes |= {bare_term(str(COUNTRIES[code])): code for code in known & COUNTRIES.keys()}
            codes |= {bare_term(name): code for code, name in countries}
    for code in known:
        codes[bare_term(code)] = code
        if longer := countries.alpha3(code):
            codes[bare_term(longer)] = code
    return codes
