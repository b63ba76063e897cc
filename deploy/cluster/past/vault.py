"""The machine that keeps the backups: an object storage behind TLS, which knows nothing of the cluster."""

import http.client
import ssl
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

from ..cluster import Cluster
from ..machine import Machine, Program
from ..network import inside
from ..plan import APP, Host
from ..programs import filled, path, write

VAULT = Host("vault", 50)
PORT, BUCKET = 9443, "backups"
ROOT = Path(__file__).resolve().parents[3]
PYTHON = sys.executable
OWNER = Path(PYTHON).resolve().owner()  # an interpreter in somebody's home is for them alone


@dataclass(frozen=True, slots=True)
class Keys:
    """All that is needed, beside the bucket, to have the database again."""

    key: str = field(default_factory=lambda: token_hex(10))
    secret: str = field(default_factory=lambda: token_hex(20))
    passphrase: str = field(default_factory=lambda: token_hex(32))


def open_vault(cluster: Cluster) -> None:
    """Give it power, a certificate and an empty bucket."""
    if not find_spec("moto"):
        raise SystemExit("There is no moto here, which the vault runs: run this with the tests' packages.")
    cluster.set_up(VAULT)
    machine = cluster.machines[VAULT]
    machine.run(_server(machine, _certify(cluster)))
    cluster.wait(lambda: _bucket_is_there(cluster), "the vault does not answer")


def hand_out(cluster: Cluster, host: Host, keys: Keys) -> None:
    """Tell a machine where the vault is, and give it the keys."""
    machine = cluster.machines[host]
    certificate = write(machine, "vault.pem", _certificate(cluster).read_text())
    where = {"vault": f"{VAULT.address}:{PORT}", "bucket": BUCKET, "certificate": certificate}
    what = {"key": keys.key, "secret": keys.secret, "passphrase": keys.passphrase}
    filled(machine, "pgbackrest.conf", **where, **what)
    # Patroni lets nobody in without a password, not even from the same machine.
    write(machine, ".pgpass", f"*:*:*:postgres:{cluster.passwords.superuser}\n")


def _server(machine: Machine, files: tuple[Path, Path]) -> Program:
    certificate, key = files
    tls = ("--certfile", str(certificate), "--keyfile", str(key))
    # One process, since it is its memory that keeps the objects.
    few = ("--workers", "1", "--threads", "16", "--timeout", "120", "--pythonpath", str(ROOT))
    bound = ("--bind", f"{machine.host.address}:{PORT}", "--worker-tmp-dir", "/dev/shm")
    command = (PYTHON, "-m", "gunicorn", *bound, *tls, *few, "deploy.cluster.past.served:application")
    return Program("vault", command, {"PYTHONDONTWRITEBYTECODE": "1"}, owner=OWNER)


def _certificate(cluster: Cluster) -> Path:
    return cluster.folder / VAULT.name / "certificate.pem"


def _certify(cluster: Cluster) -> tuple[Path, Path]:
    """A certificate of its own, and the key of it. pgBackRest looks for the address among the names."""
    certificate = _certificate(cluster)
    key = certificate.with_name("key.pem")
    names = f"subjectAltName=DNS:{VAULT.address},IP:{VAULT.address}"
    made = [path("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=vault"]
    made += ["-addext", names, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    return certificate, key


def _bucket_is_there(cluster: Cluster) -> bool:
    trusted = ssl.create_default_context(cafile=str(_certificate(cluster)))
    with inside(APP):
        connection = http.client.HTTPSConnection(VAULT.address, PORT, timeout=10, context=trusted)
        try:
            connection.request("PUT", f"/{BUCKET}")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
