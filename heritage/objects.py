"""What is kept lies in an object storage that speaks S3, private. Where that is silent nobody waits long for it."""

import errno
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from sites.lasting import Away, Kept

MANNERS = {
    "connect_timeout": 2,  # seconds, as all that follows
    "read_timeout": 10,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
    "signature_version": "s3v4",
    # Sums that only the largest provider knows; what is kept has its own.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
SILENCE = 5  # how long nobody asks one that did not answer
REMEMBERED = 15  # how long it is believed to answer, or not to, by whoever watches the server
LINK_LASTS = 60
IN_MEMORY = 1024 * 1024  # bytes of a file that are not written to the disk on their way
BLOCK = 64 * 1024
TAKEN = {409, 412}  # something stands under the name, or is put there at this moment


class Line:
    """Whoever is not answered tells all others, who then do not wait too; one of them tries again after a while."""

    def __init__(self):
        self._silent_until = 0.0

    def refuse_while_silent(self) -> None:
        if time.monotonic() < self._silent_until:
            raise Away("The object storage did not answer a moment ago.")
        if self._silent_until:
            self.silent()

    def silent(self) -> None:
        self._silent_until = time.monotonic() + SILENCE

    def speaks(self) -> None:
        self._silent_until = 0.0


class ObjectFiles(S3Storage):
    """Promises what ``LastingFiles`` does, and raises what it does: FileNotFoundError, and Away (an OSError).

    ``links`` is the address by which an editor's browser reaches the storage; without it nobody is sent there.
    """

    file_overwrite = False
    default_acl = None  # private: nobody is given anything
    security_token = None  # the keys are ours, whatever the environment says of others

    def __init__(self, links: str = "", **said):
        style = {"addressing_style": "path" if said.get("endpoint_url") else "virtual"}
        super().__init__(**said, client_config=Config(**MANNERS, s3=style))
        self._connections = SimpleNamespace()  # one for all threads, who may share its client
        self._line, self._links, self._looked, self._answers = Line(), links, None, True

    @contextmanager
    def _asked(self, name: str = ""):
        self._line.refuse_while_silent()
        try:
            yield self.connection.meta.client
        except ClientError as fault:
            self._line.speaks()
            said = fault.response.get("Error", {})
            if fault.response["ResponseMetadata"]["HTTPStatusCode"] == 404 and said.get("Code") != "NoSuchBucket":
                raise FileNotFoundError(errno.ENOENT, "It is not in the object storage", name) from fault
            raise Away(f"The object storage refuses: {said.get('Code')} {said.get('Message', '')}".strip()) from fault
        except BotoCoreError as fault:
            self._line.silent()
            raise Away(f"The object storage does not answer: {fault}") from fault
        else:
            self._line.speaks()

    def _at(self, name: str) -> dict:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(clean_name(name))}

    def _head(self, name: str) -> dict:
        with self._asked(name) as client:
            return client.head_object(**self._at(name))

    def _open(self, name, mode="rb"):
        """All of it is fetched before the first byte is given: a storage that falls silent breaks no answer in two."""
        if mode != "rb":
            raise ValueError("What is kept is written by save() and replace().")
        fetched = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        try:
            with self._asked(name) as client:
                for piece in client.get_object(**self._at(name))["Body"].iter_chunks(BLOCK):
                    fetched.write(piece)
        except BaseException:
            fetched.close()
            raise
        fetched.seek(0)
        return File(fetched, name)

    def _save(self, name, content):
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            for piece in content.chunks():
                body.write(piece if isinstance(piece, bytes) else piece.encode())
            while not self._put_new(name, body):
                name = self.get_available_name(name)
        return clean_name(name)

    def _put_new(self, name: str, body) -> bool:
        """False if something else stands there. It may be ours, put by a first try whose answer was lost."""
        mark = uuid4().hex
        body.seek(0)
        with self._asked(name) as client:
            try:
                client.put_object(**self._at(name), Body=body, IfNoneMatch="*", Metadata={"put": mark})
            except ClientError as fault:
                if fault.response["ResponseMetadata"]["HTTPStatusCode"] not in TAKEN:
                    raise
                return self.exists(name) and self._head(name)["Metadata"].get("put") == mark
        return True

    def replace(self, name: str, content: bytes) -> None:
        with self._asked(name) as client:
            client.put_object(**self._at(name), Body=content)

    def delete(self, name):
        with self._asked(name) as client:
            client.delete_object(**self._at(name))

    def exists(self, name):
        try:
            self._head(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name):
        return self._head(name)["ContentLength"]

    def get_modified_time(self, name):
        return self._head(name)["LastModified"]

    def listdir(self, name):
        with self._asked(name):
            return super().listdir(name)

    def walk(self, under: str = "") -> Iterator[Kept]:
        root = f"{self.location}/"
        start = f"{root}{under}/" if under else root
        with self._asked(under) as client:
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=start)
            pages = iter(pages)
        while page := self._next(pages):
            for one in page.get("Contents", ()):
                yield Kept(one["Key"].removeprefix(root), one["Size"], one["LastModified"].timestamp())

    def _next(self, pages) -> dict | None:
        """Asked page by page: what whoever walks does with it is no fault of the storage."""
        with self._asked():
            return next(pages, None)

    @contextmanager
    def on_disk(self, name: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile() as copy:
            with self.open(name) as file:
                shutil.copyfileobj(file, copy)
            copy.flush()
            yield Path(copy.name)

    def answers(self) -> bool:
        """Asked once in a while, however often somebody wants to know."""
        if self._looked is None or time.monotonic() - self._looked > REMEMBERED:
            try:
                with self._asked() as client:
                    client.head_bucket(Bucket=self.bucket_name)
            except OSError:
                self._answers = False
            else:
                self._answers = True
            self._looked = time.monotonic()
        return self._answers

    def link(self, name: str, kind: str, disposition: str) -> str:
        """Whoever has it reads this one file, for a minute."""
        if not self._links:
            return ""
        keys = {"aws_access_key_id": self.access_key, "aws_secret_access_key": self.secret_key}
        signer = boto3.Session(**keys).client(
            "s3", region_name=self.region_name, endpoint_url=self._links, config=self.client_config
        )
        said = self._at(name) | {"ResponseContentType": kind, "ResponseContentDisposition": disposition}
        return signer.generate_presigned_url("get_object", Params=said, ExpiresIn=LINK_LASTS)
