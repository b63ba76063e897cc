"""Whether the pages that sources stand on are still there."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Article
from .gate import enter

WHO = "check_links"  # no person looks: the command of that name does
SIGHTINGS = ("checked_on", "missed_on", "gone_since")


def sighted(article: Article, *, found: bool | None, told: str, on: date) -> Article | None:
    """Keep that the page of a source was looked for on a day, and whether it was found; None: nobody can tell. ``told``
    is what was answered.

    One day without it proves nothing. On a second day it counts as gone since the first, until it is found again. Only
    a change of that is a decision, and changes what readers see: the article is given back then.
    """
    with transaction.atomic():
        held = Article.objects.select_for_update(no_key=True).filter(pk=article.pk, url=article.url).first()
        if held is None:  # its address was changed meanwhile
            return None
        was = held.gone_since
        held.checked_on = on
        if found:
            held.missed_on = held.gone_since = None
        elif found is False:
            held.missed_on = held.missed_on or on
            held.gone_since = held.missed_on if held.missed_on < on else None
        held.save(update_fields=SIGHTINGS)
        if held.gone_since == was:
            return None
        changes = {"gone_since": [_day(was), _day(held.gone_since)]}
        enter(held, "changed", WHO, _reason(held, told), changes)
        return held


def unsight(article: Article) -> None:
    """Forget what was seen of a page: the source stands on another now."""
    for name in SIGHTINGS:
        setattr(article, name, None)
    article.save(update_fields=SIGHTINGS)


def _reason(article: Article, told: str) -> str:
    if article.gone_since is None:
        return _("Its page is there again: %(told)s.") % {"told": told}
    days = {"told": told, "first": article.missed_on, "last": article.checked_on}
    return _("Its page was not found on %(first)s and on %(last)s: %(told)s.") % days


def _day(day: date | None) -> str | None:
    return day and day.isoformat()
