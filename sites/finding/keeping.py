"""The rows of bits follow the record: at each decision, and from nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from django.db import IntegrityError, models, transaction

from ..models import Listed, Photo, Report, insert, insert_rows
from .bits import BLOCK, of_places, packed, unpacked
from .reading import names_of, tokens_of
from .tokens import ANY, FIELDS, KINDS, TEXTS, link_words, named, words_of

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
    for block, held in _by_block(numbers):
        now, there = _borne(kind, held), Listed.objects.filter(kind=kind, token=ANY.encode(), block=block).first()
        if there is None and _all_stored(kind, block, now):
            continue
        new = there is not None and _are_new(there, held)
        _write(kind, {block}, now, {} if new else _gone(kind, held, now))


def forget(record: models.Model) -> None:
    """The record is deleted: nothing leads to it any more."""
    forget_many(record._meta.model_name, [record.pk])


def forget_many(kind: str, numbers: Iterable[int]) -> None:
    """These records will be deleted."""
    for block, held in _by_block(numbers):
        _write(kind, {block}, {}, _borne(kind, held))


def _by_block(numbers: Iterable[int]) -> Iterator[tuple[int, range | list[int]]]:
    """The numbers of each block, each once and in order; a range where they are in a row."""
    every = np.unique(np.fromiter(numbers, np.int64))
    blocks, starts = np.unique(every // BLOCK, return_index=True)
    for block, held in zip(blocks.tolist(), np.split(every, starts[1:]), strict=False):
        first, last = int(held[0]), int(held[-1])
        yield block, range(first, last + 1) if last - first + 1 == len(held) else held.tolist()


def _borne(kind: str, numbers: range | list[int]) -> dict[str, list[int]]:
    """The tokens of these records, and the numbers of those that bear each."""
    now = defaultdict(list)
    for start in range(0, len(numbers), ROWS):
        for number, tokens in tokens_of(kind, numbers[start : start + ROWS]):
            for token in tokens:
                now[token].append(number)
    return now


def _are_new(there: Listed, numbers: range | list[int]) -> bool:
    """Whether none of these records of a block has been listed, so that nothing leads to them."""
    bits = np.unpackbits(unpacked(bytes(there.held)))
    return not bits[np.array(numbers) % BLOCK].any()


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
    now = _borne(kind, numbers)
    _write(kind, {number // BLOCK for number in numbers}, now, _gone(kind, numbers, now, before))


def _gone(kind: str, numbers: range | list[int], now: dict[str, list[int]], before: Iterable[str] = ()) -> dict:
    """The tokens that these records may have borne, and the numbers of those that do not."""
    every, blocks = {*numbers}, {number // BLOCK for number in numbers}
    tokens = {*before}.union(*(_values(kind, field, blocks) for field in FIELDS[kind]))
    return {token: every.difference(now.get(token, ())) for token in tokens}


def _values(kind: str, field: str, blocks: set[int]) -> set[str]:
    """The values of a field that are found in some blocks."""
    rows = Listed.objects.filter(kind=kind, token__gte=f"{field}=".encode(), token__lt=f"{field}>".encode())
    return {bytes(token).decode() for token in rows.filter(block__in=blocks).values_list("token", flat=True)}


def _all_stored(kind: str, block: int, here: dict[str, list[int]]) -> bool:
    """Store the rows of a block in which no record is listed; False, and none, if one is there all the same."""
    try:
        with transaction.atomic():
            _store(kind, block, here)
    except IntegrityError:
        return False
    return True


def _store(kind: str, block: int, here: dict[str, list[int]]) -> None:
    rows = ((token, of_places([number % BLOCK for number in here[token]])) for token in sorted(here))
    insert_rows(Listed, [*TAKE, "held"], ((kind, token.encode(), block, held) for token, held in rows))


def _write(kind: str, blocks: set[int], here: dict[str, Iterable[int]], gone: dict[str, Iterable[int]]) -> None:
    wanted = sorted(here.keys() | {token for token, numbers in gone.items() if numbers})
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
    insert(made, replacing=TAKE)
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
                _store(kind, block, _borne(kind, range(block * BLOCK, (block + 1) * BLOCK)))


def _blocks(kind: str) -> Iterator[int]:
    """The blocks in which there are records, in order."""
    records, block = KINDS[kind]._base_manager.order_by("pk").values_list("pk", flat=True), 0
    while (number := records.filter(pk__gte=block * BLOCK).first()) is not None:
        block = number // BLOCK
        yield block
        block += 1
