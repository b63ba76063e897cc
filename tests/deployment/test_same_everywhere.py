"""Whichever form an operator chooses, it is the same program: its settings, its daily commands, its checks."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from deployed import (
    COMPOSE,
    CONTAINER,
    GUNICORN_OWN,
    MANIFESTS,
    ROOT,
    UNITS,
    containers,
    known,
    of_compose,
    of_kind,
    of_kubernetes,
    of_systemd,
    of_the_image,
    units,
)
from django.core.management import get_commands

TOLD = {"compose": of_compose, "kubernetes": of_kubernetes, "systemd": of_systemd}
INSIDE = {"LANG", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}  # the interpreter's own
FORMS = [path for folder in (CONTAINER, UNITS, MANIFESTS) for path in sorted(folder.iterdir()) if path.is_file()]
every_form = pytest.mark.parametrize("form", TOLD)


@every_form
def test_every_setting_that_is_given_is_one_that_is_read(form):
    assert sorted(TOLD[form]().keys() - known()) == []


def test_every_setting_of_the_image_is_one_that_is_read():
    assert sorted(of_the_image().keys() - known() - GUNICORN_OWN - INSIDE) == []


@pytest.mark.parametrize("form", ["compose", "kubernetes"])
def test_a_form_of_several_machines_is_told_what_the_simple_one_is(form):
    """And nothing more but the key that they share, and that work waits for the worker that stands there."""
    simple, told = of_systemd(), TOLD[form]() | {"DATA_DIR": of_the_image()["DATA_DIR"]}
    assert simple.keys() - told.keys() == set()
    assert told.keys() - simple.keys() == {"SECRET_KEY", "WORKER"}


@every_form
def test_its_settings_pass_the_check_of_a_deployment(form, tmp_path):
    """As they stand, with what an operator has to fill in filled in."""
    filled = {
        "DATA_DIR": str(tmp_path / "data"),
        "BACKUP_RECIPIENT": "",
        "SECRET_KEY": "".join(map(chr, range(58, 122))),
    }
    told = TOLD[form]() | filled
    told["DATABASE_URL"] = told["DATABASE_URL"].replace("PASSWORD", "tried-and-true")
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    bare = {"PATH": os.environ["PATH"], **told}
    run = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "heritage." not in run.stderr


# ── what is done every day


def of_units():
    services, found = units("service"), {}
    for name, timer in units("timer").items():
        (unit,), (when,) = timer.all("Timer", "Unit"), timer.all("Timer", "OnCalendar")
        template, _, instance = unit.removesuffix(".service").partition("@")
        service = services[f"{template}@.service" if instance else unit]
        line = service.all("Service", "ExecStart")[0].replace("%i", instance)
        found[re.search(r"manage\.py (\w+)", line)[1]] = re.search(r"(\d\d):(\d\d)$", when).groups()
        assert timer.all("Install", "WantedBy") == ["timers.target"], name
    return found


def of_cronjobs():
    found = {}
    for one in of_kind("CronJob").values():
        (box,) = one["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
        said = re.search(r"manage\.py (\w+)", box["args"][0])
        minute, hour = one["spec"]["schedule"].split()[:2]
        found[said[1] if said else box["args"][0]] = (f"{int(hour):02}", f"{int(minute):02}")
    return found


def test_the_same_is_done_every_day_at_the_same_time():
    assert of_units() == of_cronjobs()
    assert of_units().keys() == {"backup", "verify", "check_links", "send_alerts"}


def test_every_command_that_is_named_exists():
    said = {word for unit in units("service").values() for line in unit.all("Service", "ExecStart") for word in
            re.findall(r"manage\.py (\w+)", line)}  # fmt: skip
    args = [box["args"][0] for _, box in containers()]
    args += [one["command"][0] for one in COMPOSE["services"].values() if one.get("build")]
    named = (said | of_units().keys() | of_cronjobs().keys() | {*args}) - {"web", "worker"}
    named = {name for name in named if " " not in name}
    assert {"db_worker", "migrate", "verify"} <= named
    assert named - get_commands().keys() == set()


def test_server_and_worker_are_begun_alike():
    start = (CONTAINER / "start").read_text(encoding="utf-8")
    begun = {shlex.split(words)[0]: shlex.split(words) for words in re.findall(r'exec "\$python" (.+) ;;', start)}
    served, worked = (
        shlex.split(units("service")[name].all("Service", "ExecStart")[0])[1:]
        for name in ("heritage.service", "heritage-worker.service")
    )
    assert begun["-m"] == served
    assert worked in [shlex.split(words) for words in re.findall(r'exec "\$python" (.+) ;;', start)]


# ── secrets


@pytest.mark.parametrize("path", FORMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_form_holds_a_secret(path: Path):
    text = path.read_text(encoding="utf-8")
    given = re.findall(r"^\s*(?:- )?\"?(\w*(?:SECRET|PASSWORD|TOKEN|KEY)\w*)\"?[=:] ?(\S+)", text, re.MULTILINE)
    assert [pair for pair in given if pair[1] not in {"PASSWORD", '""'}] == []
    assert [found for found in re.findall(r"://[^/\s:]+:([^@\s]+)@", text) if found != "PASSWORD"] == []


def test_files_of_secrets_are_kept_out_of_repository_and_image():
    ignored = subprocess.run(
        ["git", "check-ignore", "deploy/container/heritage.env", "deploy/container/database.env",
         "deploy/kubernetes/secret.env"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()  # fmt: skip
    assert len(ignored) == 3
    only = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert only[0] == "*"
    assert [line for line in only if "env" in line] == []
