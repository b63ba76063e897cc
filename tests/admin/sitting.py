"""Somebody who has signed in and sits at the desk."""

from desk_form import fields_of
from django.test import Client


class Browser(Client):
    """A client that has opened the form of a record before it sends it, so that the seal comes along."""

    def post(self, path, data=None, *args, **said):
        if path.endswith("/change/") and "_opened" not in (data or {}):
            data = {"_opened": fields_of(self.get(path)).get("_opened", "")} | (data or {})
        return super().post(path, data, *args, **said)


def signed_in(user):
    client = Browser()
    client.force_login(user)
    return client
