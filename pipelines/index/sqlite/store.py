"""``SQLiteIndex``: the protocols ``Index`` and ``Lifecycle`` on one file."""

import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import apsw
import structlog

from pipelines.errors import IndexFull, IndexTimeout, PipelineError, ProbeFailed
from pipelines.index.filling import Filling
from pipelines.index.filling import told as told_of_filling
from pipelines.index.question import UNKNOWN
from pipelines.index.rebuilding import told
from pipelines.index.result import Result
from pipelines.index.sqlite import (
    beside,
    chunks,
    generations,
    leaving,
    lifecycle,
    manifest,
    publishing,
    rebuilding,
    rows,
    schema,
    searching,
)
from pipelines.index.sqlite.connections import Connections
from pipelines.index.sqlite.upkeep import Upkeep
from pipelines.index.vectors import checked
from pipelines.types import (
    Chunk,
    Conflict,
    Document,
    DocumentError,
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

HEALTH_SECONDS = 0.2
PAUSE_SECONDS = 0.5
# Documents of one transaction, and the chunks from which on it takes no more: others wait for its end.
TOGETHER, MOST_CHUNKS = 64, 1_000
# Filling an index beside gives way sooner, cuts long documents, and leaves so much of the disk to everything else.
FILLED_AT_ONCE, RESERVE_BYTES = 200, 500_000_000
log = structlog.get_logger()


class SQLiteIndex(Upkeep):
    """The embedded index. Threads share it; processes share its file; a fork opens its own connections.

    The file is opened at the first call, not by the constructor, and by nothing else than this class.
    """

    # Its searches are this process's own work, not another machine's.
    computes = True

    def __init__(
        self, path: Path, *, connections: int = 8, seconds: float = 20.0, reserve_bytes: int = RESERVE_BYTES
    ) -> None:
        self._path, self._reserve = path, reserve_bytes
        self._connections = Connections(path, size=connections, seconds=seconds)

    def ensure(self, spec: IndexSpec) -> None:
        """Create the tables where they are missing."""
        with self._connections.writing() as db:
            schema.ensure(db, spec)
            generations.ensure(db)

    def live(self) -> IndexSpec:
        """The spec of the physical index that answers."""
        with self._connections.reading() as db:
            return schema.live(db).spec

    def health(self) -> Health:
        """Whether the file can be read and locked for writing. Never raises."""
        try:
            with self._connections.reading() as db:
                live = schema.live(db)
                rebuilt = told(rebuilding.progress(live)) if live.spec.rebuilding else ""
                note = rebuilt or told_of_filling(beside.read(db))
            with self._connections.writing(seconds=HEALTH_SECONDS):
                pass
        except PipelineError as error:
            # Somebody else writing is no fault.
            busy = isinstance(error.__cause__, apsw.BusyError) or error.code == "index_timeout"
            return Health(busy, error.message, "" if busy else error.action)
        return Health(ok=True, detail="SQLite index", note=note)

    def close(self) -> None:
        """Close the file."""
        self._connections.close()

    def get(self, org_id: str, document_ids: Sequence[str]) -> dict[str, Document]:
        """Rows by id."""
        with self._connections.reading() as db:
            return rows.read(db, org_id, document_ids)

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
        """Rows in the order (uri, id)."""
        with self._connections.reading() as db:
            return manifest.page(db, scope, status=status, q=q, endings=endings, after=after, limit=limit)

    def counts(self, scope: Scope) -> dict[str, dict[Status, int]]:
        """Documents per source and status."""
        with self._connections.reading() as db:
            return manifest.counts(db, scope)

    def stored(self, org_id: str) -> Stored:
        """Documents of an organisation that were not deleted, and their bytes."""
        with self._connections.reading() as db:
            return manifest.stored(db, org_id)

    def languages(self, scope: Scope | None) -> Mapping[str, int]:
        """Indexed documents by language."""
        with self._connections.reading() as db:
            return manifest.languages(db, scope)

    def put(self, rows: Sequence[Document]) -> Sequence[Conflict]:
        """Write rows over the revisions they name."""
        moment = _now()
        with self._connections.writing() as db:
            written = [manifest.put(db, row, moment) for row in rows]
        return [conflict for conflict in written if conflict is not None]

    def publish(self, items: Sequence[Publication], *, into: str | None = None) -> Sequence[Conflict | Unfound]:
        """Make versions live, or fill another physical index, a few documents per transaction."""
        dimensions = (self.live() if into is None else self._target(into)).dimensions
        sound = [
            replace(item, vectors=checked(item.vectors, count=len(item.chunks), dimensions=dimensions))
            for item in items
        ]
        if into is None:
            return [answer for group in _groups(sound) for answer in self._publish(group, None)]
        self._room()
        return [answer for group in _groups(sound, FILLED_AT_ONCE) for answer in self._fill(group, into)]

    def vectors(self, org_id: str, document_id: str, text_hashes: Iterable[str]) -> dict[str, Vector]:
        """Vectors of the document's chunks by text hash."""
        with self._connections.reading() as db:
            return chunks.by_hash(schema.live(db), (org_id, document_id), text_hashes)

    def retire(self, org_id: str, document_ids: Sequence[str], *, tombstone: bool) -> Receipt:
        """Delete documents: the rows at once, their chunks some at a time."""
        with self._connections.writing() as db:
            gone = manifest.retire(db, org_id, document_ids, tombstone=tombstone, moment=_now())
            removed, left = leaving.step(db, gone.values())
        return Receipt(tuple(gone), removed + self._leave(left))

    def children(self, org_id: str, document_ids: Sequence[str]) -> Sequence[Document]:
        """Rows of what was in these documents."""
        with self._connections.reading() as db:
            return rows.children(db, org_id, document_ids)

    def same(self, scope: Scope, hashes: Collection[str]) -> Mapping[str, Sequence[Document]]:
        """The first rows that want these bytes."""
        with self._connections.reading() as db:
            return manifest.same(db, scope, hashes)

    def refused(self, *, after: str | None = None, limit: int = 1_000) -> Page[Document]:
        """Rows that ended failed or skipped."""
        with self._connections.reading() as db:
            return manifest.refused(db, after=after, limit=limit)

    def collect(self, org_id: str, source_id: str) -> int:
        """Remove chunks of versions that their row does not name: those that a killed deletion left."""
        scope = Scope(org_id, frozenset({source_id}))
        with self._connections.writing() as db:
            removed, left = leaving.step(db, manifest.orphans(db, scope))
        removed += self._leave(left)
        with self._connections.writing() as db:
            manifest.forget_languages(db, scope)
        return removed

    def sweep(self) -> int:
        """Remove what killed deletions left."""
        with self._connections.reading() as db:
            left = leaving.waiting(db)
        return self._leave(left)

    def unfinished(self, before: datetime) -> set[tuple[str, str]]:
        """Sources with rows that wait and that nobody works on."""
        with self._connections.reading() as db:
            return manifest.unfinished(db, before, _now())

    def outdated(self, fingerprints: Mapping[str, Sequence[str]], *, limit: int) -> Sequence[Document]:
        """Rows whose text another format made."""
        with self._connections.reading() as db:
            return manifest.outdated(db, fingerprints, limit=limit)

    def settle(self) -> None:
        """Nothing to do: what was written is seen."""

    def search(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> Result:
        """The best k chunks in scope, one snapshot."""
        if not scope.source_ids or k < 1:
            return Result(())
        with self._connections.reading() as db:
            return searching.search(schema.live(db), scope, searching.Asked(text, vector, k, fusion))

    def generation(self, org_id: str, shown: Sequence[Document] = ()) -> str | None:  # noqa: ARG002 - the name says it
        """The name of what searches find."""
        with self._connections.reading() as db:
            return generations.of(db, org_id)

    def chunks(self, scope: Scope, document_id: str) -> Sequence[Chunk]:
        """All chunks of a document, in order."""
        with self._connections.reading() as db:
            row = rows.read(db, scope.org_id, [document_id]).get(document_id)
            if row is None or row.source_id not in scope.source_ids:
                return ()
            return chunks.of_document(schema.live(db), row)

    def spoken(self, scope: Scope) -> tuple[str, ...]:
        """Languages of the chunks in scope."""
        with self._connections.reading() as db:
            sources = rows.sources(db, scope)
            return UNKNOWN if sources is None else searching.spoken(schema.live(db), sources)

    def term_counts(self, scope: Scope, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Chunks in scope, and those that hold each term."""
        with self._connections.reading() as db:
            return searching.term_counts(schema.live(db), scope, terms)

    def sample_means(self, org_ids: Iterable[str]) -> int:  # noqa: ARG002 - the protocol's
        """Nothing to do: the mean is kept with every write."""
        return 0

    def rebuild(self) -> Progress | None:
        """Make the terms of the next few hundred chunks anew, where another analyzer made them."""
        with self._connections.reading() as db:
            if not any(one.spec.rebuilding for one in schema.physicals(db)):
                return None
        with self._connections.writing() as db:
            return rebuilding.step(db)

    def physical(self) -> Mapping[str, IndexSpec]:
        """Physical indexes by name."""
        with self._connections.reading() as db:
            return {one.name: one.spec for one in schema.physicals(db)}

    def create(self, spec: IndexSpec) -> str:
        """Create a physical index beside the live one."""
        self._room()
        with self._connections.writing() as db:
            return schema.create(db, spec).name

    def live_name(self) -> str:
        """The name of the one that answers."""
        with self._connections.reading() as db:
            return schema.live(db).name

    def missing(self, name: str, *, after: str | None, limit: int) -> Page[Document]:
        """Rows whose live version is not whole in a physical index."""
        with self._connections.reading() as db:
            return beside.missing(lifecycle.named(db, name), after=after, limit=limit)

    def filled(self, name: str) -> Progress:
        """Documents that are whole in a physical index, of all."""
        with self._connections.reading() as db:
            return beside.filled(lifecycle.named(db, name))

    def swap(self, name: str) -> str:
        """Make it live, atomically."""
        with self._connections.writing() as db:
            return lifecycle.swap(db, name)

    def swap_whole(self, name: str, *, empty: Collection[str]) -> str | None:
        """Swap in the transaction that finds it whole."""
        with self._connections.writing() as db:
            return beside.swap_whole(lifecycle.beside(db, name), empty=empty)

    def organisations(self) -> Sequence[str]:
        """Ids of all organisations."""
        with self._connections.reading() as db:
            return beside.organisations(db)

    def filling(self) -> Filling | None:
        """Where filling the next index is."""
        with self._connections.reading() as db:
            return beside.read(db)

    def keep_filling(self, filling: Filling) -> bool:
        """Write that row over its revision."""
        with self._connections.writing() as db:
            return beside.keep(db, filling)

    def drop(self, name: str) -> None:
        """Remove a physical index that is not live, some chunks at a time."""
        more = True
        while more:
            with self._connections.writing() as db:
                more = beside.drop_some(lifecycle.dropped(db, name))
        with self._connections.writing() as db:
            lifecycle.drop(db, name)

    def _leave(self, docs: Sequence[int]) -> int:
        """Step by step, and as long between two as one took: who polls for the file, another process, gets it."""
        removed = 0
        try:
            while docs:
                with self._connections.writing() as db:
                    begun = time.monotonic()
                    more, docs = leaving.step(db, docs)
                removed += more
                time.sleep(min(PAUSE_SECONDS, time.monotonic() - begun) if docs else 0)
        except IndexTimeout as busy:
            # They are gone for every search; what is left is noted.
            log.info("index_sweep_postponed", documents=len(docs), error=str(busy))
        return removed

    def _room(self) -> None:
        if shutil.disk_usage(self._path.parent).free < self._reserve:
            raise IndexFull(f"Less than {self._reserve / 1e6:,.0f} MB are free where the index lies.")

    def _fill(self, group: Sequence[Publication], into: str) -> Sequence[Conflict | Unfound]:
        if len(group[0].chunks) <= FILLED_AT_ONCE:
            return self._publish(group, into)
        (item,), end = group, len(group[0].chunks)
        for start in range((end - 1) // FILLED_AT_ONCE * FILLED_AT_ONCE, -1, -FILLED_AT_ONCE):
            try:
                with self._connections.writing() as db:
                    part = range(start, min(start + FILLED_AT_ONCE, end))
                    conflict = publishing.fill_part(lifecycle.beside(db, into), item, part)
            except ProbeFailed as failed:
                return [self._unfound(item, failed)]
            if conflict is not None:
                return [conflict]
        return []

    def _target(self, name: str) -> IndexSpec:
        with self._connections.reading() as db:
            return lifecycle.beside(db, name).spec

    def _publish(self, items: Sequence[Publication], into: str | None) -> Sequence[Conflict | Unfound]:
        try:
            with self._connections.writing() as db:
                if into is not None:
                    return publishing.fill(lifecycle.beside(db, into), items)
                return publishing.publish(db, items, _now())
        except ProbeFailed as failed:
            if len(items) > 1:
                # One of them is at fault, and nothing of any was written.
                return [answer for item in items for answer in self._publish([item], into)]
            return [self._unfound(items[0], failed)]

    def _unfound(self, item: Publication, failed: ProbeFailed) -> Conflict | Unfound:
        row = item.row
        current = self.get(row.org_id, [row.document_id]).get(row.document_id)
        if (current.rev if current else None) != row.rev:
            return Conflict(row.document_id, current)
        return Unfound(row.document_id, current, DocumentError(failed.code, failed.message, failed.action))


def _groups(items: Sequence[Publication], most: int = MOST_CHUNKS) -> Iterator[Sequence[Publication]]:
    """So many documents that they have at most that many chunks; one that has more stands alone."""
    group: list[Publication] = []
    for item in items:
        if group and (len(group) == TOGETHER or sum(len(one.chunks) for one in group) + len(item.chunks) > most):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _now() -> datetime:
    return datetime.now(UTC)
