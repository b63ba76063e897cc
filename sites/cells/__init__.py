"""A cell of a stranger's table comes in; a value of ours goes out, or a Fault that says what is wrong with it."""

from .borders import country_at
from .choices import chosen, each_chosen, read_level
from .countries import country_code
from .days import ambiguous, order_of, read_day
from .degrees import read_all_degrees, read_degrees, read_outline, read_point
from .links import addresses, domain, in_words, read_link
from .registers import all_registered, identifiers_in, registered
from .texts import (
    Told,
    as_text,
    parts,
    read_all_texts,
    read_language,
    read_lines,
    read_number,
    read_slug,
    read_text,
    yes_or_no,
)

__all__ = [
    "Told",
    "addresses",
    "all_registered",
    "ambiguous",
    "as_text",
    "chosen",
    "country_at",
    "country_code",
    "domain",
    "each_chosen",
    "identifiers_in",
    "in_words",
    "order_of",
    "parts",
    "read_all_degrees",
    "read_all_texts",
    "read_day",
    "read_degrees",
    "read_language",
    "read_level",
    "read_lines",
    "read_link",
    "read_number",
    "read_outline",
    "read_point",
    "read_slug",
    "read_text",
    "registered",
    "yes_or_no",
]
