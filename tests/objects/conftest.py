"""Everything is kept in an object storage, a real one that speaks S3 over this machine's own line."""

import subprocess
import sys
from itertools import count
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import boto3
import pytest
from botocore.config import Config
from django.db import connection
from peer import KEY, REGION, SECRET

from heritage.kept import OBJECTS

NUMBERS = count(1)
collect_ignore = [] if connection.vendor == "postgresql" else ["test_slow_storage.py"]  # on SQLite one writes at a time


class Peer:
    """A bucket in the storage, seen from outside."""

    def __init__(self, endpoint):
        self.endpoint, self.bucket = endpoint, f"bucket-{next(NUMBERS)}"
        self.client = boto3.client(
            "s3", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
            config=Config(request_checksum_calculation="when_required"),
        )  # fmt: skip
        self.client.create_bucket(Bucket=self.bucket)

    def names(self):
        return {one["Key"] for one in self.client.list_objects_v2(Bucket=self.bucket).get("Contents", ())}

    def put(self, name, content=b"left over"):
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)

    def address(self, name):
        return f"{self.endpoint}/{self.bucket}/{quote(name)}"

    def tell(self, what):
        with urlopen(f"{self.endpoint}/-/{what}") as answer:
            answer.read()

    def storages(self, **more):
        said = {"bucket_name": self.bucket, "endpoint_url": self.endpoint, "region_name": REGION}
        said |= {"access_key": KEY, "secret_key": SECRET} | more
        return {
            name: {"BACKEND": OBJECTS, "OPTIONS": said | {"location": place}}
            for name, place in (("default", "media"), ("releases", "releases"))
        }


@pytest.fixture(scope="session")
def storage():
    program = [sys.executable, str(Path(__file__).with_name("peer.py"))]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        yield f"http://127.0.0.1:{running.stdout.readline().strip()}"
        running.terminate()


@pytest.fixture
def peer(storage):
    peer = Peer(storage)
    yield peer
    for what in ("ahead", "fail", "old", "slow"):
        peer.tell(f"{what}?0")


@pytest.fixture(autouse=True)
def kept_in_objects(peer, settings, files_are_temporary):
    settings.STORAGES = settings.STORAGES | peer.storages()
    yield
    assert not settings.MEDIA_ROOT.exists(), "something was kept on the disk of this machine"
