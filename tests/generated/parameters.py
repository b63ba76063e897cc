"""The parts and parameters of addresses, each with its sound values, and strategies that mix them with others."""

import json
import re
from urllib.parse import unquote

from hypothesis import strategies as st

from sites.areas import area_of_geojson
from sites.terms import CAUSES, KINDS, RECOVERIES, STATUSES, VERIFICATIONS

from .asking import Asked
from .files import SQUARE
from .strangers import HOSTILE, hostile, value

DAYS = ["2015-08-23", "2016-03-27", "1900-01-01", "2015-05-20", "2999-12-31"]
FILTER = {
    "q": ["arch", "قوس", "قوس النصر", "Gate", "shrine temple"],
    "level": [*STATUSES],
    "cause": [*CAUSES],
    "kind": [*KINDS],
    "country": ["SY", "IQ", "sy", "Syria"],
    "verification": [*VERIFICATIONS],
    "contested": ["yes", "no"],
    "recovery": ["none", *RECOVERIES],
    "site": ["arch", "shrine"],
    "part_of": ["arch"],
    "bbox": ["36,33,39,35", "-180,-90,180,90", "179,0,-179,10", "38.2,34.5,38.3,34.6"],
    "area": [str(area_of_geojson(json.dumps(SQUARE).encode()))],
    "sort": ["name", "level", "since", "reports"],
    **{name: [*DAYS] for name in ("after", "before", "on", "known", "against")},
}
VIEWS = FILTER | {
    "page": ["1", "2"],
    "view": ["36,33,39,35"],
    "excel": ["1"],
    "f": ["json", "html"],
    "limit": ["1", "10", "1000"],
    "cursor": ["1", "2"],
    "datetime": ["2015-08-23", "../2016-01-01", "2015-01-01T00:00:00Z/.."],
    **{name: ["0", "1"] for name in ("list", "legend", "time")},
    **{name: ["ar"] for name in ("lang", "utm_source", "callback", "format")},
}
LISTS = {
    "q": ["arch", "قوس"],
    "p": ["0", "1"],
    "o": ["1", "-2", "1.-2"],
    "all": [""],
    "e": ["1"],
    "_popup": ["1"],
    "_to_field": ["id"],
    "_changelist_filters": ["state=draft"],
    "app_label": ["heritage"],
    "model_name": ["report", "citation"],
    "field_name": ["site", "article"],
    **{name: ["draft", "1"] for name in ("state__exact", "level__in", "site__id__exact", "id__in", "mine", "who")},
    **{name: ["2015-08-23", "1"] for name in ("decided_at__gte", "event_from__lt", "before", "after", "from", "to")},
    **{name: ["arch", "2015", "34.5, 38.2"] for name in ("term", "text")},
    **{name: ["/admin/", "queue"] for name in ("next", "back")},
    **{name: ["1", "2", "3"] for name in ("site", "part_of", "seen", "number", "draft", "one", "other", "page")},
    **{name: ["site", "report", "photo"] for name in ("kind", "waiting")},
}
HEADERS = {
    "If-None-Match": ["*", 'W/"1"', '"1", "2"'],
    "If-Modified-Since": ["Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99 Oct 99999 07:28:00 GMT"],
    "Range": ["bytes=0-10", "bytes=-1", "bytes=5-1,9-"],
    "Accept": ["text/html", "application/json;q=0.5, */*;q=nan", "text/html;" * 50],
    "Accept-Language": ["ar", "en;q=1e309", "x-" * 300, "ar-" * 20],
    "Accept-Encoding": ["gzip", "gzip;q=nan, br", "identity"],
    "Host": ["localhost:99999", "[::1", "elsewhere.example"],
    "Cookie": ["session=x; csrf=y", 'session="\\000"; ;;=;'],
    "Referer": ["http://localhost/", "https://[", "http://elsewhere.example/"],
    "X-Forwarded-For": ["::", "1.2.3.4, x"],
    "X-Requested-With": ["XMLHttpRequest"],
}  # fmt: skip
PART = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
METHODS = ["GET"] * 30 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"]
RAW = [
    "%",
    "%zz=%",
    "a=b=c&&&;=",
    "q=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "&" * 3000,
    "q=" + "%D9%85" * 900,
    "=",
    "q",
    "bbox=%",
]


def printed(text: str) -> str:
    """As a header can hold it: a server in front of us refuses the rest."""
    return "".join(sign for sign in text if sign.isprintable() and ord(sign) < 256)[:4000]


headers = st.lists(
    st.sampled_from(sorted(HEADERS)).flatmap(lambda name: value(HEADERS[name]).map(lambda said: (name, printed(said)))),
    max_size=2,
)


def pairs(known: dict[str, list[str]]):
    """Parameters: mostly known ones, some of them twice."""
    names = st.sampled_from(sorted(known))
    sound = names.flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(known[name])))
    other = names.flatmap(lambda name: st.tuples(st.just(name), value(known[name])))
    stray = st.tuples(st.sampled_from(HOSTILE), hostile)
    return st.one_of(
        st.lists(sound, max_size=3), *[st.lists(st.one_of(sound, other), max_size=3)] * 2, st.lists(stray, max_size=2)
    )


def filled(route: str, names: dict[str, str]):
    """Addresses of a route: what stands in its parts is something we know, nearly that, or nothing of the kind."""
    numbers = sorted({one for one in names.values() if one.isdigit()})
    others = [*sorted({one for one in names.values() if not one.isdigit()}), *FILTER["kind"], "sites", "bib", "publish"]
    parts, texts = [], PART.split(route.rstrip("$"))
    for start in range(0, len(texts) - 1, 4):
        kind, name = texts[start + 1], texts[start + 2] or texts[start + 3]
        known = numbers if kind == "int" or name in {"z", "x", "y", "number", "object_id"} else numbers + others
        parts += [st.just(texts[start]), st.one_of(st.sampled_from(known), value(known))]
    return st.tuples(*parts, st.just(texts[-1])).map(lambda said: "/" + "".join(said))


def requests(route: str, sound: list[str], names: dict[str, str], known: dict[str, list[str]]):
    """For a route, at ``sound`` addresses of it and others."""
    paths = [st.sampled_from(sound)] * 2 if sound else []
    return st.builds(
        Asked,
        path=st.one_of(*paths, filled(route, names)),
        query=pairs(known).map(tuple),
        method=st.sampled_from(METHODS),
        headers=headers.map(tuple),
        raw=st.one_of(*[st.just("")] * 9, st.sampled_from(RAW)),
    )


def offered(pages: list[str]) -> dict[str, list[str]]:
    """The parameters of the links of these pages, with their values."""
    found = {}
    for name, said in re.findall(r'href="[^"]*?[?&;](\w+)=([^"&]*)', "".join(pages)):
        found.setdefault(name, set()).add(unquote(said))
    return {name: sorted(values) for name, values in found.items()}
