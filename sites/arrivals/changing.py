"""What a row says otherwise of a known record, and the edit by which that comes to count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .. import dates, review
from ..imports import Drafted
from ..models import Article, Citation, Identifier, Report, Site, SiteName, canonical_link
from ..places import Point, generalise
from ..terms import as_hidden_as

PLACE = review.WITHHELD | {"approximate"}
NEVER = {"number", "first_published"}
DATED = {"built", "published", "event"}
LISTS = {"names": (SiteName, ("text", "language", "kind")), "identifiers": (Identifier, ("scheme", "value"))}
FILLED = {"slug", "name", "kind", "country", "visibility", "title", "publisher", "type", "verification", "site"}


@dataclass(frozen=True, slots=True)
class Change:
    """A row, the number of the record that it is, the fields that it may say otherwise, and its row in ``Imported``."""

    row: Drafted
    number: int
    fields: tuple[str, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field, what it says, what the row says, and why it stays nevertheless."""

    field: str
    was: object
    becomes: object
    stays: str = ""


def wanted_of(record: Site | Article | Report, fields: Iterable[str], said: Mapping) -> list[Wanted]:
    """``said`` holds the values of the row as ``review.account`` tells them."""
    now = review.account(record)
    told = []
    for name in fields:
        if name in NEVER or name not in now:
            continue
        becomes = plain(name, said.get(name))
        if _same(now[name], becomes) or (_nothing(becomes) and name in FILLED):
            continue
        if not _is_public_place(record, name, becomes):
            told.append(Wanted(name, now[name], becomes, _stays(record, name, becomes)))
    return told


def _same(one, other) -> bool:
    return one == other or (_nothing(one) and _nothing(other))


def _nothing(value) -> bool:
    return value is None or value is False or value in ("", [])


def plain(name: str, value):
    """A value of a row as an account holds it."""
    if name in ("names", "identifiers", "citations"):
        return [list(one) for one in value or ()]
    if name in ("causes", "methods"):
        return list(value or ())
    if name in DATED:
        return dates.parse(value).edtf if value else ""
    if name == "url":
        return canonical_link(value) if value else None
    return value


def _stays(record, name: str, becomes) -> str:
    if not isinstance(record, Site):
        return ""
    if name == "slug" and record.first_published:
        return _("Its address was published and stays for ever.")
    if name in PLACE and record.visibility != "exact":
        return _("Its place is protected: no file changes it.")
    if name == "visibility" and becomes not in as_hidden_as(record.visibility):
        return _("No file shows more of the place of a known site.")
    return ""


def _is_public_place(record, name: str, becomes) -> bool:
    """A file of ours tells of a protected site its cell, and leaves empty what is withheld: that is no change."""
    if not isinstance(record, Site) or record.visibility == "exact" or name not in PLACE:
        return False
    if name in ("latitude", "longitude") and record.latitude is not None and becomes is not None:
        public = generalise(Point(record.latitude, record.longitude), record.visibility)
        return public is not None and abs(getattr(public, name) - becomes) < 1e-7
    return _nothing(becomes)


def edit(record: Site | Article | Report, wanted: Iterable[Wanted], *, by, reason: str, publish: bool) -> bool:
    """Say it in the record. Whether all of it counts at once: the place of a published site, and what a published
    report says, wait until somebody else has looked."""
    wanted = [one for one in wanted if not one.stays]
    if isinstance(record, Report) and record.state == "published":
        return _correct(record, wanted, by=by, reason=reason, publish=publish)
    before = review.account(record)
    _set(record, wanted)
    return review.record(record, by=by, reason=reason, before=before) is None


def _correct(report: Report, wanted: Iterable[Wanted], *, by, reason: str, publish: bool) -> bool:
    draft = review.correct(report, by=by)
    before = review.account(draft)
    _set(draft, wanted)
    review.record(draft, by=by, reason=reason, before=before)
    if publish and settings.SELF_REVIEW:
        review.publish(draft, by=by, reason=reason)
        return True
    review.submit(draft, by=by, reason=reason)
    return False


def _set(record, wanted: Iterable[Wanted]) -> None:
    for one in wanted:
        if one.field in LISTS:
            model, columns = LISTS[one.field]
            model.objects.filter(site=record).delete()
            model.objects.bulk_create(model(site=record, **dict(zip(columns, row, strict=True))) for row in one.becomes)
        elif one.field == "citations":
            _cite(record, one.becomes)
        else:
            field = record._meta.get_field(one.field)
            setattr(record, field.attname, one.becomes if one.becomes is not None else _empty(field))
    record.save()
    record._prefetched_objects_cache = {}


def _empty(field):
    return None if field.null else field.get_default()


def _cite(report: Report, rows: Iterable[list]) -> None:
    """A citation of the same article in the same role keeps its place in the text."""
    held = {(one.article_id, one.role): one for one in report.citations.all()}
    for article, role, quote, locator in rows:
        one = held.pop((article, role), None) or Citation(report=report, article_id=article, role=role)
        one.quote, one.locator = quote, locator
        one.save()
    Citation.objects.filter(pk__in=[one.pk for one in held.values()]).delete()
