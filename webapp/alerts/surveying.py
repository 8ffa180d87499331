"""Numbers that nobody counts while they change: documents by state, and how far syncs are behind. Free of Flask.

One process of an installation asks the index and the rows, once a minute.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import select

from pipelines.index.protocol import Index
from pipelines.metrics import COLLECTOR
from pipelines.metrics.names import METRICS
from pipelines.types import Scope, Status
from webapp.sources.models import Source
from webapp.sources.schedules import next_runs
from webapp.sql.database import Database, now

SECONDS = 60.0
# Another process may have taken over: what this one saw is told as long as it would have looked again.
STALE_SECONDS = 3 * SECONDS
WAITING = (Status.PENDING, Status.PROCESSING)


class Survey:
    """What was seen last, behind gauges."""

    def __init__(self, db: Database, index: Index, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._index = index
        self._clock = clock
        self._at = -STALE_SECONDS
        self._documents: Counter[str] = Counter()
        self._lag = 0.0
        for status in sorted(METRICS["documents"].labels["status"] or ()):
            COLLECTOR.watch("documents", partial(self._number, status), status=status)
        waiting = [status.value for status in WAITING]
        COLLECTOR.watch(
            "queue_depth", lambda: self._fresh(sum(self._documents[one] for one in waiting)), queue="documents"
        )
        COLLECTOR.watch("sync_lag_seconds", lambda: self._fresh(self._lag))

    def run(self) -> None:
        """Look once: one statement, and one question to the index for each organisation."""
        with self._db.reading() as session:
            rows = session.scalars(select(Source).where(Source.deleted_at.is_(None))).all()
        by_org: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            by_org[row.org_id].add(row.id)
        found: Counter[str] = Counter()
        for org_id, source_ids in by_org.items():
            for counts in self._index.counts(Scope(org_id, frozenset(source_ids))).values():
                found.update({status.value: number for status, number in counts.items()})
        self._documents, self._lag = found, max((_behind(row) for row in rows), default=0.0)
        self._at = self._clock()

    def _number(self, status: str) -> float | None:
        return self._fresh(self._documents[status])

    def _fresh(self, value: float) -> float | None:
        return float(value) if self._clock() - self._at < STALE_SECONDS else None


def _behind(row: Source, at: datetime | None = None) -> float:
    """Seconds since a source's schedule wanted a sync that has not come; 0 where it is on time, or has none."""
    if not row.schedule or not row.schedule["active"]:
        return 0.0
    anchor, at = row.last_synced_at or row.created_at, at or now()
    due = next(iter(next_runs(row.schedule, anchor=anchor, after=anchor)), None)
    return 0.0 if due is None else max(0.0, (at - due).total_seconds())
