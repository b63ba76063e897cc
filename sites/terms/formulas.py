"""Keeping text from becoming a formula in a spreadsheet (OWASP "CSV injection", CWE-1236).

A program that opens the file may take a cell for a formula if it begins with one of ``= + - @`` or their look-alikes,
also after spaces, quotes and invisible characters that it strips. Where the program splits lines at semicolons or tabs,
as in countries with a decimal comma, text after such a sign begins a cell of its own.
"""

import re

TRIGGERS = "=＝﹦+＋﹢\\-－﹣−@＠﹫"
STRIPPED = "\\s\\x00-\\x20\\x7f-\\xa0\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\"'`´‘’‚“”„«»"
STARTS = re.compile(f"^(?='*[\\t\\r\\n\\0])|(?:^|(?<=[;\\t\\r\\n]))(?=[{STRIPPED}]*[{TRIGGERS}])")


ARMED = re.compile(f"^'(?='*[\\t\\r\\n\\0])|(?:^|(?<=[;\\t\\r\\n]))'(?=[{STRIPPED}]*[{TRIGGERS}])")


def disarm(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet might start to read a formula."""
    return STARTS.sub("'", text)


def rearm(text: str) -> str:
    """The text that was disarmed: whatever it was, ``rearm(disarm(text))`` is it."""
    return ARMED.sub("", text)
