"""Rule: a source's row tells how its runs ended, whoever started them and whoever was looking. Free of Flask."""

import threading
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.prefect.ingestion import Ingestion, IngestionUnavailable, Sync
from webapp.sources.models import Source
from webapp.sql.database import Database, now

ENDED = frozenset({"succeeded", "failed", "cancelled", "needs_confirmation"})
# Before the last end that the rows know of, another run may have ended unseen; and what ends at once may be read late.
FIRST_OVERLAP = timedelta(hours=1)
OVERLAP = timedelta(minutes=1)
AT_ONCE = 200


class Endings:
    """How runs ended, noted with the rows of their sources: when somebody looks at one, and all by the pass."""

    def __init__(self, db: Database, ingestion: Ingestion) -> None:
        self._db = db
        self._ingestion = ingestion
        self._learning = threading.Lock()
        self._since: datetime | None = None
        self._seen: frozenset[str] = frozenset()

    def note(self, *syncs: Sync) -> None:
        """Remember how runs ended, given the oldest first; runs that go on, and dry ones, change nothing."""
        ended = [sync for sync in syncs if sync.status in ENDED]
        if not ended:
            return
        with self._db.writing() as session:
            for sync in ended:
                _note(session, sync)

    def learn(self) -> None:
        """Note every run that ended since the last look, whoever started it: one call to Prefect for all sources."""
        with self._learning:
            self._since = self._since or self._last_known()
            try:
                syncs = self._ingestion.ended_since(self._since)
            except IngestionUnavailable:
                return
            unseen = [sync for sync in syncs if sync.id not in self._seen]
            for first in range(0, len(unseen), AT_ONCE):
                self.note(*unseen[first : first + AT_ONCE])
            newest = max((sync.finished_at for sync in syncs if sync.finished_at), default=self._since)
            self._since = max(self._since, newest - OVERLAP)
            self._seen = frozenset(sync.id for sync in syncs)

    def _last_known(self) -> datetime:
        with self._db.reading() as session:
            last = session.scalar(select(func.max(Source.last_synced_at)))
            first = session.scalar(select(func.min(Source.created_at)))
        return (last or first or now()) - FIRST_OVERLAP


def _note(session: Session, sync: Sync) -> None:
    mine = Source.id == sync.source_id
    session.execute(update(Source).where(mine, Source.open_sync_id == sync.id).values(open_sync_id=None))
    if sync.report.dry_run or sync.status == "cancelled":
        return
    values: dict[str, Any] = {"sync_failed": sync.status == "failed"}
    if sync.status == "succeeded" and sync.finished_at is not None:
        values["last_synced_at"] = sync.finished_at
    newer = Source.last_synced_at.is_(None) | (Source.last_synced_at < (sync.finished_at or sync.created_at))
    session.execute(update(Source).where(mine, newer).values(**values))
