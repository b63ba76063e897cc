"""The rows of bits follow the record: at each decision, and from nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models, transaction

from ..models import Listed, Photo, Report
from .bits import BLOCK, of_places, packed, unpacked
from .reading import names_of, tokens_of
from .tokens import FIELDS, KINDS, TEXTS, link_words, named, words_of

ROWS = 2000
TAKE = ["kind", "token", "block"]


def follow(record: models.Model, changes: dict, sites: Iterable[int] = ()) -> None:
    """Bring what is found by this record in line with it: ``changes`` tell what it said before, {field: [was, is]}.

    ``sites`` are those whose level may be another now. Whoever calls holds the turn of the decisions.
    """
    kind = record._meta.model_name
    _set(kind, [record.pk], _before(kind, changes))
    if kind == "site" and {"name", "names"} & changes.keys():
        _rename(record.pk, _names_before(changes))
    if others := sorted({*sites} - ({record.pk} if kind == "site" else set())):
        _set("site", others, set())


def forget(record: models.Model) -> None:
    """The record is deleted: nothing leads to it any more."""
    kind = record._meta.model_name
    ((number, tokens),) = tokens_of(kind, [record.pk])
    _write(kind, {}, {token: {number} for token in tokens})


def _before(kind: str, changes: dict) -> set[str]:
    """The words by which it was found, of which some may be gone."""
    was = {field: sides[0] for field, sides in changes.items() if isinstance(sides, list) and sides[0]}
    words = words_of(was[text] for text in TEXTS[kind] if text in was)
    if kind == "site":
        words |= named(_names_before(changes))
    if "url" in was:
        words |= link_words(was["url"])
    if "site" in was and kind in ("report", "photo"):
        words |= named(names_of([int(was["site"])])[int(was["site"])])
    return words


def _names_before(changes: dict) -> list[str]:
    name = changes.get("name", [""])[0]
    return [*([name] if name else []), *(row[0] for row in changes.get("names", [[]])[0] or [])]


def _rename(site: int, names: list[str]) -> None:
    """Reports and photos are found by the names of their site."""
    for model in (Report, Photo):
        numbers = list(model._base_manager.filter(site=site).order_by().values_list("pk", flat=True))
        for start in range(0, len(numbers), ROWS):
            _set(model._meta.model_name, numbers[start : start + ROWS], named(names))


def _set(kind: str, numbers: list[int], before: set[str]) -> None:
    """Set the bits of these records, and clear those of other values and of what no longer tells of them."""
    now = defaultdict(set)
    for number, tokens in tokens_of(kind, numbers):
        for token in tokens:
            now[token].add(number)
    gone = {token: {*numbers} - now.get(token, set()) for token in before}
    for field in FIELDS[kind]:
        for token in _values(kind, field, {number // BLOCK for number in numbers}):
            gone[token] = {*numbers} - now.get(token, set())
    _write(kind, now, gone)


def _values(kind: str, field: str, blocks: set[int]) -> set[str]:
    """The values of a field that are found in some blocks."""
    rows = Listed.objects.filter(kind=kind, token__gte=f"{field}=".encode(), token__lt=f"{field}>".encode())
    return {bytes(token).decode() for token in rows.filter(block__in=blocks).values_list("token", flat=True)}


def _write(kind: str, here: dict[str, set[int]], gone: dict[str, set[int]]) -> None:
    wanted = sorted(here.keys() | {token for token, numbers in gone.items() if numbers})
    numbers = set().union(*here.values(), *gone.values())
    blocks = {number // BLOCK for number in numbers}
    rows = Listed.objects.filter(kind=kind, token__in=[one.encode() for one in wanted], block__in=blocks)
    held = {(bytes(row.token).decode(), row.block): bytes(row.held) for row in rows}
    made, emptied = [], []
    for token in wanted:
        for block in blocks:
            was = held.get((token, block), b"")
            row = _changed(was, block, here.get(token, ()), gone.get(token, ()))
            if row != was:
                (made if row else emptied).append(Listed(kind=kind, token=token.encode(), block=block, held=row))
    Listed.objects.bulk_create(made, update_conflicts=True, unique_fields=TAKE, update_fields=["held"])
    for row in emptied:
        Listed.objects.filter(kind=kind, token=row.token, block=row.block).delete()


def _changed(was: bytes, block: int, here: Iterable[int], gone: Iterable[int]) -> bytes:
    bits = unpacked(was).copy()
    for numbers, on in ((here, 1), (gone, 0)):
        for number in numbers:
            if number // BLOCK == block:
                _put(bits, number % BLOCK, on)
    return packed(bits)


def _put(bits, place: int, on: int) -> None:
    mask = 0x80 >> (place % 8)
    bits[place // 8] = bits[place // 8] | mask if on else bits[place // 8] & (0xFF ^ mask)


def rebuild() -> None:
    """Make all rows anew, from nothing. The same record gives the same rows."""
    with transaction.atomic():
        Listed.objects.all().delete()
        for kind in KINDS:
            for block in _blocks(kind):
                Listed.objects.bulk_create(_rows(kind, block), ROWS)


def _blocks(kind: str) -> Iterator[int]:
    """The blocks in which there are records, in order."""
    records, block = KINDS[kind]._base_manager.order_by("pk").values_list("pk", flat=True), 0
    while (number := records.filter(pk__gte=block * BLOCK).first()) is not None:
        block = number // BLOCK
        yield block
        block += 1


def _rows(kind: str, block: int) -> list[Listed]:
    places = defaultdict(list)
    for number, tokens in tokens_of(kind, range(block * BLOCK, (block + 1) * BLOCK)):
        for token in tokens:
            places[token].append(number % BLOCK)
    return [
        Listed(kind=kind, token=token.encode(), block=block, held=of_places(places[token])) for token in sorted(places)
    ]
