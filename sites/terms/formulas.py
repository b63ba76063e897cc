"""Keeping text from becoming a formula in a spreadsheet (OWASP "CSV injection", CWE-1236).

A program that opens the file may take a cell for a formula if it begins with one of ``= + - @`` or their look-alikes,
also after spaces, quotes and invisible characters that it strips. Where the program splits lines at semicolons or tabs,
as in countries with a decimal comma, text after such a sign begins a cell of its own.
"""

import re

TRIGGERS = "=＝﹦+＋﹢\\-－﹣−@＠﹫"
STRIPPED = "\\s\\x00-\\x20\\x7f-\\xa0\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\"'`´‘’‚“”„«»"
# Each stretch that is stripped before such a sign, from its first character on: so a long one is gone through once, not
# again from every line in it.
BEFORE = re.compile(f"(?<![{STRIPPED}])[{STRIPPED}]*(?=[{TRIGGERS}])")
LEADING = re.compile(f"(?='*[\\t\\r\\n\\0])(?![{STRIPPED}]*[{TRIGGERS}])")
BREAK = re.compile("([\\t\\r\\n])")
ARMED = re.compile("([\\t\\r\\n])'")


def disarm(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet might start to read a formula."""

    def guarded(before: re.Match) -> str:
        return ("'" if _begins_a_cell(before) else "") + BREAK.sub(r"\1'", before[0])

    return ("'" if LEADING.match(text) else "") + BEFORE.sub(guarded, text)


def rearm(text: str) -> str:
    """The text that was disarmed: whatever it was, ``rearm(disarm(text))`` is it."""

    def bare(before: re.Match) -> str:
        said = before[0].removeprefix("'") if _begins_a_cell(before) else before[0]
        return ARMED.sub(r"\1", said)

    return BEFORE.sub(bare, text.removeprefix("'") if LEADING.match(text) else text)


def _begins_a_cell(before: re.Match) -> bool:
    return before.start() == 0 or before.string[before.start() - 1] == ";"
