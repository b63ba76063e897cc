"""Values of our vocabularies as concepts of others: of EAMENA, of the Getty AAT, and our own where there is none."""

from ..terms import KINDS, RECOVERIES, STATUSES, VERIFICATIONS, Vocabulary

AAT = "http://vocab.getty.edu/aat/{}"
EAMENA = "https://database.eamena.org/{}"

# The Getty Art & Architecture Thesaurus; a kind that it has no one word for is not there.
KINDS_AAT = {
    "archaeological_site": (300000810, "archaeological sites"),
    "religious": (300120364, "religious structures"),
    "burial": (300387004, "burial sites"),
    "monument": (300004790, "single built works"),
    "fortification": (300006888, "fortifications"),
    "building": (300008063, "historic buildings"),
    "museum": (300005768, "museums (buildings)"),
    "library_archive": (300007141, "libraries (buildings)"),
    "district": (300000705, "districts"),
    "landscape": (300008932, "cultural landscapes"),
}
# EAMENA, Overall Damage Severity. What is damaged to an unknown extent has no equal there.
LEVELS_EAMENA = {
    "none": "3d637e69-18df-4587-8b1d-b4bd1569f0e6",
    "slight": "3f155eb5-7f5f-46c4-a004-687c88954ae6",
    "moderate": "770afea5-cb88-4f09-83ac-736fc866629d",
    "severe": "e04b5609-97b6-425f-a5d5-43591963834e",
    "destroyed": "a8780ca9-bba7-413f-92ac-190950784ce7",
    "unknown": "6b7b8d4b-15a3-4dbf-8858-aea507f4e3a5",
}
STATEMENTS = {  # of the AAT
    "description": 300435416,
    "brief text": 300418049,
    "publishing": 300054686,
    "primary name": 300404670,
}


def level(value: str, origin: str) -> dict:
    known = LEVELS_EAMENA.get(value)
    return _ours("level", value, STATUSES, origin, [EAMENA.format(known)] if known else [])


def verification(value: str, origin: str) -> dict:
    return _ours("verification", value, VERIFICATIONS, origin, [])


def recovery(value: str, origin: str) -> dict:
    return _ours("recovery", value, RECOVERIES, origin, [])


def kinds(value: str, origin: str) -> list[dict]:
    """What a site is, in our word and in that of the AAT."""
    known = KINDS_AAT.get(value)
    theirs = [{"id": AAT.format(known[0]), "type": "Type", "_label": known[1]}] if known else []
    return [_ours("kind", value, KINDS, origin, []), *theirs]


def aat(word: str) -> dict:
    return {"id": AAT.format(STATEMENTS[word]), "type": "Type", "_label": word}


def _ours(group: str, value: str, words: Vocabulary, origin: str, equal: list[str]) -> dict:
    """A concept at our own address, where the page on the method explains it, with those that mean the same."""
    concept = {"id": f"{origin}/method/#{value}-{group}", "type": "Type", "_label": words.label(value)}
    same = [{"id": one, "type": "Type"} for one in equal]
    return concept | ({"equivalent": same} if same else {})
