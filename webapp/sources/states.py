"""What a source shows beside its row: counts from the index, state of its runs from Prefect. Free of Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from pipelines.index.protocol import Index
from pipelines.types import Scope, Status
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.endings import Endings
from webapp.sources.models import Source
from webapp.sources.schedules import next_runs
from webapp.sql.database import Database, now

SHOWN = (Status.PENDING, Status.PROCESSING, Status.INDEXED, Status.SKIPPED, Status.FAILED)


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
    """Views of source rows. Callers have checked access."""

    def __init__(self, db: Database, *, index: Index, ingestion: Ingestion, endings: Endings) -> None:
        self._db = db
        self._index = index
        self._ingestion = ingestion
        self._endings = endings

    def views(self, org_id: str, rows: Sequence[Source]) -> tuple[SourceView, ...]:
        """One call to the index and at most two to Prefect for the whole list; without it the last known state."""
        if not rows:
            return ()
        ids = [row.id for row in rows]
        counts = self._index.counts(Scope(org_id, frozenset(ids)))
        running = self._running(ids)
        fresh = self._settled([row for row in rows if row.open_sync_id and row.id not in running])
        return tuple(_view(fresh.get(row.id, row), counts.get(row.id, {}), row.id in running) for row in rows)

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
        self._endings.note(*syncs)
        with self._db.reading() as session:
            fresh = session.scalars(select(Source).where(Source.id.in_([row.id for row in rows])))
            return {row.id: row for row in fresh}


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
