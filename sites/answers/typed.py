"""What the report's form says so far, or what a report says that is stored, in the terms of the rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from .. import dates, terms
from ..models import Article, Report, Site, canonical_link, is_number
from ..terms import Fault

MOST_CITED = 50
MOST_CAUSES = len(terms.CAUSES)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a report so far; a value that is none counts as not said."""

    site: Site | None
    level: str
    recovery: str
    verification: str
    event: str
    causes: list[str] = field(default_factory=list)
    cited: list[tuple[Article, str]] = field(default_factory=list)
    own: Report | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.site and (self.level or self.recovery))


def as_typed(form: Mapping, own: Report | None) -> Said:
    """From the values of the report's form, as a browser sends them."""
    typed = {name: form.get(name, "") for name in ("site", "level", "recovery", "verification", "event", "main_cause")}
    others = form.getlist("other_causes")[:MOST_CAUSES]
    return Said(
        site=numbered(Site.objects.select_related("entry"), typed["site"]),
        level=typed["level"] if typed["level"] in terms.LEVELS else "",
        recovery=typed["recovery"] if typed["recovery"] in terms.RECOVERIES else "",
        verification=typed["verification"] if typed["verification"] in terms.VERIFICATIONS else "reported",
        event=_edtf(typed["event"]),
        causes=[one for one in dict.fromkeys([typed["main_cause"], *others]) if one in terms.CAUSES],
        cited=_cited(form),
        own=own,
    )


def as_stored(report: Report) -> Said:
    cited = [(one.article, one.role) for one in report.citations.select_related("article")]
    said = {name: getattr(report, name) for name in ("level", "recovery", "verification", "event", "causes")}
    return Said(site=report.site, cited=cited, own=report, **said)


def _cited(form: Mapping) -> list[tuple[Article, str]]:
    """The articles of the rows that stay: known ones, and those that are being logged with the report."""
    total = form.get("citations-TOTAL_FORMS", "")
    rows = [f"citations-{row}" for row in range(min(int(total), MOST_CITED) if is_number(total) else 0)]
    rows = [row for row in rows if f"{row}-DELETE" not in form and form.get(f"{row}-role") in terms.ROLES]
    chosen = {row: form.get(f"{row}-article", "") for row in rows}
    known = Article.objects.in_bulk([int(number) for number in chosen.values() if is_number(number)])
    cited = []
    for place, row in enumerate(rows, start=1):
        article = known.get(int(chosen[row])) if is_number(chosen[row]) else _unlogged(form, row, place)
        cited += [(article, form[f"{row}-role"])] if article else []
    return cited


def _unlogged(form: Mapping, row: str, place: int) -> Article | None:
    """An article that is not logged yet, under a number that no other has; or the one at its address."""
    title, day = form.get(f"{row}-new_title", ""), _edtf(form.get(f"{row}-new_published", ""))
    if logged := article_at(form.get(f"{row}-new_url", "")):
        return logged
    if not title.strip():
        return None
    return Article(pk=-place, title=title, published=day, published_latest=dates.parse(day).latest if day else None)


def _edtf(text: str) -> str:
    try:
        return dates.parse(text).edtf if text.strip() else ""
    except Fault:
        return ""


def numbered(rows: QuerySet, number: str):
    return rows.filter(pk=number).first() if is_number(number) else None


def article_at(text: str) -> Article | None:
    """The article that is logged under a web address, however it was copied."""
    if "://" not in text or "\0" in text:
        return None
    try:
        return Article.objects.filter(url=canonical_link(text)).first()
    except ValidationError:
        return None
