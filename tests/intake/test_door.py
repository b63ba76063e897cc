"""Only public pages pass the door: nothing private is asked, whatever an address, a server or a name says."""

import gzip
import socket
import time
import tracemalloc
from io import BytesIO
from itertools import cycle, repeat
from pathlib import Path
from runpy import run_path

import pytest
from small_web import NEWS, OTHER, response
from warcio.archiveiterator import ArchiveIterator

from sites.intake.addresses import BadAddress, checked
from sites.intake.failures import Unfetched
from sites.intake.web import Door, door

ROOT = Path(__file__).parent.parent.parent
DOOR = Door(agent="Test", own_hosts=("heritage.example.org", ".museum.example"))
PAGE = b"<html><body><h1>The temple fell</h1></body></html>"
# What a resolver turns into an address by itself, or passes on as one.
PRIVATE = """
127.0.0.1 127.1 0 0.0.0.0 2130706433 0x7f000001 017700000001 localhost localhost. LOCALHOST 10.0.0.1 10.255.255.255
172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 192.0.0.8 192.88.99.1 198.18.0.1 192.0.2.1
198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 [::] [::1] [::ffff:127.0.0.1] [::ffff:a9fe:a9fe]
[::ffff:100.64.0.1] [::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [2002:7f00:1::] [2001::1] [2001:db8::1]
[2001:20::1] [fc00::1] [fd00:ec2::254] [fe80::1] [fe80::1%25eth0] [fec0::1] [ff02::1] [5f00::1] [100::1] [3fff::1]
127.0.0.1#@news.example.com 0177.0.0.1 127.0.0.0x1 1.2.3 intranet router.local db.internal
"""
RESERVED = """
0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.255.255.255 169.254.0.0
169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255 192.88.99.0 192.88.99.255
192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.0 203.0.113.255 224.0.0.0 239.255.255.255 240.0.0.0
255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::1.2.3.4 64:ff9b:: 64:ff9b::ffff:ffff 64:ff9b:1:: 100:: 2001:: 2001:20::
2001:db8:: 2002:: 3fff:: 3fff:fff:ffff:: 5f00:: fc00:: fdff:: fe80:: febf:: fec0:: feff:: ff00:: ffff::
"""
TRICKS = [
    "http://a@127.0.0.1/",
    "http://user:secret@news.example.com/",
    "http://news.example.com\\@127.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127。0。0。1/",
    "http://１２７.0.0.1/",
    "http://127．0．0．1/",
    "http://ⓛocalhost/",
    "http://news.example.com/\r\nHost: 127.0.0.1",
    "http://news.example.com/\tb",
    "http://news.example.com/\0",
    "http://news.example.com/\u202egpj",
    "http://news.exam\u00adple.com/",
    "http://news.example.com/" + "a" * 8192,
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "ftp://news.example.com/",
    "data:text/html,hello",
    "dict://127.0.0.1:11211/",
    "jar:http://news.example.com!/",
    "unix:/var/run/docker.sock",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "http:///path",
    "http://",
    "",
    "http://news.example.com:22/",
    "http://news.example.com:5432/",
    "http://news.example.com:6379/",
    "https://news.example.com:8000/",
    "http://news.example.com:99999/",
    "http://[::1/",
    "http://abcdefghijklmnop.onion/",
    "https://heritage.example.org/sites/",
    "https://HERITAGE.example.org./",
    "https://museum.example/",
    "https://tracker.museum.example/",
    "http://-x-.example.com/",
    "http://a..b.example.com/",
]


# ── addresses that are never asked


@pytest.mark.parametrize("host", PRIVATE.split())
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_private_host_is_refused_before_anything_is_connected(dials, scheme, host):
    with pytest.raises((BadAddress, Unfetched)) as fault:
        DOOR.fetch(f"{scheme}://{host}/latest/meta-data/")
    assert dials == []
    assert str(fault.value).endswith(".")


@pytest.mark.parametrize("address", TRICKS)
def test_an_address_with_a_trick_in_it_is_refused_in_words(dials, address):
    with pytest.raises(BadAddress) as fault:
        DOOR.fetch(address)
    assert dials == []
    assert len(str(fault.value)) > 30


def test_every_range_that_the_internet_reserves_is_refused(names, dials):
    ranges = RESERVED.split()
    names[NEWS] = ([one] for one in ranges)
    for _ in ranges:
        with pytest.raises(Unfetched, match="private network"):
            DOOR.fetch(f"https://{NEWS}/")
    assert dials == []


