"""What the public rooms are given: plain frozen values with the public place only."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ..places import PublicPlace
from ..status import shows_confirmed
from ..terms import archived_on
from ..wordings import Name, Wording, told_name


class Named:
    """What has a ``name`` and further ``names`` is called in each language by the one that belongs there."""

    __slots__ = ()

    @property
    def main(self) -> Name:
        """Its name, with the language that a further name of the same words bears."""
        return next((name for name in self.names if name.text == self.name), Name(self.name, "", "official"))

    def named(self, language: str) -> Name:
        """Its name in a language; in that of our own texts, and where it has none there, its main name."""
        told = None if language == settings.TEXT_LANGUAGE else told_name(language, self.names)
        return told or self.main


@dataclass(frozen=True, slots=True)
class Link(Named):
    """Another site, by its address, its names and its number."""

    slug: str
    name: str
    number: int
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """The site in another register; ``address`` is empty where that has no public page."""

    register: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Status:
    """What stands for a site, on the days that were asked for.

    ``level`` may be ``no_report``; ``confirmed_level`` is the last confirmed level (or empty), ``because`` and
    ``dissent`` are numbers of reports. All this stood from the day ``since``, the level by itself from ``level_since``;
    the episode, which a restoration ends, began on ``episode_since``.
    """

    level: str
    verification: str
    contested: bool
    recovery: str
    confirmed_level: str
    causes: tuple[str, ...]
    because: tuple[int, ...]
    dissent: tuple[int, ...]
    since: date | None
    level_since: date | None
    episode_since: date | None

    @property
    def shows_confirmed(self) -> bool:
        """Whether damage that was confirmed is to be shown beside a standing level that is less well verified."""
        return shows_confirmed(self.level, self.verification, self.confirmed_level)


@dataclass(frozen=True, slots=True)
class Entry(Named):
    """One published site. ``cell`` is the width in degrees of the grid cell that the place stands for: 0 is exact.

    A protected site (``visibility`` other than exact) has no precision, place text, footprint or identifiers.
    ``before`` is the status on the day that the query compares with, None where it compares with none.
    """

    number: int
    slug: str
    name: str
    names: tuple[Name, ...]
    kind: str
    country: str
    place: str
    summary: str
    built: str
    identifiers: tuple[Identifier, ...]
    part_of: Link | None
    visibility: str
    latitude: float | None
    longitude: float | None
    cell: float
    precision_m: int | None
    approximate: bool
    point_source: str
    reports: int
    articles: int
    origins: int
    status: Status
    before: Status | None = None
    wordings: tuple[Wording, ...] = ()

    @property
    def protected(self) -> bool:
        return self.visibility != "exact"

    @property
    def native(self) -> Name | None:
        """The name that stands beside the English one: the first official name in another language."""
        return next(
            (name for name in self.names if name.kind == "official" and not name.language.startswith("en")), None
        )

    def beside(self, language: str) -> list[Name]:
        """What stands beside its name in a language: the native name, and the main one, where they are others."""
        others = {name.text: name for name in (self.native, self.main) if name}
        return [name for name in others.values() if name.text != self.named(language).text]


@dataclass(frozen=True, slots=True)
class Period:
    """A status from ``status.since`` until before ``until`` (None: still)."""

    status: Status
    until: date | None


@dataclass(frozen=True, slots=True)
class Copy:
    """That we keep a copy of a source: its SHA-256 and the day. The bytes themselves are for editors only."""

    sha256: str
    captured: date


@dataclass(frozen=True, slots=True)
class Article:
    """A source that a published report cites. ``published`` is EDTF or empty, ``published_latest`` its last day.

    ``gone_since`` is the day from which its page was not found any more; ``copies`` come oldest first.
    """

    number: int
    url: str
    title: str
    publisher: str
    authors: str
    published: str
    published_latest: date | None
    language: str
    type: str
    origin: str
    archive_url: str
    copies: tuple[Copy, ...]
    gone_since: date | None = None

    @property
    def archived_on(self) -> date | None:
        """The day of the copy in a public archive, if its address tells it."""
        return archived_on(self.archive_url)


@dataclass(frozen=True, slots=True)
class Source:
    """An article in its role for one report."""

    article: Article
    role: str
    quote: str
    locator: str

    @property
    def supports(self) -> bool:
        return self.role in ("says", "looked")


@dataclass(frozen=True, slots=True)
class Report:
    """A published (or withdrawn) report. ``event`` is EDTF or empty; ``earliest`` and ``latest`` bound it (None: open).

    ``effective`` is the day on which it takes effect in the rule, ``first_published`` the day we first published it.
    ``place`` is the public place of its site, if that has one.
    """

    number: int
    site: Link
    state: str
    level: str
    event: str
    earliest: date | None
    latest: date | None
    effective: date
    causes: tuple[str, ...]
    verification: str
    methods: tuple[str, ...]
    attributed_to: str
    summary: str
    source_value: str
    source_scale: str
    recovery: str
    first_published: date
    sources: tuple[Source, ...]
    place: PublicPlace | None = None
    wordings: tuple[Wording, ...] = ()

    @property
    def articles(self) -> int:
        return len({source.article.number for source in self.sources})

    @property
    def origins(self) -> int:
        """How many of the articles are independent of each other."""
        return len({source.article.origin or source.article.number for source in self.sources})


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a record's history: the day, what was done, why, and which fields changed from what to what."""

    day: date
    verb: str
    label: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A published picture; ``sha256`` names its renditions, ``widths`` are those that exist, in pixels.

    ``pair`` is the SHA-256 of the published picture from before the damage with which it is compared.
    """

    sha256: str
    moment: str
    alt: str
    credit: str
    licence: str
    taken: str
    graphic: bool
    width: int
    height: int
    widths: tuple[int, ...]
    pair: str = ""
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """Everything a site's page shows. ``reports`` come newest event first; ``photos``, ``periods`` and ``history``
    oldest first, photos without a day last.

    ``heard`` are the reports that count on the days that were asked for, with the sources that were out by then, and no
    better verified than those bear out. ``footprint`` is its outline as GeoJSON: None of a protected site.
    """

    entry: Entry
    reports: tuple[Report, ...]
    heard: tuple[Report, ...]
    periods: tuple[Period, ...]
    parts: tuple[Entry, ...]
    photos: tuple[Photo, ...]
    history: tuple[Event, ...]
    footprint: dict | None = None

    @property
    def pairs(self) -> list[tuple[Photo, Photo]]:
        """Pictures of the same view, from before the damage and after it."""
        known = {photo.sha256: photo for photo in self.photos}
        return [(known[photo.pair], photo) for photo in self.photos if photo.pair]

    @property
    def single_photos(self) -> list[Photo]:
        """The pictures that are compared with no other."""
        paired = {photo.sha256 for pair in self.pairs for photo in pair}
        return [photo for photo in self.photos if photo.sha256 not in paired]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """Everything a report's page shows: the report, its site as it stands, and its history, oldest first."""

    report: Report
    entry: Entry
    history: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A source and every published report that cites it."""

    article: Article
    reports: tuple[Report, ...]
