"""Two texts → the same texts cut where they differ, word by word."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
LONG = 12  # words; of shorter texts the whole is easier to read
LONGEST = 20_000  # characters; beyond that comparing takes longer than anybody waits

Piece = tuple[bool, str]


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts as pieces: whether a piece stands in this text alone, and its words. Unlike texts stay whole."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if min(len(old), len(new)) < LONG or len(before) + len(after) > LONGEST:
        return whole(before), whole(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return whole(before), whole(after)
    left, right = [], []
    for kind, *places in matcher.get_opcodes():
        one, two = "".join(old[places[0] : places[1]]), "".join(new[places[2] : places[3]])
        left += [(kind != "equal", one)] if one else []
        right += [(kind != "equal", two)] if two else []
    return left, right


def whole(text: str) -> list[Piece]:
    return [(True, text)] if text else []
