"""A small server stays there for everybody: one address is given its share of it, and never that of others."""

import gc
import resource
import time

import factories
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse

from heritage import fairness
from heritage.purses import DAY, LONGEST_WAIT, MOST, REFILLED, Digests, Places, Purses, is_somebody
from sites.urls import FILES, urlpatterns

CRAWLER, READER = {"REMOTE_ADDR": "203.0.113.77"}, {"REMOTE_ADDR": "198.51.100.8"}


@pytest.fixture(autouse=True)
def nobody_was_here(monkeypatch):
    for name, kept in {"digests": Digests(), "purses": Purses(), "places": Places()}.items():
        monkeypatch.setattr(fairness, name, kept)


@pytest.fixture
def poor(settings):
    """What anything costs is more than anybody has."""
    settings.READER_SECONDS = 0.000_001


@pytest.fixture
def site(db):
    return factories.site()


@pytest.fixture
def client():
    return Client(headers={"accept": "text/html"})


def asked(client, path, **whence):
    answer = client.get(path, **whence)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def begun(client, path, **whence):
    """A file of which the reader has not yet taken the first byte."""
    return client.get(path, **whence)


def goes_away(answer):
    """The server closes an answer that nobody takes any more; the test's own connection to the database stays."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


# ── the time of an address


@pytest.mark.usefixtures("poor", "site")
def test_who_has_used_up_the_time_of_an_address_is_told_when_to_come_back(client):
    assert asked(client, "/sites/", **CRAWLER) == 200
    refused = client.get("/sites/", **CRAWLER)
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= LONGEST_WAIT
    assert f"Go on in {refused['Retry-After']} seconds" in refused.content.decode()
    assert refused["Cache-Control"] == "no-store"
    assert not refused.cookies


@pytest.mark.usefixtures("poor", "site")
def test_nobody_else_waits_for_it(client):
    assert [asked(client, "/sites/", **CRAWLER) for _ in range(3)] == [200, 429, 429]
    assert asked(client, "/sites/", **READER) == 200


@pytest.mark.usefixtures("poor", "site")
@pytest.mark.parametrize(
    ("path", "media"),
    [("/sites/", "text/html"), ("/sites.csv", "text/plain"), ("/sites.geojson", "application/json"),
     ("/api/collections/sites/items", "application/json")],
)  # fmt: skip
def test_every_kind_of_answer_has_its_price_and_its_refusal(path, media):
    program = Client(headers={"accept": "text/html" if media == "text/html" else "*/*"})
    assert asked(program, path, **CRAWLER) == 200
    refused = program.get(path, **CRAWLER)
    assert refused.status_code == 429
    assert refused["Content-Type"].startswith(media)


@pytest.mark.usefixtures("poor", "site")
def test_the_map_the_desk_and_the_health_check_are_never_refused(client):
    free = ["/map/0/0/0.json", "/suggest.json?q=a", "/admin/login/", "/healthz"]
    assert [asked(client, "/sites/", **CRAWLER) for _ in range(2)] == [200, 429]
    assert [asked(client, path, **CRAWLER) for path in free] == [200] * 4


@pytest.mark.usefixtures("poor", "site")
def test_the_work_of_editors_is_taken_from_no_reader(client):
    assert [asked(client, "/admin/login/", **CRAWLER) for _ in range(3)] == [200] * 3
    assert asked(client, "/sites/", **CRAWLER) == 200


@pytest.mark.usefixtures("poor", "site")
def test_what_a_crawler_writes_about_itself_gives_it_no_other_purse(client, settings):
    settings.PROXIES = 1
    named = [
        {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.77", "User-Agent": f"{number}"} for number in range(5)
    ]
    assert [client.get("/sites/", headers=said).status_code for said in named] == [200, 429, 429, 429, 429]


@pytest.mark.usefixtures("poor", "site")
@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "192.168.1.5", "::1", "fd00::7", ""])
def test_behind_a_proxy_that_says_nothing_nobody_waits_for_the_others(client, address):
    assert [asked(client, "/sites/", REMOTE_ADDR=address) for _ in range(3)] == [200] * 3


@pytest.mark.usefixtures("site")
def test_the_time_can_be_unlimited(client, settings):
    settings.READER_SECONDS = 0
    assert [asked(client, "/sites/", **CRAWLER) for _ in range(5)] == [200] * 5


@pytest.mark.usefixtures("site")
def test_a_newsroom_behind_one_address_reads_on(client):
    """A hundred pages at once are seconds; the purse holds a minute."""
    assert {asked(client, f"/sites/?q=hall+{number}", **CRAWLER) for number in range(100)} == {200}


@pytest.mark.usefixtures("site")
def test_a_file_is_paid_for_while_it_is_sent(client, monkeypatch):
    answer = begun(client, "/reports.csv", **CRAWLER)
    monkeypatch.setattr(fairness, "purses", Purses())
    b"".join(answer.streaming_content)
    assert len(fairness.purses) == 1


# ── the purse by itself: times are given


def spent(purses, seconds, full=60.0, now=0.0, who=b"a crawler"):
    purses.take(who, seconds, full, now)
    return purses.wait(who, full, now)


def test_a_purse_fills_again_by_itself_and_never_beyond_its_brim():
    purses = Purses()
    assert spent(purses, 60) == 0
    assert spent(purses, 5) == pytest.approx(20)
    assert purses.wait(b"a crawler", 60, 19) > 0
    assert purses.wait(b"a crawler", 60, 21) == 0
    assert spent(purses, 60, now=100 * REFILLED) == 0
    assert spent(purses, 1, now=100 * REFILLED) == pytest.approx(4)


def test_nobody_waits_longer_than_a_minute_whatever_was_taken():
    purses = Purses()
    assert [round(spent(purses, 10_000)) for _ in range(3)] == [LONGEST_WAIT] * 3


def test_a_purse_is_nobody_elses():
    purses = Purses()
    spent(purses, 10_000)
    assert purses.wait(b"a reader", 60, 0) == 0


def test_a_crowd_of_addresses_fills_no_memory_and_shuts_nobody_out():
    purses = Purses()
    for number in range(MOST + 500):
        spent(purses, 10_000, who=b"%d" % number)
    assert len(purses) == MOST
    assert purses.wait(b"0", 60, 0) == 0
    assert purses.wait(b"a reader", 60, 0) == 0


def test_no_address_is_kept_and_tomorrow_it_has_another_name():
    digests = Digests()
    today, tomorrow = digests.of("203.0.113.77", 0), digests.of("203.0.113.77", DAY)
    assert b"203.0.113" not in today
    assert digests.of("203.0.113.77", DAY + 1) == tomorrow != today
    assert Digests().of("203.0.113.77", DAY) != tomorrow


@pytest.mark.usefixtures("site")
def test_after_a_visit_no_address_is_in_what_is_remembered(client):
    asked(client, "/sites/", **CRAWLER)
    kept = repr((vars(fairness.purses), vars(fairness.digests), vars(fairness.places)))
    assert len(fairness.purses) == 1
    assert CRAWLER["REMOTE_ADDR"] not in kept


@pytest.mark.parametrize(
    ("address", "somebody"),
    [("203.0.113.77", True), ("2001:db8:1:2::/64", True), ("127.0.0.1", False), ("10.1.2.3", False), ("::/64", False),
     ("fe80::/64", False), ("", False), ("unknown", False)],
)  # fmt: skip
def test_an_address_that_many_share_is_nobody(address, somebody):
    assert is_somebody(address) is somebody


# ── the files at once


@pytest.mark.usefixtures("site")
def test_so_many_files_are_sent_at_once_and_the_next_is_asked_to_wait(client, settings):
    settings.FILES_AT_ONCE = 5
    sending = [
        begun(client, path) for path in ["/sites.csv", "/sites.xlsx", "/reports.csv", "/sites.kml", "/data/package.zip"]
    ]
    assert [answer.status_code for answer in sending] == [200] * 5
    refused = client.get("/sites.csv")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert [asked(client, path) for path in ["/", "/sites/", "/sites/?q=a", "/map/0/0/0.json"]] == [200] * 4
    b"".join(sending.pop().streaming_content)
    assert asked(client, "/sites.csv") == 200
    for answer in sending:
        b"".join(answer.streaming_content)


@pytest.mark.usefixtures("site")
def test_one_address_does_not_take_the_place_of_all_others(client, settings):
    settings.FILES_AT_ONCE = 5
    sending = [begun(client, "/sites.csv", **CRAWLER) for _ in range(5)]
    assert [answer.status_code for answer in sending] == [200, 200, 200, 503, 503]
    assert asked(client, "/sites.csv", **READER) == 200
    for answer in sending[:3]:
        b"".join(answer.streaming_content)


@pytest.mark.usefixtures("site")
def test_a_reader_who_goes_away_gives_the_place_back(client, settings):
    settings.FILES_AT_ONCE = 1
    goes_away(begun(client, "/sites.csv"))
    assert asked(client, "/sites.csv") == 200
    answer = begun(client, "/reports.csv")
    next(iter(answer.streaming_content))
    answer._iterator.close()
    assert asked(client, "/sites.csv") == 200


@pytest.mark.usefixtures("site")
def test_a_file_that_is_refused_or_only_asked_about_takes_no_place(client, settings):
    settings.FILES_AT_ONCE = 1
    assert [client.get("/sites.csv?level=none-such").status_code for _ in range(3)] == [400] * 3
    assert [client.head("/sites.csv").status_code for _ in range(3)] == [200] * 3
    assert asked(client, "/sites.csv") == 200


def test_a_place_is_lost_with_whoever_held_it():
    places = Places()
    held = places.take(None, 1)
    assert places.take(None, 1) is None
    del held
    gc.collect()
    assert places.take(None, 1)


def test_with_a_single_place_a_reader_who_can_be_told_apart_has_it():
    assert Places().take(b"a reader", 1)


@pytest.mark.usefixtures("site")
def test_whatever_is_sent_piece_by_piece_counts_as_a_file(client):
    """A new address that streams and is not in the list would hold threads without a limit."""
    streamed = set()
    for name in [pattern.name for pattern in urlpatterns if "<" not in str(pattern.pattern)]:
        answer = client.get(reverse(name))
        if answer.streaming:
            b"".join(answer.streaming_content)
            streamed.add(name)
    assert {"sites_csv", "package_zip", "sites_xlsx"} <= streamed <= FILES


@pytest.mark.usefixtures("site")
def test_the_price_is_processor_time_and_not_the_wait_for_others(client):
    """A busy server makes answers slower, not dearer: else a crowd would empty everybody's purse."""
    asked(client, "/sites/", **READER)
    purse = fairness.digests.of(READER["REMOTE_ADDR"], time.monotonic())
    paid = 60 - fairness.purses._held[purse][0]
    used = resource.getrusage(resource.RUSAGE_SELF)
    assert 0 < paid <= used.ru_utime + used.ru_stime
