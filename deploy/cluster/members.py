"""What Patroni and etcd say of their members, as it is heard on the application's machine."""

import http.client
import json
from dataclasses import dataclass

from .network import inside
from .plan import APP, DATABASES, ETCD, KEEPERS, PATRONI, Host

RUNNING = {"running", "streaming"}  # later versions of Patroni tell them apart
SECONDS = 2


@dataclass(frozen=True, slots=True)
class Members:
    """Who is primary, who holds a copy of all that was acknowledged, and who else follows."""

    primary: Host | None
    synchronous: Host | None
    others: tuple[Host, ...]
    whole: bool

    def __str__(self):
        names = ", ".join(one.name for one in self.others) or "nobody"
        return f"primary {_name(self.primary)}, synchronous {_name(self.synchronous)}, beside them {names}"


def members() -> Members:
    """As the first database that answers knows them."""
    for host in DATABASES:
        if told := _asked(host, PATRONI, "/cluster"):
            return _read(json.loads(told)["members"])
    return Members(None, None, (), whole=False)


def _read(told: list[dict]) -> Members:
    roles: dict[str, list[Host]] = {"leader": [], "sync_standby": [], "replica": []}
    for one in told:
        roles.setdefault(one["role"], []).append(_host(one["name"]))
    alike = {one.get("timeline") for one in told} and len({one.get("timeline") for one in told}) == 1
    well = alike and all(one["state"] in RUNNING and one.get("lag", 0) == 0 for one in told)
    leaders, copies = roles["leader"], roles["sync_standby"]
    whole = bool(well and len(told) == len(DATABASES) and leaders and copies)
    return Members(next(iter(leaders), None), next(iter(copies), None), tuple(roles["replica"]), whole)


def keeper_in_charge() -> Host | None:
    """The member of etcd that the others follow."""
    for host in KEEPERS:
        if told := _asked(host, ETCD, "/v3/maintenance/status", "{}"):
            said = json.loads(told)
            if said.get("leader") == said["header"]["member_id"]:
                return host
    return None


def keepers_well() -> bool:
    return all("true" in _asked(host, ETCD, "/health") for host in KEEPERS)


def set_up(**settings) -> None:
    """Change what Patroni keeps in etcd: `patronictl edit-config`."""
    primary = members().primary
    if not primary or not _asked(primary, PATRONI, "/config", json.dumps(settings), "PATCH"):
        raise OSError("Patroni does not take a setting.")


def hand_over(primary: Host, candidate: Host) -> None:
    """Make the candidate primary: `patronictl switchover`."""
    _asked(
        primary, PATRONI, "/switchover", json.dumps({"leader": primary.name, "candidate": candidate.name}), seconds=60
    )


def _asked(host: Host, port: int, path: str, body: str | None = None, method: str = "", seconds: int = SECONDS) -> str:
    """What is answered; nothing where nobody answers or where the answer is a refusal."""
    with inside(APP):
        connection = http.client.HTTPConnection(host.address, port, timeout=seconds)
        try:
            connection.request(method or ("POST" if body else "GET"), path, body)
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == http.HTTPStatus.OK else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()


def _host(name: str) -> Host:
    return next(one for one in DATABASES if one.name == name)


def _name(host: Host | None) -> str:
    return host.name if host else "nobody"
