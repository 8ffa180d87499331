"""Reading a source's whole manifest, page by page."""

from collections.abc import Iterator

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


def rows_with(index: Index, scope: Scope, *, status: Status | None) -> Iterator[Document]:
    """A source's rows of one status; None: all but the deleted ones."""
    after: str | None = None
    while True:
        page = index.list(scope, status=status, after=after, limit=PAGE)
        yield from page.items
        after = page.next_cursor
        if after is None:
            return
