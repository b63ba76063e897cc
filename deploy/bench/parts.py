"""The parts of the benchmark in the order in which they run, each on the databases that it is about."""

from dataclasses import dataclass

FULL = 1_000_000  # sites; a run with fewer is a quick one
SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


@dataclass(frozen=True, slots=True)
class Part:
    """A module of this folder, with ``main(sites)``.

    ``on`` and ``quick`` are the databases on which it runs in a full and in a quick run; ``of`` names what
    they hold, if it is not the seed.
    """

    name: str
    about: str
    on: tuple[str, ...] = BOTH
    quick: tuple[str, ...] = BOTH
    of: str = ""

    def databases(self, *, quick: bool) -> tuple[str, ...]:
        return self.quick if quick else self.on


PREPARING = (
    Part("database", "the seeded database"),
    Part("postgis", "the tables of PostGIS", (POSTGRESQL,), (POSTGRESQL,)),
    Part("pleiades", "the places of Pleiades", quick=(), of="pleiades"),
)
PARTS = (
    Part("tiles", "a map tile"),
    Part("throughput", "map tiles and list pages over HTTP", quick=(SQLITE,)),
    Part("publish", "publish one report, until every worker's map shows it", quick=(SQLITE,)),
    Part("files", "CSV of all sites", quick=(SQLITE,)),
    Part("importing", "a file of sites comes in", quick=(SQLITE,), of="import"),
    Part("interface", "the interface for programs", quick=(SQLITE,)),
    Part("worker", "a worker's start and memory", quick=(SQLITE,)),
    Part("costs", "what a request and a record cost", quick=(SQLITE,)),
    Part("area", "a filter by a drawn area", quick=(SQLITE,)),
    Part("recall", "search by any spelling", (SQLITE,), (SQLITE,)),
    Part("desk", "the desk's lists", quick=(SQLITE,)),
    Part("reading", "an article against the gazetteer", quick=(SQLITE,)),
    Part("browser", "the map in a browser", quick=(SQLITE,)),
    Part("load", "the server under load", quick=(SQLITE,), of="load"),
    Part("soak", "the server under all loads for a long time", quick=(SQLITE,), of="load"),
    Part("places", "lists and the map of Pleiades", quick=(), of="pleiades"),
    Part("supercluster", "clusters of supercluster", (SQLITE,), ()),
    Part("setup", "bare machine to first page, the test suite", (SQLITE,), ()),
)
