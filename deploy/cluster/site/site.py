"""The site: built upon a cluster that is whole, with the demonstration in it."""

import json
import secrets
import shutil
from dataclasses import dataclass, field
from http import HTTPStatus

from .. import network, plan
from ..cluster import Cluster
from ..machine import Machine
from ..members import members
from ..network import inside
from . import programs
from .people import asked

BUCKET = "heritage"


@dataclass(slots=True)
class Site:
    """``shared`` are the settings that every machine of the product has; ``passwords`` those of its accounts."""

    cluster: Cluster
    shared: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    def build(self) -> None:
        for host in plan.TOWERS:
            self.cluster.set_up(host)
        self.shared = self._shared()
        network.known_as(plan.APP, plan.VISITORS)
        self._store()
        first = self.machine(plan.WORKER)
        for words in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
            first.carry_out(programs.command(first, self.unhurried, *words))
        self.passwords = json.loads((first.folder / "data" / "demo-accounts.json").read_text())
        first.run(programs.command(first, self.shared, "db_worker"))
        first.carry_out(programs.command(first, self.shared, "collectstatic", "--noinput", "--verbosity", "0"))
        for server in map(self.machine, plan.SERVERS):
            shutil.copytree(first.folder / "data" / "static", server.folder / "data" / "static")
            server.run(programs.server(server, self.shared))
        self.machine(plan.CACHE).run(programs.cache(self.machine(plan.CACHE)))
        self.machine(plan.FRONT).run(programs.front(self.machine(plan.FRONT)))
        self.await_whole()

    def machine(self, host: plan.Host) -> Machine:
        return self.cluster.machines[host]

    def await_whole(self) -> None:
        """Until the cluster is, every server is ready, and the front and the cache answer."""
        self.cluster.await_whole()
        self.cluster.wait(_answers, "the site does not answer whole")

    @property
    def primary(self) -> plan.Host:
        return members().primary

    def verify(self) -> str:
        """What `manage.py verify` says of the chain of decisions."""
        worker = self.machine(plan.WORKER)
        return worker.carry_out(programs.command(worker, self.unhurried, "verify"))

    @property
    def unhurried(self) -> dict[str, str]:
        """The settings of commands that take long: the pooler gives up what takes more than some seconds."""
        return self.shared | {"DATABASE_URL": self.cluster.writer_directly, "POOLED": "0"}

    def _store(self) -> None:
        """The storage, with the bucket in which everything lies."""
        store = self.machine(plan.STORE)
        store.run(programs.store(store))
        with inside(plan.APP):
            self.cluster.wait(
                lambda: asked((plan.STORE.address, plan.STORED), f"/{BUCKET}", method="PUT").status == HTTPStatus.OK,
                "the storage does not answer",
            )

    def _shared(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.cluster.writer,
            "POOLED": "1",
            "STANDBY_URL": self.cluster.reader,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "ALLOWED_HOSTS": ",".join(one.address for one in (plan.FRONT, plan.CACHE, *plan.SERVERS)),
            "PROXIES": "1",
            "WORKER": "1",
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT": f"http://{plan.STORE.address}:{plan.STORED}",
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY": "drill",
            "S3_SECRET_KEY": secrets.token_urlsafe(24),
            "SHARED_CACHE_SECONDS": "30",
            "OFFLINE": "1",
            "DRAIN_SECONDS": "5",  # the front needs three to see that nobody is to be sent there any more
            "LISTEN": "0.0.0.0",  # noqa: S104 - of a machine whose network is the cluster's own
        }


def _answers() -> bool:
    """Whether everybody at whom a request passes does."""
    ready = [((one.address, plan.PRODUCT), "/healthz/ready") for one in plan.SERVERS]
    ways = [((plan.CACHE.address, plan.CACHED), "/"), ((plan.FRONT.address, plan.SITE), "/")]
    with inside(plan.APP):
        return all(asked(*one).status == 200 for one in (*ready, *ways))
