"""Why a page was not had: what happened, to which server, and how to mend it, in words for who asked for it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from requests import exceptions as requests
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3 import exceptions as urllib3

from ..terms import Fault
from .wire import OverSize, OverTime

INSTEAD = "Open it in a browser, save it, and hand in the file."
NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class Unfetched(Fault):
    """A page was not had. ``again``: later it may be; ``vanished``: there is no server of that name any more."""

    def __init__(self, template: str, *, again: bool = False, vanished: bool = False, **values):
        super().__init__(template, **values)
        self.again, self.vanished = again, vanished


@contextmanager
def explained(address: str, limits) -> Iterator[None]:
    """Let whatever goes wrong inside come out as Unfetched. ``limits`` has the attributes total_time and most."""
    host = urlsplit(address).hostname or ""
    try:
        yield
    except Unfetched:
        raise
    except OverTime as fault:
        template = "{host} did not send the page within {seconds} seconds."
        raise Unfetched(template, again=True, host=host, seconds=limits.total_time) from fault
    except OverSize as fault:
        template = "The page is larger than {most} MB. Paste the text of the article instead."
        raise Unfetched(template, most=max(1, limits.most // 1024 // 1024)) from fault
    except (requests.RequestException, urllib3.HTTPError, OSError, ValueError) as fault:
        raise _in_words(fault, host) from fault


def refused(status: int, address: str) -> Unfetched:
    """What an answer that brings no page means."""
    host = urlsplit(address).hostname or ""
    if status in (404, 410):
        return Unfetched(
            "There is no page at this address ({status}). Check the address, or hand in an archived copy as a file.",
            status=status,
        )
    if status == 429 or status >= 500:
        return Unfetched("{host} cannot answer at present ({status}).", again=True, host=host, status=status)
    return Unfetched("{host} does not give this page to a program ({status}). " + INSTEAD, host=host, status=status)


def _in_words(fault: Exception, host: str) -> Unfetched:
    said = _first(fault)
    if isinstance(said, InvalidIPAddress):
        return Unfetched("“{host}” leads into a private network: only pages of the public web are fetched.", host=host)
    if isinstance(said, socket.gaierror):
        return _unnamed(said, host)
    if isinstance(said, requests.SSLError | urllib3.SSLError):
        return Unfetched("{host} cannot show that it is the server it says it is (TLS). " + INSTEAD, host=host)
    if isinstance(said, requests.Timeout | urllib3.TimeoutError | TimeoutError):
        return Unfetched("{host} does not answer: it took too long.", again=True, host=host)
    if isinstance(said, urllib3.DecodeError | requests.InvalidHeader | requests.InvalidURL | ValueError):
        return Unfetched("{host} answers in a way that cannot be understood. " + INSTEAD, host=host)
    return Unfetched("The connection to {host} could not be made, or broke off.", again=True, host=host)


def _first(fault: Exception) -> Exception:
    """What the libraries wrapped."""
    if isinstance(fault, requests.ConnectionError) and isinstance(fault.__cause__, socket.gaierror):
        return fault.__cause__
    return fault


def _unnamed(fault: socket.gaierror, host: str) -> Unfetched:
    if fault.errno in NO_SUCH_NAME:
        unfound = (
            "There is no server of the name {host}, or there is no connection to the internet. Check the address; or "
            "hand in the saved page, or paste its text."
        )
        return Unfetched(unfound, vanished=True, host=host)
    return Unfetched(
        "The name {host} could not be looked up: is there a connection to the internet?", again=True, host=host
    )
