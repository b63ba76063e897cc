"""Published reports and the sources they cite, as frozen values. Which of them are public is decided here alone."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from ..index import State
from ..models import Article as ArticleRow
from ..models import Capture, Citation
from ..models import Report as Row
from ..places import PublicPlace
from .claims import claim_of
from .entries import begun, names_value, turn, wordings_value
from .query import Query
from .selection import agreed, among
from .sums import Page
from .values import Article, Copy, Link, Report, Source

PLAIN = (
    "number", "state", "level", "event", "verification", "attributed_to", "summary", "source_value", "source_scale",
    "recovery", "first_published",
)  # fmt: skip
BIBLIOGRAPHY = (
    "url",
    "title",
    "publisher",
    "authors",
    "published",
    "published_latest",
    "language",
    "type",
    "archive_url",
    "gone_since",
)
PUBLIC = {f"public_{name}": F(f"site__entry__{name}") for name in ("latitude", "longitude", "cell", "names")}
BLANK = {"published_latest": None, "gone_since": None}
SITE = ("site__slug", "site__name")
# Nothing but these columns is read: an exact place, a name, or a note that is not asked for cannot slip out.
OWN = (*PLAIN, "event_earliest", "event_latest", "causes", "methods", "wordings", "decided_at", *SITE)
ARTICLE = ("origin__name", *BIBLIOGRAPHY)
COPIES = Capture.objects.only("article", "sha256", "captured_at")
CITING = ("report", "role", "quote", "locator", *(f"article__{name}" for name in ARTICLE))
CITED = Prefetch(
    "citations",
    Citation.objects.select_related("article__origin")
    .only(*CITING)
    .prefetch_related(Prefetch("article__captures", COPIES)),
)


def public_reports() -> QuerySet:
    """Published reports of published sites, with all that their values need."""
    return valued(Row.objects.published().filter(site__state="published"))


def valued(rows: QuerySet) -> QuerySet:
    """Reports with all that their values need. The place and the names are those of the entry, the public ones."""
    return rows.annotate(**PUBLIC).select_related("site").only(*OWN).prefetch_related(CITED)


def public_citations() -> QuerySet:
    """Those by which an article is public: of published reports of published sites."""
    return Citation.objects.filter(report__state="published", report__site__state="published").order_by()


def each_report(query: Query, only: Collection[int] | None = None) -> Iterator[Report]:
    """All published reports of the sites that a query picks, by number; ``only`` those of these numbers."""
    public = public_reports().filter(**{} if only is None else {"number__in": only}).order_by("number")
    return map(report_value, agreed(lambda state: begun(public.filter(site__in=among(state, query)))))


def articles(query: Query, page: int = 1, size: int = 50) -> Page:
    """One page of (article, number of published reports that cite it), newest first, for the sites a query picks."""

    def read(state: State) -> Page:
        cites = public_citations().filter(report__site__in=among(state, query))
        public = ArticleRow.objects.filter(Exists(cites.filter(article=OuterRef("pk")))).order_by(
            "-published_latest", "pk"
        )
        found = turn(public.values_list("pk", flat=True), page, size, int)
        held = {row.pk: (article_value(row), row.cited) for row in cited_in(state, query).filter(pk__in=found.items)}
        return replace(found, items=tuple(held[number] for number in found.items if number in held))

    return agreed(read)


def each_article(query: Query, only: Collection[int] | None = None) -> Iterator[tuple[Article, int]]:
    """All (article, number of published reports that cite it) of the sites that a query picks, by number; ``only``
    those of these numbers."""
    wanted = {} if only is None else {"pk__in": only}
    found = agreed(lambda state: begun(cited_in(state, query).filter(**wanted).order_by("pk")))
    return ((article_value(row), row.cited) for row in found)


def cited_in(state: State, query: Query) -> QuerySet:
    """Articles are public through the published reports of published sites that cite them."""
    picked = among(state, query)
    public = Q(reports__state="published", reports__site__state="published", reports__site__in=picked)
    rows = ArticleRow.objects.filter(public).annotate(cited=Count("reports__number", filter=public, distinct=True))
    return rows.select_related("origin").only(*ARTICLE).prefetch_related(Prefetch("captures", COPIES))


def report_value(row: Row) -> Report:
    claim = claim_of(row)
    return Report(
        site=Link(row.site.slug, row.site.name, row.site.pk, names_value(row.public_names or [])),
        wordings=wordings_value(row.wordings, row.summary),
        place=_place(row),
        earliest=row.event_earliest,
        latest=row.event_latest,
        effective=claim.effective,
        causes=tuple(row.causes),
        methods=tuple(row.methods),
        sources=tuple(
            Source(article_value(one.article), one.role, one.quote, one.locator) for one in row.citations.all()
        ),
        **{name: getattr(row, name) for name in PLAIN},
    )


def _place(row: Row) -> PublicPlace | None:
    if row.public_latitude is None:
        return None
    return PublicPlace(row.public_latitude, row.public_longitude, row.public_cell)


def heard(row: Row, report: Report, on: date | None, known: date | None) -> Report | None:
    """A report as it counts on two days: None if it had not happened or was not out, ``refuted`` if it was by then."""
    claim = claim_of(row)
    if (on and claim.effective > on) or (known and claim.first_known > known):
        return None
    if known is None:
        return report
    then = claim.as_known(known)
    out = (source for source in report.sources if (source.article.published_latest or report.first_published) <= known)
    return replace(report, sources=tuple(out), verification=then.verification if then else "refuted")


def article_value(row: ArticleRow) -> Article:
    return Article(
        number=row.pk,
        origin=row.origin.name if row.origin else "",
        copies=tuple(Copy(one.sha256, one.captured_at.date()) for one in row.captures.all()),
        **{name: getattr(row, name) or BLANK.get(name, "") for name in BIBLIOGRAPHY},
    )
