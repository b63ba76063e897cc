"""What is asked for: tiles, lists, records and files of the seed, and the addresses that a crawler makes of filters."""

from itertools import product
from random import Random
from urllib.parse import urlencode

from sites.models import Citation, Entry, Report
from sites.terms import CAUSES, KINDS, LEVELS

from ..sampling import FILTERS, tile_keys, tiles

COUNTRIES = ("SY", "IQ", "UA", "YE", "AF", "LY", "EG", "TR")
SORTS = ("name", "level", "since", "reports")
FORMATS = ("/sites.csv", "/sites.geojson", "/sites.kml", "/reports.csv", "/sites.bib", "/feeds/reports.atom",
           "/api/collections/sites/items", "/api/collections/reports/items")  # fmt: skip
LISTS = ("/sites/", "/", "/articles/", "/summary/")


def map_tiles(some: int, seed: int = 17) -> list[str]:
    """Tiles under every filter of the map."""
    found = [
        f"/map/{tile.z}/{tile.x}/{tile.y}.json?{urlencode(wanted, doseq=True)}"
        for tile in tiles(tile_keys(), 40, seed)
        for wanted in FILTERS.values()
    ]
    return _shuffled(found, seed)[:some]


def lists(sites: int) -> list[str]:
    return [f"/sites/?page={number}" for number in range(1, sites // 50)]


def records(some: int, seed: int = 18) -> list[str]:
    """Pages of sites, reports and articles."""
    held = {
        "sites": Entry.objects.order_by("pk").values_list("slug", flat=True),
        "reports": Report.objects.filter(state="published").order_by("pk").values_list("pk", flat=True),
        "articles": Citation.objects.filter(report__state="published").order_by("pk").values_list("article", flat=True),
    }
    found = [f"/{kind}/{one}/" for kind, rows in held.items() for one in dict.fromkeys(rows[: 3 * some])]
    return _shuffled(found, seed)[:some]


def crawled(some: int, seed: int = 19) -> list[str]:
    """Distinct addresses of filters, orders, pages and formats: what a program finds that follows every link."""
    chance = Random(seed)  # noqa: S311
    picks = [*product(COUNTRIES, [*LEVELS], [*KINDS], [*CAUSES])]
    chance.shuffle(picks)
    found: dict[str, None] = {}
    for country, level, kind, cause in picks:
        wanted = chance.sample([("country", country), ("level", level), ("kind", kind), ("cause", cause)], 2)
        path = chance.choice([*LISTS, *LISTS, *FORMATS])
        if path in LISTS[:2]:
            wanted += [("sort", chance.choice(SORTS)), ("page", "1")]
        found[f"{path}?{urlencode(wanted)}"] = None
        found[f"/sites/?sort={chance.choice(SORTS)}&page={chance.randint(1, 199)}"] = None
        if len(found) >= some:
            return [*found][:some]
    raise SystemExit(f"There are only {len(found)} addresses to crawl.")


def mixed(sites: int, some: int, seed: int = 20) -> list[str]:
    """What readers ask for in a day: mostly tiles, then pages, some files of a filter, feeds and suggestions."""
    kinds = {
        "tiles": (50, map_tiles(2000)),
        "records": (20, records(500)),
        "lists": (14, lists(sites)),
        "crawled": (10, crawled(500)),
        "small": (6, ["/suggest.json?q=mosque", "/suggest.json?q=ale", "/feeds/reports.atom", "/api/", "/method/"]),
    }
    chance = Random(seed)  # noqa: S311
    drawn = chance.choices([held for _, held in kinds.values()], [weight for weight, _ in kinds.values()], k=some)
    return [chance.choice(held) for held in drawn]


def _shuffled(found: list[str], seed: int) -> list[str]:
    Random(seed).shuffle(found)  # noqa: S311
    return found
