"""A reader who opens everything: each route of the address book, each link, and what the interface says of itself."""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import product

from django.test import Client
from django.urls import Resolver404, get_resolver, reverse
from echoes import unechoed

from sites import tongues
from sites.follow import tickets
from sites.models import Article, Follower, Photo, Release, Report, Site
from sites.places import tile_key
from sites.urls import SPOKEN

FORMS = ("bib", "ris", "csl.json", "txt")
MEMBERS = ("package.zip", "sites.csv", "reports.csv", "datapackage.json", "README.md", "CITATION.cff")
FILTERS = ("", "?q=bird&sort=level", "?bbox=30,30,50,40&on=2015-09-01&known=2015-09-02")
OUTWARD = re.compile(
    rb"""(?:href|src|data-[a-z]+|<loc>|"(?:href|id|url|next)":)[=\s]*["']?(?:http://testserver)?(/[^"'<>\s]*)"""
)
NOT_OURS = ("/static/", "/admin/", "//")
WITH_WORDS = {pattern.name for pattern in SPOKEN}
BY_THE_CLOCK = {"Expires", "Content-Length"}  # of what may not be kept, and of what is packed with random bytes


class Answer:
    """The status, the headers and, unpacked, the body of one answer."""

    def __init__(self, answer):
        self.status = answer.status_code
        self.headers = {name: value for name, value in answer.headers.items() if name not in BY_THE_CLOCK}
        received = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = re.sub(rb'name="ticket" value="[^"]*"', b"", unpacked(received))  # which tells when it was opened
        self.body = unechoed(said, answer.wsgi_request.path) if self.status == 404 else said

    @property
    def all(self) -> bytes:
        head = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        return head.encode() + self.body

    def __eq__(self, other) -> bool:
        return (self.status, self.headers, self.body) == (other.status, other.headers, other.body)

    __hash__ = None


def unpacked(body: bytes) -> bytes:
    """What was sent, with all that was packed in it, however deep."""
    if body.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(body))
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        held = [(name, unpacked(packed.read(name))) for name in packed.namelist()]
        return body + packed.comment + b"\n".join(name.encode() + b"\n" + content for name, content in held)


def routes() -> dict[str, str]:
    """By name, every route that readers may open: all but the desk's."""
    patterns = get_resolver("sites.urls").url_patterns
    return {pattern.name: str(pattern.pattern) for pattern in patterns} | {"healthz": "healthz"}


def addresses(sites: Iterable[Site]) -> Iterator[str]:
    """Every route, with values that exist, are hidden, drafts, withdrawn, or nobody's; in Arabic as well, where it has
    words, with some of them. KeyError for a new kind."""
    sites = list(sites)
    slugs = [{"slug": slug} for slug in (*(one.slug for one in sites), "unborn", "gone", "old-roost", "never")]
    reports = Report.objects.filter(site__in=sites).values_list("number", flat=True)
    numbers = [{"number": one} for one in (*reports, *_others(Report, "number"), 0, 987654)]
    cited = Article.objects.filter(reports__site__in=sites).distinct().values_list("pk", flat=True)
    sources = [{"number": one} for one in (*cited, 0, 987654)]
    pictures = [*Photo.objects.filter(site__in=sites).values_list("sha256", flat=True), "0" * 64]
    versions = [{"version": one} for one in (*Release.objects.values_list("version", flat=True), "none")]
    pairs = [{"before": "1", "after": "1"}, {"before": "1", "after": "none"}]
    kinds = ("pages", "sites", "reports", "articles", "drafts")
    named = [{"name": one} for one in ("sites", "reports", "articles", "drafts")]
    given = dict.fromkeys(("site", "site_atom", "site_place", "site_preview", "badge"), slugs)
    given |= dict.fromkeys(("report", "report_preview"), numbers)
    given |= dict.fromkeys(("article", "article_preview"), sources)
    given |= {"site_geojson": slugs, "site_jsonld": slugs, "report_geojson": numbers, "report_jsonld": numbers}
    for name, purpose in {"follow_confirm": tickets.CONFIRM, "follow_stop": tickets.STOP}.items():
        keys = Follower.objects.values_list("key", flat=True)
        given[name] = [{"token": token} for token in (*(tickets.link(purpose, key) for key in keys), "nothing")]
    given |= {"article_jsonld": sources, "photo": [{"sha256": one, "width": 24} for one in pictures]}
    given["styleguide_photo"] = [{"sha256": "sample-alone", "width": 640}]
    given |= {"tile": list(tiles(sites)), "sitemap_part": [{"kind": kind, "part": 1} for kind in kinds]}
    given |= {"release": versions, "changes": pairs, "changes_csv": pairs, "changes_json": pairs}
    given["release_file"] = [one | {"name": name} for one, name in product(versions, (*MEMBERS, "nothing"))]
    given |= {"api_collection": named, "api_items": named, "api_missing": [{"rest": "nothing/here"}]}
    given["api_item"] = [one | {"number": n} for one in named for n in (*[site.pk for site in sites[:8]], 987654, "x")]
    forms = {"site": slugs[:8] + slugs[-4:], "report": numbers[:4], "article": sources[:4], "list": [{}]}
    given |= {f"{name}_citation": [{**one, "form": form} for one in of for form in FORMS] for name, of in forms.items()}
    for name, route in routes().items():
        if name == "healthz":
            yield "/healthz"
            continue
        places = given[name] if "<" in route else [{}]
        asked = [reverse(name, kwargs=place) for place in places]
        if name in WITH_WORDS:
            asked += [tongues.in_language(one, "ar") for one in dict.fromkeys(asked[:8] + asked[-4:])]
        for address in asked:
            yield from _asked(address, several="<" not in route)


