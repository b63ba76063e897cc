import io
import zipfile

import pytest
from maps.scene import Scene


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def body(client):
    """The bytes that a reader downloads."""

    def read(address, **headers):
        return b"".join(client.get(address, headers=headers).streaming_content)

    return read


@pytest.fixture
def package(body):
    """The files of the package as it is now, by name."""
    return lambda: opened(body("/data/package.zip"))


def opened(received):
    with zipfile.ZipFile(io.BytesIO(received)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
