"""What an asker is told of their own question is nothing that they learn: an answer without it."""

import re

OFFERED = re.compile(rb'(<input id="lost-q"[^>]* value=")([^"]*)"')  # what a page that is not there offers to look for


def unechoed(body: bytes, address: str) -> bytes:
    """A body without the address that was asked for, and without those words of it that are offered to look for. Words
    that do not stand in the address are left where they are."""
    asked = address.encode()
    return OFFERED.sub(lambda found: _unless_asked(found, asked), body.replace(asked, b""))


def _unless_asked(found: re.Match, asked: bytes) -> bytes:
    return found[1] + b'"' if all(word in asked for word in found[2].split()) else found[0]