@pytest.mark.parametrize(
    ("pasted", "asked"),
    [
        ("  https://News.Example.com  ", "https://news.example.com/"),
        ("https://news.example.com:443/a?b=c#d", "https://news.example.com/a?b=c"),
        ("http://new\u0301s.example.com/", None),
        ("https://пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/новости"),
        ("https://أخبار.com/", "https://xn--igbicxr.com/"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
    ],
)
def test_an_ordinary_address_is_asked_in_one_form(pasted, asked):
    if asked is None:
        with pytest.raises(BadAddress):
            checked(pasted)
    else:
        assert checked(pasted) == asked


# ── names that lie


# The connection that our own tests stop (they stay on this machine) is never closed by anybody.
stopped = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@stopped
def test_what_was_looked_up_first_is_what_is_connected_to(names, dials):
    names[NEWS] = cycle([["93.184.216.34"], ["127.0.0.1"]])
    for _ in range(50):
        with pytest.raises(RuntimeError, match=r"93\.184\.216\.34"):
            DOOR.fetch(f"http://{NEWS}/")
        with pytest.raises(Unfetched, match="private network"):
            DOOR.fetch(f"http://{NEWS}/")
    assert dials == []


@stopped
def test_a_name_with_a_private_address_among_others_never_leads_there(names, dials):
    names[NEWS] = cycle([["93.184.216.34", "127.0.0.1", "::1"], ["::1", "93.184.216.34"]])
    with pytest.raises(RuntimeError, match=r"93\.184\.216\.34"):
        DOOR.fetch(f"http://{NEWS}/")
    with pytest.raises(Unfetched):
        DOOR.fetch(f"http://{NEWS}/")
    assert dials == []


@pytest.mark.parametrize(
    ("errno", "again", "words"),
    [(socket.EAI_NONAME, False, "no server of the name"), (socket.EAI_AGAIN, True, "connection to the internet")],
)
def test_a_name_that_is_not_known_is_told_from_a_machine_without_internet(monkeypatch, errno, again, words):
    def nobody(*_args, **_kwargs):
        raise socket.gaierror(errno, "")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(Unfetched, match=words) as fault:
        DOOR.fetch(f"https://{NEWS}/")
    assert (fault.value.again, fault.value.vanished) == (again, not again)


# ── redirects


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:22/", "file:///x"]
)
def test_a_page_that_leads_to_a_private_place_leads_nowhere(web, dials, status, target):
    web.serve(f"http://{NEWS}/a", response(b"", status, Location=target))
    with pytest.raises(Unfetched):
        web.door().fetch(f"http://{NEWS}/a")
    assert dials == [web.server.server_address]


def test_three_redirects_are_followed_and_a_fourth_is_not(web):
    for step in range(5):
        web.serve(f"http://{NEWS}/{step}", response(b"moved", "302 Found", Location=f"/{step - 1}"))
    web.serve(f"http://{NEWS}/0", response(PAGE))
    assert web.door().fetch(f"http://{NEWS}/3").final_url == f"http://{NEWS}/0"
    with pytest.raises(Unfetched, match="more than 3 times"):
        web.door().fetch(f"http://{NEWS}/4")


def test_a_page_that_sends_its_reader_on_by_itself_is_taken_as_it_is(web):
    sly = b'<meta http-equiv="refresh" content="0; url=http://127.0.0.1/">' + PAGE
    web.serve(f"http://{NEWS}/a", response(sly, Refresh="0; url=http://127.0.0.1/"))
    assert web.door().fetch(f"http://{NEWS}/a").payload == sly
    assert len(web.asked) == 1


# ── what is asked, and what is kept of it


