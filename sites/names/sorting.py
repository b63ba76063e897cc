"""The order of names: without regard to case and accents, letter by letter, the same on every database."""

import unicodedata


def sorting_key(name: str) -> bytes:
    """What puts a name in its place among others, when compared byte by byte."""
    if not name.isascii():
        name = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return name.casefold().encode()
