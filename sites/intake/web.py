"""The one door to the web: an address comes in; what its server sent, byte for byte, goes out, or why not."""

import re
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import urljoin

from django.conf import settings
from requests import PreparedRequest, Request, Response
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from .addresses import BadAddress, checked
from .failures import Unfetched, explained, refused
from .wire import Exchange, OverSize, recorded_pools, warc

ALSO_PRIVATE = (
    ip_network("fec0::/10"),
    ip_network("::/96"),
)  # what the library lets pass: site-local, IPv4 in disguise
REDIRECTS = {301, 302, 303, 307, 308}
MEDIA_TYPES = {"text/html", "application/xhtml+xml", "application/pdf", "text/plain"}
UNNAMED = {"", "application/octet-stream", "binary/octet-stream"}  # what it is will show in its bytes
WANTED = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.8"
HEAD_ROOM = 1024 * 1024  # bytes of headers beside those of the page
CLOSED = "This installation fetches nothing from the web: paste the text of the article, or upload the saved page."
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server sent it. ``payload`` is unpacked, ``warc`` holds every exchange as it was."""

    payload: bytes
    media_type: str
    charset: str
    status: int
    headers: tuple[tuple[str, str], ...]
    url: str
    final_url: str
    warc: bytes = field(repr=False)


class Adapter(IPFilterAdapter):
    """Looks a name up once, refuses whatever is not public, connects to what it found, and records what passes."""

    def __init__(self, address: str, exchange: Exchange, served_at: Mapping[str, tuple[str, int]]):
        super().__init__(is_https_proto=address.startswith("https:"))
        self.poolmanager.pool_classes_by_scheme = recorded_pools(exchange)
        self._served_at = served_at

    def build_connection_pool_key_attributes(self, request: PreparedRequest, verify, cert=None):
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        if host["host"] in self._served_at:
            request.headers["Host"] = host["host"]
            address, port = self._served_at[host["host"]]
            return host | {"host": address, "port": port}, pool
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        found = ip_address(host["host"].strip("[]"))
        if not found.is_global or any(found in network for network in ALSO_PRIVATE if network.version == found.version):
            raise InvalidIPAddress(found)
        return host, pool


@dataclass(frozen=True)
class Door:
    """Fetches one page at a time. Times are seconds, ``most`` bytes; ``served_at`` names hosts that are served from an
    address and a port of the installation's choice, as a hosts file does: those alone may be private."""

    agent: str
    own_hosts: Collection[str] = ()
    connect_time: float = 3
    read_time: float = 10
    total_time: float = 30
    most: int = 10 * 1024 * 1024
    redirects: int = 3
    served_at: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """Get a page. Raises BadAddress or Unfetched, both in words for who asked for it."""
        exchanges, response, payload = self._follow("GET", url, self._payload)
        media_type, charset = _media_type(response)
        return Fetched(
            payload=payload,
            media_type=media_type,
            charset=charset,
            status=response.status_code,
            headers=tuple(response.raw.headers.items()),
            url=url,
            final_url=exchanges[-1].url,
            warc=warc(exchanges),
        )

    def probe(self, url: str) -> int:
        """The status with which a page's server answers, after any redirects. Raises as ``fetch`` does."""
        _, response, _ = self._follow("HEAD", url, _nothing)
        if response.status_code >= 400:  # many servers answer HEAD with whatever comes to their mind
            _, response, _ = self._follow("GET", url, _nothing)
        return response.status_code

    def _follow(
        self, method: str, url: str, receive: Callable[[Response], bytes]
    ) -> tuple[list[Exchange], Response, bytes]:
        """Ask, and ask where it is sent on to, each address checked anew. The last answer is received."""
        deadline = time.monotonic() + self.total_time
        address, exchanges = checked(url, self.own_hosts), []
        while len(exchanges) <= self.redirects:
            room = self.most + HEAD_ROOM
            exchange = Exchange(address, deadline=deadline, read_time=self.read_time, most=room)
            exchanges.append(exchange)
            with explained(address, self), closing(Adapter(address, exchange, self.served_at)) as adapter:
                asked = self._asked(method, address)
                with closing(adapter.send(asked, stream=True, timeout=self._times(exchange))) as response:
                    target = _target(response)
                    if not target:
                        return exchanges, response, receive(response)
                    response.raw.read(CHUNK, decode_content=False)
            address = self._sent_on(address, target)
        raise Unfetched("It leads on from address to address more than {most} times.", most=self.redirects)

    def _asked(self, method: str, address: str) -> PreparedRequest:
        """No cookie, no referrer, nothing of the environment; and who is asking."""
        headers = {"User-Agent": self.agent, "Accept": WANTED, "Accept-Encoding": "gzip", "Connection": "close"}
        return Request(method, address, headers=headers).prepare()

    def _times(self, exchange: Exchange) -> tuple[float, float]:
        left = exchange.patience()
        return min(self.connect_time, left), min(self.read_time, left)

    def _sent_on(self, address: str, target: str) -> str:
        try:
            return checked(urljoin(address, target), self.own_hosts)
        except BadAddress as fault:
            raise Unfetched("The page leads on to an address that is not fetched. {why}", why=str(fault)) from fault

    def _payload(self, response: Response) -> bytes:
        """The page, unpacked as it comes, so that no small answer becomes a large one."""
        if response.status_code not in (200, 203):
            raise refused(response.status_code, response.url)
        media_type, _ = _media_type(response)
        if media_type not in MEDIA_TYPES | UNNAMED:
            raise Unfetched(
                "This is no article but “{kind}”. What is fetched are pages (HTML), PDFs and plain texts.",
                kind=media_type[:60],
            )
        payload = bytearray()
        for chunk in response.raw.stream(CHUNK, decode_content=True):
            payload += chunk
            if len(payload) > self.most:
                raise OverSize
        return bytes(payload)


def door() -> Door:
    """The door of this installation. Raises Unfetched if it fetches nothing."""
    if not settings.FETCH:
        raise Unfetched(CLOSED)
    return Door(agent=_agent(), own_hosts=tuple(settings.ALLOWED_HOSTS))


def _agent() -> str:
    """Who is asking, and where to complain, in the letters that a header can hold."""
    said = [settings.SITE_NAME, f"(+{settings.CONTACT})" if settings.CONTACT else ""]
    name, contact = ("".join(sign for sign in one if " " <= sign <= "~") for one in said)
    return " ".join(filter(None, [name.strip() or "Heritage Damage Tracker", contact]))


def _nothing(_response: Response) -> bytes:
    return b""


def _target(response: Response) -> str:
    """Where an answer sends on to, if it does."""
    if response.status_code not in REDIRECTS:
        return ""
    named = response.headers.get("Location", "").strip()
    return named.encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")


def _media_type(response: Response) -> tuple[str, str]:
    """What the server calls the page: its media type and its charset, both lowercase, either may be empty."""
    kind, _, rest = response.headers.get("Content-Type", "").lower().partition(";")
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest)
    return kind.strip(), named[1] if named else ""
