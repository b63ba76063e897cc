"""A plain text: its first line is its title, empty lines part its paragraphs."""

import re

from .characters import decoded, tidied
from .language import language_of
from .process import Extract, Unreadable

TITLE = 300


def read(received: bytes, _url: str, charset: str) -> Extract:
    text = tidied(decoded(received, charset)[0]).strip()
    return from_text(text, media_type="text/plain", made_with="as handed in")


def from_text(text: str, **said) -> Extract:
    """An extract of a text, which is described by what can be seen in it."""
    text = "\n\n".join(part.strip() for part in re.split(r"\n[ \t]*\n\s*", text) if part.strip())
    if not re.search(r"\w", text):
        raise Unreadable("There is no text in it. If it is a picture of a text, type or paste the text.")
    title = said.pop("title", "") or first_line(text)
    return Extract(text=text, title=title, **{"language": language_of(text)} | said)


def first_line(text: str) -> str:
    line = next(line.strip() for line in text.splitlines() if line.strip())
    return line if len(line) <= TITLE else f"{line[:TITLE].rsplit(' ', 1)[0]} …"
