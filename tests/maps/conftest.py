import pytest

from .scene import Scene


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def tile(client):
    """The tile that a reader's browser is given: z, x, y and the filter."""
    return lambda z, x, y, **query: client.get(f"/map/{z}/{x}/{y}.json", query).json()
