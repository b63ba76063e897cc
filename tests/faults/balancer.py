"""HAProxy as deploy/haproxy.cfg has it, in front of servers of the tests."""

import csv
import re
import shutil
import subprocess
from http.client import HTTPConnection

from machines import ROOT, awaited, free_port

PROGRAM = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")


class Balancer:
    def __init__(self, folder, servers):
        self.port, self.ports = free_port(), [one.port for one in servers]
        said = (ROOT / "deploy" / "haproxy.cfg").read_text().replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")
        for name, port in zip(("one", "two"), self.ports, strict=True):
            said = re.sub(rf"(server {name} 127\.0\.0\.1):\d+", rf"\1:{port}", said)
        self.told = free_port()
        said += f"\nlisten told\n    bind 127.0.0.1:{self.told}\n    stats enable\n    stats uri /\n"
        self.file = folder / "haproxy.cfg"
        self.file.write_text(said)

    def __enter__(self):
        with self.file.with_suffix(".log").open("w") as log:
            self.process = subprocess.Popen([PROGRAM, "-db", "-f", str(self.file)], stdout=log, stderr=log)
        awaited("Both servers", lambda: self.ready() == 2)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def ready(self):
        """How many of the servers are sent readers."""
        try:
            rows = csv.DictReader(self.asked("/;csv", self.told)[1].splitlines())
        except OSError:
            return 0
        servers = [row for row in rows if row["# pxname"] == "pages" and row["svname"] != "BACKEND"]
        return sum(row["status"].startswith("UP") for row in servers)

    def status(self, path):
        return self.asked(path, self.port)[0]

    def asked(self, path, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()
