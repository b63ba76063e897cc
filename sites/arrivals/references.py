"""What the rows of reports refer to: the sites that they tell of and the articles that they cite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from ..imports import Drafted
from ..models import Article, Site
from ..names import fold
from ..terms import Fault
from .making import link_of
from .matching import Known, articles_met, asked, by_identifier, parted, title_of
from .working import Work

MOST_HELD = 20_000
NEAR = 0.01  # degrees within which a site of the same name is the same


def _forget_stored(held: dict, work: Work) -> None:
    """What is stored is found again: memory stays flat."""
    if work.writes and len(held) > MOST_HELD:
        held.clear()


class Sites:
    """Sites by what rows say of them: by their key, our address, an identifier, or their name and place."""

    def __init__(self, work: Work):
        self._work = work
        self._known = Known(work.mapping.dataset, "site")
        self._held: dict[str, Site | None] = {}

    def key_of(self, values: Mapping) -> str:
        """One for each site that is named, however often."""
        if key := str(values.get("key") or (self._work.mapping.own and values.get("number")) or ""):
            return key
        named = {name: values.get(name) for name in ("slug", "identifiers", "country", "latitude", "longitude")}
        told = repr((fold(values.get("name") or ""), named))
        return f"~{blake2b(told.encode(), digest_size=16).hexdigest()}"

    def hold(self, values: Mapping, site: Site | None) -> None:
        self._held[self.key_of(values)] = site

    def of(self, row: Drafted) -> Site | None:
        values = row.values.get("site") or {}
        return self._held.get(self.key_of(values)) if values else None

    def unknown(self, rows: Sequence[Drafted]) -> Iterator[tuple[Drafted, Mapping]]:
        """Look for all that these rows name; those that are not here, each once."""
        _forget_stored(self._held, self._work)
        wanted = {}
        for row in rows:
            values = row.values.get("site") or {}
            if not values:
                self._work.fault(row, "It does not say which site it is about.", "site")
            elif self.key_of(values) not in self._held:
                wanted.setdefault(self.key_of(values), (row, values))
        self._find({key: values for key, (_, values) in wanted.items()})
        for key, (row, values) in wanted.items():
            if key not in self._held and values.get("name"):
                yield row, values
            elif key not in self._held:
                self._held[key] = None
                said = values.get("slug") or values.get("number") or ""
                self._work.fault(
                    row, Fault("The site “{site}” is not here: import the sites first.", site=said), "site"
                )

    def _find(self, wanted: Mapping[str, Mapping]) -> None:
        found = {key: held.number for key, held in self._known.of(list(wanted)).items()}
        found |= self._missing(found, _by_slug(wanted))
        found |= self._missing(found, by_identifier(wanted, self._work.by))
        found |= self._missing(found, _by_name({key: said for key, said in wanted.items() if key not in found}))
        sites = {}
        for part in parted({*found.values()}):
            sites |= Site.objects.select_related("merged_into").in_bulk(part)
        for key, number in found.items():
            if site := sites.get(number):
                self._held[key] = site.merged_into or site

    @staticmethod
    def _missing(found: Mapping, more: Mapping) -> dict:
        return {key: number for key, number in more.items() if key not in found}


def _by_slug(wanted: Mapping[str, Mapping]) -> dict[str, int]:
    slugs = {}
    for key, values in wanted.items():
        if values.get("slug"):
            slugs.setdefault(values["slug"], []).append(key)
    return {key: number for slug, number in asked(Site.objects, "slug", slugs) for key in slugs[slug]}


def _by_name(wanted: Mapping[str, Mapping]) -> dict[str, int]:
    """The only site of this very name in the country, if the points do not speak against it."""
    names: dict[str, list[str]] = {}
    for key, values in wanted.items():
        if values.get("name"):
            names.setdefault(values["name"], []).append(key)
    found: dict[str, list[int]] = {}
    for part in parted(names):
        live = Site.objects.filter(name__in=part, state__in=("draft", "in_review", "published"))
        for site in live.only("name", "country", "latitude", "longitude", "visibility"):
            for key in names[site.name]:
                if _is_there(site, wanted[key]):
                    found.setdefault(key, []).append(site.pk)
    return {key: numbers[0] for key, numbers in found.items() if len(numbers) == 1}


def _is_there(site: Site, values: Mapping) -> bool:
    if values.get("country") and values["country"] != site.country.code:
        return False
    if site.visibility != "exact" or site.latitude is None or values.get("latitude") is None:
        return bool(values.get("country"))
    return abs(site.latitude - values["latitude"]) < NEAR and abs(site.longitude - values["longitude"]) < NEAR


class Articles:
    """Articles by what citations say of them: by our number, a web address, or what they are called."""

    def __init__(self, work: Work):
        self._work = work
        self._known = Known(work.mapping.dataset, "article")
        self._held: dict[str, Article | None] = {}

    def key_of(self, values: Mapping) -> str:
        """One for each article that is cited, however often."""
        if self._work.mapping.own and values.get("number"):
            return f"#{values['number']}"
        return link_of(values) or "\n".join(title_of(values))

    def hold(self, values: Mapping, article: Article | None) -> None:
        self._held[self.key_of(values)] = article

    def of(self, row: Drafted, values: Mapping) -> Article | None:
        return self._held.get(self.key_of(values))

    def unknown(self, rows: Sequence[Drafted]) -> list[tuple[Drafted, Mapping]]:
        """Look for all that these rows cite; those that are not here, each once."""
        _forget_stored(self._held, self._work)
        wanted = {}
        for row in rows:
            for one in row.values.get("citations") or ():
                if self.key_of(one["article"]) not in self._held:
                    wanted.setdefault(self.key_of(one["article"]), (row, one["article"]))
        self._find({key: values for key, (_, values) in wanted.items()})
        return list(self._new(wanted))

    def _new(self, wanted: Mapping) -> Iterator[tuple[Drafted, Mapping]]:
        for key, (row, values) in wanted.items():
            if key in self._held:
                continue
            if values.get("url") or values.get("title"):
                yield row, values
            else:
                self._held[key] = None
                said = Fault("Article {number} is not here: import the articles first.", number=values.get("number"))
                self._work.fault(row, said, "citations")

    def _find(self, wanted: Mapping[str, Mapping]) -> None:
        numbers = {key: str(values["number"]) for key, values in wanted.items() if values.get("number")}
        known = self._known.of([*numbers.values()])
        found = {key: known[number].number for key, number in numbers.items() if number in known}
        found |= self._by_number({key: said for key, said in wanted.items() if key in numbers and key not in found})
        rest = [Drafted(0, key, values) for key, values in wanted.items() if key not in found]
        found |= articles_met([row for row in rest if row.key not in numbers or row.values.get("url")], own=False)
        held = self._stored({*found.values()})
        for key, number in found.items():
            self._held[key] = held[number]

    def _by_number(self, wanted: Mapping[str, Mapping]) -> dict[str, int]:
        """In the installation that a file of ours comes from."""
        if not self._work.mapping.own:
            return {}
        there = self._stored({values["number"] for values in wanted.values()})
        return {
            key: values["number"]
            for key, values in wanted.items()
            if (one := there.get(values["number"])) and (not values.get("url") or values["url"] == one.url)
        }

    @staticmethod
    def _stored(numbers: Iterable[int]) -> dict[int, Article]:
        return {
            number: one
            for part in parted(numbers)
            for number, one in Article.objects.select_related("origin").in_bulk(part).items()
        }
