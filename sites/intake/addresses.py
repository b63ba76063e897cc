"""Web addresses as people paste them: what may be asked for at all, before any name is looked up."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import urlsplit, urlunsplit

import idna

from ..terms import Fault

LONGEST = 2000
PORTS = {None, 80, 443}
# Names that lead nowhere on the public web, whoever answers to them.
PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion", "arpa", "test", "invalid")
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|\d+")
IPV4 = re.compile(r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}")
HOW = "Copy the address of the article from the browser's address bar."


class BadAddress(Fault):
    """An address that is never asked for: what is wrong with it, and how to mend it."""


def checked(address: str, own_hosts: Collection[str] = ()) -> str:
    """The address in the form in which it is asked for: its host in ASCII, without a fragment. Raises BadAddress.

    Whether its host is a public one shows only when its name is looked up: that is the door's matter.
    """
    address = address.strip(" ")
    if len(address) > LONGEST:
        raise BadAddress("The address is longer than {longest} characters. " + HOW, longest=LONGEST)
    if re.search(r"[\\\s]", address) or any(unicodedata.category(sign)[0] in "CZ" for sign in address):
        raise BadAddress("The address holds a blank, a backslash or an invisible character. " + HOW)
    try:
        parts = urlsplit(address)
        port, name = parts.port, parts.hostname or ""
    except ValueError as fault:
        raise BadAddress("“{address}” is not a web address. " + HOW, address=address[:100]) from fault
    if parts.scheme not in ("http", "https") or not name:
        raise BadAddress("“{address}” is not a web address: it begins with https:// or http://.", address=address[:100])
    if "@" in parts.netloc:
        raise BadAddress("The address holds a user name before its host. " + HOW)
    if port not in PORTS:
        raise BadAddress("The address names port {port}: only web pages at the usual ports are fetched.", port=port)
    host = _host(name, own_hosts)
    netloc = host + (f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else "")
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _host(name: str, own_hosts: Collection[str]) -> str:
    """A host as it stands in the request: in ASCII, an IPv6 address in brackets."""
    if ":" in name:
        if "%" in name:
            raise BadAddress("The address names a network card of a machine. " + HOW)
        return f"[{name}]"
    host = _ascii(name).removesuffix(".")
    last = host.rpartition(".")[2]
    if NUMBER.fullmatch(last) and not IPV4.fullmatch(host):
        raise BadAddress("“{host}” is an odd way of writing a number for a host. " + HOW, host=name[:100])
    if "." not in host or last in PRIVATE:
        raise BadAddress("“{host}” is not on the public web. " + HOW, host=name[:100])
    if any(host == own or (own.startswith(".") and f".{host}".endswith(own)) for own in own_hosts):
        raise BadAddress("This address is our own: hand in the source that the page cites.")
    return host


def _ascii(name: str) -> str:
    """A name of any script as it is looked up. Look-alikes of dots, digits and letters are refused, not put right."""
    if unicodedata.normalize("NFKC", name) != name or re.search("[\u3002\uff0e\uff61%]", name):
        raise BadAddress("The host of the address is written with signs that only look like letters or dots. " + HOW)
    try:
        host = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as fault:
        raise BadAddress("“{host}” cannot be the name of a host. " + HOW, host=name[:100]) from fault
    if not all(LABEL.fullmatch(label) for label in host.removesuffix(".").split(".")):
        raise BadAddress("“{host}” cannot be the name of a host. " + HOW, host=name[:100])
    return host
