"""The parts of the benchmark in the order in which they run, each on the databases that it is about."""

from dataclasses import dataclass

BOTH = ("sqlite", "postgresql")
ON_POSTGRESQL = ("postgresql",)
ON_SQLITE = ("sqlite",)


@dataclass(frozen=True, slots=True)
class Part:
    """A module of this folder, with ``main(sites)``. The slow ones are left out of a quick run."""

    name: str
    about: str
    on: tuple[str, ...] = BOTH
    slow: bool = False


PREPARING = (
    Part("database", "the seeded database"),
    Part("postgis", "the tables of PostGIS", ON_POSTGRESQL),
)
PARTS = (
    Part("tiles", "a map tile"),
    Part("throughput", "a map tile and list pages over HTTP"),
    Part("publish", "publish one report, until every worker's map shows it"),
    Part("files", "CSV of all sites"),
    Part("worker", "a worker's start and memory"),
    Part("area", "a filter by a drawn area"),
    Part("recall", "search by any spelling"),
    Part("desk", "the desk's lists"),
    Part("supercluster", "clusters of supercluster", ON_SQLITE),
    Part("browser", "the map in a browser"),
    Part("frames", "panning the map"),
    Part("setup", "bare machine to first page, the test suite", ON_SQLITE, slow=True),
)
