"""Where the interface leads: links with their relations, in documents and in the Link header."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

Link = dict[str, str]
Pairs = Iterable[tuple[str, str]]


class Links:
    """Absolute links on the host that was asked, as links of one form (``json`` or ``html``) to the others."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.origin = request.build_absolute_uri("/").rstrip("/")

    def address(self, name: str, *place: str | int, pairs: Pairs = ()) -> str:
        query = urlencode(list(pairs))
        return self.origin + reverse(name, args=place) + (f"?{query}" if query else "")

    def to(self, rel: str, media: str, title: str, name: str, *place: str | int, pairs: Pairs = ()) -> Link:
        href = self.address(name, *place, pairs=[*pairs, ("f", "html" if media == HTML else "json")])
        return {"href": href, "rel": rel, "type": media, "title": title}

    def both(self, form: str, media: str, name: str, *place: str | int, pairs: Pairs = ()) -> list[Link]:
        """This document, and the same in the other form; ``media`` is what the JSON is."""
        titles = {media: "This document as JSON", HTML: "This document as HTML"}
        here, other = (HTML, media) if form == "html" else (media, HTML)
        return [
            self.to("self", here, titles[here], name, *place, pairs=pairs),
            self.to("alternate", other, titles[other], name, *place, pairs=pairs),
        ]


def licence() -> Link:
    return {
        "href": settings.DATA_LICENCE_URL,
        "rel": "license",
        "type": HTML,
        "title": settings.DATA_LICENCE,
    }


def header(links: Iterable[Link]) -> str:
    """The links as RFC 8288 writes them. Addresses are percent-encoded and types are ours."""
    return ", ".join(f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"' for one in links)