def test_the_server_learns_who_asks_and_nothing_else(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    web.serve(f"http://{NEWS}/a", response(b"", "302 Found", Location=f"http://{OTHER}/b", Set_Cookie="id=1"))
    web.serve(f"http://{OTHER}/b", response(PAGE))
    web.door().fetch(f"http://{NEWS}/a")
    heads = [asked.decode().lower() for asked in web.asked]
    assert all("user-agent: test (+mailto:a@example.org)" in head for head in heads)
    assert not [head for head in heads if "cookie" in head or "referer" in head or "authorization" in head]


def test_a_page_comes_with_the_exchange_as_it_was(web):
    web.serve(f"http://{NEWS}/a", response(b"gone", "301 Moved", Location=f"http://{OTHER}/b"))
    packed = gzip.compress(PAGE)
    web.serve(f"http://{OTHER}/b", response(packed, kind="text/HTML; Charset=UTF-8", Content_Encoding="gzip", X_a="é"))
    got = web.door().fetch(f"http://{NEWS}/a")
    assert (got.payload, got.media_type, got.charset, got.status) == (PAGE, "text/html", "utf-8", 200)
    assert (got.url, got.final_url) == (f"http://{NEWS}/a", f"http://{OTHER}/b")
    assert ("Content-Encoding", "gzip") in got.headers
    records = []
    for record in ArchiveIterator(BytesIO(got.warc), check_digests="raise"):
        body = record.raw_stream.read()
        records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    assert records == [
        ("response", f"http://{NEWS}/a", b"gone"),
        ("request", f"http://{NEWS}/a", b""),
        ("response", f"http://{OTHER}/b", packed),
        ("request", f"http://{OTHER}/b", b""),
    ]


def test_a_page_that_comes_in_pieces_is_put_together(web):
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:10], PAGE[10:], b""))
    web.serve(f"http://{NEWS}/a", response(kind="text/html", Content_Length=None, Transfer_Encoding="chunked") + pieces)
    assert web.door().fetch(f"http://{NEWS}/a").payload == PAGE


# ── answers that are no page


@pytest.mark.parametrize(
    ("answer", "again", "words"),
    [
        (response(b"", "404 Not Found"), False, "no page at this address"),
        (response(b"", "410 Gone"), False, "archived copy"),
        (response(b"", "403 Forbidden"), False, "save it, and hand in the file"),
        (response(b"", "429 Too Many"), True, "at present"),
        (response(b"", "503 Unavailable"), True, "at present"),
        (response(b"x", kind="video/mp4"), False, "“video/mp4”"),
        (response(b"x", kind="application/zip"), False, "pages"),
        (b"", True, "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", True, "broke off"),
        (response(PAGE, Content_Length=len(PAGE) + 9), True, "broke off"),
        (response(b"no gzip at all", Content_Encoding="gzip"), False, "cannot be understood"),
        (response(kind="text/html", Content_Length=None, Transfer_Encoding="chunked") + b"zz\r\n", True, "broke off"),
        (response(PAGE, **{f"X_{number}": "a" for number in range(200)}), True, "broke off"),
        (response(PAGE, X_long="a" * 70_000), True, "broke off"),
    ],
)
def test_an_answer_that_brings_no_page_says_why_and_whether_to_try_again(web, answer, again, words):
    web.serve(f"http://{NEWS}/a", answer)
    with pytest.raises(Unfetched, match=words) as fault:
        web.door().fetch(f"http://{NEWS}/a")
    assert fault.value.again is again


def test_a_server_without_a_trusted_certificate_is_not_believed(web):
    with pytest.raises(Unfetched, match="save it, and hand in the file"):
        web.door().fetch(f"https://{NEWS}/a")


def test_a_server_that_is_not_there_may_be_there_later():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = Door(agent="Test", served_at={NEWS: nobody.getsockname()})
        with pytest.raises(Unfetched, match="could not be made") as fault:
            closed.fetch(f"http://{NEWS}/a")
    assert fault.value.again


# ── answers that never end


def bomb():
    """A hundred megabytes of nothing, packed."""
    packer, out = gzip.GzipFile, BytesIO()
    with packer(fileobj=out, mode="wb") as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
    return out.getvalue()


