"""The database hands its log of changes to where backups lie; whoever watches is told when it cannot."""

import re

from machines import awaited
from visitor import Visitor
from watch.figures import KEY

VAULT = "archive_mode = on\narchive_command = 'test -d {vault} && cp %p {vault}/%f'\n"


def test_a_log_that_is_not_kept_is_told_until_it_is_kept_again(install):
    one = install(METRICS_TOKEN=KEY)
    one.start()
    assert told(one) == {}, "nobody asked for the log to be kept"
    one.cluster.stop()
    vault = one.cluster.home / "vault"
    with (one.cluster.data / "postgresql.auto.conf").open("a") as settings:
        settings.write(VAULT.format(vault=vault))
    one.cluster.start()
    end_a_piece(one)
    awaited("the word that it fails", lambda: told(one) == {"log_archive_failing": 1})
    vault.mkdir()
    one.cluster.own()
    end_a_piece(one)
    awaited("the word that it is kept", lambda: told(one).get("log_archive_failing") == 0)
    assert any(vault.iterdir())
    assert told(one)["log_archived_timestamp_seconds"] > 1.7e9


def told(installation):
    page = Visitor(installation.port).ask("GET", "/metrics", Authorization=f"Bearer {KEY}").content.decode()
    assert "heritage_build_info" in page
    return {name: float(said) for name, said in re.findall(r"^heritage_(log_archive\w+) (\S+)$", page, re.MULTILINE)}


def end_a_piece(installation):
    installation.cluster.asked("SELECT pg_logical_emit_message(false, 'test', 'something'), pg_switch_wal()")
