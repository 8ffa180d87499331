"""Reading a source's rows, page by page: all of them, or only those that are not done with."""

from collections.abc import Iterator

from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.types import Document, Scope, Status

PAGE = 500


def rows_of(index: Index, *, org_id: str, source_id: str) -> dict[str, Document]:
    """All rows of a source by document id, deleted ones included."""
    scope = Scope(org_id, frozenset({source_id}))
    rows = {row.document_id: row for row in rows_with(index, scope, status=Status.DELETED)}
    # The living last: a row that came back between the two readings is read as living.
    rows.update({row.document_id: row for row in rows_with(index, scope, status=None)})
    return rows


def unfinished_rows(index: Index, *, org_id: str, source_id: str) -> dict[str, Document]:
    """The rows of a source that wait to be indexed, by document id: costs what they are, however many are settled."""
    scope = Scope(org_id, frozenset({source_id}))
    # The pending last: a row that is wanted anew between the two readings is read as pending.
    return {
        row.document_id: row
        for status in (Status.PROCESSING, Status.PENDING)
        for row in rows_with(index, scope, status=status)
    }


def settled_count(index: Index, *, org_id: str, source_id: str) -> int:
    """How many documents of a source have ended, deleted ones aside."""
    counts = index.counts(Scope(org_id, frozenset({source_id})))[source_id]
    return sum(number for status, number in counts.items() if status.terminal and status is not Status.DELETED)


def rows_with(index: Index, scope: Scope, *, status: Status | None) -> Iterator[Document]:
    """A source's rows of one status; None: all but the deleted ones."""
    for page in pages(lambda after: index.list(scope, status=status, after=after, limit=PAGE)):
        yield from page.items
