"""Who sits at the desk."""

import factories
import pytest
from sitting import signed_in


@pytest.fixture
def editor(db):
    return signed_in(factories.editor())


@pytest.fixture
def reviewer(db):
    return signed_in(factories.reviewer())


@pytest.fixture
def steward(db):
    return signed_in(factories.steward())


@pytest.fixture
def administrator(db):
    return signed_in(factories.administrator())
