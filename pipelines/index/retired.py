"""What becomes of the row of a document that is deleted, on any store."""

from dataclasses import replace
from datetime import datetime

from pipelines.types import Document, Status


def retired(row: Document, *, tombstone: bool, at: datetime) -> Document:
    """It names no version, so no chunk of it is live or spared. What was deleted before was so since then."""
    return replace(
        row,
        status=Status.DELETED,
        deleted_at=row.deleted_at if row.status is Status.DELETED and row.deleted_at else at,
        tombstone=tombstone or row.tombstone,
        live_version=None,
        pending_version=None,
        lease=None,
        chunk_count=0,
        error=None,
    )
