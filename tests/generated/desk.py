"""Requests are sent, and undone: what came of them is looked at, and a slow one is asked again."""

import re

import factories
from permissions.rehearsal import FORGOTTEN, tables_written

from .asking import LONGEST, Answer, Asked, Visitor, faults_of

ATTEMPTS = 3  # for an answer in time: the first one may find things cold
RECORDS = {f"heritage_{kind}" for kind in ("site", "report", "article", "photo", "origin")}
KEPT_OF_A_REFUSAL = {"heritage_attempts"}  # who guesses passwords is counted
REFUSED = re.compile(rb'class="[^"]*\b(?:errornote|errorlist)\b')


class Desk:
    def __init__(self, rehearsal, visitor: Visitor, folder):
        self.rehearsal, self.visitor, self.folder = rehearsal, visitor, folder
        held = rehearsal.cookies.items()
        self.cookies = {role: "; ".join(f"{one.key}={one.value}" for one in jar.values()) for role, jar in held}
        self.asked = 0
        self.statuses = {}
        self.slowest = (0, None)

    def ask(self, asked: Asked, role: str = "anonymous") -> Answer:
        """The answer, of which everything that was promised has been seen to hold."""
        self.asked += 1
        for _attempt in range(ATTEMPTS):
            answer, changed = self.sent(asked, role)
            if answer.seconds <= LONGEST:
                break
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        self.slowest = max(self.slowest, (answer.seconds, asked), key=lambda one: one[0])
        found = faults_of(answer)
        found += [f"{answer.seconds:.2f} seconds"] if answer.seconds > LONGEST else []
        found += halves(answer, changed)
        assert not found, (found, self.visitor.broken[-1:], role, asked)
        return answer

    def sent(self, asked: Asked, role: str) -> tuple[Answer, set[str]]:
        """The answer, and the names of the tables that are not as before. Nothing is left of it."""
        files = self.files()
        with factories.undone():
            with tables_written() as written:
                answer = self.visitor.ask(asked, self.cookies[role])
            changed = {name for name in written - FORGOTTEN if self.changed(name)}
        left = self.files() - files
        for file in left:
            file.unlink()
        return answer, changed | ({"files"} if left else set())

    def changed(self, table: str) -> bool:
        return self.rehearsal.content(table) != self.rehearsal.before(table)

    def files(self) -> set:
        return {file for file in (self.folder / "media").rglob("*") if file.is_file()}


def halves(answer: Answer, changed: set[str]) -> list[str]:
    """A record that no decision tells of, and whatever was kept of a form that was refused."""
    refused = answer.status >= 400 or REFUSED.search(answer.body)
    found = [f"refused, and yet changed: {sorted(changed)}"] if refused and changed - KEPT_OF_A_REFUSAL else []
    if changed & RECORDS and "heritage_decision" not in changed:
        found.append(f"changed without a decision: {sorted(changed & RECORDS)}")
    return found
