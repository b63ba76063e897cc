"""Frozen values in every state that the components know. Nothing is read: the same on every installation, every day."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from django.utils.translation import gettext_noop

from ..catalogue import (
    Article,
    Choice,
    Copy,
    Entry,
    Link,
    Month,
    Name,
    Overview,
    Page,
    Period,
    Photo,
    Query,
    Report,
    SiteRecord,
    Source,
    Status,
)
from ..dates import parse
from ..terms import LEVELS, STATUSES

DAY = date(2015, 8, 27)
SITE = Link("palmyra-baalshamin", "Temple of Baalshamin", 3)
ARABIC = Name("معبد بعل شمين", "ar", "official")
STATES = {
    gettext_noop("confirmed"): {},
    gettext_noop("reported"): {"verification": "reported"},
    gettext_noop("contested"): {"contested": True},
    gettext_noop("both"): {"verification": "reported", "contested": True},
    gettext_noop("recovering"): {"recovery": "in_progress"},
    gettext_noop("recovered"): {"recovery": "restored"},
    gettext_noop("refuted"): {"verification": "refuted"},
}

SEEN = {"credit": "UNITAR", "licence": "CC BY 4.0", "width": 640, "height": 427, "widths": (640,)}
PICTURES = (  # of one view before and after, that stands alone, and that shows people and so waits for a click
    Photo("sample-before", "before", "A row of five columns", taken="2010", graphic=False, **SEEN),
    Photo("sample-after", "after", "Their stumps", taken="2016-04", graphic=False, pair="sample-before", **SEEN),
    Photo("sample-alone", "after", "The fallen columns", taken="2016-04", graphic=False, **SEEN),
    Photo("sample-graphic", "after", "The fallen columns", taken="2016-04", graphic=True, **SEEN),
)


def status(level: str = "destroyed", **said) -> Status:
    plain = {
        "verification": "" if level == "no_report" else "confirmed",
        "contested": False,
        "recovery": "",
        "confirmed_level": "",
        "causes": ("deliberate",),
        "because": (14,),
        "dissent": (),
        "since": DAY,
        "level_since": None if level == "no_report" else DAY,
        "episode_since": DAY,
    }
    return Status(level=level, **plain | said)


def marks() -> Iterator[tuple[str, list[Status]]]:
    """Every level in every state; what nobody reported has none of them."""
    for level in LEVELS:
        yield level, [status(level, **said) for said in STATES.values()]
    yield "no_report", [status("no_report")]


def statuses() -> list[Status]:
    """The words beside the marks, from the shortest to the longest."""
    return [
        status("no_report"),
        status("none"),
        status("unspecified", verification="reported"),
        status("moderate", contested=True, dissent=(9,)),
        status("severe", verification="reported", confirmed_level="moderate"),
        status("destroyed", recovery="reconstructed"),
    ]


def entry(level: str = "destroyed", **said) -> Entry:
    plain = {
        "number": SITE.number,
        "slug": SITE.slug,
        "name": SITE.name,
        "names": (ARABIC,),
        "kind": "religious",
        "country": "SY",
        "place": "Tadmur, Homs",
        "summary": "Temple of about AD 130, part of the World Heritage property of Palmyra.",
        "built": "0130",
        "identifiers": (),
        "part_of": Link("palmyra", "Site of Palmyra", 1),
        "visibility": "exact",
        "latitude": 34.1,
        "longitude": 38.6,
        "cell": 0.0,
        "precision_m": 20,
        "approximate": False,
        "point_source": "OpenStreetMap",
        "reports": 3,
        "articles": 5,
        "origins": 4,
        "status": status(level),
    }
    return Entry(**plain | said)


def entries() -> tuple[Entry, ...]:
    """As they stand in a list: plain, with dissent, without a report, protected, and changed between two days."""
    return (
        entry(),
        entry("moderate", status=status("moderate", contested=True, dissent=(9,)), names=(), part_of=None),
        entry("no_report", reports=0, articles=0, origins=0, names=()),
        entry("severe", visibility="0.1", latitude=34.15, longitude=38.65, cell=0.1, approximate=True, place=""),
        entry("destroyed", before=status("severe", verification="reported")),
    )


def article(number: int = 1, **said) -> Article:
    plain = {
        "number": number,
        "url": f"https://gazette.example/{number}",
        "title": "Satellite images confirm destruction of a temple",
        "publisher": "The Gazette",
        "authors": "",
        "published": "2015-08-31",
        "published_latest": date(2015, 8, 31),
        "language": "en",
        "type": "news",
        "origin": "",
        "archive_url": "",
        "copies": (Copy("0" * 64, date(2015, 9, 1)),),
    }
    return Article(**plain | said)


def sources() -> tuple[Source, ...]:
    """In each role, quoted and not; kept, archived, gone, and repeated from one agency."""
    quote = "The main building as well as a row of columns were destroyed."
    archived = article(3, archive_url="https://web.archive.org/web/20150901000000/https://gazette.example/3")
    return (
        Source(article(1), "looked", quote, "p. 2"),
        Source(article(2, origin="Agency", url=""), "says", "", ""),
        Source(archived, "disputes", "", ""),
        Source(article(4, gone_since=date(2020, 1, 1)), "refutes", "", ""),
    )


def report(number: int, event: str, level: str = "destroyed", **said) -> Report:
    when = parse(event) if event else None
    plain = {
        "state": "published",
        "causes": ("deliberate",),
        "verification": "confirmed",
        "methods": ("satellite",),
        "attributed_to": "",
        "summary": "Two satellite images bound the day: the temple stood on the first and was gone on the second.",
        "source_value": "",
        "source_scale": "",
        "recovery": "",
        "first_published": date(2026, 1, 1),
        "sources": sources(),
    }
    bounds = {"earliest": when and when.earliest, "latest": when and when.latest}
    effective = (when and when.latest) or DAY
    return Report(number=number, site=SITE, level=level, event=event, effective=effective, **bounds, **plain | said)


def reports() -> tuple[Report, ...]:
    """That decides, that disagrees, that was refuted, that tells of a recovery, and that bears no day."""
    one = (Source(article(), "says", "", ""),)
    return (
        report(14, "2015-06-26/2015-08-27", source_value="completely destroyed", source_scale="five grades"),
        report(9, "2015-08-23", "moderate", verification="reported", sources=one),
        report(8, "2015-07", verification="refuted", sources=one),
        report(15, "2016-04", "", recovery="stabilised", sources=one),
        report(7, "", "severe", verification="corroborated", sources=one),
    )


def record() -> SiteRecord:
    """What the page of a site is made of."""
    told, later = status(dissent=(9,), contested=True), date(2016, 4, 30)
    periods = (
        Period(status("moderate", verification="reported", since=date(2015, 8, 23)), DAY),
        Period(told, later),
        Period(status(recovery="stabilised", since=later), None),
    )
    return SiteRecord(entry(status=told), reports(), reports(), periods, (), PICTURES, ())


def overview() -> Overview:
    """A page in the middle of a list, with a filter that has something chosen."""
    query = query_of()
    chosen = {name: {value for parameter, value in query.pairs if parameter == name} for name in ("level", "country")}
    levels = tuple(
        Choice(level, term.label, 7 * n, level in chosen["level"])
        for n, (level, term) in enumerate(STATUSES.items(), 1)
    )
    countries = (Choice("SY", "Syria", 31, True), Choice("UA", "Ukraine", 12, False))
    contested = (Choice("yes", "Contested", 4, False), Choice("no", "Not contested", 49, False))
    none = dict.fromkeys(("verification", "cause", "kind", "recovery"), ())
    found = Page(entries(), 2, 3, 112)
    choices = {"level": levels, "country": countries, "contested": contested, **none}
    return Overview(found, 1_204, 112, 1, None, choices, months(), (), None)


def query_of() -> Query:
    return Query(level=("destroyed", "severe"), country=("SY",))


def months() -> tuple[Month, ...]:
    """Two years in which damage began, a little more each spring."""
    return tuple(
        Month(date(year, month, 1), 2 + month % 3, {"destroyed": 1, "moderate": 1 + month % 3})
        for year, month in product((2015, 2016), range(1, 13))
    )


def moments() -> list[tuple[Query, int]]:
    """The bars that say of which day a page is, and how many sites they tell of."""
    on, known, against = date(2015, 9, 1), date(2016, 4, 1), date(2015, 1, 1)
    asked = (Query(on=on), Query(known=known), Query(on=on, known=known), Query(on=on, against=against))
    return [(query, 12) for query in asked] + [(Query(against=against), 0)]
