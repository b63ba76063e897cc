"""The index of this process: follows the revisions of the database, so that every answer is of the newest one.

A state never changes. A new revision makes a new state: the rows of the sites that it touched are read again and laid
over the columns that stand; once they are many, both are merged. Whoever holds a state reads one revision, whatever
happens meanwhile.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from ..models import Revision
from ..replicas import PRIMARY, Behind, connection, source
from ..spellings import Words
from .columns import Segment
from .reading import read_all, read_some
from .store import SAVED_FROM, Stamp, alone, folder, load, newest, save

log = logging.getLogger(__name__)

LAID_OVER = 256  # sites that lie over the columns before both are merged
MOST_READ_AGAIN = 20_000  # sites; where more have changed, all are read


REMEMBERED = 256  # answers
T = TypeVar("T")
NONE = np.empty(0, np.int64)
NEWEST = f"SELECT number, token FROM {Revision._meta.db_table} ORDER BY number DESC LIMIT 1"  # noqa: S608  our own name
UNNAMED = Stamp(0, "")  # a database without a revision: what it holds is read anew each time


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The catalogue at one revision: ``base``, kept at the revision ``rooted``, without its rows ``gone``, and over it
    what has changed since."""

    stamp: Stamp
    rooted: int
    base: Segment
    gone: np.ndarray
    over: Segment
    _answers: dict = field(default_factory=dict)

    @classmethod
    def on(cls, base: Segment, stamp: Stamp) -> "State":
        return cls(stamp, stamp.number, base, NONE, Segment.empty())

    def remembered(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about this state, worked out once: a state never changes."""
        held = self._answers.get(question)
        if held is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            held = self._answers[question] = answer()
        return held

    @property
    def parts(self) -> tuple[tuple[Segment, np.ndarray], ...]:
        """(columns, rows of them that do not count): each site counts in one of them."""
        return (self.base, self.gone), (self.over, NONE)

    def __len__(self) -> int:
        """How many sites there are."""
        return len(self.base) - len(self.gone) + len(self.over)

    @property
    def names(self) -> list[tuple[Words, np.ndarray]]:
        """The names of each part, and the numbers of the sites that do not count in it, sorted."""
        return [(part.words, np.sort(part.number[gone])) for part, gone in self.parts]

    @property
    def laid_over(self) -> int:
        return len(self.over) + len(self.gone)


def stamp() -> Stamp:
    """The newest revision of the database. Every answer asks for it, so it is asked for in the shortest way."""
    with connection().cursor() as cursor:
        cursor.execute(NEWEST)
        row = cursor.fetchone()
    return Stamp(*row) if row else UNNAMED


class Keeper:
    """Holds the newest state that this process knows of."""

    def __init__(self):
        self._state: State | None = None
        self._merged: State | None = None  # with fewer sites laid over, to be followed from when next something changes
        self._lock = threading.Lock()
        self._merging = threading.Lock()

    def current(self, wanted: Stamp) -> State:
        """The state of a revision, or a newer one."""
        state = self._state
        if state is None or state.stamp != wanted or wanted == UNNAMED:
            with self._lock:
                state = self._follow()
        return state

    def in_line(self) -> bool:
        """Bring the state in line with the database; False at once if somebody else is making it just now."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if self._state is None:
                with alone(wait=False) as free:
                    if not free:
                        return False
            self._follow()
        finally:
            self._lock.release()
        return True

    def _follow(self) -> State:
        """Bring the state in line with the database. What changes while it is read is read again.

        Behind if a standby has less than this process has read elsewhere; only the primary may take something back.
        """
        wanted, state = stamp(), self._merged or self._state
        if self._state and wanted.number < self._state.stamp.number and source() != PRIMARY:
            raise Behind
        if wanted == UNNAMED:
            state = None
        while state is None or state.stamp != wanted:
            touched = changed(state.stamp) if state else None
            state = _made() if touched is None else _laid_over(state, touched, wanted)
            wanted = stamp()
        self._state, self._merged = state, None
        if state.laid_over > LAID_OVER:
            self._merge(state)
        return state

    def _merge(self, state: State) -> None:
        """Make one set of columns of two: at once where they are small, aside or by another process where not."""
        kept = _kept() if newest() > state.rooted else None
        if len(state.base) < SAVED_FROM:
            self._state = State.on(state.base.merged(state.gone, state.over), state.stamp)
        elif kept and kept.rooted > state.rooted:
            self._merged = kept
        elif self._merging.acquire(blocking=False):
            threading.Thread(target=self._merge_aside, args=[state], name="index-merge", daemon=True).start()

    def _merge_aside(self, state: State) -> None:
        """Merge and keep the columns while requests go on."""
        try:
            with alone(wait=False) as free:
                merged = _settled(state.base.merged(state.gone, state.over), state.stamp) if free else None
            with self._lock:
                self._merged = merged
        finally:
            self._merging.release()


def _kept() -> State | None:
    """The state that is kept on disk, at whatever revision it was kept."""
    found = load()
    return found and State.on(*found)


def _made() -> State:
    """The state made from nothing. Only one process of a server makes it; the others take what it has kept."""
    with alone():
        kept = _kept()
        if kept and changed(kept.stamp) is not None:
            return kept
        standing = stamp()
        log.info("Making the index of revision %s from the database.", standing.number)
        base = read_all()
        if len(base) < SAVED_FROM or standing == UNNAMED:
            return State.on(base, standing)
        return _settled(base, standing)


def _settled(base: Segment, standing: Stamp) -> State:
    """The state of these columns, kept on disk; in the memory of this process alone where they cannot be kept."""
    try:
        save(base, standing)
    except OSError as fault:
        log.warning("The index cannot be kept in %s, so every process holds its own: %s", folder(), fault)
        return State.on(base, standing)
    return _kept() or State.on(base, standing)


def changed(since: Stamp) -> list[int] | None:
    """The sites that changed after a revision; None if that is not known, or they are too many to be read alone."""
    found = Revision.objects.filter(number__gte=since.number).order_by("number")
    known, *later = found.values_list("number", "token", "sites") or [None]
    if known is None or known[:2] != since or any(sites is None for *_, sites in later):
        return None
    numbers = {number for *_, sites in later for number in sites}
    return sorted(numbers) if len(numbers) <= MOST_READ_AGAIN else None


def _laid_over(state: State, numbers: list[int], wanted: Stamp) -> State:
    """The state with these sites as the database has them now."""
    touched = np.array(numbers, np.int64)
    fresh = read_some(numbers).ranked_among(state.base)
    gone = np.union1d(state.gone, state.base.rows_of(touched))
    over = state.over.joined(state.over.rows_of(touched), fresh)
    return State(wanted, state.rooted, state.base, gone, over)


_keeper = Keeper()


def current(wanted: Stamp | None = None) -> State:
    """The catalogue as of the newest revision of the database, or as of one that was read a moment ago, or newer."""
    return _keeper.current(wanted or stamp())


def in_line() -> bool:
    """Whether this process answers from the newest revision; if not, another is making the index."""
    return _keeper.in_line()
