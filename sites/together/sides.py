"""A form as it was opened, as it would open now, and as it was sent: what differs, and what comes of the choice."""

from dataclasses import dataclass, field

OWN = {"csrfmiddlewaretoken", "reason"}


@dataclass(slots=True)
class Sent:
    """What a form says: of each field the texts that are sent, of each list its rows as (number, {column: text})."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)

    def plain(self) -> dict:
        return {"fields": self.fields, "lists": self.lists}

    @classmethod
    def of(cls, plain: dict):
        lists = {name: [(number, columns) for number, columns in rows] for name, rows in plain["lists"].items()}
        return cls(plain["fields"], lists)


@dataclass(slots=True)
class Choice:
    """Fields that are chosen together, or a list, as three sides have it."""

    name: str
    parts: list[str]
    opened: list
    theirs: list
    mine: list
    is_list: bool = False

    @property
    def both(self) -> bool:
        """Whether both changed it, each to something else: then somebody has to choose."""
        return self.same(self.opened) != self.same(self.theirs) and self.same(self.opened) != self.same(self.mine)

    @property
    def usual(self) -> str:
        """The side that changed it, if only one did."""
        if self.both:
            return ""
        return "theirs" if self.same(self.opened) != self.same(self.theirs) else "mine"

    def same(self, side: list):
        return [columns for _number, columns in side] if self.is_list else side

    @property
    def merged(self) -> list:
        """Of a list: their rows, without those that I took away and with those that I added or changed."""
        opened = {number: columns for number, columns in self.opened if number}
        mine = {number: columns for number, columns in self.mine if number}
        rows = []
        for number, columns in self.theirs:
            if number in opened and number not in mine:
                continue
            changed = number in mine and mine[number] != opened.get(number, mine[number])
            rows.append((number, mine[number] if changed else columns))
        there = {number for number, _columns in self.theirs}
        added = [("", columns) for number, columns in self.mine if not number]
        changed = [
            ("", columns)
            for number, columns in self.mine
            if number and number not in there and columns != opened.get(number)
        ]
        have = [columns for _number, columns in rows]
        return rows + [row for row in (*changed, *added) if row[1] not in have]

    def side(self, chosen: str) -> list:
        return self.merged if chosen == "both" else getattr(self, chosen)


def choices(opened: Sent, theirs: Sent, mine: Sent, joint: tuple[tuple[str, ...], ...]) -> list[Choice]:
    """What either side changed to something that the other side does not have."""
    groups = [*joint, *((name,) for name in theirs.fields if not any(name in group for group in joint))]
    found = [
        Choice(
            group[0],
            [*group],
            *([side.fields.get(name, []) for name in group] for side in (opened, theirs, mine)),
        )
        for group in groups
        if group[0] in theirs.fields
    ]
    found += [
        Choice(name, [name], opened.lists.get(name, []), rows, mine.lists.get(name, []), is_list=True)
        for name, rows in theirs.lists.items()
    ]
    return [one for one in found if one.same(one.theirs) != one.same(one.mine)]


def typed(data, like: Sent, blank: dict[str, dict[str, str]]) -> Sent:
    """What was sent of the fields and lists that a form has. ``blank`` are the columns of each list's empty row."""
    return Sent(
        {name: plain(data.getlist(name)) for name in like.fields},
        {prefix: _rows(data, prefix, blank.get(prefix, {})) for prefix in like.lists},
    )


def _rows(data, prefix: str, blank: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    rows = []
    for place in range(_count(data.get(f"{prefix}-TOTAL_FORMS", ""))):
        start = f"{prefix}-{place}-"
        columns = {name.removeprefix(start): data[name] for name in data if name.startswith(start)}
        number, gone = columns.pop("id", ""), columns.pop("DELETE", "")
        columns = {name: text for name, said in columns.items() if name in blank and (text := line(said))}
        if not gone and (number or not columns.items() <= blank.items()):
            rows.append((number, columns))
    return rows


def _count(text: str) -> int:
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def plain(texts: list[str]) -> list[str]:
    return [line(text) for text in texts if line(text)]


def line(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def write(data, choice: Choice, chosen: str, theirs: Sent, many: set[str]) -> None:
    """Put the chosen side into what was sent, on top of what is stored now. Of ``many`` a browser may send nothing."""
    side = choice.side(chosen)
    if not choice.is_list:
        for name, texts in zip(choice.parts, side, strict=True):
            data.setlist(name, texts if texts or name in many else [""])
        return
    write_rows(data, choice.name, side, theirs.lists[choice.name])


def write_rows(data, prefix: str, wanted: list, stored: list) -> None:
    """Rows of a list as a form would send them: those that are stored first, the ones not wanted marked to go."""
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    left, rows = [*wanted], []
    for number, columns in stored:
        found = next((row for row in left if row[0] == number), None)
        found = found or next((row for row in left if not row[0] and row[1] == columns), None)
        if found:
            left.remove(found)
        rows.append({"id": number} | (found[1] if found else columns | {"DELETE": "on"}))
    rows += [columns for _number, columns in left]
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(len(stored))
    for place, columns in enumerate(rows):
        for name, text in columns.items():
            data[f"{prefix}-{place}-{name}"] = text
