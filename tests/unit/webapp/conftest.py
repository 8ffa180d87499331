"""What tests of the web app's rows share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.database import put_migrated
from webapp.sql.database import Database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database at the newest revision."""
    put_migrated(tmp_path, "x.sqlite")
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    yield database
    database.close()
