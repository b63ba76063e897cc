"""From a reviewer's decision until every worker of the server shows it on the map."""

from datetime import timedelta
from random import Random
from time import perf_counter

import numpy as np
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils.timezone import localdate
from tqdm import tqdm

from sites import review
from sites.models import Article, Citation, Report, Site

from .parts import FULL
from .server import Server, served
from .table import at_most, hand_over, measured

REASON = "Measured by the benchmark."
SOURCE = "https://news.example/benchmark"
PATIENCE = 20  # seconds


def main(sites: int) -> None:
    rounds = 21 if sites >= FULL else 4
    editor, reviewer, chance = account("Editor"), account("Reviewer"), Random(5)  # noqa: S311
    took = []
    with served() as server:
        server.each_worker("/numbered/0/0/0.json")
        for _ in tqdm(range(rounds), desc=f"Publishing on {connection.vendor}", unit=" rounds"):
            took += _published_corrected_withdrawn(server, any_site(sites, chance), editor, reviewer)
    for since, milliseconds in zip(
        ("from the decision's call", "from its commit"), zip(*took, strict=True), strict=True
    ):
        what = f"publish, correct or withdraw until every worker's map shows it, {since}, p95, ms"
        hand_over(measured(what, sites, connection.vendor, np.percentile(milliseconds, 95), goal=at_most(50)))


def account(role: str) -> User:
    user, _ = User.objects.get_or_create(username=f"benchmark-{role.lower()}")
    user.groups.set(Group.objects.filter(name=role))
    return user


def any_site(sites: int, chance: Random) -> Site:
    """Any site that the map shows and that nobody says to be destroyed."""
    while True:
        found = Site.objects.filter(pk=chance.randrange(sites) + 1, entry__tile_key__isnull=False).first()
        if found and found.entry.level not in ("severe", "destroyed"):
            return found


def _published_corrected_withdrawn(server: Server, site: Site, editor: User, by: User) -> list[tuple[float, float]]:
    """One writes and one decides, as in a newsroom."""
    report = draft(site, editor)
    took = [_shown(server, site, lambda: review.publish(report, by=by, reason=REASON))]
    correction = review.correct(report, by=editor)
    Report.objects.filter(pk=correction.pk).update(level="severe")
    took.append(_shown(server, site, lambda: review.publish(correction, by=by, reason=REASON)))
    return [*took, _shown(server, site, lambda: review.withdraw(correction, by=by, reason=REASON))]


def draft(site: Site, by: User) -> Report:
    """The worst and the latest that is known of the site, so that it decides what the map shows."""
    yesterday = (localdate() - timedelta(days=1)).isoformat()
    article, _ = Article.objects.get_or_create(
        url=SOURCE, defaults={"title": "A test", "publisher": "The Gazette", "published": yesterday}
    )
    report = Report.objects.create(site=site, level="destroyed", event=yesterday, verification="confirmed")
    Citation.objects.create(report=report, article=article, role="looked")
    review.record(report, by=by, reason=REASON)
    return report


def _shown(server: Server, site: Site, decide) -> tuple[float, float]:
    """Decide, and ask each worker until its map is another: milliseconds from the call and from the commit."""
    tile = f"/numbered/0/0/0.json?site={site.slug}"
    before = server.each_worker(tile)
    called = perf_counter()
    decide()
    committed = perf_counter()
    late = set(server.workers)
    while late:
        answer = server.get(tile)
        worker = int(answer.headers["X-Pid"])
        if answer.read() != before[worker]:
            late.discard(worker)
        if perf_counter() - committed > PATIENCE:
            raise SystemExit(f"The map of {site.slug} does not change, in the workers {late}.")
    shown = perf_counter()
    return (shown - called) * 1000, (shown - committed) * 1000
