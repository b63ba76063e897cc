"""Reports and statuses as plain values, for the parts of the pages that need no database."""

from datetime import date

from sites.catalogue import Article, Link, Period, Report, Source, Status
from sites.dates import parse

SITE = Link("temple", "Temple", 1)


def source(role="says", published=date(2015, 8, 24), number=1, origin=""):
    return Source(
        Article(
            number=number,
            url=f"https://gazette.example/{number}",
            title=f"Article {number}",
            publisher="The Gazette",
            authors="",
            published=published.isoformat() if published else "",
            published_latest=published,
            language="en",
            type="news",
            origin=origin,
            archive_url="",
            copies=(),
        ),
        role,
        "",
        "",
    )


def report(number, level="destroyed", event="2015-08-23", *, effective=None, sources=(), **said):
    when = parse(event) if event else None
    plain = {
        "verification": "reported",
        "causes": (),
        "methods": (),
        "attributed_to": "",
        "summary": "",
        "source_value": "",
        "source_scale": "",
        "recovery": "",
        "state": "published",
        "first_published": date(2026, 1, 1),
    }
    return Report(
        number=number,
        site=SITE,
        level=level,
        event=event,
        earliest=when and when.earliest,
        latest=when and when.latest,
        effective=effective or (when and when.latest) or date(2026, 1, 1),
        sources=tuple(sources) or (source(),),
        **plain | said,
    )


def status(level="destroyed", verification="reported", since=date(2015, 8, 23), **said):
    plain = {
        "contested": bool(said.get("dissent")),
        "recovery": "",
        "confirmed_level": "",
        "causes": (),
        "because": (1,),
        "dissent": (),
        "level_since": since,
        "episode_since": date.min,
    }
    return Status(level=level, verification=verification, since=since, **plain | said)


def period(since, until=None, level="destroyed", **said):
    return Period(status(level, since=since, **said), until)
