"""Which machines there are, how they are called, and at which address and port each of them answers."""

from dataclasses import dataclass

PREFIX = "heritage-"
NETWORK = "10.213.77"

ETCD, ETCD_PEERS = 2379, 2380
POSTGRESQL, PATRONI = 5432, 8008
WRITER, READER = 5000, 5001  # of HAProxy
POOL = 6432  # pgbouncer, before the writer's port
SITE, FETCHED = 8080, 8081  # of the HAProxy in front: for people, and for the cache
PRODUCT, CACHED, STORED = 8000, 6081, 9000

DATABASE, APPLICATION = "heritage", "heritage"  # the product's database, and the role it signs in with
SUPERUSER, REPLICATION = "postgres", "replicator"


@dataclass(frozen=True, slots=True)
class Host:
    """A machine's name and address."""

    name: str
    number: int

    @property
    def address(self) -> str:
        return f"{NETWORK}.{self.number}"

    @property
    def namespace(self) -> str:
        return PREFIX + self.name


DATABASES = tuple(Host(f"db{number}", 10 + number) for number in (1, 2, 3))
KEEPERS = tuple(Host(f"etcd{number}", 20 + number) for number in (1, 2, 3))
DOOR = Host("door", 30)
APP = Host("app", 40)  # where the product would run, and where the drill's writers and readers do
HOSTS = (*KEEPERS, *DATABASES, DOOR, APP)

FRONT, CACHE, STORE, WORKER = Host("front", 31), Host("cache", 32), Host("store", 33), Host("worker", 44)
SERVERS = tuple(Host(f"app{number}", 40 + number) for number in (1, 2, 3))  # the application servers
VISITORS = tuple(f"{NETWORK}.{number}" for number in range(101, 117))  # people, on the application's machine
TOWERS = (*SERVERS, FRONT, CACHE, STORE, WORKER)  # what stands upon the database
