import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import Q, QuerySet
from django.utils import timezone

from ...intake import door
from ...models import Article
from ...review import sighted
from ...terms import Fault
from ..writing import WritingCommand

MISSING = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
USUALLY = 30  # days
WORDS = {True: "found", False: "not found", None: "gave no clear answer"}


class Command(WritingCommand):
    help = (
        "Look for the pages of all cited sources, slowly, each server for itself. A page that does not exist (404, 410 "
        "or no server of that name) on two days is called gone on the public pages, until it is found again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--older-than",
            type=int,
            default=USUALLY,
            metavar="DAYS",
            help=f"leave out what was looked for in the last DAYS days ({USUALLY}); what was missed once is always due",
        )

    def handle(self, *, older_than, **options):
        if not settings.FETCH:
            raise CommandError(
                "This installation fetches nothing from the web, so no page was looked for: set FETCH=1."
            )
        today = timezone.localdate()
        for line in look(Rounds(door().probe), due(today, older_than), today):
            self.stdout.write(line)


class Answer(NamedTuple):
    """Whether a page is there (None: nobody can tell), in which words, and whether a server said so."""

    found: bool | None
    told: str
    heard: bool


class Rounds:
    """Asks for pages one after another, and no server twice within ``pause`` seconds. ``probe`` takes an address and
    gives the status of its page; it raises Fault, with the attribute ``vanished`` if there is no such server."""

    def __init__(self, probe: Callable[[str], int], pause: float = 1.0):
        self._probe, self._pause = probe, pause

    def answers(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Answer]]:
        waiting: dict[str, deque[Article]] = {}
        for article in articles:
            waiting.setdefault(urlsplit(article.url).netloc, deque()).append(article)
        turns = [(0.0, turn, server) for turn, server in enumerate(waiting)]
        heapify(turns)
        while turns:
            ready, turn, server = heappop(turns)
            time.sleep(max(0.0, ready - time.monotonic()))
            article = waiting[server].popleft()
            yield article, self._ask(article.url)
            if waiting[server]:
                heappush(turns, (time.monotonic() + self._pause, turn, server))

    def _ask(self, url: str) -> Answer:
        try:
            status = self._probe(url)
        except Fault as fault:
            vanished = getattr(fault, "vanished", False)
            return Answer(False if vanished else None, str(fault), heard=False)
        found = True if status < HTTPStatus.BAD_REQUEST else False if status in MISSING else None
        return Answer(found, _named(status), heard=True)


def due(today: date, older_than: int) -> QuerySet[Article]:
    """The cited sources that stand on a page which is to be looked for."""
    cited = Article.objects.filter(url__isnull=False, reports__state="published", reports__site__state="published")
    long_ago = Q(checked_on=None) | Q(checked_on__lte=today - timedelta(days=older_than))
    missed_once = Q(missed_on__isnull=False, gone_since=None, checked_on__lt=today)
    return cited.filter(long_ago | missed_once).only("pk", "url").distinct().order_by("pk")


def look(rounds: Rounds, articles: Iterable[Article], today: date) -> Iterator[str]:
    """Look for pages and keep what is seen of them; gives lines about what changed and, at the end, in all.

    Where no server was reached nothing is concluded until another was: the fault may be our own line's.
    """
    counts, unheard, reached = Counter(), [], False
    for article, answer in rounds.answers(articles):
        counts[answer.found] += 1
        reached = reached or answer.heard
        if answer.heard:
            yield from _keep(article, answer, today)
        else:
            unheard.append((article, answer))
    for article, answer in unheard if reached else ():
        yield from _keep(article, answer, today)
    if unheard and not reached:
        yield "No server was reached: is there a connection to the internet? Nothing was concluded."
    yield f"Pages looked for: {counts.total()}. " + ", ".join(f"{WORDS[one]}: {counts[one]}" for one in WORDS) + "."


def _keep(article: Article, answer: Answer, today: date) -> Iterator[str]:
    changed = sighted(article, found=answer.found, told=answer.told.rstrip("."), on=today)
    if changed:
        since = changed.gone_since
        yield f"Article {article.pk} {f'is gone since {since}' if since else 'is there again'}: {article.url}"


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
