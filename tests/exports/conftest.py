import csv
import io

import pytest
from maps.scene import Scene


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def body(client):
    """The bytes that a reader downloads."""
    return lambda address, **query: b"".join(client.get(address, query).streaming_content)


@pytest.fixture
def rows(body):
    """A downloaded file as a program reads it: one dict for each row."""

    def read(address, **query):
        text = body(address, **query).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read
