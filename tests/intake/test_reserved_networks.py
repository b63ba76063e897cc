"""Of every network that the internet's registries reserve, no address is connected to, in whatever form it is told."""

from ipaddress import ip_address, ip_network

import pytest
from small_web import NEWS
from soaking import times

from sites.intake.failures import Unfetched
from sites.intake.web import Door

DOOR = Door(agent="Test")
# IANA's registries of addresses for special purposes, and what older standards reserve.
NETWORKS = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32
::/128 ::1/128 ::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:20::/28
2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
"""
PLACES = (0, 1, 2, -2, -1)


def told(network):
    """Some addresses of a network, and of an old one the ways to write it as a new one."""
    network = ip_network(network)
    for place in PLACES if network.num_addresses > 3 else (0,):
        address = network[place]
        yield str(address)
        if address.version == 4:
            yield from map(str, disguised(int(address)))


def disguised(number):
    for before in ("::ffff:0:0", "64:ff9b::", "64:ff9b:1::"):
        yield ip_address(int(ip_address(before)) + number)
    yield ip_address((0x2002 << 112) | (number << 80))


@pytest.mark.parametrize("network", NETWORKS.split())
def test_an_address_of_a_reserved_network_is_refused_in_every_disguise(names, dials, network):
    addresses = list(told(network))
    names[NEWS] = ([one] for one in addresses)
    for one in addresses:
        with pytest.raises(Unfetched, match="private network"):
            DOOR.fetch(f"https://{NEWS}/{one}")
    assert dials == []


@pytest.mark.soak
def test_a_name_that_leads_elsewhere_at_every_look_never_leads_inside(names, dials):
    """The first look-up is private or public by turns; whatever is connected to is what was looked at."""
    looks = times(100, 2_000)
    names[NEWS] = (["127.0.0.1"] if look % 2 else ["::ffff:10.0.0.1", "192.168.0.1"] for look in range(looks))
    for _ in range(looks):
        with pytest.raises(Unfetched, match="private network"):
            DOOR.fetch(f"http://{NEWS}/")
    assert dials == []
