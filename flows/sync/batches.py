"""Indexing a batch of planned rows: what Prefect's task does, as a plain function.

Between the plan and now, and between one try and the next, others may have moved rows on: each row is read again and
decided anew. Deleted by a person, or wanted with other bytes by now: left to whoever did that.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from flows.sync.plan import is_left, merged, settled
from flows.sync.room import lacks_room
from flows.wiring import Workshop
from pipelines.errors import StorageError
from pipelines.ingest.pipeline import Fetched, Outcome, index_batch
from pipelines.sources.kind import OpenSource
from pipelines.types import Document, DocumentError, Lease, Status

ROUNDS = 2


def index_rows(
    workshop: Workshop, batch: Sequence[Document], *, source: OpenSource[Any], lease: Callable[[], Lease]
) -> list[Outcome]:
    """Index a batch of one organisation: an outcome per document that ended; none for those left to others.

    Raises ``PipelineError`` when the outside failed the whole batch: call again, what ended meanwhile is not redone.
    """
    ended: list[Outcome] = []
    remaining = batch
    for _ in range(ROUNDS):
        todo, already = decided(workshop, remaining)
        ended += already
        outcomes = _indexed(workshop, todo, source=source, lease=lease) if todo else []
        ended += [outcome for outcome in outcomes if outcome.status.terminal]
        refused = {outcome.document_id for outcome in outcomes if not outcome.status.terminal}
        remaining = [row for row in remaining if row.document_id in refused]
        if not remaining:
            break
    if any(outcome.status is not Status.INDEXED for outcome in ended):
        workshop.index.settle()
    return ended


def delete_rows(workshop: Workshop, rows: Sequence[Document]) -> int:
    """Delete documents that their source no longer lists, unless somebody has touched them since. Answers how many."""
    if not rows:
        return 0
    org_id = rows[0].org_id
    current = workshop.index.get(org_id, [row.document_id for row in rows])
    same = [row.document_id for row in rows if row.document_id in current and current[row.document_id].rev == row.rev]
    return len(workshop.index.retire(org_id, same, tombstone=False).document_ids) if same else 0


def decided(workshop: Workshop, batch: Sequence[Document]) -> tuple[list[Document], list[Outcome]]:
    """Rows of one organisation as they are to be indexed now, and how those ended that are done with."""
    current = workshop.index.get(batch[0].org_id, [row.document_id for row in batch])
    todo: list[Document] = []
    already: list[Outcome] = []
    for wanted in batch:
        row = current.get(wanted.document_id)
        if (row.rev if row else None) == wanted.rev:
            todo.append(wanted)
        elif row is not None and _still_wanted(row, wanted):
            if settled(row, wanted_hash=wanted.wanted_hash):
                already.append(Outcome(row.document_id, row.status, row.error))
            else:
                todo.append(merged(wanted, row))
    return todo, already


def _still_wanted(row: Document, wanted: Document) -> bool:
    left = is_left(row, wanted=wanted) or row.status is Status.DELETED
    return not left and row.wanted_hash == wanted.wanted_hash


def opened(
    workshop: Workshop, rows: Sequence[Document], *, source: OpenSource[Any], files: ExitStack
) -> tuple[list[Fetched], list[Outcome]]:
    """The files of rows, there as long as ``files``, and how those ended that have none."""
    fetched: list[Fetched] = []
    outcomes: list[Outcome] = []
    for row in rows:
        try:
            path = files.enter_context(source.fetch(row))
        except StorageError as missing:
            if lacks_room(missing):
                raise
            outcomes.append(_unfetched(workshop, row, missing))
        else:
            sha256 = row.wanted_hash if source.kept_by_hash(row) else None
            fetched.append(Fetched(row, path, sha256, source.reading))
    return fetched, outcomes


def _indexed(
    workshop: Workshop, rows: Sequence[Document], *, source: OpenSource[Any], lease: Callable[[], Lease]
) -> list[Outcome]:
    with ExitStack() as files:
        fetched, outcomes = opened(workshop, rows, source=source, files=files)
        if fetched:
            outcomes += index_batch(workshop.pipeline, fetched, lease=lease())
    return outcomes


def _unfetched(workshop: Workshop, row: Document, missing: StorageError) -> Outcome:
    error = DocumentError("file_missing", missing.message, "Upload the file again.")
    ended = replace(row, status=Status.FAILED, error=error, pending_version=None, lease=None)
    conflicts = workshop.index.put([ended])
    return Outcome(row.document_id, Status.PENDING if conflicts else Status.FAILED, error)
