"""The SQL database: base class, types, ids and short transactions. Free of Flask.

A session lives as long as one service call, never as long as a request: no stream holds a connection.
"""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import uuid6
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from pipelines.turns import Turns, whose_work
from pipelines.types import Health

BUSY_MILLISECONDS = 5_000
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC, also on SQLite, which gives naive ones back. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware in, UTC stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every model; constraint names are computed, so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012 - SQLAlchemy reads it as a plain attribute


def new_id() -> str:
    """A UUIDv7: unique, and ordered by time."""
    return str(uuid6.uuid7())


def now() -> datetime:
    """The time, aware, UTC."""
    return datetime.now(UTC)


def is_id(value: str) -> bool:
    """Whether it has the form of an id, as ``new_id`` writes it; other strings never reach the database."""
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


class Database:
    """Engine and sessions of one SQL database. Thread-safe; connects at the first use."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = create_engine(
            parsed,
            pool_size=16,
            max_overflow=16,
            pool_timeout=30,
            pool_pre_ping=True,
            # What people ask and say is no part of a log line.
            hide_parameters=True,
            connect_args={} if self.is_sqlite else {"options": f"-c lock_timeout={BUSY_MILLISECONDS}"},
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = (
            self._sessions if self.is_sqlite else sessionmaker(_snapshots(self.engine), expire_on_commit=False)
        )
        # SQLite has one writer, and waits for it by looking again and again: whoever looks often gets ahead.
        self._writers = Turns(1) if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading one consistent state; nothing is written."""
        with self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed at the end, or rolled back by an error. One at a time in a thread."""
        with self._turn(), self._sessions() as session, session.begin():
            # SQLite: take the write lock at the start, where waiting for it works; a later upgrade fails at once.
            session.connection(execution_options={"refdesk_write": True})
            yield session

    def _turn(self) -> AbstractContextManager[None]:
        if self._writers is None:
            return nullcontext()
        return self._writers.turn(whose_work(), seconds=BUSY_MILLISECONDS / 1_000, lost=_no_turn)

    def health(self) -> Health:
        """Whether the database answers. Never raises."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            return Health(ok=False, detail=type(error).__name__, remedy="Check REFDESK_DATABASE_URL and its server.")
        return Health(ok=True, detail=self.engine.dialect.name)

    def close(self) -> None:
        """Release the connections."""
        self.engine.dispose()


def _snapshots(engine: Engine) -> Engine:
    """The same connections, whose transactions see one moment, as SQLite's do; a server's own see each statement's."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _no_turn() -> NoTurn:
    return NoTurn("The database is locked by other writers.")


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver's own transactions are off: it would begin too late, and never for DDL.
    raw: Any = connection
    raw.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("refdesk_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
