"""A tile as it is sent: JSON of single sites and of clusters."""

import orjson

from ..catalogue import Cluster, Mark, Tile
from ..status import SEVERITY, shows_confirmed
from ..terms import STATUSES

WORST_FIRST = sorted(STATUSES, key=lambda level: SEVERITY.get(level, SEVERITY[""]), reverse=True)
BEFORE = ("level", "verification", "contested", "recovery")


def contents(tile: Tile) -> bytes:
    """{"sites": [...], "clusters": [...]}. Every site counts once: as one of the sites or in a cluster's count."""
    return orjson.dumps({"sites": list(map(_site, tile.marks)), "clusters": list(map(_cluster, tile.clusters))})


def _site(mark: Mark) -> orjson.Fragment:
    """What the index keeps ready of a site, an object of JSON, with its status put in."""
    confirmed = shows_confirmed(mark.level, mark.verification, mark.confirmed_level)
    status = {
        "level": mark.level,
        "verification": mark.verification,
        "contested": mark.contested,
        "recovery": mark.recovery,
        "confirmed": mark.confirmed_level if confirmed else "",
        "since": mark.since,
    }
    if mark.earlier:
        status["before"] = dict(zip(BEFORE, mark.earlier, strict=True))
    return orjson.Fragment(mark.card[:-1] + b"," + orjson.dumps(status)[1:])


def _cluster(cluster: Cluster) -> dict:
    """``sites`` are given where all stand on one point, so that no zoom would part them, and a list can show them."""
    return {
        "count": cluster.count,
        "worst": next(level for level in WORST_FIRST if level in cluster.levels),
        "levels": cluster.levels,
        "at": cluster.at,
        "bounds": cluster.bounds,
        "sites": list(map(_site, cluster.marks)),
    }
