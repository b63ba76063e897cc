"""Who signs in."""

import factories
import pytest
from django.test import Client
from signing import with_password


@pytest.fixture
def editor(db):
    return with_password(factories.editor())


@pytest.fixture
def administrator(db):
    return with_password(factories.administrator())


@pytest.fixture
def desk(administrator):
    """The administrator's browser."""
    client = Client()
    client.force_login(administrator)
    return client
