"""What a picture says → the picture: where each word stands, and then its pixels."""

from dataclasses import dataclass
from functools import lru_cache

import resvg_py
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from ..citations import one_line
from .card import Card
from .colours import COLOURS, coloured
from .ground import SIDE, ground_of
from .lettering import FILES, FONTS, LEADING, broken, cut, fitted, is_leftward, is_written, shortened
from .sign import Sign

WIDTH, HEIGHT = 1200, 630
EDGE = 64  # pixels on each side that stay free
GAP = 48  # between the words and what stands beside them
HEAD, TOP, FOOT = 92, 158, 556  # lines on which the installation's name, the first and the last words stand
NAMES = (76, 68, 60, 52, 46, 40)
SMALL, LINE = 28, 38
NATIVE = 62
ROW = 50
MARK = 84
RIGHT_TO_LEFT = "\u202b{}\u202c"
STYLE = coloured("drawn.css")


@dataclass(frozen=True, slots=True)
class Line:
    """A text where it is written; ``x`` counts from the side on which the language begins."""

    text: str
    x: float
    y: float
    size: float
    font: str
    colour: str
    turned: bool

    @property
    def at(self) -> float:
        return WIDTH - self.x if self.turned else self.x

    @property
    def anchor(self) -> str:
        return "end" if self.turned else "start"

    @property
    def family(self) -> str:
        return FONTS[self.font]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, where it is drawn and how large."""

    sign: Sign
    x: float
    y: float
    size: float

    @property
    def scale(self) -> float:
        return self.size / 24


def painted(card: Card) -> bytes:
    """The picture as PNG. The same words and the same place give the same bytes."""
    return _painted(card, get_language(), get_language_bidi(), settings.SITE_NAME)


@lru_cache(maxsize=64)
def _painted(card: Card, language: str, turned: bool, installation: str) -> bytes:
    drawing = _drawn(card, language, turned, installation)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=[*FILES.values()]))


def drawn(card: Card) -> str:
    """The picture as SVG, before its letters become lines and its lines pixels."""
    return _drawn(card, get_language(), get_language_bidi(), settings.SITE_NAME)


def _drawn(card: Card, language: str, turned: bool, installation: str) -> str:
    return render_to_string("previews/preview.svg", _Sheet(turned).laid(card, installation) | {"language": language})


class _Sheet:
    """The picture while words are set on it; in languages that are written to the left all of it is turned round."""

    def __init__(self, turned: bool):
        self.turned = turned
        self.lines: list[Line] = []
        self.marks: list[Mark] = []

    def laid(self, card: Card, installation: str) -> dict:
        room = WIDTH - 2 * EDGE - ((SIDE + GAP) if card.place or card.rows else 0)
        self.write(
            shortened(one_line(installation), "sans", 28, WIDTH - 3 * EDGE), EDGE + 44, HEAD - 10, 28, "sans", "soft"
        )
        foot = self.facts(card, room)
        ceiling = self.status(card, room, foot) if card.sign else foot
        self.name(card, room, ceiling)
        self.rows(card)
        beside = EDGE if self.turned else WIDTH - EDGE - SIDE
        ground = ground_of(card.place) if card.place else None
        return {
            "lines": self.lines,
            "marks": self.marks,
            "ground": ground,
            "beside": beside,
            "side": SIDE,
            "sign": card.sign,
            "colours": COLOURS,
            "style": STYLE,
            "turned": self.turned,
            "size": (WIDTH, HEIGHT),
        }

    def write(self, text: str, x: float, y: float, size: float, font: str, colour: str) -> None:
        """A line; nothing where the font lacks a letter of it."""
        if text and is_written(text, font):
            said = RIGHT_TO_LEFT.format(text) if self.turned and is_leftward(text) else text
            self.lines.append(Line(said, x, y, size, font, COLOURS[colour], self.turned))

    def name(self, card: Card, room: float, ceiling: float) -> None:
        """The name as large as it may be, what stands above it, and beneath it the same in its own script. A name that
        our fonts cannot write gives way to its number."""
        name, over = (card.name, card.over) if is_written(card.name, "serif") else (card.over, "")
        self.write(shortened(over, "sans", SMALL, room), EDGE, TOP, SMALL, "sans", "soft")
        native = NATIVE if card.native and is_written(card.native, "serif") else 0
        size, lines = fitted(name, "serif", NAMES, room, ceiling - TOP - native - 24)
        y = TOP + 8
        for line in lines:
            y += round(size * LEADING)
            self.write(line, EDGE, y, size, "serif", "ink")
        if native:
            smaller, own = fitted(card.native, "serif", (44, 38, 32), room, native)
            self.write(own[0], EDGE, y + native - 6, smaller, "serif", "soft")

    def status(self, card: Card, room: float, foot: float) -> float:
        """The mark with its words beside it; gives where they begin."""
        top = foot - MARK - 14
        self.mark(card.sign, EDGE, top, MARK)
        beside, narrower = EDGE + MARK + 24, room - MARK - 24
        size, said = fitted(card.status, "serif", (46, 40, 34), narrower, LINE)
        self.write(said[0], beside, top + (40 if card.more else 58), size, "serif", "ink")
        self.write(shortened(card.more, "sans", SMALL, narrower), beside, top + 78, SMALL, "sans", "soft")
        return top

    def facts(self, card: Card, room: float) -> float:
        """What stands at the foot, in as many lines as it needs; gives where it begins."""
        lines = cut(broken(" · ".join(card.facts), "sans", SMALL, room), "sans", SMALL, room, 3 if card.sign else 4)
        for back, line in enumerate(reversed(lines)):
            self.write(line, EDGE, FOOT - back * LINE, SMALL, "sans", "soft")
        return FOOT - len(lines) * LINE

    def rows(self, card: Card) -> None:
        """Marks with words beside each, in a column of their own."""
        x, y = WIDTH - EDGE - SIDE, TOP + 6
        for sign, text in card.rows:
            self.mark(sign, x, y, 36)
            size, said = fitted(text, "sans", (26, 23, 20), SIDE - 52, ROW)
            self.write(said[0], x + 52, y + 27, size, "sans", "ink")
            y += ROW

    def mark(self, sign: Sign, x: float, y: float, size: float) -> None:
        self.marks.append(Mark(sign, WIDTH - x - size if self.turned else x, y, size))
