import io
import warnings
import zipfile

import pytest
from maps.scene import Scene
from rdflib import Graph

from sites.catalogue import Query
from sites.exports import DATASETS
from sites.formats import FORMATS

ORIGIN = "https://heritage.example"


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def body(client):
    """The bytes that a reader downloads."""
    return lambda address, **query: b"".join(client.get(address, query).streaming_content)


@pytest.fixture
def kept(body, tmp_path):
    """Where a download was saved, under its own ending, for programs that open files."""

    def save(address, **query):
        path = tmp_path / address.strip("/").replace("/", "-")
        path.write_bytes(body(address, **query))
        return path

    return save


@pytest.fixture
def written(db, tmp_path):
    """A file of values that need not stand in the record."""

    def write(name, dataset, values):
        path = tmp_path / f"{dataset}.{FORMATS[name].extension}"
        path.write_bytes(b"".join(FORMATS[name].write(DATASETS[dataset], values, ORIGIN)))
        return path

    return write


@pytest.fixture
def values(db):
    """The values of a dataset, as the catalogue gives them."""
    return lambda dataset: list(DATASETS[dataset].each(Query()))


@pytest.fixture
def unpacked():
    """All that a file holds, so that compression hides nothing."""

    def unpack(data):
        if not data.startswith(b"PK"):
            return data
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())

    return unpack


@pytest.fixture
def facts():
    """What rdflib reads in JSON-LD. It warns of its own old ways while it does so."""

    def read(data):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return Graph().parse(data=data, format="json-ld")

    return read
