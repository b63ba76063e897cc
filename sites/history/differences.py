"""What a field said and says, each as lines of text, with the words marked that the other side lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ..translations import rows_between
from .marks import Piece, marked, whole


@dataclass(frozen=True)
class Difference:
    """One field's name and what it said before and after, each as lines of text."""

    field: str
    before: list[str]
    after: list[str]

    @cached_property
    def marks(self) -> tuple[list[list[Piece]], list[list[Piece]]]:
        """Both sides as lines of pieces, of which those that the other side lacks are marked."""
        if len(self.before) != 1 or len(self.after) != 1:
            return [whole(line) for line in self.before], [whole(line) for line in self.after]
        old, new = marked(self.before[0], self.after[0])
        return [old], [new]

    @property
    def marked_before(self):
        return self.marks[0]

    @property
    def marked_after(self):
        return self.marks[1]


def in_other_languages(model, before: Mapping | None, after: Mapping | None) -> list[Difference]:
    """One for each language in which the text of a record of that kind says something else."""
    return [Difference(field, *_lines(*sides)) for field, *sides in rows_between(model, before, after)]


def _lines(before: str, after: str) -> list[list[str]]:
    if before == after:
        return [[], [_("It was looked at again, and says what the text says now.")]]
    return [[side] if side else [] for side in (before, after)]