ENDLESS = response(kind="text/html", Content_Length=None, Transfer_Encoding="chunked")
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    "answer",
    [
        response(bomb(), Content_Encoding="gzip"),
        response(gzip.compress(bomb()), Content_Encoding="gzip, gzip"),
        [response(Content_Length=50 * MEGABYTE), *repeat(b"a" * MEGABYTE, 50)],
        [ENDLESS, *repeat(b"100000\r\n" + b"a" * MEGABYTE + b"\r\n", 100)],
        [response(Content_Length=None), *repeat(b"a" * MEGABYTE, 100)],
        [b"HTTP/1.1 100 Continue\r\nX: " + b"a" * 60_000 + b"\r\n\r\n" for _ in range(100)],
    ],
    ids=["bomb", "bomb in a bomb", "50 MB", "endless pieces", "endless", "endless promises"],
)
def test_a_page_that_is_too_large_is_put_down_in_the_middle(web, answer):
    web.serve(f"http://{NEWS}/a", answer)
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(Unfetched, match=r"larger than 2 MB|broke off"):
        web.door(most=2 * MEGABYTE).fetch(f"http://{NEWS}/a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 3
    assert peak < 20 * MEGABYTE


class Slowly:
    """Parts that come one after another, with a pause before each."""

    def __init__(self, *parts, pause):
        self.parts, self.pause = parts, pause

    def __iter__(self):
        for part in self.parts:
            yield part
            time.sleep(self.pause)


@pytest.mark.parametrize(
    "parts",
    [
        [response(Content_Length=1000), *repeat(b"a", 500)],
        [*(bytes([one]) for one in response(PAGE))],
        [b"HTTP/1.1 200 OK\r\n", *repeat(b"X: a\r\n", 90)],
    ],
    ids=["the page", "the head", "one header after another"],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(web, parts):
    web.serve(f"http://{NEWS}/a", Slowly(*parts, pause=0.02))
    started = time.monotonic()
    with pytest.raises(Unfetched, match=r"within 0\.3 seconds") as fault:
        web.door(total_time=0.3).fetch(f"http://{NEWS}/a")
    assert fault.value.again
    assert time.monotonic() - started < 1


def test_a_server_that_says_nothing_is_left_sooner(web):
    web.serve(f"http://{NEWS}/a", Slowly(b"HTTP/1.1 200", b"", pause=1))
    with pytest.raises(Unfetched, match="took too long") as fault:
        web.door(read_time=0.1).fetch(f"http://{NEWS}/a")
    assert fault.value.again


def test_redirects_and_pages_share_one_time(web):
    web.serve(f"http://{NEWS}/a", Slowly(b"", response(b"", "302 Found", Location="/a"), pause=0.15))
    with pytest.raises(Unfetched, match="within"):
        web.door(total_time=0.4).fetch(f"http://{NEWS}/a")


# ── looking whether a page is still there


def test_a_page_is_looked_for_without_being_read(web):
    web.serve(f"http://{NEWS}/a", response(b"", "302 Found", Location="/b"))
    web.serve(f"http://{NEWS}/b", response(b"", Content_Length=10**9))
    assert web.door().probe(f"http://{NEWS}/a") == 200
    assert [asked.split(b" ")[0] for asked in web.asked] == [b"HEAD", b"HEAD"]


def test_a_page_is_gone_only_if_it_is_gone_for_readers_too(web):
    assert web.door().probe(f"http://{NEWS}/gone") == 404
    assert [asked.split(b" ")[0] for asked in web.asked] == [b"HEAD", b"GET"]


# ── the installation's own door


def test_the_installation_says_who_it_is_in_letters_that_a_header_can_hold(settings):
    settings.FETCH, settings.SITE_NAME, settings.CONTACT = True, "متحف Museum\r\nX: 1", "mailto:me@museum.example"
    assert door().agent == "MuseumX: 1 (+mailto:me@museum.example)"
    settings.SITE_NAME, settings.CONTACT = "متحف", ""
    assert door().agent == "Heritage Damage Tracker"


def test_an_installation_that_fetches_nothing_says_what_to_do_instead(settings):
    settings.FETCH = False
    with pytest.raises(Unfetched, match="paste the text"):
        door()


@pytest.mark.parametrize(
    ("environment", "fetches"),
    [
        ({}, True),
        ({"FETCH": "0"}, False),
        ({"OFFLINE": "1"}, False),
        ({"READ_ONLY": "1"}, False),
        ({"OFFLINE": "1", "FETCH": "1"}, False),
    ],
)
def test_an_installation_fetches_unless_it_is_told_not_to(monkeypatch, tmp_path, environment, fetches):
    for name in ("FETCH", "OFFLINE", "READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"DATA_DIR": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    assert run_path(str(ROOT / "heritage/settings.py"))["FETCH"] is fetches


def test_what_the_installation_serves_itself_is_no_source(settings):
    settings.FETCH, settings.ALLOWED_HOSTS = True, ["heritage.example.org", "*"]
    with pytest.raises(BadAddress, match="our own"):
        door().fetch("https://heritage.example.org/sites/")
