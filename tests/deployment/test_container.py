"""The container: what an engine would be told, linted, and compared with what the program asks for."""

import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from deployed import COMPOSE, CONTAINER, FINAL, ROOT, of_compose, of_the_image

from deploy.container import steps

TEXT = steps.FILE.read_text(encoding="utf-8")
PINNED = re.compile(r"[\w./-]+:\S*\d+[.\d]*\S*$")


def linted(text):
    program = Path(sys.executable).with_name("hadolint")
    command = [program, "--no-color", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def test_nothing_in_the_container_file_is_unwise():
    assert linted(TEXT) == ""


def test_what_is_unwise_is_noticed():
    assert "DL3007" in linted(TEXT.replace("bookworm-20250520-slim", "latest"))


def test_every_image_is_one_version():
    own = {stage.name for stage in steps.stages(TEXT)}
    images = {stage.base for stage in steps.stages(TEXT)} - own
    images |= {one["image"] for one in COMPOSE["services"].values()}
    assert len(images) == 4
    assert [image for image in images if not PINNED.match(image)] == []


def test_packages_are_compared_with_their_hashes():
    installs = [value for stage in steps.stages(TEXT) for kind, value in stage.steps if "install.sh" in value]
    assert [kind for stage in steps.stages(TEXT) for kind, value in stage.steps if "pip install" in value] == []
    assert len(installs) == 2  # it is copied and run
    assert "--require-hashes" in (ROOT / "deploy/install.sh").read_text(encoding="utf-8")


def test_it_runs_as_nobody_of_importance_and_keeps_all_in_its_volume():
    user, group = map(int, FINAL.told["USER"].split(":"))
    assert min(user, group) > 9999
    assert Path(of_the_image()["DATA_DIR"]).parent == Path(FINAL.told["VOLUME"])


def test_everything_that_is_copied_is_there_and_is_let_in():
    """.dockerignore keeps all out but what it names."""
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    taken = set()
    for stage in steps.stages(TEXT):
        for kind, value in stage.steps:
            if kind == "COPY" and not steps.copied(value)[0]:
                taken |= {*steps.copied(value)[1]}
    assert taken == let_in
    assert [name for name in taken if not (ROOT / name).exists()] == []


def test_what_the_image_begins_with_is_in_it_and_can_be_run():
    *_, start = steps.command(FINAL.told["ENTRYPOINT"])
    assert (ROOT / start).stat().st_mode & 0o111
    assert (ROOT / steps.command(FINAL.told["HEALTHCHECK"])[1]).is_file()
    assert steps.command(FINAL.told["CMD"]) == ["web"]


@pytest.mark.parametrize("wrong", ["ADD https://elsewhere.example/a /a", "ONBUILD RUN true", "ARG KEY"])
def test_a_step_that_the_check_would_pass_over_is_refused(wrong):
    with pytest.raises(ValueError, match="is not known here"):
        steps.stages(f"FROM debian:12\n{wrong}\n")


# ── the health check


class Neighbour(BaseHTTPRequestHandler):
    """A server that knows one name, as ours does."""

    def do_GET(self):
        known = self.headers["Host"] == "heritage.example" and self.path == "/healthz"
        self.send_response(200 if known else 400)
        self.end_headers()

    def log_message(self, *_):
        """Nobody asked."""


def asked(port, hosts):
    command = [sys.executable, CONTAINER / "alive.py"]
    env = {"PORT": str(port), "ALLOWED_HOSTS": hosts}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_the_health_check_asks_by_a_name_that_the_server_knows():
    server = HTTPServer(("127.0.0.1", 0), Neighbour)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert asked(server.server_port, "heritage.example, www.heritage.example").returncode == 0
        assert asked(server.server_port, "").stderr == "The server answers with 400.\n"
    finally:
        server.shutdown()
        server.server_close()
    assert "does not answer" in asked(server.server_port, "heritage.example").stderr


# ── compose


def test_of_all_services_the_proxy_alone_is_reached_from_outside():
    assert [name for name, one in COMPOSE["services"].items() if one.get("ports")] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_may_do_as_little_as_it_can(name):
    one = COMPOSE["services"][name]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]


def test_nothing_is_served_before_the_database_is_brought_to_the_version():
    for name in ("web", "worker"):
        waits = COMPOSE["services"][name]["depends_on"]["migrate"]
        assert waits == {"condition": "service_completed_successfully"}
    assert COMPOSE["services"]["migrate"]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_a_server_is_given_the_time_to_finish_what_it_answers():
    assert int(COMPOSE["services"]["web"]["stop_grace_period"].removesuffix("s")) > 30  # gunicorn's graceful_timeout


def test_database_and_program_agree():
    database = dict(
        line.split("=", 1)
        for line in (CONTAINER / "database.env.example").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    )
    said = f"postgres://{database['POSTGRES_USER']}:{database['POSTGRES_PASSWORD']}@database/{database['POSTGRES_DB']}"
    assert of_compose()["DATABASE_URL"] == said


def test_the_proxy_of_the_file_is_the_one_of_the_page():
    """Caddy on one server, and in compose: but for the server's name they are told the same."""
    page = (ROOT / "docs/how-to/deploy.md").read_text(encoding="utf-8")
    shown = re.search(r"```caddy\n(.*?)```", page, re.DOTALL)[1].replace("127.0.0.1:8000", "web:8000").split()
    kept = [line for line in (CONTAINER / "Caddyfile").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert " ".join(kept).split() == shown
