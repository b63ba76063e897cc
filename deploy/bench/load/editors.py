"""M3: editors open the form of a new report, fill it in and save it, while readers turn pages beside them."""

import http.client
import re
import secrets
import threading
from functools import partial
from itertools import cycle
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from sites.models import Article, Report, Site

from ..server import served
from ..table import at_least, at_most, hand_over, measured
from .addresses import lists, records
from .asking import BROKEN, PATIENCE, Told, asked, get

EDITORS, READERS = 4, 4
PAGES = 30  # a second: half of what readers alone are promised
ADD = "/admin/heritage/report/add/"
ONCE = re.compile(r'name="_once" value="([^"]+)"')
SAVED, OPENED = 302, 200
REPORT = {
    "level": "severe",
    "event": "2015-05-20",
    "verification": "reported",
    "reason": "Measured by the benchmark.",
    "citations-TOTAL_FORMS": 1,
    "citations-INITIAL_FORMS": 0,
    "citations-0-role": "says",
    "citations-0-quote": "It was hit.",
}


class Editor:
    """Somebody at the desk, with a session of their own. ``saved`` are the marks of reports that the desk took."""

    def __init__(self, port: int, name: str):
        client = Client()
        client.force_login(_account(name))
        session, token = client.cookies[settings.SESSION_COOKIE_NAME].value, secrets.token_hex(16)
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
        self._port, self._token, self.saved = port, token, []

    def save(self, site: int, article: int) -> int:
        """Write a draft about a site. The status of the answer to it, or of the form, if that did not open."""
        try:
            opened, form = self._ask("GET", ADD)
            once = ONCE.search(form)
            if opened != OPENED or not once:
                return opened
            mark = f"Load {secrets.token_hex(8)}"
            sent, said = self._ask("POST", ADD, urlencode(self._filled(site, article, once[1], mark)))
        except (OSError, http.client.HTTPException):
            return BROKEN
        if sent == SAVED:
            self.saved.append(mark)
        elif sent == OPENED:
            raise SystemExit(f"The desk did not take a report: {re.findall('errorlist.*?</ul>', said, re.S)[:3]}")
        return sent

    def _filled(self, site: int, article: int, once: str, mark: str) -> dict[str, str | int]:
        return REPORT | {
            "csrfmiddlewaretoken": self._token,
            "_once": once,
            "site": site,
            "citations-0-article": article,
            "summary": mark,
        }

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"Cookie": self._cookies, "Connection": "close", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def _account(name: str) -> User:
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.groups.set(Group.objects.filter(name="Editor"))
    return user


def subjects() -> list[tuple[int, int]]:
    """Sites, and articles to cite."""
    numbers = Site.objects.order_by("pk").values_list("pk", flat=True)[:1000]
    return [*zip(numbers, Article.objects.order_by("pk").values_list("pk", flat=True)[:1000], strict=True)]


def lost(editors: list[Editor]) -> int:
    """How many of the reports that the desk took are not in the database."""
    taken = [mark for editor in editors for mark in editor.saved]
    there = set(Report.objects.filter(summary__startswith="Load ").values_list("summary", flat=True))
    return len([mark for mark in taken if mark not in there])


def tell(sites: int, *, quick: bool) -> None:
    seconds = 20 if quick else 300
    with served() as server:
        editors = [Editor(server.port, f"load-editor-{number}") for number in range(EDITORS)]
        read, written = Told(), Told()
        pages = cycle(partial(get, server.port, page) for page in [*lists(sites), *records(500)])
        readers = threading.Thread(target=lambda: _into(read, asked(pages, hands=READERS, rate=PAGES, seconds=seconds)))
        readers.start()
        saves = (partial(editors[at % EDITORS].save, *pair) for at, pair in enumerate(cycle(subjects())))
        _into(written, asked(saves, hands=EDITORS, seconds=seconds))
        readers.join()
    what = f"{EDITORS} editors open and save reports for {seconds} s, {PAGES} pages a second beside them"
    rows = [
        ("saves a second", written.statuses[SAVED] / seconds, at_least(15)),
        ("opening and saving, p95, ms", written.p(95), None),
        ("the pages, p95, ms", read.p(95), at_most(500)),
        ("failed, of both", written.failed + read.failed, at_most(0)),
        ("saves that are not there", lost(editors), at_most(0)),
    ]
    for row, figure, goal in rows:
        hand_over(measured(f"{what}: {row}", sites, connection.vendor, figure, goal=goal))


def _into(told: Told, more: Told) -> None:
    told.took.extend(more.took)
    told.statuses.update(more.statuses)
