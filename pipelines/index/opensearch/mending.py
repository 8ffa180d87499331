"""What OpenSearch does for ``check`` and ``repair``: the protocol ``Mending``.

There is nothing to copy: only what belongs to no document is removed, all else is made anew of stored texts and files.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.index import damage as kinds
from pipelines.index.damage import Damage
from pipelines.index.opensearch.beside import Beside
from pipelines.index.opensearch.chunks import key_of
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.rows import now
from pipelines.index.opensearch.scanning import Scan
from pipelines.index.opensearch.table import Table
from pipelines.index.opensearch.upkeep import Upkeep
from pipelines.index.opensearch.wire import Wire
from pipelines.types import Document, Status

ROWS = 1_000
# Of an organisation: passages of no row by text key, and rows that lack some or have too many.
_Look = tuple[dict[str, int], list[Document]]


class Mender:
    """Compares passages with the rows of their documents, one organisation after the other."""

    names: Names
    _wire: Wire
    _table: Table
    _scan: Scan
    _upkeep: Upkeep
    _beside: Beside

    def damage(self, *, seconds: float | None = None) -> Sequence[Damage]:  # noqa: ARG002 - the server's own time bounds it
        """Passages of documents that are not listed, and documents with another number of passages than they had."""
        return _counted(self._looks().values())

    def sources(self) -> Mapping[tuple[str, str], int]:
        """Documents that are not deleted, by organisation and source."""
        return self._scan.sources()

    def copy(self, folder: Path) -> Path | None:  # noqa: ARG002 - the protocol's
        """Nothing: a server has snapshots of its own."""
        return None

    def mend(self) -> Sequence[Damage]:
        """Remove passages of nobody, and have documents wait that are not whole."""
        looks = self._looks()
        # Each is looked at once more as it is removed or written.
        for org_id, (nobody, lacking) in looks.items():
            self._upkeep.remove_unlisted(org_id, list(nobody))
            self._table.write([_waiting(row) for row in lacking])
        self._wire.refresh(f"{self.names.documents},{self.names.chunks}")
        return _counted(looks.values())

    def _looks(self) -> dict[str, _Look]:
        """By organisation."""
        self._wire.refresh(f"{self.names.documents},{self.names.chunks}")
        organisations = {*self._beside.organisations(), *self._upkeep.organisations()}
        return {org_id: self._look(org_id) for org_id in sorted(organisations)}

    def _look(self, org_id: str) -> _Look:
        counts: dict[str, int] = {}
        nobody: dict[str, int] = {}
        for keys, found in self._upkeep.text_keys(org_id):
            counts |= found
            rows = self._table.get_all((org_id, document_id) for document_id in keys.values())
            nobody |= {key: found[key] for key, document_id in keys.items() if (org_id, document_id) not in rows}
        lacking = [row for row in self._indexed(org_id) if counts.get(_key(row), 0) != row.chunk_count]
        # What was published between the two looks is as it should be.
        still = self._table.get_all((org_id, row.document_id) for row in lacking)
        revisions = {row.document_id: row.rev for row in still.values()}
        return nobody, [row for row in lacking if revisions.get(row.document_id) == row.rev]

    def _indexed(self, org_id: str) -> Iterator[Document]:
        after: str | None = None
        while True:
            page = self._scan.indexed(org_id, after=after, limit=ROWS)
            yield from page.items
            if (after := page.next_cursor) is None:
                return


def _counted(looks: Collection[_Look]) -> list[Damage]:
    counts = {
        kinds.CHUNKS_OF_NOBODY: sum(sum(nobody.values()) for nobody, _ in looks),
        kinds.DOCUMENTS_INCOMPLETE: sum(len(lacking) for _, lacking in looks),
    }
    return [Damage(kind, rows) for kind, rows in counts.items() if rows]


def _key(row: Document) -> str:
    return key_of(row.document_id, row.live_version or "")


def _waiting(row: Document) -> Document:
    bare = replace(row, pending_version=None, lease=None, error=None, etag=None, last_modified=None)
    return replace(bare, status=Status.PENDING, listed_at=now())
