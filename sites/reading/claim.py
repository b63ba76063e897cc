"""What the reader gives back."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of one place. The fields are those of a proposal; ``start`` and ``end`` are characters of
    the text, ``quote`` the sentence between them, ``because`` (start, end, what the words there say)."""

    kind: str
    quote: str
    start: int
    end: int
    site: int | None = None
    place_name: str = ""
    group: bool = False
    alternatives: tuple[int, ...] = ()
    level: str = ""
    recovery: str = ""
    causes: tuple[str, ...] = ()
    event: str = ""
    verification: str = "reported"
    claimant: str = ""
    part: bool = False  # only a part of the place is spoken of: its roof, its organ
    because: tuple[tuple[int, int, str], ...] = field(default=())
