"""What a source shows beside its row: counts from the index, state of its runs from Prefect. Free of Flask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from pipelines.index.protocol import Index
from pipelines.types import Scope, Status
from webapp.db import Database, now
from webapp.sources.ingestion import Ingestion, IngestionUnavailable, Sync
from webapp.sources.models import Source
from webapp.sources.schedules import next_runs

SHOWN = (Status.PENDING, Status.PROCESSING, Status.INDEXED, Status.SKIPPED, Status.FAILED)
ENDED = frozenset({"succeeded", "failed", "cancelled", "needs_confirmation"})


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

    def views(self, org_id: str, rows: Sequence[Source]) -> tuple[SourceView, ...]:
        """One call to the index and one to Prefect for the whole list; without Prefect the last known state."""
        if not rows:
            return ()
        ids = [row.id for row in rows]
        counts = self._index.counts(Scope(org_id, frozenset(ids)))
        running = self._running(ids)
        fresh = self._settled(row for row in rows if row.open_sync_id and row.id not in running)
        return tuple(_view(fresh.get(row.id, row), counts.get(row.id, {}), row.id in running) for row in rows)

    def note(self, sync: Sync) -> None:
        """Remember how a run ended; runs that go on, and dry ones, change nothing."""
        if sync.status not in ENDED:
            return
        mine = Source.id == sync.source_id
        with self._db.writing() as session:
            session.execute(update(Source).where(mine, Source.open_sync_id == sync.id).values(open_sync_id=None))
            if sync.report.dry_run or sync.status == "cancelled":
                return
            values: dict[str, Any] = {"sync_failed": sync.status == "failed"}
            if sync.status == "succeeded" and sync.finished_at is not None:
                values["last_synced_at"] = sync.finished_at
            newer = Source.last_synced_at.is_(None) | (Source.last_synced_at < (sync.finished_at or sync.created_at))
            session.execute(update(Source).where(mine, newer).values(**values))

    def learn(self) -> None:
        """Look at the newest run of every scheduled source: nobody else sees those end."""
        with self._db.reading() as session:
            scheduled = select(Source.id).where(Source.deleted_at.is_(None), Source.schedule.is_not(None))
            ids = session.scalars(scheduled).all()
        try:
            for source_id in ids:
                syncs, _ = self._ingestion.list(source_id, limit=2)
                for sync in reversed(syncs):
                    self.note(sync)
        except IngestionUnavailable:
            return

    def _running(self, ids: Sequence[str]) -> frozenset[str]:
        try:
            return self._ingestion.active(ids)
        except IngestionUnavailable:
            return frozenset()

    def _settled(self, rows: Iterable[Source]) -> dict[str, Source]:
        fresh: dict[str, Source] = {}
        for row in rows:
            try:
                sync = self._ingestion.get(row.open_sync_id or "")
            except IngestionUnavailable:
                break
            if sync is not None:
                self.note(sync)
            with self._db.reading() as session:
                fresh[row.id] = session.get_one(Source, row.id)
        return fresh


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
