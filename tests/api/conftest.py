import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connection, connections
from maps.scene import Scene


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def ask(client):
    """What a program reads at an address beneath /api/, as it was parsed from JSON."""

    def read(address, status=200, **query):
        answer = client.get(f"/api/{address}", query)
        assert answer.status_code == status, answer.content
        return answer.json()

    return read


@pytest.fixture
def walk(client):
    """The pages of a collection, one after the other, as a program follows them."""

    def pages(address, **query):
        answer = client.get(f"/api/{address}", query).json()
        while True:
            yield answer
            later = [link["href"] for link in answer["links"] if link["rel"] == "next"]
            if not later:
                return
            answer = client.get(later[0]).json()

    return pages


@pytest.fixture
def numbers(walk):
    """The numbers of all items of a collection that a query picks, in their order."""
    return lambda name, **query: [
        feature["id"] for page in walk(f"collections/{name}/items", **query) for feature in page["features"]
    ]


class Quiet(WSGIRequestHandler):
    def log_message(self, *said):
        """A test says what failed, and nothing else."""


@pytest.fixture
def one_connection(db):
    """Nobody closes the connection of the test between two requests, as a server would. The test client has it closed
    again from its next request on: it is to be done with."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield connection
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def serving(one_connection):
    """Where the test's own record is served over HTTP. Decisions cannot be taken back, so nothing is committed: the
    server works with the connection of the test, one request after the other."""
    connection.inc_thread_sharing()
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        thread = threading.Thread(target=serve, args=(server, connections[DEFAULT_DB_ALIAS]))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/api/"
        server.shutdown()
        thread.join()
    connection.dec_thread_sharing()


def serve(server, shared):
    connections[shared.alias] = shared
    server.serve_forever(poll_interval=0.05)
