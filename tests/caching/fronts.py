"""The real caches, with the configurations that operators are given, and somebody who asks through them."""

import gzip
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from faults.machines import ROOT, awaited, free_port, kill

SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin"
GIVEN = ROOT / "deploy" / "cache"
HOW_TO = ROOT / "docs" / "how-to" / "cache.md"
HOST = "localhost"  # whichever port is asked: pages name their own address
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate, br"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def kept(self) -> bool:
        """Whether the cache gave it by itself."""
        return self.headers.get("x-cache", "").lower() == "hit"

    @property
    def text(self) -> bytes:
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


def ask(port, address, method="GET", body=None, **headers) -> Answer:
    """One answer, as a browser that follows nothing gets it. A header that is None is not sent."""
    said = BROWSER | {"Host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, address, body, {name: value for name, value in said.items() if value is not None})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
    finally:
        connection.close()


class Front:
    """A cache before a server, in a folder of its own."""

    def __init__(self, home: Path, server: int):
        self.home, self.server, self.port = home, server, free_port()
        home.mkdir()

    def __enter__(self):
        file = self.home / self.file
        file.write_text(self.configuration(), encoding="utf-8")
        with (self.home / "log").open("wb") as log:
            self.running = subprocess.Popen(self.command(file), stdout=log, stderr=log, start_new_session=True)
        awaited(f"{type(self).__name__} before port {self.server}", self.answers)
        return self

    def __exit__(self, *_):
        kill(self.running)

    def answers(self):
        assert self.running.poll() is None, (self.home / "log").read_text()
        try:
            return self.ask("/healthz").status == 200
        except OSError:
            return False

    def given(self) -> str:
        return (GIVEN / self.file).read_text(encoding="utf-8")

    def ask(self, address, method="GET", body=None, **headers) -> Answer:
        return ask(self.port, address, method, body, **headers)


class Varnish(Front):
    file = "varnish.vcl"

    def configuration(self):
        return self.given().replace('.port = "8000"', f'.port = "{self.server}"')

    def command(self, file):
        program = shutil.which("varnishd", path=SYSTEM)
        listens = ["-F", "-j", "none", "-a", f"127.0.0.1:{self.port}", "-T", "none"]
        mask = re.search(r"-p (vsl_mask=\S+)", HOW_TO.read_text(encoding="utf-8")).group(1)
        return [program, *listens, "-n", str(self.held), "-f", str(file), "-s", "malloc,64m", "-p", mask]

    @property
    def held(self):
        return self.home / "held"

    def notes(self):
        """What it has noted of the last requests."""
        log = [shutil.which("varnishlog", path=SYSTEM), "-n", str(self.held), "-d", "-g", "raw"]
        return subprocess.run(log, capture_output=True, text=True, check=True).stdout


class Nginx(Front):
    file = "nginx.conf"

    def configuration(self):
        said = self.given().replace("127.0.0.1:8000", f"127.0.0.1:{self.server}")
        said = said.replace("listen 443 ssl", f"listen 127.0.0.1:{self.port}").replace("/var/cache/nginx", "cache")
        said = said.replace("/var/log/nginx/error.log", str(self.home / "errors"))
        said = re.sub(r"^ *(?:ssl_|listen \[).*\n", "", said, flags=re.MULTILINE).replace("heritage.example", "_")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        beside = "".join(f"{kind}_temp_path {self.home}/{kind};" for kind in kinds)
        (self.home / "cache").mkdir()
        user = "user root;" if os.getuid() == 0 else ""  # the folder is ours alone
        before = f"{user} worker_processes 1; daemon off; pid {self.home}/pid; error_log {self.home}/log;"
        return f"{before} events {{ worker_connections 512; }} http {{ {beside}\n{said}\n}}"

    def command(self, file):
        return [shutil.which("nginx", path=SYSTEM), "-p", str(self.home), "-c", str(file)]


KINDS = {"varnish": Varnish, "nginx": Nginx}
