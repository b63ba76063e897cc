"""Where else a site is described: the pattern of each scheme's identifiers and the address they lead to."""

import re
from dataclasses import dataclass

from .fault import Fault
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Scheme:
    """A register of places: identifiers that match ``pattern`` lead to ``address`` (empty: no public page)."""

    value: str
    label: str
    pattern: str
    example: str
    address: str = ""


SCHEMES = Vocabulary(
    Scheme("wikidata", "Wikidata", r"Q[1-9]\d*", "Q5747", "https://www.wikidata.org/wiki/{}"),
    Scheme("whc", "UNESCO World Heritage", r"\d{1,4}(-\d{3})?", "23", "https://whc.unesco.org/en/list/{}"),
    Scheme("pleiades", "Pleiades", r"[1-9]\d*", "668331", "https://pleiades.stoa.org/places/{}"),
    Scheme("osm", "OpenStreetMap", r"(node|way|relation)/[1-9]\d*", "way/91460784", "https://www.openstreetmap.org/{}"),
    Scheme("geonames", "GeoNames", r"[1-9]\d*", "163808", "https://www.geonames.org/{}"),
    Scheme("tgn", "Getty Thesaurus of Geographic Names", r"\d+", "7002388", "http://vocab.getty.edu/tgn/{}"),
    Scheme("eamena", "EAMENA", r"EAMENA-\d{7}", "EAMENA-0187363"),
    Scheme("l4r", "Linked4Resilience", r"\d{5}", "00183"),
)
OF_MANY = ("whc",)  # registers of properties: many sites may lie in one


def check_identifier(scheme: str, identifier: str) -> None:
    """Raise a Fault unless the identifier has the form its scheme prescribes."""
    rule = SCHEMES[scheme]
    if not re.fullmatch(rule.pattern, identifier, re.ASCII):
        raise Fault(
            "“{identifier}” is not a {scheme} identifier: write it like {example}.",
            identifier=identifier[:60],
            scheme=rule.label,
            example=rule.example,
        )


def identifier_in(scheme: str, text: str) -> str:
    """The identifier that a text is, or that the address of its page there ends with. Fault if it holds none."""
    text = text.strip()
    front, _, back = SCHEMES[scheme].address.partition("{}")
    host = re.sub(r"^https?://(www\.)?", "", front)
    found = re.fullmatch(rf"(?:https?://)?(?:www\.|m\.)?{re.escape(host)}([^?#]+?){re.escape(back)}/?(?:[?#].*)?", text)
    if front and found:
        text = found[1].split("/")[0] if scheme == "geonames" else found[1]
    check_identifier(scheme, text)
    return text


def identifier_address(scheme: str, identifier: str) -> str:
    """The public page of an identifier, or an empty text where the scheme has none."""
    return SCHEMES[scheme].address.format(identifier)
