"""The table of permissions, `matrix.txt`: a request in each row, and what comes of it for each role in its columns.

An outcome is the status of the answer, with + if the request changed something, or `door`: sent to sign in.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent
FILE = HERE / "matrix.txt"
DOCUMENT = HERE.parent.parent / "docs" / "permissions.md"
HEAD = """\
# Who may do what: a request in each row, what comes of it for each role, where it leads whom it lets through, and
# for some what that is called in docs/permissions.md. An outcome is a status, with + if something was changed, or
# door: sent to sign in. {names} stand for the records of scene.py; @names for its forms, & adds to them.
"""
ADDRESS, SENT, ROLE = 60, 40, 14


@dataclass(frozen=True)
class Row:
    """A request: its method, its address and what it sends; what comes of it by role; its name in words, if any."""

    method: str
    address: str
    sent: str = "-"
    outcomes: tuple[str, ...] = ()
    leads_to: str = ""
    words: str = ""

    @property
    def asked(self) -> tuple[str, str, str]:
        return self.method, self.address, self.sent

    def where(self, names: dict[str, str]) -> str:
        return self.address.format_map(names)

    def data(self, names: dict[str, str], forms: dict[str, dict]) -> dict:
        """What is sent, as the test client takes it."""
        form, _and, more = self.sent.partition("&") if self.sent.startswith("@") else ("", "", self.sent.strip("-"))
        return forms.get(form.removeprefix("@"), {}) | parse_qs(more.format_map(names), keep_blank_values=True)

    def says(self, name: str, value: str) -> bool:
        """Whether it presses a button, or chooses an action, of that name and value."""
        return any(
            one == value or one.startswith(f"{value}:")
            for one in parse_qs(self.sent, keep_blank_values=True).get(name, [])
        )

    def line(self) -> str:
        roles = "".join(one.ljust(ROLE) for one in self.outcomes)
        cells = [f"{self.method.ljust(4)} {self.address}".ljust(ADDRESS), self.sent.ljust(SENT), roles.rstrip()]
        return " | ".join([*cells, self.leads_to, self.words]).rstrip(" |")


def read(text: str) -> tuple[list[str], list[Row]]:
    """The roles, and the rows."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    head, *rest = ([cell.strip() for cell in line.split("|")] + ["", ""] for line in lines)
    return head[2].split(), [_row(cells) for cells in rest]


def _row(cells: list[str]) -> Row:
    method, address = cells[0].split()
    return Row(method, address, cells[1] or "-", tuple(cells[2].split()), cells[3], cells[4])


def write(roles: list[str], rows: Iterable[Row]) -> str:
    head = Row("", "", "sends", tuple(roles), "leads to", "in words")
    lines, part = [HEAD + head.line()], ""
    for row in rows:
        lines += [""] if _part(row) != part else []
        part = _part(row)
        lines.append(row.line())
    return "\n".join(lines) + "\n"


def _part(row: Row) -> str:
    """Rows of one kind of record, or of one corner of the desk, stand together."""
    first = re.match(r"/admin/[a-z_]+/(?:[a-z]+/)?|/", row.address)
    return first.group() if first else ""


def addresses(resolver, before: str = "") -> Iterable[str]:
    """Every pattern of the address book, whole, as ``route_of`` names it."""
    for one in resolver.url_patterns:
        whole = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, whole)
        else:
            yield whole.replace("^", "")


def example(route: str, known: Container[str]) -> str:
    """An address of a pattern: a first guess, to be looked at by whoever adds the row."""
    kind = re.search(r"/(?:heritage|auth)/([a-z]+)/", f"/{route}")
    record = f"{{{kind.group(1)}}}" if kind and kind.group(1) in known else "1"
    guess = re.sub(r"<path:object_id>|<id>|<int:[a-z_]+>", record, route)
    return "/" + re.sub(r"<[^>]*>|\(\?P<[^)]*\)", "x", guess).rstrip("$")


def local(address: str) -> bool:
    """Whether a redirect stays on this site: a browser takes // and /\\ for the begin of another host."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not re.match(r"[/\\]{2}", address) and "\\" not in address


def allows(row: Row, outcome: str) -> bool:
    """Whether a request was let through; of what is sent to change something, whether it was taken."""
    if row.method == "POST" and any(one.endswith("+") for one in row.outcomes):
        return outcome.endswith("+")
    return outcome[0] in "23"


def in_words(roles: list[str], rows: Iterable[Row]) -> str:
    """The page for operators: the rows that have a name, a line for each."""
    said = "\n".join(
        f"| {row.words} | " + " | ".join("yes" if allows(row, one) else "–" for one in row.outcomes) + " |"
        for row in rows
        if row.words
    )
    heads = " | ".join(WHO.get(role, role) for role in roles)
    return f"{INTRODUCTION}\n| | {heads} |\n|---|{'---|' * len(roles)}\n{said}\n"


WHO = {"anonymous": "Anybody", "account": "Account without rights", "staff": "… that may enter the desk"}
INTRODUCTION = """\
# Who may do what

Roles are groups of the desk: an account has the rights of the groups it is in. This table is made from the
requests that the test of permissions really sends (`tests/permissions/matrix.txt` lists every address and action); a
test compares the two.
"""
