"""How the installation stands at this moment, as figures: asked when they are asked for, and kept by nobody."""

import platform
import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import django
from django.conf import settings
from django.db import Error, connection, connections
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from heritage import database, health
from sites import archive, backups, catalogue, errands, modes
from sites.catalogue import Stamp
from sites.models import Citation, Entry, Intake, Report
from sites.terms import INTAKE_STATES

ARCHIVED = """
    SELECT last_archived_time, last_failed_time FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'
"""
WAITING, RUNNING, FAILED = "waiting", "running", "failed"


class Standing(Collector):
    """What a database that is away would tell is left out, and that it is away is told."""

    def collect(self) -> Iterator[Metric]:
        yield from _program()
        yield from _kept_in_files()
        up = {name: _answers(name) for name in connections}
        yield _gauge("database_up", "Whether a database answers.", up, "database")
        if up["default"]:
            try:
                yield from [*_mode(), *_backup(), *_log_of_changes(), *_record(), *_work(), *_checks()]
            except Error:  # it went away meanwhile
                return


def _gauge(name: str, said: str, values: dict | float, label: str = "") -> Metric:
    family = GaugeMetricFamily(f"heritage_{name}", said, labels=[label] if label else None)
    for value, figure in values.items() if label else [("", values)]:
        family.add_metric([value] if label else [], float(figure))
    return family


def _program() -> Iterator[Metric]:
    labels = {"version": settings.VERSION, "python": platform.python_version(), "django": django.get_version()}
    labels["database"] = connection.vendor
    build = GaugeMetricFamily("heritage_build_info", "Which program this is; always 1.", labels=[*labels])
    build.add_metric([*labels.values()], 1)
    yield build


def _mode() -> Iterator[Metric]:
    mode = modes.current().name
    told = {name: name == mode for name in modes.MODES}
    yield _gauge("mode", "1 for the mode in which the installation is.", told, "mode")


def _backup() -> Iterator[Metric]:
    if made := backups.last():
        yield _gauge("backup_timestamp_seconds", "When the last backup was made.", made.timestamp())
    if made := backups.last_of_the_database():
        said = "When the database's own tool last made a backup."
        yield _gauge("database_backup_timestamp_seconds", said, made.timestamp())


def _log_of_changes() -> Iterator[Metric]:
    """Whether PostgreSQL's log reaches the place where backups lie, if it is to be kept there."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(ARCHIVED)
        for done, failed in cursor.fetchall():
            fails = failed is not None and (done is None or failed > done)
            yield _gauge("log_archive_failing", "Whether the last piece of the log could not be kept.", fails)
            if done:
                yield _gauge("log_archived_timestamp_seconds", "When the last piece was kept.", done.timestamp())


def _kept_in_files() -> Iterator[Metric]:
    if checked := archive.last_check():
        yield _gauge("verify_timestamp_seconds", "When the record was last verified here.", checked.at.timestamp())
        yield _gauge("verify_faults", "How many faults that found.", checked.faults)
    room = shutil.disk_usage(settings.DATA_DIR)
    yield _gauge("disk_free_bytes", "Room where the data are kept.", room.free)
    yield _gauge("disk_size_bytes", "Size of the disk where the data are kept.", room.total)


def _answers(name: str) -> bool:
    held = connections[name]
    try:
        if held.vendor == "sqlite" and not database.in_place():  # else an empty one would be made
            return False
        with held.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, OSError):
        held.close()
        return False
    return True


def _record() -> Iterator[Metric]:
    revision = catalogue.revision()
    yield _gauge("revision", "Which revision of the public record stands.", revision.number)
    yield _gauge("published", "Records that readers see.", dict(_published(revision)), "kind")


@lru_cache(maxsize=1)
def _published(_revision: Stamp) -> tuple[tuple[str, int], ...]:
    """Counted once for each revision."""
    reports = Report.objects.filter(state="published", site__state="published")
    articles = Citation.objects.filter(report__in=reports).aggregate(count=Count("article", distinct=True))["count"]
    return ("site", Entry.objects.count()), ("report", reports.count()), ("article", articles)


def _work() -> Iterator[Metric]:
    tasks = DBTaskResult.objects.order_by()
    standing = errands.at_work()
    counts = {WAITING: standing.due, RUNNING: standing.running, FAILED: standing.failed}
    yield _gauge("tasks", "Background work that is due, under way, or failed.", counts, "state")
    yield _gauge("tasks_oldest_seconds", "Since when the oldest of it is due.", _seconds_since(standing.due_since))
    begun = tasks.filter(status=TaskResultStatus.RUNNING).aggregate(begun=Min("started_at"))["begun"]
    yield _gauge("tasks_longest_seconds", "For how long one is under way.", _seconds_since(begun))
    asked = Intake.objects.order_by().values_list("state").annotate(count=Count("pk"))
    fetches = dict.fromkeys(INTAKE_STATES, 0) | dict(asked)
    yield _gauge("intakes", "Pages and files that were handed in to be read, by what became of them.", fetches, "state")


def _seconds_since(moment: datetime | None) -> float:
    return max(0, (timezone.now() - moment).total_seconds()) if moment else 0


def _checks() -> Iterator[Metric]:
    asked = {name: health.CHECKS[name]() for name in ("database", "migrations", "disk")}
    told = {name: said.startswith(health.OK) for name, said in asked.items()}
    yield _gauge("check_ok", "What /healthz/ready says of a thing that work needs.", told, "check")
