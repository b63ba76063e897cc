"""Somebody at the desk with a file in hand, and the steps by which it is brought in."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

SITES = """id,name,kind,country,latitude,longitude
1,Old mosque,religious,SY,36.2,37.16
2,North gate,monument,SY,36.3,37.2
"""


class Desk(Client):
    """Somebody at the desk, with a file in hand."""

    def hand_in(self, text, kind="sites", name="survey.csv", **said):
        received = text if isinstance(text, bytes) else text.encode()
        return self.post("/admin/bring/", {"kind": kind, "file": SimpleUploadedFile(name, received)} | said)

    def confirm(self, address, **said):
        return self.post(address, {"dataset": "survey", "separator": ";"} | said)

    def look(self, text, kind="sites", **said):
        """The address of the page that tells what would happen to a file."""
        columns = self.hand_in(text, kind).url
        return self.confirm(columns, **said).url

    def carry_out(self, address, reason="The survey of 2024.", **said):
        return self.post(f"{address}carry-out/", {"reason": reason} | said)


def signed_in(user):
    desk = Desk()
    desk.force_login(user)
    return desk


def said(answer):
    return " ".join(answer.content.decode().split())


def kept():
    return {path.name for path in (Path(settings.MEDIA_ROOT) / "handed-in").glob("*")}
