"""Many readers at once who count every answer that they did not get, some on one connection and some on new ones."""

import socket
import threading
import time
from http.client import HTTPConnection, HTTPException
from itertools import cycle

PAGES = ("/", "/sites/", "/sites/arch-of-triumph/", "/summary/", "/map/0/0/0.json", "/healthz")
FILE = "/sites.csv"


class Reader(threading.Thread):
    """Asks for one page after the other; nothing is asked for a second time."""

    def __init__(self, port, *, stays, first=0):
        super().__init__(daemon=True)
        self.port, self.stays, self.over = port, stays, threading.Event()
        self.pages, self.connection = cycle(PAGES[first:] + PAGES[:first]), None
        self.answered, self.failed = 0, []

    def run(self):
        while not self.over.is_set():
            page = next(self.pages)
            try:
                status = self.asked(page)
            except (OSError, HTTPException) as fault:
                self.failed.append((page, repr(fault)))
                self.leave()
            else:
                if status == 200:
                    self.answered += 1
                else:
                    self.failed.append((page, status))
        self.leave()

    def asked(self, page):
        self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request("GET", page, headers={"Connection": "keep-alive" if self.stays else "close"})
        answer = self.connection.getresponse()
        answer.read()
        if answer.will_close:
            self.leave()
        return answer.status

    def leave(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Slow(threading.Thread):
    """Takes a whole file, or sends a form, in ``seconds``: what came of it, whole or not."""

    def __init__(self, port, request, seconds):
        super().__init__(daemon=True)
        self.port, self.request, self.seconds, self.answer = port, request, seconds, b""
        self.begun = threading.Event()

    def run(self):
        with socket.socket() as held:
            # The system would otherwise take in the whole file at once, and the server would not notice who is slow.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            held.settimeout(60)
            held.connect(("127.0.0.1", self.port))
            until = time.monotonic() + self.seconds
            self.send(held, until)
            self.begun.set()
            try:
                while part := held.recv(16_384):
                    self.answer += part
                    time.sleep(0.05 if time.monotonic() < until else 0)
            except OSError as fault:
                self.answer = repr(fault).encode()

    def send(self, held, until):
        head, gap, body = self.request.partition(b"\r\n\r\n")
        held.sendall(head + gap)
        for place in range(len(body)):
            self.begun.set()
            held.sendall(body[place : place + 1])
            time.sleep(max(0, until - time.monotonic()) / (len(body) - place))


def download(port, seconds):
    return Slow(port, f"GET {FILE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode(), seconds)


def upload(port, request, seconds):
    return Slow(port, request, seconds)


def crowd(port, count=6):
    readers = [Reader(port, stays=number % 2 == 0, first=number % len(PAGES)) for number in range(count)]
    for one in readers:
        one.start()
    return readers


def sent_home(readers):
    """(answers, what failed)."""
    for one in readers:
        one.over.set()
    for one in readers:
        one.join(60)
    return sum(one.answered for one in readers), [fault for one in readers for fault in one.failed]
