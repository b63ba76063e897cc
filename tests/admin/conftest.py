"""Who sits at the desk."""

import factories
import pytest
from django.test import Client


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return signed_in(factories.editor())


@pytest.fixture
def reviewer(db):
    return signed_in(factories.reviewer())


@pytest.fixture
def steward(db):
    return signed_in(factories.steward())
