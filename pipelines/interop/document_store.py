"""Haystack's document store protocol over an index, within one scope. Never on the answer path: filters scan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from haystack import default_to_dict
from haystack.dataclasses import Document
from haystack.document_stores.errors import DocumentStoreError, DuplicateDocumentError
from haystack.document_stores.types import DuplicatePolicy
from haystack.utils.filters import document_matches_filter

from pipelines.assembly.stores import open_index
from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.interop import documents as codec
from pipelines.settings import PipelineSettings
from pipelines.types import Chunk, Scope, document_id_for
from pipelines.types import Document as Row

PAGE = 500


class _Stored(NamedTuple):
    document: Document
    chunk: Chunk


class ScopedDocumentStore:
    """Reads what is in ``scope``, writes into ``source_id``: one Haystack document is one document of one chunk.

    Embeddings come back in the index's precision. Only documents that were written through such a store can be
    deleted or updated by filter; other chunks in scope are read, with their place in ``meta``.
    """

    def __init__(self, index: Index, scope: Scope, source_id: str) -> None:
        if source_id not in scope.source_ids:
            raise ValueError(f"The source {source_id!r} is not in the scope.")
        self._index = index
        self._scope = scope
        self._source_id = source_id

    def to_dict(self) -> dict[str, Any]:
        """The scope; where the index is remains the settings' to say."""
        return default_to_dict(
            self, org_id=self._scope.org_id, source_ids=sorted(self._scope.source_ids), source_id=self._source_id
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "ScopedDocumentStore":
        """The store of ``to_dict``, on the index that this process's settings name."""
        values = data["init_parameters"]
        scope = Scope(values["org_id"], frozenset(values["source_ids"]))
        return cls(open_index(PipelineSettings()), scope, values["source_id"])

    def count_documents(self) -> int:
        """How many documents ``filter_documents`` would answer."""
        return sum(row.chunk_count for row in self._rows())

    def filter_documents(self, filters: dict[str, Any] | None = None) -> list[Document]:
        """Documents that match Haystack's filters, ordered by source and id. Raises FilterError for bad ones."""
        return [stored.document for stored in self._scan(filters)]

    def write_documents(self, documents: list[Document], policy: DuplicatePolicy = DuplicatePolicy.NONE) -> int:
        """Write documents; without a policy duplicates fail. Answers how many were written.

        Raises ValueError for what is no list of documents, DuplicateDocumentError before anything is written.
        """
        if not isinstance(documents, list) or not all(isinstance(one, Document) for one in documents):
            raise ValueError("write_documents takes a list of Haystack documents.")
        wanted = self._wanted(documents, policy)
        self._publish(wanted)
        return len(wanted)

    def delete_documents(self, document_ids: list[str]) -> None:
        """Delete documents of this store's source; unknown ids are passed over."""
        self._retire(document_ids)

    def delete_all_documents(self, recreate_index: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 Haystack's own
        """Delete everything in this store's source. The index is shared, so ``recreate_index`` does no more."""
        rows = self._rows(Scope(self._scope.org_id, frozenset({self._source_id})))
        self._index.retire(self._scope.org_id, [row.document_id for row in rows], tombstone=False)
        self._index.settle()

    def delete_by_filter(self, filters: dict[str, Any]) -> int:
        """Delete the documents that match. Answers how many."""
        return self._retire([stored.document.id for stored in self._own(filters)])

    def update_by_filter(self, filters: dict[str, Any], meta: dict[str, Any]) -> int:
        """Set fields of the meta of the documents that match. Answers how many."""
        found = [replace(stored.document, meta={**stored.document.meta, **meta}) for stored in self._own(filters)]
        self._publish(found)
        return len(found)

    def _wanted(self, documents: Sequence[Document], policy: DuplicatePolicy) -> list[Document]:
        if policy is DuplicatePolicy.OVERWRITE:
            return list({one.id: one for one in documents}.values())
        there = self._known(one.id for one in documents)
        seen = {one_id for one_id, row in there.items() if row.live_version is not None}
        fresh = []
        for one in documents:
            if one.id not in seen:
                fresh.append(one)
            elif policy is not DuplicatePolicy.SKIP:
                raise DuplicateDocumentError(f"The document {one.id!r} is already there.")
            seen.add(one.id)
        return fresh

    def _publish(self, documents: Sequence[Document]) -> None:
        there, dimensions = self._known(one.id for one in documents), self._index.live().dimensions
        items = [
            codec.publication(one, there.get(one.id) or self._new(one.id), dimensions=dimensions) for one in documents
        ]
        conflicts = self._index.publish(items) if items else ()
        self._index.settle()
        if conflicts:
            raise DocumentStoreError(f"{len(conflicts)} documents were changed by somebody else meanwhile.")

    def _retire(self, ids: Iterable[str]) -> int:
        live = [row.document_id for row in self._known(ids).values() if row.live_version is not None]
        self._index.retire(self._scope.org_id, live, tombstone=False)
        self._index.settle()
        return len(live)

    def _known(self, ids: Iterable[str]) -> dict[str, Row]:
        named = {document_id_for(self._source_id, one): one for one in ids}
        rows = self._index.get(self._scope.org_id, list(named))
        return {named[document_id]: row for document_id, row in rows.items()}

    def _new(self, haystack_id: str) -> Row:
        document_id = document_id_for(self._source_id, haystack_id)
        return Row(document_id, self._scope.org_id, self._source_id, haystack_id, title="")

    def _own(self, filters: dict[str, Any]) -> list[_Stored]:
        return [
            stored
            for stored in self._scan(filters)
            if stored.chunk.source_id == self._source_id and codec.is_haystacks(stored.chunk)
        ]

    def _scan(self, filters: dict[str, Any] | None) -> Iterator[_Stored]:
        for row in self._rows():
            chunks = self._index.chunks(self._scope, row.document_id)
            hashes = [chunk.text_hash for chunk in chunks]
            vectors = self._index.vectors(row.org_id, row.document_id, hashes)
            for chunk in chunks:
                document = codec.document(chunk, row, vectors.get(chunk.text_hash))
                if not filters or document_matches_filter(filters, document):
                    yield _Stored(document, chunk)

    def _rows(self, scope: Scope | None = None) -> Iterator[Row]:
        for page in pages(lambda after: self._index.list(scope or self._scope, after=after, limit=PAGE)):
            yield from page.items
