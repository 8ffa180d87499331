"""The index: manifest of documents, their chunks and hybrid search, behind one protocol.

Live means: of the version that the manifest row names. Two implementations pass one contract suite
(``tests/contracts/index``): ``SQLiteIndex`` and ``OpenSearchIndex``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pipelines.types import (
    Chunk,
    Conflict,
    Document,
    Fusion,
    Health,
    IndexSpec,
    Page,
    Progress,
    Publication,
    Receipt,
    Result,
    Scope,
    Status,
    Unfound,
    Vector,
)


class Index(Protocol):
    """Thread-safe. Every method may raise ``IndexUnavailable`` or ``IndexTimeout``."""

    def ensure(self, spec: IndexSpec) -> None:
        """Create manifest, first physical index and aliases where they are missing. Idempotent.

        An index that exists keeps its own spec: ``spec`` then only describes the next one. One whose words an older
        analyzer made gets what today's needs, and ``rebuild`` fills it.
        """
        ...

    def live(self) -> IndexSpec:
        """The spec of the index that answers now: questions are embedded with its embedder."""
        ...

    def health(self) -> Health:
        """Whether reading and writing work. Never raises."""
        ...

    def close(self) -> None:
        """Release connections. The index is not used afterwards."""
        ...

    def get(self, org_id: str, document_ids: Sequence[str]) -> dict[str, Document]:
        """Rows by id, realtime. Unknown ids and other organisations' are absent."""
        ...

    def list(
        self,
        scope: Scope,
        *,
        status: Status | None = None,
        q: str | None = None,
        endings: Collection[str] = (),
        after: str | None = None,
        limit: int = 100,
    ) -> Page[Document]:
        """Rows in stable order (uri, id). ``deleted`` rows only when asked for by status.

        ``q``: case-insensitive part of uri or title. ``endings``: of uris, any of them, in small ASCII letters and
        digits without the dot; none: whatever the ending. ``after``: a ``next_cursor``; a bad one raises ValueError.
        """
        ...

    def counts(self, scope: Scope) -> dict[str, dict[Status, int]]:
        """Documents per source and status, one query. Sources without documents have an empty dict."""
        ...

    def put(self, rows: Sequence[Document]) -> Sequence[Conflict]:
        """Write rows, compare-and-set on ``rev`` (None: must not exist). Conflicting rows are not written."""
        ...

    def publish(self, items: Sequence[Publication], *, into: str | None = None) -> Sequence[Conflict | Unfound]:
        """Make versions live: chunks, probe search, flip to ``indexed``, removal of other versions' chunks.

        Atomic per document as every reader sees it, and safe to be killed at any step. A conflict (the row moved on
        since it was read) leaves the row as it is and no chunk behind. A document that the probe does not find (its
        first chunk, by its vector and by each of its first eight words) is taken back alone: what was live stays so,
        and its status is the caller's to write. Raises ``IndexMismatch`` for vectors that are not finite, zero or of
        other dimensions: nothing is written then; and for what the store does not take of a document.

        ``into`` names a physical index that is not live (``Lifecycle.create``), to be filled before it is swapped in:
        it gets the chunks of versions that are live, the rows stay as they are, and a row whose live version is
        another by now is a conflict that leaves no chunk there. ``IndexMismatch`` for the live one or an unknown name.
        """
        ...

    def vectors(self, org_id: str, document_id: str, text_hashes: Iterable[str]) -> dict[str, Vector]:
        """Vectors ``float32[dimensions]`` of the document's chunks by text hash, for reuse."""
        ...

    def retire(self, org_id: str, document_ids: Sequence[str], *, tombstone: bool) -> Receipt:
        """Delete documents, and all that was in them: gone from the next search on.

        Rows stay as ``deleted``; wins over running syncs. ``tombstone``: a person deleted it, syncs respect that. What
        was in a document gets none: it comes back with it.
        """
        ...

    def children(self, org_id: str, document_ids: Sequence[str]) -> Sequence[Document]:
        """Rows of the documents that were in these, deleted ones included; what was in those is not among them."""
        ...

    def same(self, scope: Scope, hashes: Collection[str]) -> Mapping[str, Sequence[Document]]:
        """Rows that want these very bytes, by ``wanted_hash``: of each at most the first two in the order of the list.

        Deleted ones are not among them. Sees what was settled.
        """
        ...

    def refused(self, *, after: str | None = None, limit: int = 1_000) -> Page[Document]:
        """Rows that ended ``failed`` or ``skipped``, of all organisations, in a stable order. For maintenance.

        ``after``: a ``next_cursor``; a bad one raises ValueError.
        """
        ...

    def collect(self, org_id: str, source_id: str) -> int:
        """Remove orphaned chunks (neither live nor pending under a running lease). Answers how many."""
        ...

    def unfinished(self, before: datetime) -> set[tuple[str, str]]:
        """(org_id, source_id) with pending or processing rows last written before, that no running lease covers."""
        ...

    def outdated(self, fingerprints: Mapping[str, Sequence[str]], *, limit: int) -> Sequence[Document]:
        """At most ``limit`` indexed rows, of all organisations, whose text another format made than today's.

        ``fingerprints`` are today's by MIME type; rows of other types are not among them. For maintenance.
        """
        ...

    def settle(self) -> None:
        """Make own writes visible to list, counts and search. Nothing to do on SQLite."""
        ...

    def sample_means(self, org_ids: Iterable[str]) -> int:
        """Learn the mean vectors of organisations, the floors of their cosines. Answers how many vectors were read.

        A store that keeps exact means has nothing to do: it does not even ask for the ids.
        """
        ...

    def rebuild(self) -> Progress | None:
        """Make the words of the next few hundred chunks anew, where another analyzer than today's made them.

        None when none are left. Every step stands alone: it may be killed, repeated, done by two processes at once.
        Until the last one searches lack some words and say ``degraded: ["index"]``.
        """
        ...

    def search(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> Result:
        """The best k live chunks in scope: words, phrases and cosine, fused.

        ``vector`` None: words only (``degraded`` is the caller's to say). ``text`` is data, never query syntax. Where
        there are hits, the result's ``spec`` is that of the index which they come from.
        """
        ...

    def chunks(self, scope: Scope, document_id: str) -> Sequence[Chunk]:
        """All live chunks of a document, in order. For maintenance and suggestions, not on the answer path."""
        ...

    def term_counts(self, scope: Scope, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Chunks in scope, and in how many of them each term (stemmed alike) occurs: IDF for confidence."""
        ...


class Lifecycle(Protocol):
    """Physical indexes beside each other: build the next, swap, roll back, drop."""

    def physical(self) -> Mapping[str, IndexSpec]:
        """Physical indexes by name."""
        ...

    def create(self, spec: IndexSpec) -> str:
        """Create a physical index beside the live one. Answers its name."""
        ...

    def swap(self, name: str) -> str:
        """Make it live, atomically. Answers the name of the one that was live: swap back to roll back."""
        ...

    def drop(self, name: str) -> None:
        """Remove a physical index. The live one is refused with ``IndexMismatch``."""
        ...
