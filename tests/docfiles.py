"""The documents as tests read them: README.md, SECURITY.md and docs/, with their headings, links, tables and blocks."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FILES = sorted([ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])

FENCE = re.compile(r"^```(.*)$")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$")
LINK = re.compile(r"!?\[(?:[^][]|\[[^]]*\])*\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)\)")
ROW = re.compile(r"(?<!\\)\|")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind its first fence, its text, and the line of the document it begins on."""

    file: Path
    line: int
    info: str
    text: str

    def __str__(self):
        return f"{told(self.file)}, line {self.line}"


def told(file: Path) -> str:
    return str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file)


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def blocks(file: Path) -> list[Block]:
    found, begun = [], None
    lines = text_of(file).splitlines()
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line.strip())
        if fence and begun is None:
            begun = number, fence[1].strip()
        elif fence:
            found.append(Block(file, begun[0], begun[1], "\n".join(lines[begun[0] : number - 1])))
            begun = None
    assert begun is None, f"{told(file)}: the block of line {begun} has no end"
    return found


def prose(file: Path) -> str:
    """A document without its blocks."""
    return "".join(text_of(file).split("\n```")[::2]) if "\n```" in text_of(file) else text_of(file)


def anchors(file: Path) -> set[str]:
    """The names by which GitHub lets a heading be linked to."""
    found: dict[str, int] = {}
    for line in prose(file).splitlines():
        if heading := HEADING.match(line):
            plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
            found[name] = found.get(name, -1) + 1
    return {f"{name}-{again}" if again else name for name, times in found.items() for again in range(times + 1)}


def links(file: Path) -> list[str]:
    return [address for address in LINK.findall(prose(file)) if not re.match(r"[a-z]+:", address)]


def rows(file: Path) -> list[list[str]]:
    """The cells of all tables, without their heads."""
    lines = [line for line in prose(file).splitlines() if line.startswith("|")]
    cells = [[cell.strip().replace("\\|", "|") for cell in ROW.split(line)[1:-1]] for line in lines]
    ruled = {number for number, row in enumerate(cells) if all(re.fullmatch(r":?-+:?", cell) for cell in row)}
    return [row for number, row in enumerate(cells) if number not in ruled and number + 1 not in ruled]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
