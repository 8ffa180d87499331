"""Rule: what a deleted source leaves in the index goes, and the source is finished with when nothing can come back."""

import structlog
from sqlalchemy import update

from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.types import Scope
from webapp.prefect.ingestion import Ingestion, IngestionUnavailable
from webapp.sources.models import Source
from webapp.sql.database import Database, now

BATCH = 200
log = structlog.get_logger()


class Retiring:
    """Retires the documents of deleted sources, also where Prefect is away."""

    def __init__(self, db: Database, *, index: Index, ingestion: Ingestion) -> None:
        self._db = db
        self._index = index
        self._ingestion = ingestion

    def retire(self, row: Source) -> None:
        """All documents of a deleted source; it is finished with when its deployment and its runs are gone as well."""
        scope = Scope(row.org_id, frozenset({row.id}))
        log.info("source_retired", source_id=row.id, documents=self._documents(scope))
        if self._is_quiet(row.id) and not self._index.list(scope, limit=1).items:
            with self._db.writing() as session:
                session.execute(update(Source).where(Source.id == row.id).values(retired_at=now()))

    def _documents(self, scope: Scope) -> int:
        retired = 0
        for page in pages(lambda after: self._index.list(scope, after=after, limit=BATCH)):
            ids = [document.document_id for document in page.items]
            if ids:
                self._index.retire(scope.org_id, ids, tombstone=False)
                retired += len(ids)
        self._index.settle()
        return retired

    def _is_quiet(self, source_id: str) -> bool:
        """Whether its deployment is dropped and no run is left that could still write."""
        with self._db.reading() as session:
            row = session.get(Source, source_id)
        try:
            return row is None or (row.revision == row.deployed_revision and not self._ingestion.active([source_id]))
        except IngestionUnavailable:
            return False
