"""The colours of every page, by daylight, read where they are named."""

import re
from pathlib import Path

from django.conf import settings

STYLES = Path(settings.BASE_DIR) / "static" / "css"
DAYLIGHT = re.compile(r"^:root, \[data-theme=\"light\"\] \{(.*?)^\}", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"--([\w-]+): (#[0-9a-f]+);")
USED = re.compile(r"var\(--([\w-]+)\)")

COLOURS = dict(NAMED.findall(DAYLIGHT.search((STYLES / "tokens.css").read_text(encoding="utf-8"))[1]))


def coloured(sheet: str) -> str:
    """A style sheet with the colours themselves in place of their names, for programs that know no names."""
    text = (STYLES / sheet).read_text(encoding="utf-8")
    return USED.sub(lambda used: COLOURS.get(used[1], used[0]), text)
