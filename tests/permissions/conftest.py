"""The desk with one of everything, which a file of tests shares: each request's changes are undone."""

import factories
import pytest
from django.conf import settings
from django.test import override_settings

from .rehearsal import Rehearsal


@pytest.fixture(scope="module")
def rehearsal(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scene")
    shelf = {"releases": settings.STORAGES["releases"] | {"OPTIONS": {"location": folder / "releases"}}}
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media", STORAGES=settings.STORAGES | shelf),
        factories.undone(),
    ):
        yield Rehearsal()


@pytest.fixture(autouse=True)
def files_are_temporary():
    """The files of the scene are as old as it is: a folder of each test would not hold them."""
