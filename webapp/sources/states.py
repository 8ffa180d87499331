"""What a source shows beside its row: counts from the index, state of its runs from Prefect. Free of Flask."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pipelines.index.protocol import Index
from pipelines.types import Scope, Status
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable, Sync
from webapp.sources.models import Source
from webapp.sources.schedules import next_runs
from webapp.sql.database import Database, now

SHOWN = (Status.PENDING, Status.PROCESSING, Status.INDEXED, Status.SKIPPED, Status.FAILED)
ENDED = frozenset({"succeeded", "failed", "cancelled", "needs_confirmation"})
# Before the last end that the rows know of, another run may have ended unseen; and what ends at once may be read late.
FIRST_OVERLAP = timedelta(hours=1)
OVERLAP = timedelta(minutes=1)
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is shown."""

    id: str
    name: str
    kind: str
    config: Mapping[str, Any]
    visibility: str
    schedule: Mapping[str, Any] | None
    status: str
    counts: Mapping[str, int]
    last_synced_at: datetime | None


class States:
    """Views of source rows, and the memory of how their runs ended. Callers have checked access."""

    def __init__(self, db: Database, *, index: Index, ingestion: Ingestion) -> None:
        self._db = db
        self._index = index
        self._ingestion = ingestion
        self._learning = threading.Lock()
        self._since: datetime | None = None
        self._seen: frozenset[str] = frozenset()

    def views(self, org_id: str, rows: Sequence[Source]) -> tuple[SourceView, ...]:
        """One call to the index and at most two to Prefect for the whole list; without it the last known state."""
        if not rows:
            return ()
        ids = [row.id for row in rows]
        counts = self._index.counts(Scope(org_id, frozenset(ids)))
        running = self._running(ids)
        fresh = self._settled([row for row in rows if row.open_sync_id and row.id not in running])
        return tuple(_view(fresh.get(row.id, row), counts.get(row.id, {}), row.id in running) for row in rows)

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

    def _running(self, ids: Sequence[str]) -> frozenset[str]:
        try:
            return self._ingestion.active(ids)
        except IngestionUnavailable:
            return frozenset()

    def _settled(self, rows: Sequence[Source]) -> dict[str, Source]:
        try:
            syncs = self._ingestion.known([row.open_sync_id for row in rows if row.open_sync_id])
        except IngestionUnavailable:
            return {}
        self.note(*syncs)
        with self._db.reading() as session:
            fresh = session.scalars(select(Source).where(Source.id.in_([row.id for row in rows])))
            return {row.id: row for row in fresh}


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


def _view(row: Source, counts: Mapping[Status, int], running: bool) -> SourceView:  # noqa: FBT001
    return SourceView(
        id=row.id,
        name=row.name,
        kind=row.kind,
        config=row.config,
        visibility=row.visibility,
        schedule=_scheduled(row),
        status=_status(row, running=running),
        counts={status.value: counts.get(status, 0) for status in SHOWN},
        last_synced_at=row.last_synced_at,
    )


def _scheduled(row: Source) -> Mapping[str, Any] | None:
    if row.schedule is None:
        return None
    anchor = row.last_synced_at or row.created_at
    return {**row.schedule, "next_runs": next_runs(row.schedule, anchor=anchor, after=now())}


def _status(row: Source, *, running: bool) -> str:
    if running:
        return "syncing"
    if row.schedule and not row.schedule["active"]:
        return "paused"
    return "failing" if row.sync_failed else "idle"
