"""Frozen tiles of the map: sites as the map's script is told them, one for each thing that a card can say."""

PLAIN = {
    "number": 3,
    "slug": "palmyra-baalshamin",
    "name": "Temple of Baalshamin",
    "native": None,
    "called": {},
    "at": [34.1, 38.6],
    "cell": None,
    "approximate": False,
    "reports": 3,
    "sources": 5,
    "level": "destroyed",
    "verification": "confirmed",
    "contested": False,
    "recovery": "",
    "confirmed": "",
    "since": "2015-08-23",
}
BEFORE = {"level": "severe", "verification": "reported", "contested": False, "recovery": ""}


def cards() -> list[dict]:
    """What each card of the map is made of: ``sites``, one or several; or a ``count`` of too many to name."""
    kinds = (
        {"native": {"text": "معبد بعل شمين", "language": "ar"}, "contested": True},
        {"level": "severe", "verification": "reported", "confirmed": "moderate", "approximate": True},
        {"level": "moderate", "recovery": "stabilised", "approximate": True, "cell": [34.1, 38.6, 34.2, 38.7]},
        {"level": "no_report", "verification": "", "reports": 0, "sources": 0, "since": None},
        {"before": BEFORE},
    )
    several = [PLAIN, PLAIN | {"level": "none"}, PLAIN | {"level": "unspecified", "verification": "reported"}]
    return [{"sites": [PLAIN | kind]} for kind in kinds] + [{"sites": several}, {"count": 1_204, "sites": []}]
