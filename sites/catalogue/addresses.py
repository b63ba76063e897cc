"""By what each public record is found at its address: sites by their slugs, reports and sources by their numbers."""

from django.db.models import Exists, OuterRef, QuerySet

from ..models import Article, Entry
from .reports import public_citations, public_reports


def addressed(kind: str, after: int, until: int) -> list[str] | list[int]:
    """Those of the public ``sites``, ``reports`` or ``articles`` whose numbers lie behind one, until another."""
    public, number, told = _public(kind)
    found = public.filter(**{f"{number}__gt": after, f"{number}__lte": until})
    return list(found.order_by(number).values_list(told, flat=True))


def last_number(kind: str) -> int:
    """The highest number of a public record of that kind; 0 if there is none."""
    public, number, _told = _public(kind)
    return public.order_by(f"-{number}").values_list(number, flat=True).first() or 0


def _public(kind: str) -> tuple[QuerySet, str, str]:
    """The rows, the column by which they are numbered, and the one that stands in their addresses."""
    if kind == "sites":
        return Entry.objects.all(), "pk", "slug"
    if kind == "reports":
        return public_reports().prefetch_related(None), "number", "number"
    return Article.objects.filter(Exists(public_citations().filter(article=OuterRef("pk")))), "pk", "pk"
