"""Leases: rows that say which process of an installation does a work that only one shall do. Free of Flask.

A lease is taken by one conditional statement, renewed by a thread for as long as its process lives, and free again when
nobody has renewed it for ``SECONDS``: a killed process loses what it held by doing nothing.
"""

import os
import socket
import threading
import time
from datetime import datetime, timedelta

import structlog
from sqlalchemy import String, delete, func, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.sql.database import Base, Database, new_id, now

SECONDS = 30.0
log = structlog.get_logger()


class Lease(Base):
    """Who does ``name``, and until when unless it is renewed."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    until: Mapped[datetime]


class Leases:
    """The leases of this process. Thread-safe. Takes nothing and starts nothing before the first ``take``."""

    def __init__(self, db: Database, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.holder = f"{socket.gethostname()[:100]}:{os.getpid()}:{new_id()}"
        self._db = db
        self._held: dict[str, float] = {}  # until when, by this process's own clock, however long it was stopped
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._renewing: threading.Thread | None = None

    def take(self, name: str) -> bool:
        """Whether this process has the lease now, as it had before or because it was free."""
        if self._held.get(name, 0.0) > time.monotonic():
            return True
        with self._lock:
            until = time.monotonic() + self.seconds
            if self._ended.is_set() or not self._taken(name):
                return False
            self._held[name] = until
            if self._renewing is None:
                self._renewing = threading.Thread(target=self._renew_for_ever, name="leases", daemon=True)
                self._renewing.start()
        log.info("lease_taken", name=name, holder=self.holder)
        return True

    def close(self) -> None:
        """Give all of them up, so that another process goes on at once. Never raises."""
        self._ended.set()
        with self._lock:
            held, self._held = list(self._held), {}
            if not held:
                return
            try:
                with self._db.writing() as session:
                    session.execute(delete(Lease).where(Lease.name.in_(held), Lease.holder == self.holder))
            except SQLAlchemyError as error:
                log.warning("leases_not_given_up", error=type(error).__name__)

    def renew(self) -> None:
        """Put off the end of what this process holds; what another one has taken meanwhile is held no more."""
        with self._lock:
            for name in sorted(self._held):
                until = time.monotonic() + self.seconds
                if self._extended(name):
                    self._held[name] = until
                else:
                    del self._held[name]
                    log.warning("lease_lost", name=name, holder=self.holder)

    def _renew_for_ever(self) -> None:
        while not self._ended.wait(self.seconds / 3):
            try:
                self.renew()
            except SQLAlchemyError as error:  # the database is away for everybody: who comes first has it afterwards
                log.warning("leases_not_renewed", error=type(error).__name__)

    def _taken(self, name: str) -> bool:
        with self._db.writing() as session:
            at = self._now(session)
            if self._update(session, name, at, free=(Lease.until < at) | (Lease.holder == self.holder)):
                return True
            if session.get(Lease, name) is not None:
                return False
        return self._made(name)

    def _made(self, name: str) -> bool:
        try:
            with self._db.writing() as session:
                session.add(Lease(name=name, holder=self.holder, until=self._end(self._now(session))))
        except IntegrityError:
            return False  # another process has made it in this moment
        return True

    def _extended(self, name: str) -> bool:
        with self._db.writing() as session:
            return self._update(session, name, self._now(session), free=Lease.holder == self.holder)

    def _update(self, session: Session, name: str, at: datetime, *, free: object) -> bool:
        statement = update(Lease).where(Lease.name == name, free)  # type: ignore[arg-type]
        changed = session.execute(statement.values(holder=self.holder, until=self._end(at)))
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def _end(self, at: datetime) -> datetime:
        return at + timedelta(seconds=self.seconds)

    def _now(self, session: Session) -> datetime:
        # The clocks of two hosts differ: where a server is shared, its own counts.
        return now() if self._db.is_sqlite else session.scalars(select(func.now())).one()
