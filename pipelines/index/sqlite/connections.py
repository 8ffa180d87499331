"""Connections to the index file: few, shared by all threads, with read and write transactions.

Every write begins with ``BEGIN IMMEDIATE``: a transaction that starts reading and then writes fails with BusyError as
soon as two processes do so.
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import sqlite_vec

from pipelines.errors import IndexFull, IndexMismatch, IndexTimeout, IndexUnavailable
from pipelines.turns import Turns

# secure_delete: text that is deleted is overwritten in the file, not only forgotten.
_PRAGMAS = (
    "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY"
)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors in the pipelines' words."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise IndexTimeout(f"The index file was busy for too long: {error}") from error
    except (apsw.TooBigError, apsw.MismatchError, apsw.ConstraintError) as error:
        raise IndexMismatch(f"The index file does not take this: {error}") from error
    except apsw.FullError as error:
        raise IndexFull(f"The disk of the index file is full: {error}") from error
    except apsw.Error as error:
        raise IndexUnavailable(f"The index file does not work: {error}") from error


class Connections:
    """A pool of at most ``size`` connections; a caller waits for one at most ``seconds``, as for the file's lock."""

    def __init__(self, path: Path, *, size: int = 8, seconds: float = 20.0) -> None:
        self._path = path
        self._size = size
        self._seconds = seconds
        self._closed = False
        self._start()

    @contextlib.contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """One snapshot for everything that is read inside."""
        with translated(), self._connection() as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                _roll_back(db)

    @contextlib.contextmanager
    def writing(self, *, seconds: float | None = None) -> Iterator[apsw.Connection]:
        """A transaction that is committed at the end, or leaves nothing. ``seconds``: how long to wait for its turn."""
        wait = self._seconds if seconds is None else seconds

        def lost() -> IndexTimeout:
            return IndexTimeout(f"Another write to the index took longer than {wait:g} s.")

        # One writer per process queues for the file, in turn; SQLite's own waiting is by polling.
        with translated(), self._connection() as db, self._turns.turn(seconds=wait, lost=lost):
            db.set_busy_timeout(int(wait * 1000))
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            finally:
                _roll_back(db)
                db.set_busy_timeout(int(self._seconds * 1000))

    def close(self) -> None:
        """Close the connections that nobody uses; the others when they come back."""
        self._closed = True
        while self._idle:
            with contextlib.suppress(IndexError):
                self._idle.pop().close()

    def reopen(self) -> None:
        """Be of use again, after the file was replaced."""
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._idle: list[apsw.Connection] = []
        self._free = threading.BoundedSemaphore(self._size)
        self._turns = Turns(1)

    @contextlib.contextmanager
    def _connection(self) -> Iterator[apsw.Connection]:
        if self._closed:
            raise IndexUnavailable("The index was closed.")
        if self._process != os.getpid():
            # A fork must not use its parent's connections, nor close them: that could drop locks of the file.
            self._inherited = self._idle
            self._start()
        if not self._free.acquire(timeout=self._seconds):
            raise IndexTimeout(f"No connection to the index was free for {self._seconds:g} s.")
        try:
            try:
                db = self._idle.pop()
            except IndexError:
                db = self._open()
            yield db
            self._give_back(db)
        finally:
            self._free.release()

    def _give_back(self, db: apsw.Connection) -> None:
        if self._closed:
            db.close()
        else:
            self._idle.append(db)

    def _open(self) -> apsw.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnavailable(f"The folder of the index cannot be made: {error}") from error
        db = apsw.Connection(str(self._path))
        db.set_busy_timeout(int(self._seconds * 1000))
        db.enable_load_extension(True)
        db.load_extension(sqlite_vec.loadable_path())
        db.enable_load_extension(False)
        _write_ahead(db, time.monotonic() + self._seconds)
        db.execute(_PRAGMAS).fetchall()
        return db


def _write_ahead(db: apsw.Connection, until: float) -> None:
    # Switching a new file to WAL does not honour the busy timeout when two processes do it at once.
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchall()
        except apsw.BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _roll_back(db: apsw.Connection) -> None:
    if db.in_transaction:
        db.execute("ROLLBACK")
