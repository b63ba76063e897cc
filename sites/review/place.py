"""Which words of a site say where it lies, and which changes of them nobody makes public alone."""

from ..terms import as_hidden_as

PLACE = ("latitude", "longitude", "precision_m", "footprint")
TOLD_WITH_IT = ("approximate", "point_source")


def waiting_fields(changes: dict) -> dict:
    """The place, with what is said of its point, and what would show more of it. To hide it better never waits."""
    waits = {name: changes[name] for name in PLACE if name in changes}
    if waits:
        waits |= {name: changes[name] for name in TOLD_WITH_IT if name in changes}
    was, wanted = changes.get("visibility", ("hidden", "hidden"))
    if wanted not in as_hidden_as(was):
        waits["visibility"] = changes["visibility"]
    return waits
