"""Which machines there are, how they are called, and at which address and port each of them answers."""

from dataclasses import dataclass

PREFIX = "heritage-"
NETWORK = "10.213.77"

ETCD, ETCD_PEERS = 2379, 2380
POSTGRESQL, PATRONI = 5432, 8008
WRITER, READER = 5000, 5001  # of HAProxy
POOL = 6432  # pgbouncer, before the writer's port

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
