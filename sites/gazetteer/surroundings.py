"""Where a text plays: by that one of several places of a name is chosen, and a common name understood."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import override
from django_countries import countries

from ..models import Site, Toponym
from ..names import is_kind, name_words, words
from ..sentences import Word
from .alike import script
from .windows import Window, readings

LANGUAGES = ("en", "fr", "es", "ar", "uk", "ru")
IN = ("in", "at", "of", "en", "à", "de")  # before the place where something stands
SHORTEST = 3  # letters of a word that much else sounds like: Rio
SHORT = 5  # letters of a single word that is a name everywhere


class Surroundings:
    """Of one text: the sounds of its proper words, its countries, and the sites it names in full."""

    def __init__(self, told: Sequence[Word], sites: dict[int, Site], hits: dict):
        self.told = told
        self.sites = sites
        self.heard = {reading.sound for word in told for reading in readings(word.folded) if reading.proper}
        self.folded = {word.folded for word in told}
        self.meanings = {window: {row.site_id for row in rows} for window, rows in hits.items()}
        self.named = {row.site_id for window, rows in hits.items() for row in rows if not row.short}

    def meant(self, window: Window, rows: Sequence[Toponym]) -> list[int]:
        """The sites that the window may mean, the likeliest first; none if its name alone does not tell."""
        scored = {}
        for row in rows:
            site = self.sites.get(row.site_id)
            score = self._score(site, row, window) if site else 0
            if score:
                scored[site.pk] = max(score, scored.get(site.pk, 0))
        best = max(scored.values(), default=0)
        return [number for number, _ in sorted(scored.items(), key=lambda one: (-one[1], one[0])) if _ >= best - 1]

    def _score(self, site: Site, row: Toponym, window: Window) -> int:
        if self._foreign(site, row, window):
            return 0
        near, land = self._near(site, window), self._land(site)
        if not near and not land and self._said_elsewhere(site, window):
            return 0
        single = window.first == window.last
        proper = any(word.proper for word in window.told)
        telling = near or (land and (proper or not single)) or (proper and not single and self._alone(window))
        if row.short and not telling:
            return 0
        if single and not near and self.told[window.first].text[:1].islower():
            return 0
        if single and len(window.told[0].letters) < SHORT and not (near or land):
            return 0
        return 1 + 2 * near + 2 * land + (not row.short) + (site.state == "published")

    def _said_elsewhere(self, site: Site, window: Window) -> bool:
        """“The National Museum in Kabul”: whether the next words say that it stands where this site does not."""
        after = self.told[window.last + 1 : window.last + 3]
        if len(after) < 2 or after[0].folded not in IN or not after[1].capital:
            return False
        said = {reading.sound for reading in readings(after[1].folded)}
        return not any(word.sound in said for word in _proper(f"{site.place} {site.name}"))

    def _alone(self, window: Window) -> bool:
        """Whether only one site is called so, as far as anybody knows."""
        return len(self.meanings.get(window, ())) == 1

    def _foreign(self, site: Site, row: Toponym, window: Window) -> bool:
        """By sound alone, across scripts, no site is meant that has a name in the script of the text, nor by one word
        of a longer name."""
        here = script(window.told[0].letters if window.told[0].proper else self.told[window.first].folded)
        if script(row.name) == here or all(not word.proper for word in window.told):
            return False
        names = [site.name, *(one.text for one in site.names.all())]
        single = window.first == window.last
        if sum(word.proper for word in window.told) > 1:
            return False  # so much is no chance: музей Григорія Сковороди, with two words of its own
        return (single and row.short) or any(script(name) == here for name in names)

    def _near(self, site: Site, window: Window) -> bool:
        """Whether the text names, outside this name, what the site belongs to or the place where it lies."""
        if site.part_of_id in self.named or self._siblings(site):
            return True
        own = {word.sound for word in window.told if word.proper}
        told = self.heard - own
        return any(
            word.sound in told and (len(word.letters) > SHORTEST or word.letters in self.folded)
            for word in _proper(site.place)
        )

    def _siblings(self, site: Site) -> bool:
        return site.part_of_id is not None and any(
            other.part_of_id == site.part_of_id
            for number, other in self.sites.items()
            if number in self.named - {site.pk}
        )

    def _land(self, site: Site) -> bool:
        return any(word.startswith(stem) for stem in country_stems(site.country.code) for word in self.folded)


@lru_cache(maxsize=4096)
def _proper(place: str) -> tuple:
    return tuple(
        word for word in name_words(place) if word.proper and len(word.letters) > 2 and not is_kind(word.notion)
    )


@lru_cache(maxsize=512)
def country_stems(code: str) -> tuple[str, ...]:
    """What the words for a country and its people begin with, in every language that is read: syri, сири, سوري."""
    stems = set()
    for language in LANGUAGES:
        with override(language):
            name = words(str(countries.name(code)))
        for word in name:
            if len(word) > 3:
                stems.add(word[: max(4, len(word) - 2)])
    return tuple(sorted(stems - {"islamic", "republic", "unit", "state", "arab", "democ"}))
