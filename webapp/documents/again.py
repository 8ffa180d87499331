"""Documents that ended are read again: their rows wait anew, and so do those of what was in them. Free of Flask."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.index.protocol import Index
from pipelines.types import Document, Status
from webapp.sql.database import now

MOST_TRIES = 20
RETRIED = frozenset({Status.DELETED, Status.FAILED, Status.SKIPPED})


def wait_anew(index: Index, rows: Sequence[Document]) -> frozenset[str]:
    """Have these rows of one organisation wait, where they have ended without being searchable.

    Answers the ids of those that others keep changing, and of those that are gone.
    """
    left: Mapping[str, Document | None] = {row.document_id: row for row in rows}
    for _ in range(MOST_TRIES):
        ended = [row for row in left.values() if row is not None and row.status in RETRIED]
        conflicts = index.put([_waiting(row) for row in ended]) if ended else ()
        left = {one: None for one, row in left.items() if row is None}
        left |= {conflict.document_id: conflict.current for conflict in conflicts}
        if not conflicts:
            break
    _within(index, [row for row in rows if row.document_id not in left])
    index.settle()
    return frozenset(left)


def _within(index: Index, rows: Sequence[Document]) -> None:
    """What a person deleted stays deleted; a row that moves on meanwhile is somebody's who knows better."""
    if not rows:
        return
    org_id = rows[0].org_id
    within = index.children(org_id, [row.document_id for row in rows])
    while within := [one for one in within if not one.tombstone]:
        index.put([_waiting(one) for one in within if one.status in RETRIED and one.wanted_hash])
        within = index.children(org_id, [one.document_id for one in within])


def _waiting(row: Document) -> Document:
    return replace(row, status=Status.PENDING, error=None, deleted_at=None, tombstone=False, listed_at=now())
