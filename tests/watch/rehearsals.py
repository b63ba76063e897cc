"""For each alarm: figures of an hour or more under which it rings, and others under which it does not.

Figures are written as Prometheus's tool reads them, one a minute: ``0x90`` is 0 for ninety minutes, ``0+6x90`` grows by
6 in each. The clock of a rehearsal begins at 0.
"""

HOURS = 60 * 60
DAY = 24 * HOURS
ROUTE = 'route="sites",method="GET"'
UP = {'up{job="heritage",instance="a"}': "1x{m}"}
PATRONI = {f'up{{job="patroni",instance="db{one}"}}': "1x{m}" for one in "123"}
ETCD = {f'up{{job="etcd",instance="etcd{one}"}}': "1x{m}" for one in "123"}


def databases(name, *figures):
    return {f'{name}{{instance="db{number}"}}': said for number, said in enumerate(figures, 1)}


def build(*versions):
    return {f'heritage_build_info{{instance="{one}",version="{one}"}}': "1x{m}" for one in versions}


def answers(good, bad):
    return {
        f'heritage_requests_total{{{ROUTE},status="2xx"}}': f"0+{good}x{{m}}",
        f'heritage_requests_total{{{ROUTE},status="5xx"}}': f"0+{bad}x{{m}}",
    }


def waits(quick, slow):
    return {
        f'heritage_request_seconds_bucket{{route="sites",le="{le}"}}': f"0+{count}x{{m}}"
        for le, count in (("1", quick), ("10", quick + slow), ("+Inf", quick + slow))
    }


def signed_in(refused, right):
    row = 'heritage_requests_total{route="admin:login",method="POST"'
    return {f'{row},status="2xx"}}': f"0+{refused}x{{m}}", f'{row},status="3xx"}}': f"0+{right}x{{m}}"}


def one(series, figure):
    return {series: f"{figure}x{{m}}"}


WAL = 100 * 1024 * 1024

# alarm: (minutes, figures under which it rings, figures under which it does not)
REHEARSALS = {
    "SiteAway": (90, one('probe_success{job="outside"}', 0), one('probe_success{job="outside"}', 1)),
    "ServerAway": (90, one('up{job="heritage"}', 0), one('up{job="heritage"}', 1)),
    "ManyErrors": (90, answers(100, 5), answers(1000, 5)),
    "SlowAnswers": (90, waits(90, 10), waits(99, 1)),
    "CertificateEnds": (
        90,
        one('probe_ssl_earliest_cert_expiry{job="outside"}', 13 * DAY),
        one('probe_ssl_earliest_cert_expiry{job="outside"}', 30 * DAY),
    ),
    "GuessedPasswords": (90, signed_in(60, 0), signed_in(5, 600)),
    "NotOpen": (
        90,
        one('heritage_mode{mode="read_only"}', 1),
        one('heritage_mode{mode="normal"}', 1) | one('heritage_mode{mode="read_only"}', 0),
    ),
    "UpdateUnfinished": (90, build("1.0", "1.1"), build("1.0") | one('heritage_check_ok{check="migrations"}', 1)),
    "ChainBroken": (90, one("heritage_verify_faults", 1), one("heritage_verify_faults", 0)),
    "NotVerified": (
        4 * 24 * 60,
        UP | one("heritage_verify_timestamp_seconds", 0),
        UP | one("heritage_verify_timestamp_seconds", 2 * DAY),
    ),
    "BackupOld": (
        28 * 60,
        UP | one("heritage_backup_timestamp_seconds", 0),
        UP | one("heritage_backup_timestamp_seconds", 10 * HOURS),
    ),
    "DatabaseBackupOld": (
        28 * 60,
        one("heritage_database_backup_timestamp_seconds", 0),
        one("heritage_database_backup_timestamp_seconds", 10 * HOURS),
    ),
    "LogNotArchived": (90, one("heritage_log_archive_failing", 1), one("heritage_log_archive_failing", 0)),
    "TasksStuck": (
        90,
        one("heritage_tasks_oldest_seconds", 1000),
        one("heritage_tasks_oldest_seconds", 600) | one("heritage_tasks_longest_seconds", 1800),
    ),
    "TasksFail": (90, {'heritage_tasks{state="failed"}': "100+0.2x{m}"}, {'heritage_tasks{state="failed"}': "100x{m}"}),
    "DiskFull": (
        90,
        one("heritage_disk_free_bytes", 5e9) | one("heritage_disk_size_bytes", 1e11),
        one("heritage_disk_free_bytes", 5e10) | one("heritage_disk_size_bytes", 1e11),
    ),
    "MachineDiskFull": (
        90,
        one("node_filesystem_avail_bytes", 5e9) | one("node_filesystem_size_bytes", 1e11),
        one("node_filesystem_avail_bytes", 5e10) | one("node_filesystem_size_bytes", 1e11),
    ),
    "DatabaseAway": (
        90,
        one('heritage_database_up{database="default"}', 0),
        one('heritage_database_up{database="default"}', 1),
    ),
    "NoPrimary": (
        90,
        databases("patroni_primary", "0x{m}", "0x{m}", "0x{m}"),
        databases("patroni_primary", "0x{m}", "1x{m}", "0x{m}"),
    ),
    "NoStandby": (90, PATRONI, PATRONI | databases("patroni_sync_standby", "0x{m}", "1x{m}", "0x{m}")),
    "StandbyMissing": (
        90,
        PATRONI | databases("patroni_postgres_running", "1x{m}", "1x{m}"),
        databases("patroni_postgres_running", "1x{m}", "1x{m}", "1x{m}"),
    ),
    "PrimaryChanged": (
        90,
        databases("patroni_postgres_timeline", "7x80 8x20"),
        databases("patroni_postgres_timeline", "7x{m}"),
    ),
    "StandbyBehind": (
        90,
        databases("patroni_xlog_location", f"{WAL}x{{m}}", "0x{m}")
        | databases("patroni_xlog_replayed_location", "0x{m}", "1x{m}")
        | databases("patroni_replica", "0x{m}", "1x{m}"),
        databases("patroni_xlog_location", f"{WAL}x{{m}}", "0x{m}")
        | databases("patroni_xlog_replayed_location", "0x{m}", f"{WAL}x{{m}}")
        | databases("patroni_replica", "0x{m}", "1x{m}"),
    ),
    "NoQuorum": (
        90,
        ETCD | one('etcd_server_has_leader{instance="etcd1"}', 1),
        ETCD | one('etcd_server_has_leader{instance="etcd1"}', 1) | one('etcd_server_has_leader{instance="etcd2"}', 1),
    ),
    "CacheAway": (90, one('up{job="cache"}', 0), one('up{job="cache"}', 1)),
    "StorageAway": (90, one('up{job="storage"}', 0), one('up{job="storage"}', 1)),
    "BalancerHasNobody": (
        90,
        one('haproxy_backend_active_servers{proxy="writer"}', 0),
        one('haproxy_backend_active_servers{proxy="writer"}', 1),
    ),
}
