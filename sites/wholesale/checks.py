"""What must hold of a record before it comes in among many, without a question to the database."""

from collections.abc import Hashable, Iterable
from datetime import date
from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates import parse
from ..models import Article, Report, Site
from ..places import looks_swapped
from ..review import lacking


def unfit(record, model: type[models.Model] | None = None) -> list[str]:
    """In sentences, which of its fields the record may not keep so; or what has the fields of a ``model``."""
    model = model or type(record)
    problems = [
        _("%(field)s: it has %(count)d characters, and there is room for %(most)d.")
        % {"field": label, "count": len(text), "most": most}
        for name, label, most in limited_texts(model)
        if (text := getattr(record, name)) and len(text) > most
    ]
    problems += [
        _("%(field)s: “%(value)s” is not one of the listed values.") % {"field": label, "value": value}
        for name, label, known in _terms(model)
        if (value := getattr(record, name)) not in known
    ]
    problems += [
        _("%(field)s: it must not be empty.") % {"field": label}
        for name, label in _required(model)
        if not getattr(record, name)
    ]
    if model is Site and record.latitude is not None:
        problems += _misplaced(record)
    if model is Report and not record.level and not record.recovery:
        problems.append(_("Choose a damage level, or a recovery step, or both."))
    return problems


def unpublishable(report: Report, cited: Iterable[tuple[str, Article]]) -> list[str]:
    """What stands between a new report, which cites (role, article), and its publication; its site aside."""
    cited, today = list(cited), timezone.localdate()
    problems = lacking(report.verification, [(role, counts_under(article)) for role, article in cited])
    if _first_day(report.event) > today:
        problems.append(_("It happened on a day that has not come yet: check when it happened."))
    problems += [
        _("Its source “%(title)s” is dated in the future: check the article's day.") % {"title": article}
        for _role, article in cited
        if _first_day(article.published) > today
    ]
    return problems


def counts_under(article: Article) -> Hashable:
    """Its shared origin, or itself; the same for articles that are not stored yet."""
    return ("origin", article.origin.name) if article.origin else (article.url or article.pk or id(article))


def _first_day(edtf: str) -> date:
    return (parse(edtf).earliest if edtf else None) or date.min


def _misplaced(site) -> list[str]:
    if not (-90 <= site.latitude <= 90 and -180 <= site.longitude <= 180):
        return [_("Latitude lies between -90 and 90, longitude between -180 and 180.")]
    if looks_swapped(site.latitude, site.longitude, vars(site)["country"]):
        return [_("The point lies outside its country, and would lie in it the other way round: latitude comes first.")]
    return []


@cache
def limited_texts(model: type[models.Model]) -> list[tuple[str, str, int]]:
    """(name, label, greatest length) of the fields that are text with a limit."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [(one.attname, one.verbose_name, one.max_length) for one in fields if one.max_length and not one.choices]


@cache
def _terms(model: type[models.Model]) -> list[tuple[str, str, set[str]]]:
    fields = [
        field for field in model._meta.concrete_fields if field.choices and field.name not in ("country", "state")
    ]
    return [
        (one.attname, one.verbose_name, {value for value, _ in one.choices} | ({""} if one.blank else set()))
        for one in fields
    ]


@cache
def _required(model: type[models.Model]) -> list[tuple[str, str]]:
    wanted = {"Site": ("name", "slug"), "Article": ("title", "publisher"), "Origin": ("name",)}
    return [(name, model._meta.get_field(name).verbose_name) for name in wanted.get(model.__name__, ())]
