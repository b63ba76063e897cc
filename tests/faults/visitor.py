"""Somebody at the desk with a browser: cookies, forms as they stand in the page, files."""

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import urlencode

from admin.desk_form import fields_of
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

FORM = "application/x-www-form-urlencoded"


class Visitor:
    def __init__(self, port, timeout=60):
        self.port, self.timeout, self.cookies = port, timeout, {}

    def ask(self, method, path, body=None, kind=FORM, **headers):
        """One answer; OSError or HTTPException if the server dies meanwhile."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            carried = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            said = {"Connection": "close", "Accept": "text/html", "Cookie": carried, "Content-Type": kind} | headers
            connection.request(method, path, body, said)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for one in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value
        where = answer.headers.get("Location", "")
        return SimpleNamespace(status=answer.status, content=content, url=where, headers=answer.headers)

    def get(self, path):
        return self.ask("GET", path)

    def send(self, path, **typed):
        """The form of a page, filled in and sent."""
        opened = self.get(path)
        if opened.status != 200:
            return opened
        return self.post(path, fields_of(opened) | typed)

    def post(self, path, fields):
        return self.ask("POST", path, urlencode(fields, doseq=True))

    def send_file(self, path, **typed):
        """As the pages' scripts do, one file at a time."""
        opened = self.get(path)
        if opened.status != 200:
            return opened
        fields = {name: one for name, one in (fields_of(opened) | typed).items() if one != [""]}
        body = encode_multipart(BOUNDARY, fields)
        return self.ask("POST", path, body, MULTIPART_CONTENT, **{"X-Requested-With": "fetch"})

    def sign_in(self, name, password):
        return self.send("/admin/login/", username=name, password=password, next="/admin/")


def is_saved(answer) -> bool:
    """Whether the server has said so."""
    led_on = answer.status == 302 and "/login/" not in answer.url
    return led_on or answer.status == 200


def faults_in(answer) -> list[str]:
    """What a form of the desk finds wrong with what was typed."""
    return re.findall(r'<ul class="errorlist.*?</ul>', answer.content.decode(), re.DOTALL)
