"""The wordings of a record in words for the desk."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from ..models import Photo
from ..tongues import tongue
from ..wordings import each_language, is_stale


def _direction(tag: str) -> str:
    with override(tag):
        return "rtl" if get_language_bidi() else "ltr"


# The languages that the pages speak, but for the one in which records are written, and which way each runs.
DIRECTIONS = {tag: _direction(tag) for tag, _name in settings.LANGUAGES if tag != settings.TEXT_LANGUAGE}


class Line(NamedTuple):
    """A wording: the name of its language, its tag, what it says, and whether its text was changed since."""

    language: str
    tag: str
    text: str
    stale: bool


def text_of(model: type[models.Model]) -> str:
    """The field whose text has wordings."""
    return "alt" if model is Photo else "summary"


def lines_of(record: models.Model) -> list[Line]:
    text = getattr(record, text_of(type(record)))
    return [Line(tongue(tag), tag, one["text"], is_stale(one, text)) for tag, one in (record.wordings or {}).items()]


def rows_between(
    model: type[models.Model], before: Mapping | None, after: Mapping | None
) -> Iterator[tuple[str, str, str]]:
    """(field, what it said, what it says) of each language in which that differs: the field is “summary (Arabic)”. What
    is the same on both sides was looked at again."""
    name = model._meta.get_field(text_of(model)).verbose_name
    for tag, sides in each_language(before, after).items():
        yield _("%(field)s (%(language)s)") % {"field": name, "language": tongue(tag)}, *sides
