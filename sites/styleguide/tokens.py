"""The style sheet of tokens comes in; its names and values go out, the colours by day and by night."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

BY_DAY, BY_NIGHT = '[data-theme="light"]', '[data-theme="dark"]'
SHEET = "css/tokens.css"
COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")


@cache
def sheet() -> str:
    """The style sheet as it is written, without its comments."""
    return re.sub(r"/\*.*?\*/", "", Path(finders.find(SHEET)).read_text(encoding="utf-8"), flags=re.DOTALL)


def colours(theme: str) -> dict[str, str]:
    """The colours of a theme (BY_DAY or BY_NIGHT), by name; what only the day names holds by night too."""
    return {name: value for one in dict.fromkeys((BY_DAY, theme)) for name, value in declared(one) if _is_colour(value)}


def declared(selector: str) -> list[tuple[str, str]]:
    """What is declared by day for this selector, alone or among others: the first such rule with colours in it."""
    for selectors, body in RULE.findall(sheet()):
        found = TOKEN.findall(body)
        if selector in (one.strip() for one in selectors.split(",")) and any(_is_colour(value) for _, value in found):
            return found
    return []


def sizes() -> list[tuple[str, str]]:
    """What is the same by day and by night: letters, room, corners, layers."""
    return [
        token
        for selectors, body in RULE.findall(sheet())
        if selectors.strip() == ":root"
        for token in TOKEN.findall(body)
    ]


def _is_colour(value: str) -> bool:
    return bool(COLOUR.fullmatch(value))
