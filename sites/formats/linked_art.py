"""Linked Art (JSON-LD of the CIDOC CRM): a report is an assessment that assigned a level, resting on its sources.

Nothing is ever said to have been destroyed in an event: that a source finds a site destroyed is what it found.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings

from ..catalogue import Article, Entry, Report
from ..terms import CAUSES
from ..tongues import permanent
from . import concepts
from .geometry import geometry

PLACES = ("archaeological_site", "district", "landscape")  # where things stand, rather than things


def site_as_linked_art(entry: Entry, origin: str, reports: Iterable[Report] | None = None) -> dict:
    """A site with what stands for it, and the ``reports`` about it; without them, those on which the status rests."""
    assessed = entry.status.because + entry.status.dissent if reports is None else [one.number for one in reports]
    assessments = [_link("report", number, "AttributeAssignment", origin) for number in sorted(assessed)]
    parent = entry.part_of
    return _stated(
        id=_page("site", entry.slug, origin),
        type=_type(entry),
        _label=entry.name,
        classified_as=concepts.kinds(entry.kind, origin),
        identified_by=_identified(entry),
        equivalent=[{"id": one.address, "type": _type(entry)} for one in entry.identifiers if one.address],
        referred_to_by=[*_texts(entry), _licence()],
        part_of=parent and [{"id": _page("site", parent.slug, origin), "_label": parent.name}],
        produced_by=_production(entry),
        attributed_by=[*_standing(entry, origin), *assessments],
        **_located(entry),
    )


def report_as_linked_art(report: Report, origin: str) -> dict:
    """The days bound the time at which what it tells of happened: begin and end are its first and last possible day."""
    found = [concepts.level(report.level, origin)] if report.level else []
    found += [concepts.recovery(report.recovery, origin)] if report.recovery else []
    cited = {source.article.number: source for source in report.sources}
    return _stated(
        id=_page("report", report.number, origin),
        type="AttributeAssignment",
        _label=f"Report {report.number}: {report.site.name}",
        classified_as=[concepts.verification(report.verification, origin)],
        assigned_property="classified_as",
        assigned=found,
        assigned_to={"id": _page("site", report.site.slug, origin), "_label": report.site.name},
        timespan=_timespan(report.earliest, report.latest, report.event),
        used_specific_object=[_source(one.article, origin) for one in cited.values() if one.supports],
        referred_to_by=[
            *(_source(one.article, origin) for one in cited.values()),
            *_texts(report),
            _remark("Causes", "; ".join(CAUSES.label(cause) for cause in report.causes)),
            _remark("In the source’s own words", report.source_value),
            _remark("Attributed to, by the sources: a claim", report.attributed_to),
            _licence(),
        ],
    )


def article_as_linked_art(article: Article, origin: str) -> dict:
    return _stated(
        id=_page("article", article.number, origin),
        type="LinguisticObject",
        _label=article.title,
        identified_by=[{"type": "Name", "content": article.title, "classified_as": [concepts.aat("primary name")]}],
        language=article.language and [{"type": "Language", "_label": article.language}],
        equivalent=[{"id": address, "type": "LinguisticObject"} for address in _addresses(article)],
        used_for=_publication(article),
        referred_to_by=[_licence()],
    )


def _addresses(article: Article) -> list[str]:
    return [address for address in (article.url, article.archive_url) if address]


def _publication(article: Article) -> list[dict]:
    group = [{"type": "Group", "_label": article.publisher}] if article.publisher else None
    timespan = _timespan(None, article.published_latest, article.published)
    if not group and not timespan:
        return []
    return [
        _stated(type="Activity", classified_as=[concepts.aat("publishing")], carried_out_by=group, timespan=timespan)
    ]


def _stated(**said) -> dict:
    """Without what is not known."""
    held = {name: [one for one in value if one] if isinstance(value, list) else value for name, value in said.items()}
    return {name: value for name, value in held.items() if value}


def _type(entry: Entry) -> str:
    return "Place" if entry.kind in PLACES else "HumanMadeObject"


def _page(view: str, key: str | int, origin: str) -> str:
    return origin + permanent(view, key)


def _link(view: str, number: int, kind: str, origin: str) -> dict:
    return {"id": _page(view, number, origin), "type": kind}


def _source(article: Article, origin: str) -> dict:
    return _link("article", article.number, "LinguisticObject", origin) | {"_label": article.title}


def _identified(entry: Entry) -> list[dict]:
    first = {"type": "Name", "content": entry.name, "classified_as": [concepts.aat("primary name")]}
    others = [
        _stated(type="Name", content=name.text, language=name.language and [_language(name.language)])
        for name in entry.names
    ]
    elsewhere = [{"type": "Identifier", "content": one.value, "_label": one.register} for one in entry.identifiers]
    return [first, *others, {"type": "Identifier", "content": str(entry.number)}, *elsewhere]


def _language(tag: str) -> dict:
    return {"type": "Language", "_label": tag}


def _standing(entry: Entry, origin: str) -> list[dict]:
    """The level that stands, which the rule computed from the reports."""
    status = entry.status
    if not status.because:
        return []
    return [
        _stated(
            id=f"{_page('site', entry.slug, origin)}#status",
            type="AttributeAssignment",
            _label="What stands, by the rule of this record",
            classified_as=[concepts.verification(status.verification, origin)] if status.verification else [],
            assigned_property="classified_as",
            assigned=[concepts.level(status.level, origin)],
            timespan=_timespan(status.level_since, None),
            influenced_by=[_link("report", number, "AttributeAssignment", origin) for number in status.because],
        )
    ]


def _production(entry: Entry) -> dict | None:
    """A thing was made; a place was not."""
    if not entry.built or _type(entry) == "Place":
        return None
    return {"type": "Production", "timespan": _timespan(None, None, entry.built)}


def _located(entry: Entry) -> dict:
    """A cell approximates the place; it is not the place."""
    shape = geometry(entry)
    if shape is None:
        return {}
    place = {"type": "Place", "defined_by": well_known_text(shape)}
    approximate = {"approximated_by": [place]}
    if _type(entry) == "Place":
        return approximate if entry.cell else {"defined_by": place["defined_by"]}
    return {"current_location": {"type": "Place"} | approximate if entry.cell else place}


def well_known_text(shape: dict) -> str:
    if shape["type"] == "Point":
        return f"POINT({_pair(shape['coordinates'])})"
    return f"POLYGON(({', '.join(map(_pair, shape['coordinates'][0]))}))"


def _pair(corner: list[float]) -> str:
    return " ".join(f"{degrees:.7f}".rstrip("0").rstrip(".") for degrees in corner)


def _timespan(first: date | None, last: date | None, words: str = "") -> dict:
    begin = first and f"{datetime.combine(first, time()).isoformat()}Z"
    end = last and f"{datetime.combine(last, time(23, 59, 59)).isoformat()}Z"
    if not begin and not end and not words:
        return {}
    named = [{"type": "Name", "content": words}] if words else []
    return _stated(type="TimeSpan", identified_by=named, begin_of_the_begin=begin, end_of_the_end=end)


def _texts(record: Entry | Report) -> list[dict]:
    """The summary in each language in which it is said."""
    said = [(settings.TEXT_LANGUAGE, record.summary)] if record.summary else []
    said += [(one.language, one.text) for one in record.wordings]
    shape = {"type": "LinguisticObject", "classified_as": [concepts.aat("description")]}
    return [shape | {"content": text, "language": [_language(tag)]} for tag, text in said]


def _remark(label: str, text: str) -> dict | None:
    return {"type": "LinguisticObject", "_label": label, "content": text} if text else None


def _licence() -> dict:
    return {"type": "LinguisticObject", "_label": "Licence", "content": settings.DATA_LICENCE_URL}
