from collections.abc import Iterator
from itertools import islice

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from ..catalogue import BadQuery, parse_query
from ..terms import Fault
from .columns import Dataset
from .datasets import DATASETS, SUMMARY
from .lines import LINES_AT_ONCE, site_lines
from .naming import file_name
from .rows import csv_lines

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@require_safe
def sites_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _stream(request, DATASETS["sites"])


@require_safe
def reports_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _stream(request, DATASETS["reports"])


@require_safe
def articles_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _stream(request, DATASETS["articles"])


@require_safe
def summary_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _stream(request, SUMMARY)


def _stream(request: HttpRequest, dataset: Dataset) -> StreamingHttpResponse:
    """The file for the request's filter, sent while it is read. BadQuery for a parameter that cannot be used."""
    query = parse_query(dict(request.GET.lists()), extras=("excel", "against"))
    mark = BYTE_ORDER_MARK if _for_excel(request) else ""
    origin = request.build_absolute_uri("/").rstrip("/")
    sites = dataset.name == "sites"
    lines = site_lines(dataset, query, origin) if sites else _chunks(csv_lines(dataset, dataset.each(query), origin))
    return StreamingHttpResponse(
        _marked(mark.encode(), lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(dataset.name, query)}"'},
    )


def _for_excel(request: HttpRequest) -> bool:
    answers = request.GET.getlist("excel")
    if answers not in ([], ["1"]):
        raise BadQuery("excel", Fault("Write excel=1 for a file that Excel opens by itself, or leave it out."))
    return bool(answers)


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """The header at once, so that the download begins; then many lines together."""
    yield next(lines).encode()
    while chunk := "".join(islice(lines, LINES_AT_ONCE)):
        yield chunk.encode()


def _marked(mark: bytes, lines: Iterator[bytes]) -> Iterator[bytes]:
    yield mark + next(lines)
    yield from lines
