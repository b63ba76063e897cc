"""Readers and editors at the front, who keep their own account, outside of the cluster, of what they were answered."""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import count, cycle
from urllib.parse import urlencode

from ..drill.load import Together
from ..network import inside
from ..plan import APP, FRONT, SITE, VISITORS

THE_SITE = (FRONT.address, SITE)
READERS = 6
PACE, AFTER_FAILURE = 0.1, 0.2  # seconds
PATIENCE = 20  # seconds
BROKEN = 0  # no status: nothing came
MARK = "Drill "
LOGIN, ADD = "/admin/login/", "/admin/heritage/report/add/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ONCE = re.compile(r'name="_once" value="([^"]+)"')
REPORT = {
    "level": "severe",
    "event": "2015-05-20",
    "verification": "reported",
    "reason": "Written by the drill.",
    "citations-TOTAL_FORMS": 1,
    "citations-INITIAL_FORMS": 0,
    "citations-0-role": "says",
    "citations-0-quote": "It was hit.",
}
READ = (
    "/",
    "/sites/",
    "/sites/{slug}/",
    "/map/0/0/0.json",
    "/map/5/18/12.json",
    "/sites.csv",
    "/summary/",
    "/articles/",
    "/api/collections/sites/items?limit=10",
    "/feeds/reports.atom",
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        return next((said for known, said in self.headers if known.lower() == name.lower()), "")


def asked(where: tuple[str, int], path: str, *, method: str = "GET", body: str = "", cookies: str = "", by: str = ""):
    """One Answer over a connection of its own, read to its end; ``by`` is the address from which it is asked for."""
    connection = http.client.HTTPConnection(*where, timeout=PATIENCE, source_address=(by, 0) if by else None)
    headers = {"Connection": "close", "Accept": "text/html,*/*"} | ({"Cookie": cookies} if cookies else {})
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode(errors="replace"), tuple(answer.getheaders()))
    except (OSError, http.client.HTTPException) as fault:
        return Answer(BROKEN, f"{type(fault).__name__}: {fault}")
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Attempt:
    """``mark`` is what was saved, where something was. ``why`` is empty where it succeeded."""

    began: float
    ended: float
    mark: str
    why: str


@dataclass(slots=True)
class Person:
    """One at work, and all that was tried."""

    address: str = ""
    attempts: list[Attempt] = field(default_factory=list)

    def go_on(self, over: threading.Event) -> None:
        with inside(APP):
            while not over.is_set():
                began = time.monotonic()
                mark, why = self.act()
                self.attempts.append(Attempt(began, time.monotonic(), mark, why))
                over.wait(AFTER_FAILURE if why else PACE)

    def act(self) -> tuple[str, str]:
        """What was saved, and why it failed."""
        raise NotImplementedError


@dataclass(slots=True)
class Reader(Person):
    """Asks by turns for what many ask for and for what nobody has asked for before, which no cache can hold."""

    paths: Iterator[str] = field(default_factory=lambda: cycle(("/",)))
    turns: Iterator[int] = field(default_factory=count)

    def act(self) -> tuple[str, str]:
        path = next(self.paths)
        if next(self.turns) % 2:
            path += f"{'&' if '?' in path else '?'}on={_some_day()}"
        answer = asked(THE_SITE, path, by=self.address)
        return "", "" if answer.status == http.HTTPStatus.OK else f"{answer.status or answer.body} {path.split('?')[0]}"


@dataclass(slots=True)
class Editor(Person):
    """Signs in once, and saves one report after the other, each with words of its own. It is acknowledged once the
    desk says where it stands."""

    name: str = ""
    password: str = ""
    subjects: Iterator[tuple[int, int]] = field(default_factory=lambda: cycle(()))
    tried: list[str] = field(default_factory=list)
    _cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def act(self) -> tuple[str, str]:
        form = self._ask(ADD)
        if form.status == http.HTTPStatus.FOUND and LOGIN in form.header("Location"):
            return "", self._sign_in()
        once, token = ONCE.search(form.body), TOKEN.search(form.body)
        if form.status != http.HTTPStatus.OK or not once or not token:
            return "", f"the form: {_told(form)}"
        site, article = next(self.subjects)
        mark = MARK + secrets.token_hex(8)
        self.tried.append(mark)
        filled = {"csrfmiddlewaretoken": token[1], "_once": once[1], "site": site, "citations-0-article": article}
        saved = self._ask(ADD, REPORT | filled | {"summary": mark})
        acknowledged = saved.status == http.HTTPStatus.FOUND and LOGIN not in saved.header("Location")
        return (mark, "") if acknowledged else ("", f"the save: {_told(saved)}")

    def _sign_in(self) -> str:
        form = self._ask(LOGIN)
        if not (token := TOKEN.search(form.body)):
            return f"the door: {_told(form)}"
        said = {"csrfmiddlewaretoken": token[1], "username": self.name, "password": self.password, "next": ADD}
        entered = self._ask(LOGIN, said)
        return "" if entered.status == http.HTTPStatus.FOUND else f"signing in: {_told(entered)}"

    def _ask(self, path: str, form: dict | None = None) -> Answer:
        cookies = "; ".join(f"{name}={held.value}" for name, held in self._cookies.items())
        sent = {"method": "POST", "body": urlencode(form)} if form else {}
        answer = asked(THE_SITE, path, cookies=cookies, by=self.address, **sent)
        for name, said in answer.headers:
            if name.lower() == "set-cookie":
                self._cookies.load(said)
        return answer


class Crowd(Together):
    """Readers and editors of the site."""

    def __init__(self, accounts: dict[str, str], slugs: list[str], subjects: list[tuple[int, int]]):
        paths = [path.format(slug=slug) for slug in slugs for path in READ]
        self.readers = [
            Reader(address, paths=cycle(paths[at * 3 :] + paths[: at * 3]))
            for at, address in enumerate(VISITORS[:READERS])
        ]
        self.editors = [
            Editor(address, name=name, password=password, subjects=cycle(subjects[at:] + subjects[:at]))
            for at, (address, (name, password)) in enumerate(zip(VISITORS[READERS:], accounts.items(), strict=False))
        ]
        super().__init__([*self.readers, *self.editors], patience=3 * PATIENCE)

    @property
    def acknowledged(self) -> set[str]:
        return {one.mark for editor in self.editors for one in editor.attempts if one.mark}

    def flows(self, since: float, calm: float) -> bool:
        """Whether everybody has been answered since then, every editor's save was taken, and nobody failed lately."""
        recent = max(since, time.monotonic() - calm)
        return all(_well(one.attempts, recent) for one in self.readers) and all(
            _well(one.attempts, recent) and any(tried.mark for tried in one.attempts if tried.began > since)
            for one in self.editors
        )


def _well(attempts: list[Attempt], recent: float) -> bool:
    last = [one for one in attempts[-200:] if one.ended > recent]
    return bool(last) and not any(one.why for one in last)


def _told(answer: Answer) -> str:
    title = re.search(r"<title>\s*([^<]*?)\s*</title>", answer.body)
    return f"{answer.status or ''} {title[1] if title else answer.body[:120]}".strip()


def _some_day() -> str:
    return f"20{secrets.randbelow(12) + 14}-{secrets.randbelow(12) + 1:02}-{secrets.randbelow(28) + 1:02}"
