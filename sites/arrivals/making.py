"""The values of a row → a record that is not stored yet."""

from collections.abc import Iterable, Mapping
from itertools import count
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django_countries.fields import Country

from ..dates import parse
from ..models import Article, Origin, Report, Site, canonical_link

SITE = ("name", "place", "summary", "latitude", "longitude", "point_source", "built", "footprint", "precision_m")
ARTICLE = ("archive_url", "title", "publisher", "authors", "language", "published")
REPORT = ("level", "event", "attributed_to", "summary", "source_value", "source_scale", "recovery")
LONGEST_SLUG = Site._meta.get_field("slug").max_length
ROOM = 12  # of an address, for what tells it from others


class Sketch:
    """What becomes a site, or would become one: it has the fields of one, and costs a tenth."""

    def __init__(self, **values):
        vars(self).update(DEFAULTS)
        vars(self).update(values)

    @property
    def pk(self) -> int | None:
        return self.id

    @pk.setter
    def pk(self, number: int) -> None:
        self.id = number


DEFAULTS = {field.attname: field.get_default() for field in Site._meta.concrete_fields}


def site_of(values: Mapping, visibility: str, make: type[Site] | type[Sketch] = Site) -> Site | Sketch:
    """Without an address, unless the row has one of ours."""
    return make(
        **_plain(values, SITE),
        slug=values.get("slug") or "",
        kind=values.get("kind") or "other",
        country=values.get("country") or "",
        approximate=bool(values.get("approximate")),
        visibility=visibility,
    )


def names_of(values: Mapping) -> list[tuple[str, str, str]]:
    """Its further names, each once: (text, language, kind)."""
    if not (named := values.get("names")):
        return []
    kinds = {(text, language): kind for text, language, kind in reversed(named)}
    told = dict.fromkeys((text, language) for text, language, _ in named)
    return [(*one, kinds[one]) for one in told if one[0]]


def identifiers_of(values: Mapping) -> list[tuple[str, str]]:
    """Its identifiers, each once: (scheme, value)."""
    return list(dict.fromkeys(tuple(one) for one in values.get("identifiers") or ()))


def article_of(values: Mapping, origin: Origin | None) -> Article:
    """What a link alone does not tell is taken from it: where it leads, and to whom."""
    url = link_of(values) or None
    told = _plain(values, ARTICLE)
    parts = urlsplit(url or "")
    host = parts.netloc.removeprefix("www.")
    told["title"] = told.get("title") or f"{host}{parts.path}"[:500].rstrip("/")
    told["publisher"] = told.get("publisher") or host[:200]
    return Article(**told, url=url, type=values.get("type") or "news", origin=origin)


def link_of(values: Mapping) -> str:
    """The web address of an article in its canonical form; empty where there is none."""
    try:
        return canonical_link(values["url"]) if values.get("url") else ""
    except ValidationError:
        return ""


def report_of(values: Mapping, site: Site) -> Report:
    first = values.get("first_published")
    return Report(
        **_plain(values, REPORT),
        first_published=parse(first).earliest if isinstance(first, str) and first else first or None,
        site=site,
        causes=list(values.get("causes") or ()),
        methods=list(values.get("methods") or ()),
        verification=values.get("verification") or "reported",
    )


def with_addresses(drafts: Iterable[tuple[Site | Sketch, str]], taken) -> None:
    """Give each new site, which has a key in its dataset, an address of its name that nobody has; ``taken`` tells of
    many addresses which of them somebody has."""
    bare = [(site, stem_of(site), key) for site, key in drafts if not site.slug]
    held, met = taken({stem for _, stem, _ in bare} - {""}), []
    for site, stem, key in bare:
        if stem and stem not in held:
            site.slug = stem
            held.add(stem)
        else:
            met.append((site, f"{stem}-{slugify(key)[:ROOM]}".strip("-")))
    held |= taken({slug for _, slug in met})
    for site, slug in met:
        site.slug = slug if slug and slug not in held else _further(slug, taken, held)
        held.add(site.slug)


def _further(stem: str, taken, held: set[str]) -> str:
    """The next free number."""
    for start in count(2, 100):
        others = [f"{stem}-{number}" for number in range(start, start + 100)]
        if slug := next((one for one in others if one not in taken(others) | held), ""):
            return slug
    raise AssertionError  # numbers do not end


def stem_of(site: Site | Sketch) -> str:
    """An address of its name; of its country where no letter of the name can stand in one."""
    name = slugify(site.name) or slugify(f"{Country(str(site.country)).name} {site.kind}")
    return name[: LONGEST_SLUG - 2 * ROOM].strip("-")


def _plain(values: Mapping, names: Iterable[str]) -> dict:
    return {name: values[name] for name in names if values.get(name) is not None}
