"""The database's schema: migrations applied at start, by one process at a time."""

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from webapp.sql.database import Database

MIGRATIONS = Path(__file__).parents[1] / "migrations"
ADVISORY_KEY = 7_340_221

log = structlog.get_logger()


class BrokenReferences(Exception):
    """A migration left rows that point at nothing."""


def alembic_config() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(db: Database, data_dir: Path) -> None:
    """Bring the database to the newest revision. Safe to be called by many processes at once, and again."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with _alone(data_dir / "migrate.lock"), db.engine.connect() as connection:
        if db.is_sqlite:
            _upgrade_sqlite(connection)
        else:
            _upgrade_server(connection)


def _upgrade_sqlite(connection: Connection) -> None:
    # Foreign keys off, and outside a transaction, where alone it works: recreating a table would delete its children.
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - an open connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(refdesk_write=True).begin():
            before = _broken(connection)
            _upgrade(connection)
            after = _broken(connection)
            # What was broken before prevents no start: `refdesk repair` mends it.
            if more := after - before:
                raise BrokenReferences(f"The migration would break references: {dict(more)}")
            if after:
                log.warning("orphaned_rows", tables=sorted({table for table, _ in after}), rows=after.total())
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _broken(connection: Connection) -> Counter[tuple[str, str]]:
    """How many rows of which table name no row of which other one."""
    rows = connection.execute(text("PRAGMA foreign_key_check"))
    return Counter((table, parent) for table, _row, parent, _key in rows)


def _upgrade_server(connection: Connection) -> None:
    with connection.begin():
        # Held until the end of the transaction: one process of several hosts migrates, the others find it done. They
        # wait for as long as that takes.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
