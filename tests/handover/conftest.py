"""Who brings files in, and the steps by which they do."""

import factories
import pytest
from django.test import Client
from file_in_hand import signed_in


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks, monkeypatch):
    """What waits for the end of a transaction happens within each request, as it does outside of tests."""
    plain = Client.request

    def request(self, **asked):
        with django_capture_on_commit_callbacks(execute=True):
            return plain(self, **asked)

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture
def editor(db):
    return signed_in(factories.editor())


@pytest.fixture
def other_editor(db):
    return signed_in(factories.editor("another editor"))


@pytest.fixture
def reviewer(db):
    return signed_in(factories.reviewer())


@pytest.fixture
def steward(db):
    return signed_in(factories.steward())
