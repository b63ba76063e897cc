"""The desk and its public pages with a record in each state, built once for a file of tests and taken back after it."""

import factories
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from permissions.rehearsal import Rehearsal

from .asking import Visitor
from .desk import Desk


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scene")


@pytest.fixture(scope="module")
def one_connection():
    """A visitor does not let it be closed, as would be done at the end of a request; from here on it is again."""
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker, one_connection, folder):
    shelf = {"releases": settings.STORAGES["releases"] | {"OPTIONS": {"location": folder / "releases"}}}
    with (
        django_db_blocker.unblock(),
        override_settings(
            FETCH=False, DATA_DIR=folder, MEDIA_ROOT=folder / "media", STORAGES=settings.STORAGES | shelf
        ),
        factories.undone(),
    ):
        yield Desk(Rehearsal(), Visitor(), folder)


@pytest.fixture(autouse=True)
def files_are_temporary():
    """The files of the scene are as old as it is: a folder of each test would not hold them."""
