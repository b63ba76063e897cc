"""The rows of bits follow the record: at each decision, and from nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from django.db import models, transaction

from ..models import Listed, Photo, Report
from .bits import BLOCK, of_places, packed, unpacked
from .reading import names_of, tokens_of
from .tokens import FIELDS, KINDS, TEXTS, link_words, named, words_of

ROWS = 2000
AT_ONCE = 900  # tokens in one question, which every SQLite bears
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


def follow_many(kind: str, numbers: Iterable[int]) -> None:
    """The same for records that are new, or of which other values than their words have changed."""
    for part in _parts(numbers):
        _set(kind, part, set())


def forget(record: models.Model) -> None:
    """The record is deleted: nothing leads to it any more."""
    forget_many(record._meta.model_name, [record.pk])


def forget_many(kind: str, numbers: Iterable[int]) -> None:
    """These records will be deleted."""
    for part in _parts(numbers):
        gone = defaultdict(set)
        for number, tokens in tokens_of(kind, part):
            for token in tokens:
                gone[token].add(number)
        _write(kind, {}, gone)


def _parts(numbers: Iterable[int]) -> Iterator[range | list[int]]:
    """The numbers of each block; a range where they are in a row, else so many that one question bears them."""
    for _, block in groupby(sorted(numbers), lambda number: number // BLOCK):
        held = [*block]
        if held[-1] - held[0] + 1 == len(held) > 1:
            yield range(held[0], held[-1] + 1)
        else:
            yield from (held[start : start + ROWS] for start in range(0, len(held), ROWS))


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
    blocks = {number // BLOCK for number in set().union(*here.values(), *gone.values())}
    for start in range(0, len(wanted), AT_ONCE):
        _write_some(kind, wanted[start : start + AT_ONCE], blocks, here, gone)


def _write_some(kind: str, wanted: list[str], blocks: set[int], here: dict, gone: dict) -> None:
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
    come, left = _places(block, here), _places(block, gone)
    if not was:
        return of_places(come) if come else b""
    bits = np.unpackbits(unpacked(was))
    bits[come], bits[left] = 1, 0
    return packed(np.packbits(bits))


def _places(block: int, numbers: Iterable[int]) -> list[int]:
    return [number % BLOCK for number in numbers if number // BLOCK == block]


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
