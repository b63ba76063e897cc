"""What readers send and are sent: a mail server of a few lines, which shows what it took; forms opened a while ago."""

import re
import socketserver
import threading
import time
from email import message_from_bytes, policy

from django.core.signing import TimestampSigner, b62_encode


class Clerk(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as is needed."""

    def handle(self):
        self.say("220 here.example")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT":
                self.say(self.server.word_for(re.search(rb"<(.*?)>", line)[1].decode()))
            elif word == b"DATA":
                self.say("354 go on")
                self.server.take(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """``taken`` are the mails; ``refused`` the addresses that take none."""

    daemon_threads = allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Clerk)
        self.taken, self.refused = [], set()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def port(self):
        return self.server_address[1]

    def word_for(self, address):
        return "550 no such mailbox" if address in self.refused else "250 well"

    def take(self, received):
        self.taken.append(message_from_bytes(received, policy=policy.default))

    def to(self, address):
        return [mail for mail in self.taken if mail["To"] == address]


def text_of(mail):
    return mail.get_content().replace("\r\n", "\n")


def links_in(mail, purpose):
    """The paths of the links in a mail that lead to a page of that name."""
    return re.findall(rf"https?://[^/\s]+(/\S*follow/{purpose}/\S+)", text_of(mail))


def ticket(age=60):
    """That of a form which was opened so many seconds ago."""
    signer = TimestampSigner(salt="a form for readers", sep=".")
    value = f"form.{b62_encode(int(time.time()) - age)}"
    return f"{value}.{signer.signature(value)}"
