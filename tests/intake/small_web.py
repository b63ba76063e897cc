"""A small web on this machine: real servers on the loopback, under names of their own, and a spy on every socket."""

import sys
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer

from sites.intake.web import Door

NEWS, OTHER = "news.example.com", "other.example.org"
dialled = []


def note(event, args):
    if event == "socket.connect":
        dialled.append(args[1])


sys.addaudithook(note)


class Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        """A client that hangs up in the middle is what many of these tests are about."""


class Handler(StreamRequestHandler):
    def handle(self):
        self.request.settimeout(20)
        asked = b""
        while b"\r\n\r\n" not in asked and not asked.startswith(b"\x16"):  # it speaks no TLS
            asked += self.request.recv(65536) or b"\r\n\r\n"
        host = asked.partition(b"\r\nHost: ")[2].partition(b"\r\n")[0].decode("latin-1")
        self.server.asked.append(asked)
        path = asked.split(b" ", 2)[1].decode("latin-1") if b" " in asked else ""
        answer = self.server.pages.get((host.removesuffix(":80"), path), response(b"", "404 Not Found"))
        with suppress(OSError):
            for part in answer if not isinstance(answer, bytes) else [answer]:
                self.request.sendall(part)


def response(body=b"", status="200 OK", kind="text/html; charset=utf-8", **headers):
    """An answer as it goes over the wire; ``headers`` by their names with underscores."""
    lines = {"Content-Type": kind, "Content-Length": len(body)}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


class Web:
    """Pages by their address; ``asked`` are the requests as they came; ``door`` opens on these servers and no other."""

    def __init__(self, server):
        self.server, self.asked = server, server.asked

    def serve(self, address, answer):
        host, _, path = address.removeprefix("http://").partition("/")
        self.server.pages[host, f"/{path}"] = answer
        return address

    def door(self, *hosts, **limits):
        at = self.server.server_address
        return Door(agent="Test (+mailto:a@example.org)", served_at=dict.fromkeys(hosts or (NEWS, OTHER), at), **limits)
