"""The desk: every kind of list, filter, search, deep page and form, as the server answers them."""

from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from tqdm import tqdm

from sites.models import Article, Report, Site

from .parts import FULL
from .table import at_most, hand_over, measured

ROWS = 50
SEARCHES = {
    "a rare word": "zzyzx",
    "a common word": "Mosque",
    "two words": "Mosque Aleppo",
    "Arabic": "مسجد حلب",
    "a beginning": "dam",
}
PAGES = {
    "report": {
        "list": [{}],
        "pages, the second, a deep one, the last": [{"p": 2}, {"p": "{deep}"}, {"p": "{last}"}],
        "filters": [
            *({"state__exact": one} for one in ("published", "in_review", "draft")),
            *({"level__exact": one} for one in ("destroyed", "none", "unknown")),
            *({"verification__exact": one} for one in ("reported", "refuted")),
            {"recovery__exact": "restored"},
        ],
        "filters together": [
            {"state__exact": "published", "level__exact": "none", "verification__exact": "refuted"},
            {"state__exact": "published", "level__exact": "severe", "p": 900},
            {"level__exact": "destroyed", "q": "Mosque"},
        ],
        "other orders": [{"o": "1"}, {"o": "-4"}, {"o": "4", "p": 200}],
        "search, a number": [{"q": "1234567"}],
    },
    "site": {
        "list": [{}],
        "pages, the second, a deep one, the last": [{"p": 2}, {"p": "{deep}"}, {"p": "{last}"}],
        "filters": [
            {"state__exact": "published"},
            {"level": "destroyed"},
            {"kind__exact": "religious"},
            {"visibility__exact": "hidden"},
            {"country": "SY"},
        ],
        "filters together": [{"country": "SY", "level": "severe", "visibility__exact": "exact"}],
        "other orders": [{"o": "1"}, {"o": "-1", "p": 200}],
    },
    "article": {
        "list": [{}],
        "pages, the second, a deep one, the last": [{"p": 2}, {"p": "{deep}"}, {"p": "{last}"}],
        "filters": [{"type__exact": "imagery"}, {"language": "ar"}, {"origin__isempty": "0"}],
        "other orders": [{"o": "3"}, {"o": "-3"}],
    },
    "origin": {"list": [{}]},
    "decision": {"list": [{}]},
    "proposal": {"list": [{}]},
    "photo": {"list": [{}]},
}
SEARCHED = ("report", "site", "article")
MODELS = {"report": Report, "site": Site, "article": Article}
PICKERS = {"site": ("report", "site"), "part of": ("site", "part_of"), "article": ("citation", "article")}


def main(sites: int) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(_administrator())
    rounds = 3 if sites >= FULL else 1
    for name, addresses in tqdm([*_asked()], desc=f"The desk on {connection.vendor}", unit=" rows"):
        worst = max(median(took(client, address) for _ in range(rounds)) for address in addresses)
        hand_over(measured(f"the desk, {name}, ms", sites * 3, connection.vendor, worst, goal=at_most(100)))


def _asked():
    """(what, addresses): of several the slowest is told."""
    yield "home", ["/admin/"]
    yield "review queue", ["/admin/review/"]
    for kind, parts in PAGES.items():
        for what, queries in parts.items():
            yield f"{kind}s, {what}", [_list(kind, query) for query in queries]
        for what, text in SEARCHES.items() if kind in SEARCHED else ():
            yield f"{kind}s, search, {what}", [_list(kind, {"q": text})]
    for kind, model in MODELS.items():
        number = model.objects.order_by("-pk").values_list("pk", flat=True)[1000]
        yield f"{kind}, form", [f"/admin/heritage/{kind}/add/", f"/admin/heritage/{kind}/{number}/change/"]
    for what, (model, field) in PICKERS.items():
        asked = [{"app_label": "heritage", "model_name": model, "field_name": field, "term": text} for text in _terms()]
        yield f"choosing a {what}", [f"/admin/autocomplete/?{urlencode(query)}" for query in asked]


def _terms():
    return ["", *SEARCHES.values()]


def _list(kind: str, query: dict) -> str:
    last = -(-MODELS[kind].objects.count() // ROWS) if kind in MODELS and "p" in query else 1
    filled = {name: str(said).format(deep=last * 9 // 20, last=last) for name, said in query.items()}
    return f"/admin/heritage/{kind}/?{urlencode(filled)}"


def _administrator() -> User:
    said = {"is_staff": True, "is_superuser": True}
    return User.objects.get_or_create(username="benchmark-desk", defaults=said)[0]


def took(client: Client, address: str) -> float:
    begun = perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} was answered with {answer.status_code}.")
    return (perf_counter() - begun) * 1000
