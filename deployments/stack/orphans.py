"""Rows of the SQLite database that point at nothing: found, copied aside with everything else, and mended.

What its foreign key says of a parent that goes holds for one that is gone: the row goes too, or forgets it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DATABASE = "refdesk.sqlite"
COPIES = "repairs"
BUSY_SECONDS = 10.0
# A row that goes may leave others behind.
ROUNDS = 20
FORGETS = "SET NULL"


@dataclass(frozen=True, slots=True)
class Orphans:
    """``rows`` of a table whose ``columns`` name a row of ``parent`` that is not there."""

    table: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    on_delete: str
    rows: int

    @property
    def are_kept(self) -> bool:
        """Whether mending keeps them, without what they point at."""
        return self.on_delete == FORGETS

    @property
    def where(self) -> str:
        """The condition that finds them."""
        pairs = zip(self.columns, self.parent_columns, strict=True)
        same = " AND ".join(f'"{self.parent}"."{theirs}" = "{self.table}"."{ours}"' for ours, theirs in pairs)
        named = " AND ".join(f'"{self.table}"."{column}" IS NOT NULL' for column in self.columns)
        return f'{named} AND NOT EXISTS (SELECT 1 FROM "{self.parent}" WHERE {same})'  # noqa: S608 - names of its own

    @property
    def mending(self) -> str:
        """The statement that mends them."""
        if self.are_kept:
            forgotten = ", ".join(f'"{column}" = NULL' for column in self.columns)
            return f'UPDATE "{self.table}" SET {forgotten} WHERE {self.where}'  # noqa: S608 - names of its own
        return f'DELETE FROM "{self.table}" WHERE {self.where}'  # noqa: S608 - names of its own


def found(database: Path) -> list[Orphans]:
    """What points at nothing; nothing where there is no database. Raises ``sqlite3.Error``."""
    if not database.is_file():
        return []
    with _opened(database) as connection:
        return _found(connection)


def mended(database: Path) -> list[Orphans]:
    """What was mended, in one transaction. Raises ``sqlite3.Error``: nothing is changed then."""
    done: list[Orphans] = []
    with _opened(database) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(ROUNDS):
            if not (orphans := _found(connection)):
                break
            for one in orphans:
                connection.execute(one.mending)
            done += orphans
        connection.execute("COMMIT")
    return done


def copied(database: Path) -> Path:
    """The database as it is now, in a file of its own that only its owner may read. Raises ``sqlite3.Error``."""
    folder = database.parent / COPIES
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{database.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{database.suffix}"
    copy.touch(mode=0o600)
    with _opened(database) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _found(connection: sqlite3.Connection) -> list[Orphans]:
    broken = {(table, number) for table, _, _, number in connection.execute("PRAGMA foreign_key_check")}
    return [_counted(connection, table, number) for table, number in sorted(broken)]


def _counted(connection: sqlite3.Connection, table: str, number: int) -> Orphans:
    keys = [row for row in connection.execute(f'PRAGMA foreign_key_list("{table}")') if row[0] == number]
    ours, parent, on_delete = tuple(row[3] for row in keys), keys[0][2], keys[0][6]
    theirs = tuple(row[4] for row in keys)
    one = Orphans(table, ours, parent, theirs, on_delete, 0)
    (rows,) = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {one.where}').fetchone()  # noqa: S608 - as above
    return Orphans(table, ours, parent, theirs, on_delete, rows)


@contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        yield connection
