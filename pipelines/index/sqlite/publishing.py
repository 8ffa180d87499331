"""Publishing a document: row, chunks, probe and ``indexed`` in one transaction."""

from dataclasses import replace
from datetime import datetime

import apsw

from pipelines.errors import IndexUnavailable
from pipelines.index.question import parse
from pipelines.index.sqlite import chunks, rows, schema, searching
from pipelines.types import Conflict, Publication, Scope, Status

PROBE_WORDS = 8


def publish(db: apsw.Connection, item: Publication, moment: datetime) -> Conflict | None:
    """Make a version live, its vectors checked before. Inside a write transaction, which an error rolls back."""
    row = replace(
        item.row,
        live_version=item.version,
        pending_version=None,
        lease=None,
        chunk_count=len(item.chunks),
        status=Status.INDEXED,
        error=None,
        indexed_at=moment,
        deleted_at=None,
        tombstone=False,
    )
    before = rows.read(db, row.org_id, [row.document_id]).get(row.document_id)
    if not rows.write(db, row, moment):
        return Conflict(row.document_id, before)
    doc, live = rows.number(db, row), schema.live(db)
    chunks.drop([live], doc, keep=None)
    chunks.drop((one for one in schema.physicals(db) if one.number != live.number), doc, keep=item.version)
    added = chunks.add(live, row, zip(item.chunks, item.vectors, strict=True))
    if added and not _found(live, item, added[0]):
        raise IndexUnavailable(
            f"A probe did not find {row.uri!r} right after it was written.",
            code="probe_failed",
            action="Retry the document; if it stays, re-index.",
        )
    return None


def _found(live: schema.Physical, item: Publication, number: int) -> bool:
    sources = rows.sources(live.db, Scope(item.row.org_id, frozenset({item.row.source_id})))
    # FTS5 knows the letters of an older Unicode than Python does, so only ASCII words are demanded.
    words = [word for word in parse(item.chunks[0].text).words if word.isascii()][:PROBE_WORDS]
    return sources is not None and searching.finds(live, sources, number=number, words=words)
