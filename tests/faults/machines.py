"""The real server, its worker and its database, each a process that can be killed, stopped and begun again."""

import json
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import psycopg2

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PATIENCE = 60  # seconds until something that must come is given up
OUTSIDE = ("DATABASE_URL", "SECURE", "DEBUG", "READ_ONLY", "DJANGO_SETTINGS_MODULE", "SOAK")
COMMAND = [sys.executable, "manage.py"]
SERVER = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "heritage.wsgi"]
WORKER = [*COMMAND, "db_worker", "-v0", "--interval", "0.1", "--no-startup-delay"]


def awaited(what, fact):
    """What ``fact`` gives as soon as that is something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := fact():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come within {PATIENCE} seconds.")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Cluster:
    """A PostgreSQL server of the test's own, on a socket in its own folder."""

    def __init__(self, home):
        self.home, self.data = home, home / "cluster"
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
        self.programs = programs[-1] if programs else Path(shutil.which("initdb")).parent
        self.owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # it refuses to run as root

    @property
    def url(self):
        return f"postgres://tester@{str(self.home).replace('/', '%2F')}/postgres"

    def own(self):
        if self.owner:
            found = pwd.getpwnam("postgres")
            self.home.chmod(0o1777)  # it stays ours: a server with a disk of its own keeps a copy there
            for place in self.home.rglob("*"):
                if place != self.home / "data" and self.home / "data" not in place.parents:  # those are the server's
                    os.chown(place, found.pw_uid, found.pw_gid)

    def run(self, program, *args):
        command = [*self.owner, str(self.programs / program), *map(str, args)]
        subprocess.run(command, cwd=self.home, check=True, capture_output=True, timeout=PATIENCE)

    def make(self):
        self.own()
        self.run("initdb", "--pgdata", self.data, "--username", "tester", "--auth", "trust", "--encoding", "UTF8",
                 "--locale", "C", "--no-sync", "--data-checksums")  # fmt: skip

    def start(self):
        options = f"-k {self.home} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        log = self.home / "server.log"
        self.run("pg_ctl", "--pgdata", self.data, "--log", log, "--wait", "--silent", "start", "--options", options)

    def stop(self, mode="fast"):
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "--pgdata", self.data, "--mode", mode, "--silent", "--wait", "stop")

    def kill_a_backend(self):
        """One that works for somebody; PostgreSQL then throws all out and recovers."""
        try:
            found = self.asked("SELECT pid FROM pg_stat_activity WHERE datname = 'postgres' ORDER BY random() LIMIT 1")
        except psycopg2.OperationalError:
            found = None  # it is recovering
        if found:
            with suppress(ProcessLookupError):
                os.kill(found[0], signal.SIGKILL)

    def check(self):
        """Whether tables and indexes are sound."""
        awaited("the database", self.answers)
        self.run("pg_amcheck", "--install-missing", "--heapallindexed", "-h", self.home, "-U", "tester", "postgres")

    def answers(self):
        try:
            return bool(self.asked("SELECT 1"))
        except psycopg2.OperationalError:
            return False

    def asked(self, question):
        held = psycopg2.connect(host=str(self.home), user="tester", dbname="template1", connect_timeout=2)
        with closing(held), held.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()


class Installation:
    """What an operator runs: a folder, a database, the server and, if it is begun, a worker."""

    def __init__(self, data, cluster=None, **environment):
        self.data, self.cluster, self.port = data, cluster, free_port()
        self.env = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        self.env |= {"DATA_DIR": str(data), "PORT": str(self.port), "LOG_LEVEL": "CRITICAL"} | environment
        if cluster:
            self.env["DATABASE_URL"] = cluster.url
        self.server = self.worker = None

    def begin(self, command, before=()):
        with (self.data.parent / "processes.log").open("ab") as log:
            return subprocess.Popen(
                [*before, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def start(self, before=()):
        self.server = self.begin(SERVER, before)
        self.await_health()

    def await_health(self):
        awaited("The server", lambda: self.health("/healthz") == 200)

    def start_worker(self, before=()):
        self.worker = self.begin(WORKER, before)

    def kill_server(self):
        kill(self.server)

    def kill_worker(self):
        kill(self.worker)

    def kill_one_process(self, chance):
        """One of the processes that answer; the one that watches over them begins another."""
        if found := children(self.server.pid):
            with suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)

    def processes(self):
        return [self.server.pid, *children(self.server.pid)]

    def stop(self):
        for process in filter(None, (self.server, self.worker)):
            kill(process)
        if self.cluster:
            self.cluster.stop("immediate")

    def health(self, path="/healthz/ready"):
        try:
            return self.told(path)[0]
        except OSError:
            return 0

    def told(self, path, timeout=PATIENCE, **headers):
        """Status, headers and body of a page, as anybody gets it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers={"Connection": "close", "Accept": "text/html", **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def manage(self, *args, check=True, before=()):
        command = [*before, *COMMAND, *args]
        return subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=check)

    def rows(self, question):
        """What the database answers at this moment."""
        if self.cluster:
            held = psycopg2.connect(host=str(self.cluster.home), user="tester", dbname="postgres")
        else:
            held = sqlite3.connect(self.data / "db.sqlite3")
        with closing(held), closing(held.cursor()) as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    def look(self, before=()):
        """What stands in the database, told by a process that has no part in anything else."""
        command = [*before, sys.executable, str(HERE / "looking.py")]
        found = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr
        return json.loads(found.stdout)


def kill(process):
    """With all that it has begun, in the middle of whatever they do."""
    if process:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
