"""Which sites the words of a text mention."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from ..models import Site, Toponym
from ..names import is_kind, name_words
from ..sentences import Found, Known, Mention, Word
from .alike import alike
from .misspelt import respelt
from .namesakes import own
from .surroundings import Surroundings
from .windows import Window, windows

AT_ONCE = 900  # values in one question, which every SQLite bears
MOST_MEANT = 8  # sites one name may mean and still be of use
MOST_PARTS = 200


def mentions(text: str, told: Sequence[Word], *, country_words: Iterable[str] = ()) -> Found:
    """The sites that a text mentions: the longest name wins, and a name that means nothing without its surroundings
    counts only where the text speaks of them. ``told`` are the words of the text; up to 10,000 are looked at."""
    seen = own(text, told, list(windows(text, told[:10_000])))
    hits = _hits(seen)
    missed = respelt(told, seen, hits)
    hits |= _hits(missed)
    sites = _sites({row.site_id for rows in hits.values() for row in rows})
    around = Surroundings(told, sites, hits, [*seen, *missed])
    chosen = _longest([*seen, *missed], hits, around, told)
    known = {number: _known(site) for number, site in sites.items()}
    found = [
        Mention(told[window.first].start, told[window.last].end, tuple(known[number] for number in numbers))
        for window, numbers in chosen
    ]
    return Found(tuple(sorted(found, key=lambda one: one.start)), _parts(found, sites))


def _hits(seen: Sequence[Window]) -> dict[Window, list[Toponym]]:
    """For each window the toponyms that are really like it."""
    by_key = defaultdict(list)
    keys = sorted({window.key for window in seen if window.key})
    for start in range(0, len(keys), AT_ONCE):
        for row in Toponym.objects.filter(key__in=keys[start : start + AT_ONCE]):
            by_key[row.key].append(row)
    hits = {}
    for window in seen:
        if rows := [row for row in by_key.get(window.key, ()) if alike(window.told, row.name)]:
            hits[window] = rows
    return hits


def _sites(numbers: set[int]) -> dict[int, Site]:
    """The sites themselves and what they are part of."""
    found: dict[int, Site] = {}
    wanted = numbers
    while wanted:
        rows = _rows(Q(pk__in=part) for part in _parted(sorted(wanted)))
        found |= {row.pk: row for row in rows}
        wanted = {row.part_of_id for row in rows if row.part_of_id} - found.keys()
    return found


def _rows(conditions: Iterable[Q]) -> list[Site]:
    fields = ("name", "kind", "country", "place", "part_of_id", "state")
    return [
        row
        for condition in conditions
        for row in Site.objects.filter(condition).only(*fields).prefetch_related("names")
    ]


def _parted(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


def _longest(seen, hits, around: Surroundings, told) -> list[tuple[Window, list[int]]]:
    """The windows that stand, with the numbers of the sites that each may mean."""
    taken: set[int] = set()
    chosen = []
    for window in sorted(hits, key=lambda one: (one.first - one.last, one.first)):
        if taken & set(range(window.first, window.last + 1)):
            continue
        numbers = around.meant(window, hits[window])
        if numbers and len(numbers) <= MOST_MEANT:
            chosen.append((window, numbers))
            taken |= set(range(window.first, window.last + 1))
    return chosen


def _known(site: Site) -> Known:
    names = [site.name, *(one.text for one in site.names.all())]
    told = [name_words(name) for name in names]
    where = {word.sound for word in name_words(site.place) if word.proper}
    notions = frozenset(word.notion for words in told for word in words if is_kind(word.notion))
    town = any(len(words) == 1 and words[0].sound in where for words in told)
    return Known(site.pk, site.name, site.kind, notions, site.part_of_id, town)


def _parts(found: Sequence[Mention], sites: dict[int, Site]) -> tuple[Known, ...]:
    """The places that are mentioned or hold what is mentioned, their parts and the parts of these: “the museum” may be
    one of them."""
    named = {one.number for mention in found for one in mention.sites}
    wholes = {above for number in named for above in [number, sites[number].part_of_id] if above}
    rows = _rows([Q(part_of__in=wholes) | Q(pk__in=wholes) | Q(part_of__part_of__in=wholes)])
    return tuple(_known(row) for row in rows[:MOST_PARTS])