def _others(model, name: str) -> list[int]:
    return [one for one in model.objects.exclude(state="published").values_list(name, flat=True) if one][:4]


def _asked(address: str, several: bool) -> Iterator[str]:
    yield from (address + filters for filters in (FILTERS if several else ("",)))


def tiles(sites: Iterable[Site]) -> Iterator[dict]:
    """Those of the whole earth, and above each site, by its exact place, from far away to the closest look."""
    yield {"z": 0, "x": 0, "y": 0}
    for site in sites:
        key = tile_key(site.latitude, site.longitude)
        x, y = (sum((key >> 2 * bit + shift & 1) << bit for bit in range(24)) for shift in (0, 1))
        yield from ({"z": z, "x": x >> 24 - z, "y": y >> 24 - z} for z in (5, 13, 24))


BROKEN = (
    "/?bbox=33.5123457,36.3019283,1", "/?nothing=1", "/sites.csv?level=x", "/sites.geojson?area=x", "/api/nothing",
    "/map/99/0/0.json", "/suggest.json?z=1", "/sites/%00/", "/reports/99999999999999999999/", "/nowhere",
    "/feeds/reports.atom?bbox=1", "/api/collections/sites/items?bbox=1,2", "/badge/hidden.svg?x=1", "/robots.txt?x=1",
)  # fmt: skip


def crawl(sites: Iterable[Site], client: Client | None = None, most: int = 400) -> dict[str, Answer]:
    """By address, what is answered: of every route, and then of links that lead where none of these did."""
    client, seen = client or Client(raise_request_exception=False), {}
    for address in (*addresses(sites), *BROKEN):
        seen[address] = Answer(client.get(address))
    for address in ("/", "/sites.csv", "/api/", "/map/0/0/0.json"):
        seen[f"POST {address}"] = Answer(client.post(address))
    seen["gzip"] = Answer(client.get("/sites/", HTTP_ACCEPT_ENCODING="gzip"))
    started = len(seen)
    waiting = list(dict.fromkeys(found for one in seen.values() for found in links(one)))
    met = {}
    for address in waiting:
        where = (route_of(address), tongues.language_of(address))
        if address not in seen and where[0] and len(seen) < started + most * 3 and met.get(where, 0) < 6:
            met[where] = met.get(where, 0) + 1
            seen[address] = Answer(client.get(address))
    return seen


def links(answer: Answer) -> list[str]:
    """Where an answer leads on this installation."""
    found = OUTWARD.findall(answer.body) if len(answer.body) < 300_000 else []
    led = [answer.headers["Location"]] if "Location" in answer.headers else []
    told = [*(unescape(one.decode(errors="replace")) for one in found), *led]
    told = [one.removeprefix("http://testserver").partition("#")[0] for one in told]
    return [one for one in told if one.startswith("/") and not one.startswith(NOT_OURS) and "{" not in one]


def route_of(address: str) -> str | None:
    try:
        return tongues.what_stands_at(address.partition("?")[0]).route
    except Resolver404:
        return None


def described(client: Client) -> list[str]:
    """The addresses that the interface's own definition names, with a number where it wants one."""
    told = json.loads(client.get("/api/api?f=json").content)
    paths = [path.replace("{featureId}", "1") for path in told["paths"]]
    return ["/api" + path.replace("{collection}", name) for path in paths for name in ("sites", "reports", "articles")]
