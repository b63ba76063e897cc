"""Tests stay on this machine."""

import socket
from urllib.request import urlopen

import pytest


def test_a_connection_that_leaves_this_machine_is_refused():
    with socket.socket() as traveller, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        traveller.connect(("192.0.2.1", 80))


def test_a_datagram_that_leaves_this_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as traveller, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        traveller.sendto(b"hello", ("192.0.2.1", 53))


def test_not_even_a_name_is_looked_up():
    with pytest.raises(RuntimeError, match=r"tiles\.example"):
        urlopen("http://tiles.example/0/0/0.png")


def test_the_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
