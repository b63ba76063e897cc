import pytest
from installation import Installation


@pytest.fixture
def installation(transactional_db, tmp_path):
    """A new installation: an empty database and an empty folder."""
    with pytest.MonkeyPatch.context() as patch:
        opened = Installation(tmp_path / "installation", patch)
        opened.open()
        try:
            yield opened
        finally:
            opened.close()
