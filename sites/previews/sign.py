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
STRIPES = {"none": "#7a6a3a", "slight": "#5d4200"}  # on the palest colours white would not be seen
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
        colour, edge, card = COLOURS.get(f"level-{self.level}", COLOURS["mend"]), COLOURS["level-edge"], COLOURS["card"]
        hollow = self.verification == "reported"
        filled = card if hollow else colour
        pale = self.level in STRIPES
        stripe = (edge if pale else colour) if hollow else STRIPES.get(self.level, "#fff")
        return {
            "edge": f"fill: {edge}; stroke: {edge}; stroke-width: {3.4 if hollow else 2.4}; {ROUND}",
            "body": f"fill: {filled}; stroke: {colour}; stroke-width: {2 if hollow else 0.8}; {ROUND}",
            "sign": f"fill: none; stroke: {colour if hollow else '#fff'}; stroke-width: 2; {ROUND}",
            "hatch": self._if(self.contested, f"stroke: {stripe}; stroke-width: 1.5"),
            "halo": self._if(self.contested, f"stroke: {filled}; stroke-width: 5; {ROUND}"),
            "absent": f"fill: none; stroke: {colour}; stroke-width: 1.6; stroke-dasharray: 2 2.15",
            "step": f"fill: none; stroke: {COLOURS['mend']}; stroke-width: 2; {ROUND}",
            "ring": self._if(
                self.recovery in RINGS,
                f"stroke: {COLOURS['mend']}; stroke-width: 1.9; stroke-dasharray: {RINGS.get(self.recovery, 'none')}",
            ),
        }

    @staticmethod
    def _if(shown: bool, style: str) -> str:
        return f"fill: none; {style}" if shown else "display: none"


def sign_of(said: Status | Report) -> Sign:
    return Sign(said.level, said.verification, getattr(said, "contested", False), said.recovery)
