"""The pass that brings Prefect and the index to what the rows of sources say: at start and once a minute."""

import random
import threading
from collections.abc import Sequence

import structlog
from sqlalchemy import update

from pipelines.index.protocol import Index
from pipelines.types import Scope
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources import access
from webapp.sources.deployments import Deployments
from webapp.sources.models import Source
from webapp.sources.states import States
from webapp.sql.database import Database, now

BATCH = 200
MOST_FAILURES = 5
MOST_NAMED = 20

log = structlog.get_logger()


class Mending:
    """Makes deployments and index agree with the rows, one source after another, in one thread at a time."""

    def __init__(
        self, db: Database, *, index: Index, ingestion: Ingestion, deployments: Deployments, states: States
    ) -> None:
        self._db = db
        self._index = index
        self._ingestion = ingestion
        self._deployments = deployments
        self._states = states
        self._lock = threading.Lock()

    def run(self) -> None:
        """One pass: what Prefect was not told yet, and what was removed or altered there. Prefect away: all waits."""
        with self._lock:
            with self._db.reading() as session:
                rows, told = access.unmended_sources(session), access.deployed_sources(session)
            self._mend([row.id for row in rows], self._astray(told))
            for row in rows:
                if row.deleted_at is not None and row.retired_at is None:
                    self._retire(row)
        self._states.learn()

    def soon(self) -> None:
        """One pass in the background, now."""
        threading.Thread(target=self._quietly, name="mending", daemon=True).start()

    def _quietly(self) -> None:
        try:
            self.run()
        except Exception:  # the thread's edge: the pass of the next minute tries again
            log.exception("mending_failed")

    def _astray(self, rows: Sequence[Source]) -> frozenset[str]:
        try:
            astray = self._deployments.astray(rows)
        except IngestionUnavailable as error:
            log.warning("mending_postponed", error=str(error))
            return frozenset()
        if astray:
            log.warning("deployments_astray", source_ids=sorted(astray)[:MOST_NAMED], number=len(astray))
        return astray

    def _mend(self, behind: Sequence[str], astray: frozenset[str]) -> None:
        failures = 0
        wanted = list({*behind, *astray})
        # In any order: a source that Prefect refuses for a reason of its own must not stand before the others for ever.
        for source_id in random.sample(wanted, len(wanted)):
            try:
                self._deployments.agree(source_id, always=source_id in astray)
            except IngestionUnavailable as error:
                log.warning("mending_postponed", source_id=source_id, error=str(error))
                failures += 1
                if failures >= MOST_FAILURES:
                    return

    def _retire(self, row: Source) -> None:
        scope, cursor, retired = Scope(row.org_id, frozenset({row.id})), None, 0
        while True:
            page = self._index.list(scope, after=cursor, limit=BATCH)
            ids = [document.document_id for document in page.items]
            if ids:
                self._index.retire(row.org_id, ids, tombstone=False)
                retired += len(ids)
            cursor = page.next_cursor
            if cursor is None:
                break
        self._index.settle()
        log.info("source_retired", source_id=row.id, documents=retired)
        if self._quiet(row.id) and not self._index.list(scope, limit=1).items:
            with self._db.writing() as session:
                session.execute(update(Source).where(Source.id == row.id).values(retired_at=now()))

    def _quiet(self, source_id: str) -> bool:
        """Whether its deployment is dropped and no run is left that could still write."""
        with self._db.reading() as session:
            row = session.get(Source, source_id)
        try:
            return row is None or (row.revision == row.deployed_revision and not self._ingestion.active([source_id]))
        except IngestionUnavailable:
            return False
