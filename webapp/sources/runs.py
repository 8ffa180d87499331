"""Syncs of sources: start, show, list, cancel. Free of Flask."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from pipelines.types import Page
from webapp.auth.operators import Operators
from webapp.auth.principal import Principal
from webapp.errors import Invalid, NotFound
from webapp.prefect.ingestion import Ingestion, Sync
from webapp.sources.access import get_source
from webapp.sources.deployments import Deployments
from webapp.sources.endings import Endings
from webapp.sql.database import Database


class Syncs:
    """The runs of sources; every method takes who asks. Raises ``IngestionUnavailable`` where Prefect is away."""

    def __init__(self, db: Database, *, ingestion: Ingestion, deployments: Deployments, endings: Endings) -> None:
        self._db = db
        self._ingestion = ingestion
        self._deployments = deployments
        self._endings = endings

    def start(self, principal: Principal, source_id: str, *, dry_run: bool, full: bool) -> Sync:
        """Request a run. Raises ``NotFound`` or ``Unavailable``."""
        self._check(principal, source_id)
        self._deployments.require()
        return self._deployments.start(source_id, dry_run=dry_run, full=full)

    def page(self, principal: Principal, source_id: str, *, cursor: str | None, limit: int) -> Page[Sync]:
        """Runs of a source, newest first. Raises ``NotFound`` or ``Invalid``."""
        self._check(principal, source_id)
        try:
            syncs, following = self._ingestion.list(source_id, after=cursor, limit=limit)
        except ValueError as error:
            message = "Not a cursor of this list; leave it out to start anew."
            raise Invalid.field("cursor", message, "bad_cursor") from error
        return Page(tuple(syncs), following)

    def get(self, principal: Principal, sync_id: str) -> Sync:
        """A run of a source that the principal may see. Raises ``NotFound``."""
        sync = self._ingestion.get(sync_id) if _is_uuid(sync_id) else None
        if sync is None or sync.org_id != principal.org_id:
            raise NotFound("There is no such sync.")
        self._check(principal, sync.source_id)
        self._endings.note(sync)
        return sync

    def cancel(self, principal: Principal, sync_id: str) -> Sync:
        """Ask a run to stop; it ends between batches. Raises ``NotFound``."""
        self.get(principal, sync_id)
        self._ingestion.cancel(sync_id)
        return self.get(principal, sync_id)

    def _check(self, principal: Principal, source_id: str) -> None:
        with self._db.reading() as session:
            get_source(session, principal, source_id)


class RunLinks:
    """Links into Prefect's interface. It knows no tenants and no permissions: they are for operators only."""

    def __init__(self, ingestion: Ingestion, operators: Operators) -> None:
        self._ingestion = ingestion
        self._operators = operators

    def added(self, principal: Principal, syncs: Sequence[Sync]) -> tuple[Sync, ...]:
        """The syncs with their links where the principal is an operator, as they are elsewhere."""
        if not syncs or not self._operators.includes(principal.user_id):
            return tuple(syncs)
        return tuple(replace(sync, prefect_url=self._ingestion.link(sync.id)) for sync in syncs)


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False
