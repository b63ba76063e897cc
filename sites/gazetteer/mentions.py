"""Which sites the words of a text mention."""

from collections.abc import Sequence

from django.db.models import QuerySet

from ..models import Site
from ..names import is_kind, name_words
from ..sentences import Found, Known, Mention, Word
from .bearers import bearers, parted
from .misspelt import respelt
from .namesakes import own
from .surroundings import Surroundings
from .windows import Window, windows

MOST_WORDS = 10_000  # of a text; what comes after is not looked at
MOST_MEANT = 8  # sites one name may mean and still be of use
MOST_PARTS = 200


def mentions(text: str, told: Sequence[Word]) -> Found:
    """The sites that a text mentions: the longest name wins, and a name that means nothing without its surroundings
    counts only where the text speaks of them. ``told`` are the words of the text."""
    seen = own(text, told, list(windows(text, told[:MOST_WORDS])))
    hits = bearers(seen)
    missed = respelt(told, seen, hits)
    hits |= bearers(missed)
    sites = _sites({row.site_id for rows in hits.values() for row in rows})
    around = Surroundings(told, sites, hits)
    chosen = _longest(hits, around)
    known = {number: _known(site) for number, site in sites.items()}
    found = [
        Mention(told[window.first].start, told[window.last].end, tuple(known[number] for number in numbers))
        for window, numbers in chosen
    ]
    return Found(tuple(sorted(found, key=lambda one: one.start)), _parts(found, sites))


def _sites(numbers: set[int]) -> dict[int, Site]:
    """The sites themselves and what they are part of."""
    found: dict[int, Site] = {}
    wanted = numbers
    while wanted:
        rows = [row for part in parted(sorted(wanted)) for row in _rows(Site.objects.filter(pk__in=part))]
        found |= {row.pk: row for row in rows}
        wanted = {row.part_of_id for row in rows if row.part_of_id} - found.keys()
    return found


def _rows(sites: QuerySet) -> QuerySet:
    fields = ("name", "kind", "country", "place", "part_of_id", "state")
    return sites.only(*fields).prefetch_related("names")


def _longest(hits: dict, around: Surroundings) -> list[tuple[Window, list[int]]]:
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
    parts = {row.pk: row for row in _rows(Site.objects.filter(part_of__in=wholes))[:MOST_PARTS]}
    within = _rows(Site.objects.filter(part_of__in=list(parts)))[:MOST_PARTS]
    parts |= {row.pk: row for row in [*within, *(sites[number] for number in wholes)]}
    return tuple(_known(row) for row in parts.values())
