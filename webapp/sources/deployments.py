"""Deployments agree with the rows of sources: made or mended at once, by the mending pass where Prefect was away."""

from collections.abc import Sequence

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from pipelines.types import Health
from webapp.errors import Unavailable
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable, Schedule, SourceDefinition, Sync
from webapp.sources.models import Source
from webapp.sql.database import Database

MOST_ROUNDS = 10

log = structlog.get_logger()


class Deployments:
    """What Prefect is told about sources. Callers have checked access."""

    def __init__(self, db: Database, ingestion: Ingestion) -> None:
        self._db = db
        self._ingestion = ingestion

    def require(self) -> None:
        """Raise 503 ``ingestion_unavailable`` unless runs can be started now."""
        health: Health = self._ingestion.health()
        if not health.ok:
            raise unavailable(f"{health.detail} {health.remedy}".strip())

    def agree(self, source_id: str, *, always: bool = False, read: Source | None = None) -> None:
        """Make the deployment equal the row. Raises ``IngestionUnavailable``.

        The row may change meanwhile, also by another process whose request arrives first: told again until the row
        that was told is the row that is. ``read``: the row as the caller has just read it.
        """
        for number in range(MOST_ROUNDS):
            row = read if read is not None and not number else self._row(source_id)
            if row is None or (row.revision == row.deployed_revision and not always):
                return
            self._tell(row)
            self._keep(source_id, row.revision)
            always = False

    def try_agree(self, source_id: str) -> bool:
        """Like ``agree``; False where Prefect is away: the mending pass comes back to it."""
        try:
            self.agree(source_id)
        except IngestionUnavailable as error:
            log.warning("deployment_postponed", source_id=source_id, error=str(error))
            return False
        return True

    def astray(self, rows: Sequence[Source]) -> frozenset[str]:
        """Which of these living sources' deployments were removed or altered in Prefect. Raises as ``agree``."""
        return self._ingestion.astray([definition(row) for row in rows])

    def start(self, source_id: str, *, dry_run: bool = False, full: bool = False, read: Source | None = None) -> Sync:
        """Request a run of a source whose deployment may be behind or lost. Raises ``IngestionUnavailable``."""
        self.agree(source_id, read=read)
        try:
            sync = self._ingestion.start(source_id, dry_run=dry_run, full=full)
        except IngestionUnavailable:
            # A Prefect that lost its data knows no deployment; one that is away refuses this as well.
            self.agree(source_id, always=True)
            sync = self._ingestion.start(source_id, dry_run=dry_run, full=full)
        with self._db.writing() as session:
            session.execute(update(Source).where(Source.id == source_id).values(open_sync_id=sync.id))
        # What ties the request's id to the run's: `refdesk logs --request`.
        log.info("run_requested", source_id=source_id, run_id=sync.id)
        return sync

    def start_or_join(self, source_id: str) -> Sync:
        """The run that was requested last and has not begun: it lists what waits by then. Else ``start``.

        For callers whose rows wait already.
        """
        row = self._row(source_id)
        return self._waiting(row.open_sync_id if row else None) or self.start(source_id, read=row)

    def _waiting(self, sync_id: str | None) -> Sync | None:
        for sync in self._ingestion.known([sync_id]) if sync_id else ():
            if sync.status == "queued" and not sync.report.dry_run:
                log.info("run_joined", source_id=sync.source_id, run_id=sync.id)
                return sync
        return None

    def _row(self, source_id: str) -> Source | None:
        with self._db.reading() as session:
            return session.get(Source, source_id)

    def _tell(self, row: Source) -> None:
        if row.deleted_at is not None:
            self._ingestion.drop_source(row.id)
        else:
            self._ingestion.put_source(definition(row))

    def _keep(self, source_id: str, revision: int) -> None:
        with self._db.writing() as session:
            session.execute(update(Source).where(Source.id == source_id).values(deployed_revision=revision))


def definition(row: Source) -> SourceDefinition:
    """The wanted state of a source, as its deployment shall show it."""
    schedule = Schedule(**row.schedule) if row.schedule else None
    return SourceDefinition(
        org_id=row.org_id,
        source_id=row.id,
        name=row.name,
        kind=row.kind,
        config=row.config,
        schedule=schedule,
        paused=schedule is not None and not schedule.active,
    )


def unavailable(detail: str) -> Unavailable:
    """503: no run can be started."""
    return Unavailable(detail, code="ingestion_unavailable", headers={"Retry-After": "10"})


def touch(session: Session, row: Source) -> None:
    """Note that the row has changed: its deployment no longer agrees."""
    row.revision += 1
    session.flush()
