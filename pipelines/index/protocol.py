"""The index: manifest of documents, their chunks and hybrid search, behind one protocol.

Live means: of the version that the manifest row names. Two implementations pass one contract suite
(``tests/contracts/index``): ``SQLiteIndex`` and ``OpenSearchIndex``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipelines.index.damage import Damage
from pipelines.index.filling import Filling
from pipelines.index.result import Result
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
    Scope,
    Status,
    Stored,
    Unfound,
    Vector,
)


class Index(Protocol):
    """Thread-safe. Every method may raise ``IndexUnavailable`` or ``IndexTimeout``."""

    def ensure(self, spec: IndexSpec) -> None:
        """Create manifest, first physical index and aliases where they are missing. Idempotent.

        An index that exists keeps its own spec: ``spec`` then only describes the next one. One from before there was
        an analyzer gets what today's needs, and ``rebuild`` fills it.
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

    def stored(self, org_id: str) -> Stored:
        """Documents of an organisation that were not deleted, searchable or not, and their bytes; one query."""
        ...

    def languages(self, scope: Scope | None) -> Mapping[str, int]:
        """Indexed documents by language, one query; under an empty code those in none that is known.

        Without a scope of all organisations: for maintenance.
        """
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
        other dimensions: nothing is written then; and for what the store does not take of a document. Raises
        ``IndexSwapped`` where an item was made for another index than the live one (``Publication.space``): make it
        anew.

        ``into`` names a physical index that is not live (``Lifecycle.create``), to be filled before it is swapped in:
        it gets the chunks of versions that are live, the rows stay as they are, and a row whose live version is
        another by now is a conflict that leaves no chunk there. A document's first chunk is written last: with it the
        document is whole. ``IndexMismatch`` for the live one or an unknown name; ``IndexFull`` where there is no room.
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

    def sweep(self) -> int:
        """Remove chunks that killed deletions left, of all organisations. Answers how many. For maintenance."""
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
        """Make the words of the next few hundred chunks anew, in an index from before there was an analyzer.

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

    def generation(self, org_id: str, shown: Sequence[Document] = ()) -> str | None:
        """The name of what an organisation's searches find now, realtime and cheap: another one after every change.

        Whoever kept what a search found that began after the name was read may show it while the name is the same.
        ``shown`` are rows of documents that were found: None where one of them is not as it stands, and while nothing
        can be named because words are made anew.
        """
        ...

    def chunks(self, scope: Scope, document_id: str) -> Sequence[Chunk]:
        """All live chunks of a document, in order. For maintenance and suggestions, not on the answer path."""
        ...

    def spoken(self, scope: Scope) -> Collection[str]:
        """Languages of the chunks in scope (ISO 639-1, "" for unknown): what questions are analysed in. Cheap.

        One that a source had may stay among them until the source is next collected, one that came may be a minute
        late.
        """
        ...

    def term_counts(self, scope: Scope, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Chunks in scope, and in how many of them each term (stemmed alike) occurs: IDF for confidence."""
        ...


class Lifecycle(Protocol):
    """Physical indexes beside each other: build the next, swap, roll back, drop."""

    def physical(self) -> Mapping[str, IndexSpec]:
        """Physical indexes by name."""
        ...

    def live_name(self) -> str:
        """The name of the one that answers."""
        ...

    def create(self, spec: IndexSpec) -> str:
        """Create a physical index beside the live one. Answers its name. ``IndexFull`` where there is no room."""
        ...

    def missing(self, name: str, *, after: str | None, limit: int) -> Page[Document]:
        """Rows whose live version is not whole in a physical index, by organisation and id.

        A page may be short or empty before the last. ``after``: a ``next_cursor``.
        """
        ...

    def filled(self, name: str) -> Progress:
        """Documents that are whole in a physical index, of all that have a live version. About, while it is written."""
        ...

    def swap(self, name: str) -> str:
        """Make it live, atomically. Answers the name of the one that was live: swap back to roll back.

        Repeated, it finishes what a killed process began: every row's ``chunk_count`` is that of the live index.
        """
        ...

    def swap_whole(self, name: str, *, empty: Collection[str]) -> str | None:
        """``swap``, if the index holds every live version whole and nothing else; None if not: look what is missing.

        What it holds beyond that is removed. ``empty``: ``text_key`` of live versions that give no chunk.
        """
        ...

    def organisations(self) -> Sequence[str]:
        """Ids of all organisations that have documents."""
        ...

    def filling(self) -> Filling | None:
        """Where filling the next index is, realtime. None: there never was one."""
        ...

    def keep_filling(self, filling: Filling) -> bool:
        """Write that row over the ``rev`` it names (None: there is none yet). False: somebody else wrote it."""
        ...

    def drop(self, name: str) -> None:
        """Remove a physical index, step by step where it is large. The live one is refused with ``IndexMismatch``."""
        ...


class Mending(Protocol):
    """What went wrong behind everybody's back: found, copied, and put in step again. For ``check`` and ``repair``."""

    def damage(self, *, seconds: float | None = None) -> Sequence[Damage]:
        """What is out of step. ``seconds``: what takes long to be looked at is left out after that. Writes nothing."""
        ...

    def sources(self) -> Mapping[tuple[str, str], int]:
        """Documents that are not deleted, by organisation and source."""
        ...

    def copy(self, folder: Path) -> Path | None:
        """All that there is, copied into a folder; None where a store keeps nothing that can be copied so."""
        ...

    def mend(self) -> Sequence[Damage]:
        """Put in step what can be, and have documents wait that must be read again. Answers what it was.

        Others may work meanwhile, unless ``damage`` says ``file``: then nobody else may have the index open.
        """
        ...


class Store(Index, Lifecycle, Mending, Protocol):
    """What an installation has: an index whose physical indexes can be swapped."""
