"""The units of systemd: read by systemd itself, and as shut in as a program can be that serves the web."""

import re
import subprocess
import sys

import pytest
from deployed import UNITS, units

PYTHON = "/srv/heritage/.venv/bin/python"
MOST = 2.0  # of ten, by systemd's own count of what a service could do


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The units in a folder, as if the program stood where they say it does."""
    folder = tmp_path_factory.mktemp("units")
    for path in UNITS.iterdir():
        (folder / path.name).write_text(path.read_text(encoding="utf-8").replace(PYTHON, sys.executable))
    return folder


def analyze(*words):
    done = subprocess.run(["systemd-analyze", *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", [path.name for path in sorted(UNITS.iterdir())])
def test_systemd_finds_nothing_wrong_with_a_unit(installed, name):
    code, said = analyze("verify", installed / name)
    assert (code, [line for line in said.splitlines() if "heritage" in line]) == (0, [])


def test_what_is_wrong_with_a_unit_is_noticed(installed):
    wrong = installed / "heritage-wrong.service"
    wrong.write_text((installed / "heritage.service").read_text().replace("ProtectHome=", "ProtectHouse="))
    try:
        assert "ProtectHouse" in analyze("verify", wrong)[1]
    finally:
        wrong.unlink()


@pytest.mark.parametrize("name", units("service"))
def test_a_service_may_do_as_little_as_it_can(tmp_path, name):
    plain = tmp_path / name.replace("@.", "@verify.")
    plain.write_text((UNITS / name).read_text(encoding="utf-8"))
    code, said = analyze("security", "--offline=true", "--no-pager", plain)
    level = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", said)[1])
    assert code == 0
    assert level <= MOST


def test_all_services_are_shut_in_alike():
    begins = "UMask=0077"
    walls = {
        name: (UNITS / name).read_text(encoding="utf-8").partition(begins)[2].partition("\n[Install]")[0].strip()
        for name in units("service")
    }
    assert len({*walls.values()}) == 1
    assert "ProtectSystem=strict" in next(iter(walls.values()))


@pytest.mark.parametrize("name", units("service"))
def test_a_service_runs_as_the_user_of_the_program_with_its_settings(name):
    unit = units("service")[name]
    assert unit.all("Service", "User") == ["heritage"]
    assert unit.all("Service", "EnvironmentFile") == ["/etc/heritage.env"]
    assert unit.all("Service", "StateDirectory") == ["heritage"]


def test_a_server_whose_settings_are_wrong_is_not_begun():
    first = units("service")["heritage.service"].all("Service", "ExecStartPre")
    assert first == [f"{PYTHON} manage.py check --deploy --fail-level ERROR"]
