"""One story as rows: of the record, and of the catalogue exactly as the refresh would make them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from random import Random

from django.utils.text import slugify

from sites.catalogue.recorded import Recorded
from sites.catalogue.refresh import PERIOD, TOLD, entry_row, period_row
from sites.models import Article, Citation, Entry, Identifier, Origin, Period, Report, Site, SiteName

from . import words
from .plan import Story
from .rows import place, plain, row
from .templates import ORIGINS, PUBLISHED, SEED, cited, template

TABLES = (Origin, Article, Site, SiteName, Identifier, Report, Citation, Entry, Period)
DECIDED = datetime(2025, 11, 1, 9, tzinfo=UTC)
REVIEWER = "editor-00000000"
VISIBLE = (("exact", "0.1", "0.01", "hidden"), (70, 17, 9, 4))
UNPLACED = 0.015
FAMILY = 0.25  # of the stories with several sites, those whose first site holds the others
ROWS = dict[type, list[list]]


def origins() -> list[list]:
    return [row(Origin(id=number, name=f"Wire copy {number}")) for number in range(1, ORIGINS + 1)]


def write(story: Story, rows: ROWS) -> None:
    """Add the story's rows to those of each model."""
    chance = Random(f"{SEED} story {story.site}")  # noqa: S311
    rows[Article] += _articles(story)
    for at, site in enumerate(_sites(story, chance)):
        rows[Site].append(row(site))
        rows[SiteName] += map(row, site.names.all())
        rows[Identifier] += map(row, site.identifiers.all())
        _reports(story, at, site, rows)
        rows[Entry].append(_entry(story, at, site))
        rows[Period] += _periods(story, at, site)


def _articles(story: Story) -> Iterator[list]:
    number, url, title = (place(Article, name) for name in ("id", "url", "title"))
    for held in _rendered(story.history).articles:
        made = held.copy()
        made[number] += story.article - 1
        made[url] = f"https://news.example/{made[number]}"
        made[title] = f"Damage to heritage in {story.city.name}"
        yield made


def _sites(story: Story, chance: Random) -> Iterator[Site]:
    family, first = story.sites > 2 and chance.random() < FAMILY, None
    for at in range(story.sites):
        site = _site(story, story.site + at, chance, first)
        yield site
        first = site if family and first is None else first


def _site(story: Story, number: int, chance: Random, parent: Site | None) -> Site:
    city = story.city
    latitude, longitude = (None, None) if chance.random() < UNPLACED else city.near(chance)
    kind = chance.choices(list(words.COMMON), list(words.COMMON.values()))[0]
    what, whose = chance.choice(words.KINDS[kind]), chance.choice(words.WHOSE)
    name = f"{what[0]} of {whose[0]}, {city.name}"
    site = Site(
        pk=number,
        slug=f"{slugify(name)[:80]}-{number}",
        name=name,
        kind=kind,
        country=city.country,
        place=city.name,
        part_of=parent,
        summary=f"A {what[0].lower()} of {city.name}, known as that of {whose[0]}; listed as heritage of the town.",
        latitude=latitude,
        longitude=longitude,
        precision_m=chance.choice((10, 50, 100, 1000)) if latitude is not None else None,
        approximate=chance.random() < 0.05,
        point_source="Survey of the town",
        visibility=chance.choices(*VISIBLE)[0],
        built=chance.choice(words.BUILT),
        state="published",
        decided_by=REVIEWER,
        decided_at=DECIDED,
        first_published=PUBLISHED,
    )
    site._prefetched_objects_cache = {
        "names": _names(site, city, what, whose),
        "identifiers": _identifiers(number),
    }
    return site


def _names(site: Site, city, what: tuple, whose: tuple) -> list[SiteName]:
    """The name in the script of the place, and for every third site another spelling."""
    names = []
    if city.language:
        script = 1 if city.language == "ar" else 2
        text = f"{what[script]} {whose[script]}, {city.native}"
        names.append(SiteName(id=2 * site.pk - 1, site_id=site.pk, text=text, language=city.language, kind="official"))
    if site.pk % 3 == 0:
        text = f"{whose[0].replace('al-', 'el ')} {what[0]}"
        names.append(SiteName(id=2 * site.pk, site_id=site.pk, text=text, language="", kind="alternative"))
    return names


def _identifiers(number: int) -> list[Identifier]:
    if number % 4:
        return []
    return [Identifier(id=number, site_id=number, scheme="wikidata", value=f"Q{900_000_000 + number}")]


def _reports(story: Story, at: int, site: Site, rows: ROWS) -> None:
    rendered, first = _rendered(story.history), _first_report(story, at)
    number, known_as, about = (place(Report, name) for name in ("id", "number", "site_id"))
    for held in rendered.reports:
        made = held.copy()
        made[number] += first - 1
        made[known_as], made[about] = made[number], site.pk
        rows[Report].append(made)
    pk, report, article = (place(Citation, name) for name in ("id", "report_id", "article_id"))
    for held in rendered.citations:
        made = held.copy()
        made[pk] += story.citation + at * len(rendered.citations) - 1
        made[report] += first - 1
        made[article] += story.article - 1
        rows[Citation].append(made)


def _first_report(story: Story, at: int) -> int:
    return story.report + at * len(story.template.reports)


def _entry(story: Story, at: int, site: Site) -> list:
    told = story.template
    entry = Entry(**dict(zip(TOLD, entry_row(_recorded(site), told.known, told.counts), strict=True)))
    _renumber(entry, _first_report(story, at) - 1)
    return row(entry)


def _recorded(site: Site) -> Recorded:
    lists = {
        "names": [{"text": one.text, "language": one.language, "kind": one.kind} for one in site.names.all()],
        "identifiers": [[one.scheme, one.value] for one in site.identifiers.all()],
    }
    plain = {name: getattr(site, name) for name in Recorded._fields if name not in lists}
    return Recorded(**plain | {"country": site.country.code} | lists)


def _periods(story: Story, at: int, site: Site) -> Iterator[list]:
    rendered = _rendered(story.history)
    shift, first = _first_report(story, at) - 1, story.period + at * len(rendered.periods)
    pk, entry, because, dissent = (place(Period, name) for name in ("id", "entry_id", "because", "dissent"))
    for number, (period, held) in enumerate(rendered.periods, first):
        made = held.copy()
        made[pk], made[entry] = number, site.pk
        made[because] = plain([one + shift for one in period.because])
        made[dissent] = plain([one + shift for one in period.dissent])
        yield made


def _renumber(status: Entry, shift: int) -> None:
    status.because = [number + shift for number in status.because]
    status.dissent = [number + shift for number in status.dissent]


class _Rendered:
    """The rows of a history, under its own numbers."""

    def __init__(self, number: int):
        told = template(number)
        for report in told.reports:
            if report.state == "published":
                report.decided_by, report.decided_at = REVIEWER, DECIDED
        self.articles = list(map(row, told.articles))
        self.reports = list(map(row, told.reports))
        citations = [(report, one) for report in told.reports for one in cited(report)]
        for pk, (report, one) in enumerate(citations, 1):
            one.pk, one.report_id = pk, report.pk
        self.citations = [row(one) for _, one in citations]
        periods = [Period(**dict(zip(PERIOD, period_row(0, one), strict=True))) for one in told.known]
        self.periods = [(period, row(period)) for period in periods]


_rendered = cache(_Rendered)
