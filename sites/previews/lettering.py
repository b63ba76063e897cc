"""Texts that fit: which letters our fonts have, how wide a text is, where a long one is broken."""

import json
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from pathlib import Path
from unicodedata import bidirectional

from PIL import ImageFont

FOLDER = Path(__file__).parent / "fonts"
FONTS = {"serif": "Noto Serif", "sans": "Noto Sans"}  # by the names that they have inside
FILES = {name: str(FOLDER / f"{name}.ttf") for name in FONTS}
LETTERS = {
    name: frozenset(chain.from_iterable(range(first, last + 1) for first, last in stretches))
    for name, stretches in json.loads((FOLDER / "letters.json").read_text(encoding="ascii")).items()
}
LEADING = 1.2  # from line to line, in sizes of the letters
HUNDRED = 100  # pixels, at which texts are measured


def is_written(text: str, font: str) -> bool:
    """Whether a font has all the letters of a text: of one that it has not, nothing but boxes would be seen."""
    return all(ord(letter) in LETTERS[font] for letter in text)


def is_leftward(text: str) -> bool:
    """Whether some of a text is written from right to left: of one that is not, the signs stay where they are."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


@lru_cache(maxsize=2)
def _measure(font: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILES[font], HUNDRED, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, font: str, size: float) -> float:
    """Pixels; of scripts whose letters join rather too many."""
    return _measure(font).getlength(text) * size / HUNDRED


def broken(text: str, font: str, size: float, room: float) -> list[str]:
    """A text in lines that fit into a width; a word that is wider than that stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, font, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def fitted(text: str, font: str, sizes: tuple[int, ...], room: float, high: float) -> tuple[int, list[str]]:
    """The largest of some sizes at which a text fits into a width and a height; at the smallest it is cut short."""
    for size in sizes:
        lines = broken(text, font, size, room)
        most = max(1, int(high / (size * LEADING)))
        if len(lines) <= most and all(width(line, font, size) <= room for line in lines):
            return size, lines
    return size, cut(lines, font, size, room, most)


def cut(lines: list[str], font: str, size: float, room: float, most: int) -> list[str]:
    """No more lines than ``most``, each as wide as there is room."""
    kept = filter(None, [*lines[: most - 1], " ".join(lines[most - 1 :])])
    return [shortened(line, font, size, room) for line in kept]


def shortened(text: str, font: str, size: float, room: float) -> str:
    """A text that fits into one line, with an ellipsis where it was cut."""
    if width(text, font, size) <= room:
        return text
    fit = bisect_right(range(len(text)), room, key=lambda many: width(f"{text[:many]}…", font, size))
    return f"{text[: max(fit - 1, 0)].rstrip()}…"
