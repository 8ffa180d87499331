"""Documents of the live index made for another: cut from the stored text, never fetched or converted again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from pipelines.convert.language import told
from pipelines.cutting.cut import language_of
from pipelines.cutting.speaking import Speech
from pipelines.embedding.factory import build_embedder
from pipelines.errors import EmbedderUnavailable, IndexMismatch, PipelineError, TextPurged
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Prepared, Refused
from pipelines.ingest.chunk_embedder import embedded
from pipelines.ingest.structure_splitter import cut, rules_of
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.structure.simple import with_blocks
from pipelines.types import (
    Chunk,
    Document,
    DocumentError,
    IndexSpec,
    Lease,
    Publication,
    Scope,
    Status,
    Unfound,
    Vector,
)

LEASE = timedelta(seconds=60)
# Passages that are written together; how many documents fail before the embedder is away.
PASSAGES_AT_ONCE, TRIED = 150, 3
# Passages of a document without a text of its own that say its language.
MOST_READ = 20
log = structlog.get_logger()


class Refiller:
    """Makes publications for an index of a spec. Raises like index, storage and embedder."""

    def __init__(self, index: Index, storage: Storage, *, spec: IndexSpec, settings: PipelineSettings) -> None:
        self.spec = spec
        self._index, self._storage = index, storage
        self._embedder = build_embedder(spec.embedder, settings)

    def publication(self, row: Document) -> Publication:
        """The row's live version, its language told where it was not. ``IndexMismatch`` for one that today's limits
        refuse.
        """
        row, chunks = self._cut(row)
        vectors = embedded(chunks, self._embedder, self._known(row, chunks))
        lease = Lease("filling", datetime.now(UTC) + LEASE)
        return Publication(row, str(row.live_version), chunks, vectors, lease, self.spec.fingerprint)

    def _cut(self, row: Document) -> tuple[Document, tuple[Chunk, ...]]:
        version = str(row.live_version)
        try:
            stored = self._storage.get_text(org_id=row.org_id, document_id=row.document_id, version=version)
        except TextPurged:
            # Without a text of its own (Haystack's documents have none) it stays cut as it is.
            kept = self._index.chunks(Scope(row.org_id, frozenset({row.source_id})), row.document_id)
            speech = Speech("\n".join(chunk.text for chunk in kept[:MOST_READ]), row.language)
            return row, tuple(replace(chunk, language=chunk.language or speech.of(chunk.text)) for chunk in kept)
        row = replace(row, language=row.language or language_of(stored, told(row)))
        done = cut(Prepared(row, version, with_blocks(stored)), rules_of(self.spec.splitter))
        if isinstance(done, Refused):
            raise IndexMismatch(done.error.message, code=done.error.code, action=done.error.action)
        return row, done.chunks

    def _known(self, row: Document, chunks: tuple[Chunk, ...]) -> Mapping[str, Vector]:
        """What is embedded the same stays as it is."""
        if dict(self._index.live().embedder) != dict(self.spec.embedder):
            return {}
        return self._index.vectors(row.org_id, row.document_id, {chunk.text_hash for chunk in chunks})


class Carrying:
    """Carries documents into an index beside the live one; one that cannot be is set aside, the others go on."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # ``text_key`` of live versions that give no passage; and what could not be carried over.
        self.empty: set[str] = set()
        self._failed: set[tuple[str, str, str]] = set()
        self._untold: set[str] = set()

    def todo(self, rows: Iterable[Document]) -> list[Document]:
        """Those that were not tried in vain."""
        return [row for row in rows if _text_key(row) not in self.empty and _key(row) not in self._failed]

    def carry(self, rows: Sequence[Document], refiller: Refiller, *, into: str) -> None:
        """Write them into a physical index. Raises ``EmbedderUnavailable`` where it is away for all of them."""
        self._untold = {row.document_id for row in rows if not row.language}
        items, broken, done = list[Publication](), list[tuple[Document, EmbedderUnavailable]](), False
        for row in rows:
            try:
                items.append(refiller.publication(row))
                done = True
            except IndexMismatch as refused:
                self._refuse(row, DocumentError(refused.code, refused.message, refused.action))
            except EmbedderUnavailable as away:
                broken.append((row, away))
                if not done and len(broken) >= min(TRIED, len(rows)):
                    raise
            if sum(len(item.chunks) for item in items) >= PASSAGES_AT_ONCE:
                self._publish(items, into)
                items = []
        self._publish(items, into)
        for row, failed in broken:
            self._refuse(row, DocumentError(failed.code, failed.message, failed.action))

    def complain(self) -> None:
        """Raise where documents could not be carried over; the next pass tries them again."""
        if not self._failed:
            return
        many, self._failed = len(self._failed), set()
        # Whoever reads this may not see whose documents they are: the log names them by their ids.
        raise PipelineError(
            f"{many:,} document{'s' if many > 1 else ''} could not be indexed anew.",
            code="reindex_incomplete",
            action="The worker's log names each (reindex_document_failed): retry or delete it; then it goes on.",
        )

    def _publish(self, items: Sequence[Publication], into: str) -> None:
        self.empty |= {_text_key(item.row) for item in items if not item.chunks}
        rows = {item.row.document_id: item.row for item in items}
        answers = self._index.publish([item for item in items if item.chunks], into=into)
        for answer in answers:
            # What meets a conflict moved on: it is among what is missing, or gone.
            if isinstance(answer, Unfound):
                self._refuse(rows[answer.document_id], answer.error)
        self._tell([row for name, row in rows.items() if name not in {answer.document_id for answer in answers}])

    def _tell(self, carried: Iterable[Document]) -> None:
        """Write the languages of documents that had none. Of one that moves on meanwhile its own sync does."""
        settled = (row for row in carried if row.status is Status.INDEXED and row.lease is None)
        if told := [row for row in settled if row.language and row.document_id in self._untold]:
            self._index.put(told)

    def _refuse(self, row: Document, error: DocumentError) -> None:
        self._failed.add(_key(row))
        log.warning(
            "reindex_document_failed",
            org_id=row.org_id,
            document_id=row.document_id,
            code=error.code,
            error=error.message,
            action=error.action,
        )


def _text_key(row: Document) -> str:
    return f"{row.document_id}:{row.live_version}"


def _key(row: Document) -> tuple[str, str, str]:
    return row.org_id, row.document_id, str(row.live_version)
