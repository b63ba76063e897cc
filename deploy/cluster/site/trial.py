"""One fault, struck while everybody works: what was sent, failed and lost, and how soon all were answered."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2

from ..network import inside
from ..plan import APP, DATABASES
from .faults import Fault
from .people import MARK, Crowd, Person
from .site import Site

STEADY, CALM = 4, 3  # seconds
LONGEST = 90
SAVES_WITHIN, READS_WITHIN = 30, 10  # seconds
REPLAYED = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
MARKS = "SELECT summary FROM heritage_report WHERE summary LIKE %s"
SLUGS = "SELECT slug FROM heritage_entry ORDER BY slug LIMIT 12"
SUBJECTS = "SELECT site.id, (SELECT min(id) FROM heritage_article) FROM heritage_site site ORDER BY 1 LIMIT 50"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``reads_paused`` is the longest that one reader went without an answer, ``saves_paused`` the longest that one
    editor went without a save that was taken, counted from when it was undone if saves must wait for that."""

    fault: str
    reads: int
    reads_failed: int
    reads_paused: float
    saves: int
    saves_failed: int
    saves_paused: float
    when_undone: bool
    acknowledged: int
    lost: int
    kept: int
    chain: str
    reasons: dict[str, int]

    @property
    def met(self) -> bool:
        in_time = self.saves_paused <= SAVES_WITHIN and self.reads_paused <= READS_WITHIN
        return in_time and self.lost == 0 and not self.chain


def crowd(site: Site) -> Crowd:
    """Who comes: one editor for each account, readers of some sites of the demonstration."""
    return Crowd(site.passwords, slugs(site), _asked(site, site.primary, SUBJECTS))


def slugs(site: Site) -> list[str]:
    return [slug for (slug,) in _asked(site, site.primary, SLUGS)]


def try_out(site: Site, fault: Fault, acknowledged: set[str]) -> Outcome:
    """Strike, wait, undo, and look for every save that was ever acknowledged: those of former trials are handed in as
    ``acknowledged``, which grows by those of this one."""
    site.await_whole()
    with crowd(site) as people:
        begun = time.monotonic()
        site.cluster.wait(lambda: people.flows(begun, CALM), "people do not get to work")
        struck = time.monotonic()
        undo = fault.strike(site)
        _outlast(people, struck, fault)
        undone = time.monotonic()
        undo()
        site.await_whole()
        site.cluster.wait(lambda: people.flows(undone, CALM), f"the site does not recover: {_why(people)}")
    acknowledged |= people.acknowledged
    held = _held(site)
    lost = acknowledged - held
    acknowledged -= lost  # they are told of once
    return _outcome(fault, people, (struck, undone), lost=len(lost), held=held, chain=_chain(site))


def _outcome(fault: Fault, people: Crowd, at: tuple[float, float], *, lost: int, held: set[str], chain: str) -> Outcome:
    reads = [one for reader in people.readers for one in reader.attempts]
    saves = [one for editor in people.editors for one in editor.attempts]
    tried = {mark for editor in people.editors for mark in editor.tried}
    return Outcome(
        fault=fault.about,
        reads=len(reads),
        reads_failed=sum(bool(one.why) for one in reads),
        reads_paused=worst(people.readers, at[0]),
        saves=len(saves),
        saves_failed=sum(bool(one.why) for one in saves),
        saves_paused=worst(people.editors, at[0] if fault.saves_go_on else at[1]),
        when_undone=not fault.saves_go_on,
        acknowledged=len(people.acknowledged),
        lost=lost,
        kept=len(held & tried - people.acknowledged),
        chain=chain,
        reasons=_why(people),
    )


def _why(people: Crowd) -> dict[str, int]:
    return dict(Counter(one.why for person in (*people.readers, *people.editors) for one in person.attempts if one.why))


def _outlast(people: Crowd, struck: float, fault: Fault) -> None:
    """Until the fault has done its worst, and saves have returned if they can."""
    while (passed := time.monotonic() - struck) < LONGEST:
        if passed > fault.lasts and (not fault.saves_go_on or people.flows(struck, CALM)):
            return
        time.sleep(0.5)


def worst(people: list[Person], since: float) -> float:
    """The longest time after a moment in which one of them had no success."""
    return max(max(_pauses(one, since), default=float("inf")) for one in people)


def _pauses(person: Person, since: float) -> Iterator[float]:
    last = since
    for one in person.attempts:
        if not one.why and one.ended > since:
            yield one.ended - last
            last = one.ended


def _chain(site: Site) -> str:
    """What is wrong with the chain of decisions; nothing, if it is whole."""
    try:
        site.verify()
    except OSError as fault:
        return str(fault)
    return ""


def _held(site: Site) -> set[str]:
    """The saves that every database holds, once the standbys have everything that the primary has."""
    primary = site.primary
    ((position,),) = _asked(site, primary, "SELECT pg_current_wal_lsn()")
    for host in DATABASES:
        if host != primary:
            site.cluster.wait(
                lambda host=host: _asked(site, host, REPLAYED, position) == [(True,)], f"{host.name} is behind"
            )
    return set.intersection(*({mark for (mark,) in _asked(site, host, MARKS, f"{MARK}%")} for host in DATABASES))


def _asked(site: Site, host, question: str, *values) -> list[tuple]:
    with inside(APP), psycopg2.connect(site.cluster.directly(host)) as connection, connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchall()
