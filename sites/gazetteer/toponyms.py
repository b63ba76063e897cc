"""From the names of a site to the keys under which a text finds it."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice

from django.db import transaction

from ..models import Site, Toponym, ToponymWord, insert, with_lists
from ..names import NameWord, is_kind, name_key, name_words
from .alike import script

BATCH = 2000
LONGEST_KEY = 120
TELLING_TWO = 6  # of two words
TELLING = 4  # consonants of a name's own part that may stand alone: Elahbel for the Tower of Elahbel
FEW = 2  # consonants of what is kept of a longer name beside its kind
NEVER_ALONE = ("museum", "library_archive")  # what is left of these names is mostly a person
TITLES = frozenset({"sheikh", "shaykh", "cheikh", "sheik", "sidi", "imam", "abu", "шеих", "سيدي", "شيخ", "امام"})
BESIDE = frozenset(
    {"great", "old", "national", "holy", "hall", "lower", "literary", "memorial"}
)  # words writers leave out
ENOUGH_KINDS = 3  # words for what it is, which together may be a name: the National Literary Museum


def refresh(numbers: Collection[int]) -> None:
    """Bring the toponyms of these sites in line with their names."""
    numbers = list(numbers)
    with transaction.atomic():
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            Toponym.objects.filter(site_id__in=part).delete()
            _write(Site.objects.filter(pk__in=part))


def rebuild() -> None:
    """Make all toponyms anew, from nothing."""
    with transaction.atomic():
        Toponym.objects.all().delete()
        ToponymWord.objects.all().delete()
        _write(Site.objects.all())


def _write(sites) -> None:
    known = sites.exclude(state__in=("refused", "withdrawn")).select_related("part_of")
    for sites in batched(known.order_by("pk").iterator(BATCH)):
        _save([row for site in with_lists(sites, "names") for row in toponyms(site)])


def batched(sites: Iterator[Site]) -> Iterator[list[Site]]:
    while part := list(islice(sites, BATCH)):
        yield part


def _save(rows: list[Toponym]) -> None:
    insert(rows)
    sounds = {word.sound for row in rows for word in name_words(row.name) if len(word.sound) >= TELLING}
    ToponymWord.objects.bulk_create([ToponymWord(sound=sound[:60]) for sound in sorted(sounds)], BATCH, True)


def toponyms(site: Site) -> list[Toponym]:
    """The toponyms of one site, not saved: each of its names whole, and as texts shorten it."""
    around = frozenset().union(*map(_sounds, _around(site)))
    found: dict[tuple[str, str, str], Toponym] = {}
    for name in dict.fromkeys([site.name, *(one.text for one in site.names.all())]):
        words = _without_initials(name_words(name))
        alone = _alone(words, around) if site.kind not in NEVER_ALONE else []
        for told, short in [*_shortened(words, around), (alone, True)]:
            key = name_key(told)
            place = key, script(name), "".join(word.letters for word in told if word.proper)
            if key and len(key) <= LONGEST_KEY and (place not in found or (found[place].short and not short)):
                found[place] = Toponym(site=site, name=name, key=key, short=short)
    return list(found.values())


@lru_cache(maxsize=4096)
def _sounds(text: str) -> frozenset[str]:
    """How the proper words of a text sound: many sites lie in one country."""
    return frozenset(word.sound for word in name_words(text) if word.proper)


def _around(site: Site) -> Iterator[str]:
    """The words for where it is: nothing of them alone can mean the site."""
    yield site.place
    yield site.country.name
    parent = site.part_of
    if parent:
        yield parent.name


def _shortened(told: list[NameWord], around: Collection[str]) -> Iterator[tuple[list[NameWord], bool]]:
    """(words, short) of a name: whole, without where it is, without “great” and its like, or with fewer words."""
    yield told, all(not word.proper for word in told)
    inner = [word for word in told if not (word.proper and word.sound in around)]
    if not any(is_kind(word.notion) or word.proper for word in inner):
        return
    yield inner, True
    yield from _by_its_own(inner)
    if len(plain := [word for word in inner if word.notion not in BESIDE]) > 1:
        yield plain, True
        yield from _by_its_own(plain)
    if len(notions := [word for word in inner if word.notion]) >= ENOUGH_KINDS:
        yield notions, True


def _by_its_own(inner: list[NameWord]) -> Iterator[tuple[list[NameWord], bool]]:
    """What is left of a name beside its kind: its own words from the first one on, or the last of them."""
    kinds = [word for word in inner if is_kind(word.notion)]
    own = [word for word in inner if word.proper or word.notion in ("saint", "prophet")]
    for part in [*(own[:length] for length in range(1, len(own))), own[-1:]]:
        told_by = sum(len(word.sound) for word in part if word.letters not in TITLES)
        if kinds and told_by >= FEW:
            yield [*kinds, *part], True


def _without_initials(told: list[NameWord]) -> list[NameWord]:
    """A name without single letters: the Museum of H. S. Skovoroda is rarely called so in full."""
    return [word for word in told if len(word.letters) > 1 or word.notion or word.letters.isdigit()] or told


def _alone(told: list[NameWord], around: Collection[str]) -> list[NameWord]:
    """The one or two words that are a name's own, if they may stand alone: Baalshamin for its temple."""
    own = [word for word in told if word.proper and word.sound not in around]
    heard = sum(len(word.sound) for word in own)
    return own if (len(own) == 1 and heard >= TELLING) or (len(own) == 2 and heard >= TELLING_TWO) else []
