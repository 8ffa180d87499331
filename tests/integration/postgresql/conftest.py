"""A real PostgreSQL for all tests of this folder, and a database of its own for each."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.postgresql import PostgreSQL, postgresql
from tests.unit.webapp.limits.conftest import Opened, opened
from webapp.sql.database import Database
from webapp.sql.schema import migrate

__all__ = ["Opened", "opened", "postgresql"]


@pytest.fixture
def url(postgresql: PostgreSQL) -> str:
    """The SQLAlchemy URL of an empty database."""
    return postgresql.database(f"test-{secrets.token_hex(6)}")


@pytest.fixture
def db(url: str, tmp_path: Path) -> Iterator[Database]:
    """A database at the newest revision."""
    database = Database(url)
    migrate(database, tmp_path)
    yield database
    database.close()
