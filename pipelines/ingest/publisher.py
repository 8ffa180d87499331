"""The end of indexing: versions become live, refusals are written to the manifest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.errors import IndexMismatch
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Outcome, Prepared, Refused
from pipelines.types import Conflict, Document, Lease, Publication, Status, Unfound

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
        for document, outcome in zip(batch.prepared, published, strict=True):
            if outcome.status is Status.INDEXED and document.members is not None:
                _retire_vanished(self.index, document.row, document.members)
        return {"outcomes": (*published, *(refuse(self.index, refused) for refused in batch.refused))}

    def _publish(self, index: Index, batch: Batch) -> list[Outcome]:
        # Converting and embedding may have taken longer than the lease that the batch began with.
        lease = replace(batch.lease, until=max(batch.lease.until, datetime.now(UTC) + LEASE))
        items = [_publication(document, lease, batch.space) for document in batch.prepared]
        if not items:
            return []
        answers = {answer.document_id: answer for answer in index.publish(items)}
        return [_ended(index, item, answers.get(item.row.document_id)) for item in items]


def refuse(index: Index, refused: Refused) -> Outcome:
    """Write down that a document ended without being indexed."""
    row = refused.row
    if refused.status is Status.SKIPPED and row.live_version is not None:
        # An emptied document must not go on answering with what it said before, nor what was in it.
        current = index.get(row.org_id, [row.document_id]).get(row.document_id)
        if current is None or current.rev != row.rev:
            return Outcome(row.document_id, Status.PENDING, refused.error, current)
        _retire_vanished(index, row, frozenset())
        row = replace(row, live_version=None, chunk_count=0)
    ended = replace(row, status=refused.status, error=refused.error, pending_version=None, lease=None, deleted_at=None)
    for conflict in index.put([ended]):
        return replace(_conflicting(conflict), error=refused.error)
    return Outcome(row.document_id, refused.status, refused.error)


def _retire_vanished(index: Index, row: Document, members: frozenset[str]) -> None:
    """What was in a document and is no longer."""
    within = index.children(row.org_id, [row.document_id])
    gone = [one.document_id for one in within if one.document_id not in members and one.status is not Status.DELETED]
    if gone:
        index.retire(row.org_id, gone, tombstone=False)


def _ended(index: Index, item: Publication, answer: Conflict | Unfound | None) -> Outcome:
    if answer is None:
        return Outcome(item.row.document_id, Status.INDEXED)
    if isinstance(answer, Conflict):
        return _conflicting(answer)
    # Of the row that was to be, only what was wanted holds: the bytes that were tried in vain.
    row = answer.current or replace(item.row, content_hash=None, indexed_at=None)
    wanted = replace(row, wanted_hash=item.row.wanted_hash, listed_at=item.row.listed_at)
    return refuse(index, Refused(wanted, Status.FAILED, answer.error))


def _publication(document: Prepared, lease: Lease, space: str) -> Publication:
    if document.vectors is None:
        raise IndexMismatch(f"The document {document.row.document_id} was prepared without vectors.")
    row = replace(document.row, error=None, deleted_at=None, tombstone=False, indexed_at=datetime.now(UTC))
    return Publication(row, document.version, document.chunks, document.vectors, lease, space)


def _conflicting(conflict: Conflict) -> Outcome:
    return Outcome(conflict.document_id, Status.PENDING, conflict=conflict.current)
