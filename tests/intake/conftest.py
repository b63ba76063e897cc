from threading import Thread

import pytest
from small_web import Handler, Server, Web, dialled


@pytest.fixture
def web():
    with Server(("127.0.0.1", 0), Handler) as server:
        server.pages, server.asked = {}, []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield Web(server)
        server.shutdown()


@pytest.fixture
def dials():
    """The addresses on this machine to which a connection was tried; one that leaves it is a RuntimeError at once."""
    dialled.clear()
    return dialled
