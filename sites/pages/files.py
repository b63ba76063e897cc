"""The files that a page offers of what it shows."""

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from ..catalogue import Query
from ..exports import DATASETS, SUMMARY
from ..formats import FORMATS, OFFERS
from .answer import address, days

Files = list[tuple[str, str]]

WHAT = {"sites": gettext_lazy("Sites"), "reports": gettext_lazy("Reports"), "articles": gettext_lazy("Sources")}
USUAL = ("xlsx", "geojson", "kml")  # beside a list; the page on the data knows all


def downloads(query: Query) -> list[tuple[str, Files]]:
    """(what, files as (format, address)) that hold what the filter picks."""
    return [(what, _formats(name, query)) for name, what in WHAT.items()]


def _formats(dataset: str, query: Query) -> Files:
    csv = ("CSV", address(reverse(f"{dataset}_csv"), query.pairs))
    usual = [offer for offer in OFFERS if offer.dataset.name == dataset and offer.format.name in USUAL]
    return [csv, *((offer.format.label, address(reverse(offer.name), query.pairs)) for offer in usual)]


def site_files(slug: str, query: Query) -> list[tuple[str, Files]]:
    """(what, files) of the site itself as of the days of a query, and of what the record holds on it."""
    here = [("site", slug), *(pair for pair in query.pairs if pair[0] in ("on", "known"))]
    itself = [
        (FORMATS["geojson"].label, reverse("site_geojson", args=[slug]) + days(query)),
        (FORMATS["kml"].label, address(reverse("sites_kml"), here)),
        (FORMATS["jsonld"].label, reverse("site_jsonld", args=[slug]) + days(query)),
    ]
    return [
        (gettext("This site"), itself),
        (gettext("Its reports"), _tables("reports", slug)),
        (gettext("Its sources"), _tables("articles", slug)),
    ]


def _tables(dataset: str, slug: str) -> Files:
    names = {"CSV": f"{dataset}_csv", FORMATS["xlsx"].label: f"{dataset}_xlsx"}
    return [(label, address(reverse(name), [("site", slug)])) for label, name in names.items()]


def shelves() -> list[tuple]:
    """(what, dataset, its offers in other formats) of all that can be taken away."""
    named = WHAT | {SUMMARY.name: gettext("Summary")}
    datasets = [*DATASETS.values(), SUMMARY]
    return [(named[one.name], one, [offer for offer in OFFERS if offer.dataset == one]) for one in datasets]
