"""The page that shows every component in every state, made of the templates of the pages themselves."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from .. import maps, pages
from ..catalogue import Query
from ..drawings import draw_claims
from ..terms import LEVELS
from . import contrast, samples, tokens
from .cards import cards

SIZES = ("small", "", "large")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens of which one stands on the other: their colours, how far apart they are, and how far they must be."""

    upper: str
    lower: str
    colour: str
    ground: str
    ratio: float
    least: float


@pages.public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Colours, letters, marks and components, by day and by night."""
    pages.read_only(request)
    return pages.render(request, "styleguide/page.html", {**language(), **components(), "here": request.path})


def language() -> dict:
    """The tokens, and the marks that are drawn with them."""
    return {
        "themes": [(name, tokens.colours(theme), pairs(theme)) for name, theme in themes()],
        "sizes": tokens.sizes(),
        "letters": [name.removeprefix("text-") for name, _ in tokens.sizes() if name.startswith("text-")],
        "marks": list(samples.marks()),
        "states": list(samples.STATES),
        "mark_sizes": [(size, samples.status("destroyed", recovery="restored")) for size in SIZES],
        "step": samples.report(15, "2016-04", "", recovery="restored"),
        "statuses": samples.statuses(),
        "dealt": samples.entry(before=samples.status("severe", verification="reported")),
    }


def themes() -> list[tuple[str, str]]:
    """What a scope's data-theme says, and how its colours are found."""
    return [("light", tokens.BY_DAY), ("dark", tokens.BY_NIGHT)]


def pairs(theme: str) -> list[Pair]:
    """What stands on what in a theme, letters first."""
    held = tokens.colours(theme)
    asked = [(pair, contrast.TEXT) for pair in contrast.LETTERS] + [(pair, contrast.DRAWN) for pair in contrast.SHAPES]
    return [
        Pair(upper, lower, held[upper], held[lower], round(contrast.ratio(held[upper], held[lower]), 1), least)
        for (upper, lower), least in asked
    ]


def components() -> dict:
    """What the included templates are drawn from."""
    record, query, seen = samples.record(), samples.query_of(), samples.overview()
    return {
        **pages.listed(reverse("sites"), query, seen),
        **pages.strip(reverse("sites"), query, seen),
        "record": record,
        "site": record.entry,
        "status": record.entry.status,
        "counting": {one.number for one in record.heard} - {7},
        "drawing": draw_claims(record.reports, record.periods),
        "moments": [{"query": asked, "seen": {"picked": n}, "now": reverse("sites")} for asked, n in samples.moments()],
        "legend": list(LEVELS),
        "map": pages.spot(samples.entries()[3]),
        "cited": {"text": "Heritage damage tracker. Temple of Baalshamin (site 3) [Data set]. CC BY 4.0.", "files": ()},
        "lost": lost(),
        "cards": json.dumps(cards()),
        "labels": json.dumps(maps.labels()),
        "pictures": "styleguide_photo",
        "faulty": {"message": "The file is not GeoJSON: it ends in the middle of an object."},
    }


def lost() -> list[dict]:
    """Lists that are empty, each for another reason."""
    name, place = Query(q="Baalshamin", level=("none",)), Query(level=("none",), on=samples.DAY)
    ways = [{"words": "No known damage", "address": reverse("sites"), "count": 3}]
    plain = {"clear": reverse("sites"), "whole": reverse("sites"), "days": "", "total": 53, "seen": {"picked": 0}}
    return [
        plain | {"total": 0, "query": Query()},
        plain | {"query": name, "ways": ways},
        plain | {"query": place, "ways": [], "nearest": samples.entries()[:2]},
        plain | {"query": name, "view": "38,34,39,35", "seen": {"picked": 4}},
        plain | {"query": Query(against=samples.DAY)},
    ]
