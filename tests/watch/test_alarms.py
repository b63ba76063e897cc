"""Whoever is called finds a page that says what to do; an alarm rings when it should, and only then; and whatever an
alarm or the board looks at is a figure that somebody tells."""

import json
import re
import subprocess

import pytest
import yaml
from docfiles import DOCS, ROOT, text_of
from watch.figures import KEY, scraped
from watch.rehearsals import REHEARSALS

FOLDER = ROOT / "deploy" / "prometheus"
RULES = FOLDER / "alarms.yml"
RUNBOOK = DOCS / "runbook"
GROUPS = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
ALARMS = {rule["alert"]: rule for group in GROUPS for rule in group["rules"] if "alert" in rule}
RECORDED = {rule["record"] for group in GROUPS for rule in group["rules"] if "record" in rule}
EXPRESSIONS = [rule["expr"] for group in GROUPS for rule in group["rules"]]
BOARD = json.loads((FOLDER / "board.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
SHOWN = [target["expr"] for panel in PANELS for target in panel["targets"]]
PARTS = [
    "What it means",
    "What readers and editors notice",
    "How to look",
    "How to mend it",
    "What not to do",
]
# Of programs that are not ours, as their own documents name them.
OF_OTHERS = {
    "up",
    "ALERTS",
    "probe_success",
    "probe_ssl_earliest_cert_expiry",
    "node_filesystem_avail_bytes",
    "node_filesystem_size_bytes",
    "patroni_primary",
    "patroni_replica",
    "patroni_sync_standby",
    "patroni_postgres_running",
    "patroni_postgres_timeline",
    "patroni_xlog_location",
    "patroni_xlog_replayed_location",
    "etcd_server_has_leader",
    "haproxy_backend_active_servers",
}
# Told by a server once there was something to tell.
NOW_AND_THEN = {
    "heritage_backup_timestamp_seconds",
    "heritage_database_backup_timestamp_seconds",
    "heritage_log_archive_failing",
    "heritage_log_archived_timestamp_seconds",
    "heritage_verify_timestamp_seconds",
    "heritage_verify_faults",
    "heritage_requests_total",
    "heritage_request_seconds_bucket",
    "heritage_database_errors_total",
}
WORDS = {"by", "on", "and", "or", "unless", "le", "bool", "offset", "ignoring", "without"}


def names(expression):
    """The figures that an expression looks at: what is neither a label, a function, nor a word of the language."""
    bare = re.sub(r'"[^"]*"', "", expression)
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|\b(?:by|on|without|ignoring) \([^)]*\)", " ", bare)
    return {one for one in re.findall(r"[a-zA-Z_:][\w:]*(?!\w*\s*\()", bare) if one not in WORDS}


@pytest.fixture
def told(db, settings):
    settings.METRICS_TOKEN = KEY
    return {name for name, _ in scraped()} | NOW_AND_THEN


def test_what_an_expression_looks_at_is_found():
    assert names('sum by (le) (rate(a_total{b="c"}[5m])) / max(d) > 3 or absent(e:f)') == {"a_total", "d", "e:f"}


def test_every_alarm_looks_at_figures_that_are_told(told):
    seen = set().union(*map(names, EXPRESSIONS))
    assert len(seen) > 20
    assert sorted(seen - told - OF_OTHERS - RECORDED) == []


def test_every_panel_of_the_board_shows_figures_that_are_told(told):
    seen = set().union(*map(names, SHOWN))
    assert len(PANELS) > 15
    assert sorted(seen - told - OF_OTHERS - RECORDED) == []


def test_every_figure_that_is_told_stands_in_the_document_for_operators(told):
    written = set(re.findall(r"`(heritage_\w+)`", text_of(DOCS / "how-to" / "watch.md")))
    families = {re.sub(r"_(?:bucket|sum|count)$", "", name) for name in told if name.startswith("heritage_")}
    assert families == written


def test_every_alarm_has_its_page_and_every_page_its_alarm():
    pages = {name: ROOT / rule["annotations"]["runbook"] for name, rule in ALARMS.items()}
    assert set(pages.values()) == set(RUNBOOK.glob("*.md"))
    for name, page in pages.items():
        assert name in re.findall(r"`(\w+)`", text_of(page).split("\n## ")[0]), page
    named = [one for page in RUNBOOK.glob("*.md") for one in re.findall(r"`(\w+)`", text_of(page).split("\n## ")[0])]
    assert sorted(named) == sorted(ALARMS)


@pytest.mark.parametrize("page", sorted(RUNBOOK.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_says_what_it_means_what_is_noticed_how_to_look_how_to_mend_and_what_not_to_do(page):
    _, *parts = text_of(page).split("\n## ")
    assert [part.partition("\n")[0] for part in parts] == PARTS
    assert all(part.partition("\n")[2].strip() for part in parts)


def test_every_alarm_says_how_urgent_it_is_and_what_happened():
    assert {rule["labels"]["severity"] for rule in ALARMS.values()} == {"page", "ticket"}
    assert [name for name, rule in ALARMS.items() if not rule["annotations"]["summary"].endswith(".")] == []


def promtool(*args, cwd=FOLDER):
    return subprocess.run(["promtool", *map(str, args)], cwd=cwd, capture_output=True, text=True, check=False)


def test_prometheus_reads_the_rules():
    run = promtool("check", "rules", RULES)
    assert run.returncode == 0, run.stdout + run.stderr


def test_prometheus_reads_the_configuration(tmp_path):
    (tmp_path / "token").write_text(KEY)
    said = (FOLDER / "prometheus.yml").read_text().replace("/etc/prometheus/heritage-token", str(tmp_path / "token"))
    (tmp_path / "prometheus.yml").write_text(said)
    (tmp_path / RULES.name).symlink_to(RULES)
    run = promtool("check", "config", tmp_path / "prometheus.yml")
    assert run.returncode == 0, run.stdout + run.stderr
    jobs = {job["job_name"] for job in yaml.safe_load(said)["scrape_configs"]}
    assert set(re.findall(r'job="(\w+)"', " ".join(EXPRESSIONS))) <= jobs


def rehearsal(alarm, minutes, series, rings):
    name = f"{alarm} {'rings' if rings else 'is quiet'}"
    expected = [{"labels": "{}", "value": 1}] if rings else []
    asked = f'count(count by (alertname) (ALERTS{{alertname="{alarm}",alertstate="firing"}}))'
    return {
        "name": name,
        "interval": "1m",
        "input_series": [{"series": one, "values": said.format(m=minutes)} for one, said in series.items()],
        "promql_expr_test": [{"expr": asked, "eval_time": f"{minutes}m", "exp_samples": expected}],
    }


def test_every_alarm_rings_when_it_should_and_only_then(tmp_path):
    assert set(REHEARSALS) == set(ALARMS)
    tests = [
        rehearsal(alarm, minutes, series, rings)
        for alarm, (minutes, *both) in REHEARSALS.items()
        for rings, series in zip((True, False), both, strict=True)
    ]
    file = tmp_path / "rehearsals.yml"
    file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))
    run = promtool("test", "rules", file)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("alarm", ["NotVerified", "BackupOld"])
def test_a_server_on_which_it_never_happened_rings_too(alarm, tmp_path):
    file = tmp_path / "rehearsals.yml"
    tests = [
        rehearsal(alarm, 120, {'up{job="heritage",instance="a"}': "1x{m}"}, rings=True),
        rehearsal(alarm, 120, {'up{job="node",instance="a"}': "1x{m}"}, rings=False),
    ]
    file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))
    assert promtool("test", "rules", file).returncode == 0


def test_an_installation_without_a_cluster_is_not_called_for_one(tmp_path):
    file = tmp_path / "rehearsals.yml"
    alone = {'up{job="heritage",instance="a"}': "1x{m}", "heritage_verify_timestamp_seconds": "0x{m}"}
    alone |= {"heritage_backup_timestamp_seconds": "0x{m}"}
    tests = [rehearsal(alarm, 90, alone, rings=False) for alarm in ALARMS]
    file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}))
    run = promtool("test", "rules", file)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_figures_are_written_as_prometheus_reads_them(db, settings, client):
    settings.METRICS_TOKEN = KEY
    client.get("/sites/")
    page = client.get("/metrics", headers={"authorization": f"Bearer {KEY}"}).content
    run = subprocess.run(["promtool", "check", "metrics"], input=page, capture_output=True, check=False)
    assert (run.returncode, run.stdout + run.stderr) == (0, b"")
