"""One door for many: what a file brings comes in by one decision, as drafts or, with the right, published."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, catalogue, finding, gazetteer
from ..models import (
    Article,
    Citation,
    Decision,
    Identifier,
    Import,
    Imported,
    Origin,
    Report,
    Site,
    SiteName,
    insert,
    insert_rows,
)
from ..review import Refused, allow, pseudonym, require_reason, write
from ..terms import as_hidden_as
from .checks import unfit, unpublishable

ADDS = {"sites": ("site",), "articles": ("article",), "reports": ("site", "article", "report")}
NAME = ("site_id", "text", "language", "kind")
IDENTIFIER = ("site_id", "scheme", "value")
ROW = ("dataset", "kind", "key", "number", "said", "made_by_id")
AT_ONCE = 500
OWN_VISIBILITY = Site._meta.get_field("visibility").default


def may_import(by, kind: str, *, publish: bool = False, visibility: str = OWN_VISIBILITY) -> None:
    """Raise Refused unless the account may enter such records, publish them, and show so much of new sites."""
    for name in ADDS[kind]:
        allow(by, f"add_{name}")
        allow(by, f"change_{name}")
    if publish or visibility not in as_hidden_as(OWN_VISIBILITY):
        allow(by, "review")


class Door:
    """Held open while a file comes in, within the caller's transaction. Nobody else decides meanwhile."""

    def __init__(self, import_: Import, *, by, publish: bool):
        may_import(by, import_.kind, publish=publish)
        archive.take_turn()
        self.import_, self._by, self._publish = import_, by, publish
        self._who, self._now, self._today = pseudonym(by), timezone.now(), timezone.localdate()
        self._touched, self._entered = set(), defaultdict(_numbers)
        last = Decision.objects.order_by("-id").values_list("id", flat=True).first()
        import_.who, import_.at, import_.after, import_.published = self._who, self._now, last or 0, publish
        import_.save()

    def origins(self, origins: Sequence[Origin]) -> None:
        self._enter(Origin, origins)

    def articles(self, articles: Sequence[Article]) -> None:
        self._enter(Article, articles)

    def sites(
        self,
        sites: Sequence[Site],
        names: Iterable[tuple[Site, str, str, str]],
        identifiers: Iterable[tuple[Site, str, str]],
    ) -> None:
        """New sites, or what has the fields of one, with their names (site, text, language, kind) and identifiers
        (site, scheme, value). Whoever may publish may show more of a place."""
        for visibility in {site.visibility for site in sites}:
            may_import(self._by, self.import_.kind, visibility=visibility)
        self._open(sites)
        self._enter(Site, sites)
        insert_rows(SiteName, NAME, ((site.pk, *name) for site, *name in names))
        insert_rows(Identifier, IDENTIFIER, ((site.pk, *one) for site, *one in identifiers))

    def reports(self, reports: Sequence[Report], citations: Sequence[Citation]) -> None:
        """New reports of sites that are stored, with what they cite. A number of their own is also their key."""
        if self._publish:
            _require_ready(reports, citations)
        self._open(reports)
        self._enter(Report, reports)
        Report.objects.filter(pk__gte=min(one.pk for one in reports), number=None).update(number=F("pk"))
        for report in reports:
            report.number = report.number or report.pk
        insert(citations)

    def parents(self, wanted: dict[int, int]) -> None:
        """New sites that are parts of others, by their numbers."""
        for start in range(0, len(wanted), AT_ONCE):
            part = list(wanted.items())[start : start + AT_ONCE]
            Site.objects.bulk_update([Site(pk=site, part_of_id=parent) for site, parent in part], ["part_of"])

    def again(self, model: type[Site] | type[Report], keys: Sequence[int]) -> None:
        """What an undone import had withdrawn is published again."""
        allow(self._by, "review")
        said = {"state": "published", "decided_by": self._who, "decided_at": self._now}
        for start in range(0, len(keys), AT_ONCE):
            model.objects.filter(pk__in=keys[start : start + AT_ONCE], state="withdrawn").update(**said)
        self._entered[model].extend(keys)
        self._touch(
            model.objects.filter(pk__in=keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE)
        )

    def rows(self, rows: Iterable[tuple]) -> None:
        """Which record each row is: (dataset, kind of record, key, number, check sums of what is said, import)."""
        insert_rows(Imported, ROW, rows, replacing=ROW[:3])

    def close(self, reason: str, counts: dict) -> Import:
        """All that reads follows the record, and the one decision is written."""
        for model in (Site, Article, Report):
            self._count_on(model)
        bring_in_line(self._entered, self._touched, public=self._publish)
        self.import_.counts = counts
        self.import_.save(update_fields=["counts"])
        write(self.import_, "imported", self._who, require_reason(reason), _said(self.import_))
        return self.import_

    def _open(self, records: Iterable[Site | Report]) -> None:
        for record in records:
            record.opened_by = self._who
            if self._publish:
                record.state, record.decided_by, record.decided_at = "published", self._who, self._now
                record.first_published = record.first_published or self._today
            else:
                record.state, record.first_published = "draft", None

    def _enter(self, model: type[models.Model], records: Sequence[models.Model]) -> None:
        if problems := [problem for record in records for problem in unfit(record, model)]:
            raise Refused(*problems)
        insert(records, model=model)
        self._entered[model].extend(record.pk for record in records)
        if self._publish and model is Report:
            self._touched.update(record.site_id for record in records)

    def _touch(self, questions: Iterable[models.QuerySet]) -> None:
        for rows in questions:
            self._touched.update(rows.values_list("pk" if rows.model is Site else "site_id", flat=True))

    def _count_on(self, model: type[models.Model]) -> None:
        """PostgreSQL does not see which numbers were taken over. SQLite does."""
        if self._entered[model] and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                    cursor.execute(statement)


def _require_ready(reports: Sequence[Report], citations: Sequence[Citation]) -> None:
    cited = defaultdict(list)
    for one in citations:
        cited[id(one.report)].append((one.role, one.article))
    problems = [problem for report in reports for problem in unpublishable(report, cited[id(report)])]
    problems += [
        _("Its site, %(site)s, is not published: publish the site first.") % {"site": site}
        for site in {report.site for report in reports}
        if site.state != "published"
    ]
    if problems:
        raise Refused(*problems)


def bring_in_line(entered: Mapping[type, Sequence[int]], touched: set[int], *, public: bool = False) -> None:
    """The names of sites, the catalogue and the desk's lists, for many records: ``touched`` are the sites that readers
    may see otherwise, with the sites that were entered if these are ``public``."""
    sites = entered.get(Site, ())
    gazetteer.refresh(sites)
    every = merged(sites, touched)
    catalogue.refresh(every if public else sorted(touched))
    finding.follow_many("site", every)
    for model in (Article, Report, Origin):
        finding.follow_many(model._meta.model_name, entered.get(model, ()))


def merged(numbers: Sequence[int], others: set[int]) -> Sequence[int]:
    """Numbers of either kind, in order, each once: a range where they follow each other, since they may be millions."""
    if not numbers:
        return sorted(others)
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers) and all(first <= one <= last for one in others):
        return range(first, last + 1)
    return sorted({*numbers, *others})


def _numbers() -> array:
    """Of eight bytes each."""
    return array("q")


def _said(import_: Import) -> dict:
    """What the decision says of the file: enough to know it again."""
    told = ", ".join(f"{name} {count}" for name, count in import_.counts.items() if count)
    said = {"dataset": import_.dataset, "sha256": import_.sha256, "counts": told}
    return {name: ["", value] for name, value in said.items() if value}
