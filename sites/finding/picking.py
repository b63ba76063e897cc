"""What a list asks for, as sets of tokens; the numbers that bear them, newest first, and how many there are."""

from collections import defaultdict
from collections.abc import Collection
from functools import reduce

from ..models import Listed
from ..names import search_words
from .bits import NONE, Numbers, any_of, of_numbers, of_rows
from .tokens import ANY, sound, value

MOST_ALIKE = 20  # words that begin with what was typed
BEGUN = 3  # letters from which on the beginning of a word is enough


class Picked:
    """The numbers that a list asks for."""

    def __init__(self, numbers: Numbers):
        self.numbers = numbers
        self.count = int(numbers.counts().sum())

    def part(self, start: int, stop: int, *, newest_first: bool = True) -> list[int]:
        """The numbers of a page."""
        stop = min(stop, self.count)
        if newest_first:
            return self.numbers.part(start, stop)
        return self.numbers.part(self.count - stop, self.count - start)[::-1]


def pick(kind: str, wanted: Collection[Collection[str]], also: Collection[int] = (), search: int = 0) -> Picked:
    """The records that bear a token of each of the sets in ``wanted``; all records if there is none.

    The last ``search`` sets are those of a search, which the records ``also`` answer in other ways.
    """
    held = _held(kind, {ANY}.union(*wanted))
    sets = [any_of(held[token] for token in tokens if token in held) for tokens in wanted]
    values, words = sets[: len(sets) - search], sets[len(sets) - search :]
    found = reduce(Numbers.__and__, values, held.get(ANY, NONE))
    if not search:
        return Picked(found)
    spelled = reduce(Numbers.__and__, words)
    return Picked(found & (spelled | of_numbers(also)))


def bearing(field: str, said) -> set[str]:
    """The set for a value of a field."""
    return {value(field, said)}


def told(kind: str, text: str) -> list[set[str]]:
    """The sets for a search: a word is met by itself, by one that it begins, and by one of the same sound."""
    return [_alike(kind, word) for word in search_words(text)]


def _alike(kind: str, word: str) -> set[str]:
    alike = {word}
    if heard := sound(word):
        alike.add(f"~{heard}")
    if len(word) >= BEGUN:
        begin = word.encode()
        rows = Listed.objects.filter(kind=kind, token__gte=begin, token__lt=begin + b"\xff").order_by("token")
        alike.update(bytes(one).decode() for one in rows.values_list("token", flat=True).distinct()[:MOST_ALIKE])
    return alike


def values(kind: str, field: str) -> list[str]:
    """The values of a field that any record has."""
    rows = Listed.objects.filter(kind=kind, token__gte=f"{field}=".encode(), token__lt=f"{field}>".encode())
    tokens = rows.order_by("token").values_list("token", flat=True).distinct()
    return [bytes(token).decode().partition("=")[2] for token in tokens]


def _held(kind: str, tokens: Collection[str]) -> dict[str, Numbers]:
    rows = Listed.objects.filter(kind=kind, token__in=[token.encode() for token in sorted(tokens)])
    found = defaultdict(list)
    for token, block, held in rows.values_list("token", "block", "held"):
        found[bytes(token).decode()].append((block, held))
    return {token: of_rows(held) for token, held in found.items()}
