"""The browser tests' cast: a real server with the demonstration data, and an installed Chromium that looks at it.

Every page of every test is watched: a refusal by the content-security policy, a script error, or a request to anybody
but our own server fails the test.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from letterbox import PostOffice

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage"]


@dataclass(frozen=True)
class Person:
    name: str
    password: str


@dataclass(frozen=True)
class Site:
    """A running installation: `url` without a slash at its end, the three demonstration users, and its environment."""

    url: str
    editor: Person
    reviewer: Person
    steward: Person
    env: dict


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def await_health(url, server, seconds=30):
    """Wait until the server answers; fail at once if it has died."""
    for _ in range(seconds * 10):
        if server.poll() is not None:
            pytest.fail(
                f"The server stopped with status {server.returncode}: its reason stands in the captured output."
            )
        try:
            return urlopen(f"{url}/healthz").close()
        except URLError:
            time.sleep(0.1)
    return pytest.fail(f"The server did not answer on /healthz within {seconds} seconds.")


@contextmanager
def serving(env, program="heritage.wsgi"):
    """Serve an installation on a free port, as `make run` does, for as long as it is looked at; gives its address."""
    port = str(free_port())
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", program]
    with subprocess.Popen(gunicorn, cwd=ROOT, env=env | {"PORT": port}) as server:
        try:
            await_health(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def installed(data, *commands):
    """The environment of an installation that keeps its data in a folder."""
    outside = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECURE", "DEBUG"}}
    env = outside | {"DATA_DIR": str(data)}
    for command in ["collectstatic --noinput", "migrate --noinput", *commands]:
        subprocess.run([sys.executable, "manage.py", *command.split(), "-v0"], cwd=ROOT, env=env, check=True)
    return env


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Serve an installation of its own that a program has filled, as it was told to: gives the address, what the
    program said in the end, and the environment."""

    @contextmanager
    def fill(*program, told=None):
        env = installed(tmp_path_factory.mktemp("filled"))
        known = {"DJANGO_SETTINGS_MODULE": "heritage.settings", "PYTHONPATH": f"{ROOT}:{HERE.parent}"}
        asked = {"input": json.dumps(told), "capture_output": True, "text": True, "check": True}
        said = subprocess.run([sys.executable, *program], cwd=ROOT, env=env | known, **asked).stdout
        with serving(env) as url:
            yield url, json.loads(said.splitlines()[-1]), env

    return fill


@pytest.fixture(scope="session")
def post_office():
    """The mail server of the installation: what it took can be read."""
    with PostOffice() as office:
        yield office


@pytest.fixture(scope="session")
def live_site(tmp_path_factory, post_office):
    """The product with the demonstration data."""
    data = tmp_path_factory.mktemp("installation")
    sends = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(post_office.port), "EMAIL_USE_TLS": "0"}
    env = installed(data, "demo --if-empty") | sends | {"DEFAULT_FROM": "alerts@example.org"}
    passwords = json.loads((data / "demo-accounts.json").read_text())
    people = [Person(name, passwords[name]) for name in ["demo-editor", "demo-reviewer", "demo-steward"]]
    with serving(env) as url:
        yield Site(url, *people, env)


@pytest.fixture(scope="module")
def newsroom(live_site):
    """The same installation, served by a process that finds a newspaper on this machine: its address, and the pages
    of the newspaper by their paths, to be written."""
    pages = {}

    class Newspaper(BaseHTTPRequestHandler):
        def do_GET(self):
            page = pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Newspaper) as newspaper:
        Thread(target=newspaper.serve_forever, daemon=True).start()
        known = {"NEWSROOM_PORT": str(newspaper.server_port), "PYTHONPATH": str(HERE)}
        with serving(live_site.env | known, "newsroom:application") as url:
            yield url, pages
        newspaper.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = next((path for path in map(shutil.which, filter(None, CHROMIUM)) if path), None)
    if chromium is None:
        pytest.fail("No Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM=.")
    return {"executable_path": chromium, "args": QUIET, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(live_site):
    return {"base_url": live_site.url, "viewport": {"width": 1280, "height": 800}}


@pytest.fixture(autouse=True)
def faults():
    """What went wrong in any page of the test. None may have, whatever the test is about."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def ours(live_site):
    """The servers that a page of the test may ask."""
    return [live_site.url]


@pytest.fixture
def new_context(new_context, ours, faults):
    """A browser of its own for somebody, held to our promises like everybody's."""

    def watch_console(message):
        if "Content Security Policy" in message.text:
            faults.append(f"refused by the policy: {message.text}")

    def watch_request(request):
        if not request.url.startswith((*(f"{url}/" for url in ours), "data:", "blob:")):
            faults.append(f"left the site: {request.url}")

    def watched(**settings):
        context = new_context(**settings)
        context.on("console", watch_console)
        context.on("weberror", lambda error: faults.append(f"script error: {error.error}"))
        context.on("request", watch_request)
        return context

    return watched
