"""A tile as it is sent: JSON of single sites and of clusters."""

import json

from ..catalogue import Cluster, Mark, Tile
from ..status import SEVERITY
from ..terms import STATUSES

WORST_FIRST = sorted(STATUSES, key=lambda level: SEVERITY.get(level, SEVERITY[""]), reverse=True)
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def contents(tile: Tile) -> bytes:
    """{"sites": [...], "clusters": [...]}. Every site counts once: as one of the sites or in a cluster's count."""
    clusters = b",".join(map(_cluster, tile.clusters))
    return b'{"sites":[' + b",".join(map(_site, tile.marks)) + b'],"clusters":[' + clusters + b"]}"


def _site(mark: Mark) -> bytes:
    """What the index keeps ready of a site, an object of JSON, with its status put in."""
    status = {
        "level": mark.level,
        "verification": mark.verification,
        "contested": mark.contested,
        "recovery": mark.recovery,
        "confirmed": mark.confirmed_level if _shows_confirmed(mark) else "",
        "since": mark.since and mark.since.isoformat(),
    }
    if mark.earlier:
        status["before"] = dict(zip(("level", "verification", "contested", "recovery"), mark.earlier, strict=True))
    return mark.card[:-1] + b"," + json.dumps(status, **COMPACT)[1:].encode()


def _shows_confirmed(mark: Mark) -> bool:
    return mark.confirmed_level not in ("", "none", mark.level) and mark.verification != "confirmed"


def _cluster(cluster: Cluster) -> bytes:
    """``sites`` are given where all stand on one point, so that no zoom would part them, and a list can show them."""
    told = {
        "count": cluster.count,
        "worst": next(level for level in WORST_FIRST if level in cluster.levels),
        "levels": cluster.levels,
        "at": cluster.at,
        "bounds": cluster.bounds,
    }
    return json.dumps(told, **COMPACT)[:-1].encode() + b',"sites":[' + b",".join(map(_site, cluster.marks)) + b"]}"
