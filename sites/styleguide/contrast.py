"""Colours as they are named in the tokens come in; how far apart they stand for an eye goes out (WCAG 2.2)."""

TEXT = 4.5  # letters upon their ground
DRAWN = 3.0  # what is drawn, beside what it stands on

GROUNDS = ("paper", "card", "wash")
MAP = ("land", "sea")
INKS = ("ink", "soft", "accent", "alarm", "mend")
DEEP = ("level-severe", "level-destroyed", "level-unspecified", "level-unknown")
PALE = ("level-none", "level-slight", "level-moderate")

LETTERS = (*((ink, ground) for ink in INKS for ground in GROUNDS), ("on-accent", "accent"))
SHAPES = (
    *(("level-edge", ground) for ground in (*MAP, *GROUNDS)),  # a mark's rim: its shape, whatever its colour
    *(("level-no_report", ground) for ground in (*MAP, *GROUNDS)),  # the one mark without a rim
    *(("mend", ground) for ground in (*MAP, *GROUNDS)),  # the ring of a recovery
    *(("accent", ground) for ground in (*MAP, *GROUNDS)),  # a cell, an outline, the focus
    *(("rule", ground) for ground in GROUNDS),  # the edge of a field; what was refuted
    *(("mark-on-deep", level) for level in DEEP),  # signs and hatches within a mark
    *(("mark-on-pale", level) for level in PALE),
    *((level, "card") for level in DEEP),  # a hollow mark's line and sign
)


def ratio(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white, of two colours written as #rgb or #rrggbb."""
    lower, higher = sorted(map(_luminance, (one, other)))
    return (higher + 0.05) / (lower + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(part, 16) / 255) for part in _parts(colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(digits: str) -> list[str]:
    return [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
