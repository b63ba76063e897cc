import pytest
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
