"""`{% load scripts %}`: our JavaScript modules, announced to the browser all at once."""

import re
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

FOLDER = Path(settings.BASE_DIR) / "static"
IMPORT = re.compile(r"^(?:import|export)\b(?:[^;'\"()]*?\bfrom)?\s*['\"](\.[^'\"]+)['\"]", re.MULTILINE)


@register.simple_tag
def modules(*entries: str) -> SafeString:
    """The scripts of a page, after links to all that they import: else each import would wait for the one before it,
    which on a slow line takes seconds."""
    link, script = '<link rel="modulepreload" href="{}">', '<script type="module" src="{}"></script>'
    ahead = format_html_join("\n  ", link, ((static(one),) for one in needed(entries)))
    return ahead + format_html_join("\n  ", script, ((static(one),) for one in entries))


@lru_cache
def needed(entries: tuple[str, ...]) -> tuple[str, ...]:
    """What these modules import, and what that imports, the nearest first; not what is fetched when it is wanted."""
    found, waiting = dict.fromkeys(entries), list(entries)
    for module in waiting:
        source = (FOLDER / module).read_text(encoding="utf-8")
        new = [one for path in IMPORT.findall(source) if (one := normpath(join(dirname(module), path))) not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)[len(entries) :]
