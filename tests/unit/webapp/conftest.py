"""What tests of the web app's rows share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.sql.database import Database
from webapp.sql.schema import migrate


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database at the newest revision."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    migrate(database, tmp_path)
    yield database
    database.close()
