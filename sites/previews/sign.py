"""The mark of a status as a drawing that bears its own colours; its shapes are those of every page."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..catalogue import Report, Status
from .colours import COLOURS

SYMBOLS = Path(settings.BASE_DIR) / "templates" / "pages" / "_symbols.html"
SHAPES = dict(
    re.findall(r'<symbol id="level-(\w+)"[^>]*>(.*?)</symbol>', SYMBOLS.read_text(encoding="utf-8"), re.DOTALL)
)
RINGS = {"stabilised": "3.5 2.2", "in_progress": "3.5 2.2", "restored": "none", "reconstructed": "none"}
PALE = ("none", "slight", "moderate")  # on these colours white would not be seen
PART = re.compile(r'class="mark-(\w+)"')
ROUND = "stroke-linecap: round; stroke-linejoin: round"


@dataclass(frozen=True, slots=True)
class Sign:
    """What a mark tells."""

    level: str
    verification: str = ""
    contested: bool = False
    recovery: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.level or ("step" if self.recovery else "no_report")]

    @property
    def drawn(self) -> str:
        """The drawing, 24 units wide."""
        style = self.style
        return PART.sub(lambda part: f'style="{style[part[1]]}"', self.shape)

    @property
    def style(self) -> dict[str, str]:
        """For each part of the shape how it is drawn; static/css/marks.css says the same to browsers."""
        mend, edge = COLOURS["mend"], COLOURS["level-edge"]
        line, filled, sign, stripe, weight = self._colours()
        refuted = self.verification == "refuted"
        rim = 3.4 if self.verification == "reported" else 2.4
        dash = RINGS.get(self.recovery, "none")
        hatched = self.contested and not refuted
        return {
            "edge": "display: none" if refuted else f"fill: {edge}; stroke: {edge}; stroke-width: {rim}; {ROUND}",
            "body": f"fill: {filled}; stroke: {line}; stroke-width: {weight}; {ROUND}",
            "sign": f"fill: none; stroke: {sign}; stroke-width: 2; {ROUND}",
            "hatch": self._if(hatched, f"stroke: {stripe}; stroke-width: 1.5"),
            "halo": self._if(hatched, f"stroke: {filled}; stroke-width: 5; {ROUND}"),
            "absent": f"fill: none; stroke: {line}; stroke-width: 1.6; stroke-dasharray: 2 2.15",
            "step": f"fill: none; stroke: {mend}; stroke-width: 2; {ROUND}",
            "ring": self._if(self.recovery in RINGS, f"stroke: {mend}; stroke-width: 1.9; stroke-dasharray: {dash}"),
        }

    def _colours(self) -> tuple[str, str, str, str, float]:
        """Of the outline, of what it holds, of the sign and the stripes in it; and the weight of the outline."""
        colour, card, pale = COLOURS.get(f"level-{self.level}", COLOURS["mend"]), COLOURS["card"], self.level in PALE
        if self.verification == "refuted":  # it keeps its shape and loses all else
            return COLOURS["rule"], card, COLOURS["rule"], COLOURS["rule"], 1.4
        if self.verification == "reported":
            return colour, card, colour, COLOURS["level-edge"] if pale else colour, 2
        return colour, colour, COLOURS["mark-on-deep"], COLOURS["mark-on-pale" if pale else "mark-on-deep"], 0.8

    @staticmethod
    def _if(shown: bool, style: str) -> str:
        return f"fill: none; {style}" if shown else "display: none"


def sign_of(said: Status | Report) -> Sign:
    return Sign(said.level, said.verification, getattr(said, "contested", False), said.recovery)
