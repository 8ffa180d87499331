"""The end of indexing: versions become live, refusals are written to the manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from haystack import component

from pipelines.batch import Batch, Outcome, Prepared, Refused
from pipelines.components.parts import WithParts
from pipelines.errors import IndexMismatch
from pipelines.index.protocol import Index
from pipelines.types import Conflict, Document, Lease, Publication, Status

LEASE = timedelta(seconds=60)


@component
class Publisher(WithParts):
    """Publishes what was prepared and writes down what was refused; one outcome per document."""

    PARTS = ("index",)

    def __init__(self, index: Index) -> None:
        self.index = index

    @component.output_types(outcomes=tuple[Outcome, ...])
    def run(self, batch: Batch) -> dict[str, tuple[Outcome, ...]]:
        """How each document of the batch ended."""
        published = self._publish(self.index, batch)
        return {"outcomes": (*published, *(self._refuse(self.index, refused) for refused in batch.refused))}

    def _publish(self, index: Index, batch: Batch) -> list[Outcome]:
        # Converting and embedding may have taken longer than the lease that the batch began with.
        lease = replace(batch.lease, until=max(batch.lease.until, datetime.now(UTC) + LEASE))
        items = [_publication(document, lease) for document in batch.prepared]
        if not items:
            return []
        conflicts = _by_id(index.publish(items))
        return [_outcome(item.row.document_id, Status.INDEXED, conflicts) for item in items]

    def _refuse(self, index: Index, refused: Refused) -> Outcome:
        row = refused.row
        if refused.status is Status.SKIPPED and row.live_version is not None:
            # An emptied document must not go on answering with what it said before.
            index.retire(row.org_id, [row.document_id], tombstone=False)
            row = _carried(row, index.get(row.org_id, [row.document_id])[row.document_id])
        ended = replace(
            row, status=refused.status, error=refused.error, pending_version=None, lease=None, deleted_at=None
        )
        conflicts = _by_id(index.put([ended]))
        return replace(_outcome(row.document_id, refused.status, conflicts), error=refused.error)


def _publication(document: Prepared, lease: Lease) -> Publication:
    if document.vectors is None:
        raise IndexMismatch(f"The document {document.row.document_id} was prepared without vectors.")
    row = replace(document.row, error=None, deleted_at=None, tombstone=False, indexed_at=datetime.now(UTC))
    return Publication(row, document.version, document.chunks, document.vectors, lease)


def _carried(row: Document, retired: Document) -> Document:
    """The row that was refused, on the revision that its retirement left."""
    return replace(retired, wanted_hash=row.wanted_hash, listed_at=row.listed_at, mime=row.mime, bytes=row.bytes)


def _by_id(conflicts: Sequence[Conflict]) -> dict[str, Conflict]:
    return {conflict.document_id: conflict for conflict in conflicts}


def _outcome(document_id: str, status: Status, conflicts: Mapping[str, Conflict]) -> Outcome:
    conflict = conflicts.get(document_id)
    if conflict is None:
        return Outcome(document_id, status)
    return Outcome(document_id, Status.PENDING, conflict=conflict.current)
