"""An object storage on this machine: moto's, which speaks S3, behind a gate that opens to valid signatures alone.

Run as a program it prints its port. Whoever tests moves its clock (``/-/ahead?61``), has it lose the answer to the next
file that is put (``/-/lose``), fail (``/-/fail?1``), know no conditions, as older ones (``/-/old?1``), or take its time
with whatever is put (``/-/slow?1``) until it is told otherwise; ``/-/waiting`` is answered once somebody waits for it.
"""

import hashlib
import hmac
import re
import sys
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

KEY, SECRET, REGION = "heritage", "a secret of the tests", "us-east-1"
SIGNED = re.compile(r"AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)")
REFUSED = b"<Error><Code>AccessDenied</Code><Message>No valid signature</Message></Error>"


class Gate:
    def __init__(self):
        self._storage = DomainDispatcherApplication(create_backend_app)
        self._ahead, self._lose, self._fail, self._old = timedelta(0), False, False, False
        self._fast, self._waiting = threading.Event(), threading.Event()
        self._fast.set()

    def __call__(self, environ, start):
        path, _, query = environ["RAW_URI"].partition("?")
        if path.startswith("/-/"):
            self._told(path.removeprefix("/-/"), query)
            return said(start, "200 OK", b"")
        if self._fail:
            return said(start, "500 Internal Server Error", b"")
        if not self._signed(environ, path, query):
            return said(start, "403 Forbidden", REFUSED)
        if self._old and "HTTP_IF_NONE_MATCH" in environ:
            return said(start, "501 Not Implemented", b"")
        if environ["REQUEST_METHOD"] == "PUT" and not self._fast.is_set():
            self._waiting.set()
            self._fast.wait()
        if environ["REQUEST_METHOD"] == "PUT" and self._lose:
            self._lose = False
            list(self._storage(environ, lambda *_said: None))
            return said(start, "500 Internal Server Error", b"")
        return self._storage(environ, start)

    def _told(self, what, query):
        self._ahead = timedelta(seconds=int(query)) if what == "ahead" else self._ahead
        self._lose = self._lose or what == "lose"
        self._old = query == "1" if what == "old" else self._old
        self._fail = query == "1" if what == "fail" else self._fail
        if what == "slow":
            self._waiting.clear()
            self._fast.clear() if query == "1" else self._fast.set()
        if what == "waiting":
            self._waiting.wait()

    def _signed(self, environ, path, query):
        """By version 4 of the signatures, as the protocol describes them."""
        asked = parse_qs(query)
        if found := SIGNED.fullmatch(environ.get("HTTP_AUTHORIZATION", "")):
            credential, headers, signature = found.groups()
            at = environ["HTTP_X_AMZ_DATE"]
        elif "X-Amz-Signature" in asked:
            names = ("X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Date")
            credential, headers, signature, at = (asked[name][0] for name in names)
            if datetime.now(UTC) + self._ahead > moment(at) + timedelta(seconds=int(asked["X-Amz-Expires"][0])):
                return False
        else:
            return False
        scope = credential.partition("/")[2]
        pairs = (pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair)
        pairs = sorted(pair for pair in pairs if not pair.startswith("X-Amz-Signature="))
        values = "".join(f"{name}:{header(environ, name)}\n" for name in headers.split(";"))
        payload = environ.get("HTTP_X_AMZ_CONTENT_SHA256", "UNSIGNED-PAYLOAD")
        request = "\n".join([environ["REQUEST_METHOD"], path, "&".join(pairs), values, headers, payload])
        text = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
        key = f"AWS4{SECRET}".encode()
        for part in [*scope.split("/"), text]:
            key = hmac.digest(key, part.encode(), "sha256")
        return credential.startswith(f"{KEY}/") and hmac.compare_digest(key.hex(), signature)


def moment(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def header(environ, name):
    name = name.upper().replace("-", "_")
    value = environ.get(name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}", "")
    return " ".join(value.split())


def said(start, status, body):
    start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
    return [body]


class Quiet(WSGIRequestHandler):
    def log(self, *_said):
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, Gate(), threaded=True, request_handler=Quiet)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
