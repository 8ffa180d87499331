"""``OpenSearchIndex``: the protocol ``Index`` on an OpenSearch server."""

import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from pipelines.errors import IndexMismatch, IndexUnavailable, PipelineError
from pipelines.index.filling import Filling
from pipelines.index.filling import told as told_of_filling
from pipelines.index.opensearch.beside import Beside
from pipelines.index.opensearch.chunks import rounded
from pipelines.index.opensearch.generations import Generations
from pipelines.index.opensearch.languages import Languages
from pipelines.index.opensearch.lifecycle import OpenSearchLifecycle, live_index
from pipelines.index.opensearch.mapping import Names, chunks_body, documents_body
from pipelines.index.opensearch.means import Means
from pipelines.index.opensearch.mending import Mender
from pipelines.index.opensearch.publishing import Publisher
from pipelines.index.opensearch.rebuilding import Rebuild
from pipelines.index.opensearch.rows import now
from pipelines.index.opensearch.scanning import Counted, Scan
from pipelines.index.opensearch.searching import Asked, Searcher
from pipelines.index.opensearch.table import Table
from pipelines.index.opensearch.upkeep import Doomed, Upkeep
from pipelines.index.opensearch.wire import Wire
from pipelines.index.question import UNKNOWN
from pipelines.index.rebuilding import told
from pipelines.index.result import Result
from pipelines.index.retired import retired
from pipelines.index.spaces import fits
from pipelines.index.vectors import checked
from pipelines.text.revisions import analyzer_of
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

# How long a swap may go unnoticed by a check of dimensions; ``live`` itself always asks.
SPEC_SECONDS = 5.0
RETIRE_ROUNDS = 20


class OpenSearchIndex(Mender):
    """The index on a server, also its ``Lifecycle``. Threads share it; processes share the server.

    The constructor does not connect. ``url`` may carry user and password; ``prefix`` names this installation's
    indexes; ``seconds`` is the deadline of a request, a bulk request has a minute.
    """

    def __init__(self, url: str, prefix: str, *, seconds: float = 10.0) -> None:
        self.names = Names(prefix)
        self._wire = Wire(url, seconds=seconds)
        self._table = Table(self._wire, self.names)
        self._upkeep = Upkeep(self._wire, self.names, self._table)
        self._publisher = Publisher(self._wire, self.names, table=self._table, upkeep=self._upkeep)
        self._languages = Languages(self._wire, self.names)
        self._generations = Generations(self._wire, self.names)
        self._searcher = Searcher(self._wire, self.names, self._languages)
        self._scan = Scan(self._wire, self.names)
        self._means = Means(self._wire, self.names)
        self._lifecycle = OpenSearchLifecycle(self._wire, self.names, self._table)
        self._beside = Beside(self._wire, self.names, table=self._table, lifecycle=self._lifecycle)
        self._rebuild = Rebuild(self._wire, self.names)
        # When it was asked, the physical index that answers, its spec.
        self._known: tuple[float, str, IndexSpec] | None = None
        self._lock = threading.Lock()

    def ensure(self, spec: IndexSpec) -> None:
        """Create manifest and first physical index, each with its alias in one call; safe for two at once."""
        self._create(self.names.documents, f"{self.names.documents}-1", documents_body(self.names.documents))
        self._create(self.names.chunks, self.names.physical(spec, 1), chunks_body(self.names.chunks, spec))
        self._rebuild.prepare()
        self._upkeep.inherit()

    def live(self) -> IndexSpec:
        """The spec of the physical index that answers."""
        return self._asked()[1]

    def health(self) -> Health:
        """Whether both aliases are there, searchable and writable. Never raises."""
        names = f"{self.names.documents},{self.names.chunks}"
        try:
            rebuilt = told(self._rebuild.progress(self.names.chunks)) if self.live().rebuilding else ""
            note = rebuilt or told_of_filling(self.filling())
            state = self._wire.call("GET", f"/_cluster/health/{names}")["status"]
            blocks = self._wire.call("GET", f"/{names}/_settings/index.blocks.*", params={"flat_settings": "true"})
        except PipelineError as error:
            return Health(ok=False, detail=error.message, remedy=error.action)
        if state == "red":
            return Health(ok=False, detail="OpenSearch has lost shards (status red)", remedy="Look into its log.")
        if any("true" in one["settings"].values() for one in blocks.values()):
            return Health(
                ok=False, detail="OpenSearch refuses writes (index block)", remedy="Free disk space, remove the block."
            )
        return Health(ok=True, detail=f"OpenSearch index ({state})", note=note)

    def close(self) -> None:
        """Close the connections."""
        self._publisher.close()
        self._wire.close()

    def get(self, org_id: str, document_ids: Sequence[str]) -> dict[str, Document]:
        """Rows by id, realtime."""
        found = self._table.get_all((org_id, document_id) for document_id in document_ids)
        return {row.document_id: row for row in found.values()}

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
        if not scope.source_ids:
            return Page((), None)
        return self._scan.page(scope, status=status, q=q, endings=endings, after=after, limit=limit)

    def counts(self, scope: Scope) -> dict[str, dict[Status, int]]:
        """Documents per source and status."""
        return self._scan.counts(scope) if scope.source_ids else {}

    def stored(self, org_id: str) -> Stored:
        """Documents of an organisation that were not deleted, and their bytes."""
        return self._scan.stored(org_id)

    def languages(self, scope: Scope | None) -> Mapping[str, int]:
        """Indexed documents by language."""
        return self._scan.languages(scope) if scope is None or scope.source_ids else {}

    def put(self, rows: Sequence[Document]) -> Sequence[Conflict]:
        """Write rows over the revisions they name; chunks of a version that one no longer names go with it."""
        emptied = [(row.org_id, row.document_id) for row in rows if row.rev is not None and row.live_version is None]
        before = self._table.get_all(emptied) if emptied else {}
        lost = [answer for answer in self._table.write(rows) if isinstance(answer, Conflict)]
        kept = {one.document_id for one in lost}
        self._upkeep.remove(
            [_whole(row) for row in before.values() if row.live_version and row.document_id not in kept]
        )
        return lost

    def publish(self, items: Sequence[Publication], *, into: str | None = None) -> Sequence[Conflict | Unfound]:
        """Make versions live, or fill another physical index; the steps are in ``publishing``."""
        if not items:
            return []
        if into is not None:
            alias, target = self._lifecycle.beside(into)
            return self._publisher.fill([(item, rounded(item, target.dimensions)) for item in items], alias, target)
        spec = self.live() if any(item.space for item in items) else self._spec()
        fits(spec, items)
        answers = self._publisher.publish([(item, rounded(item, spec.dimensions)) for item in items], spec)
        self._languages.forget()
        self._means.grown(items, spec)
        return answers

    def vectors(self, org_id: str, document_id: str, text_hashes: Iterable[str]) -> dict[str, Vector]:
        """Vectors of the document's chunks by text hash, as float16 kept them."""
        return self._scan.vectors(org_id, document_id, text_hashes)

    def retire(self, org_id: str, document_ids: Sequence[str], *, tombstone: bool) -> Receipt:
        """Delete documents: the rows first, whatever their revision, then their chunks; what was in them before."""
        within = [row.document_id for row in self.children(org_id, document_ids)]
        inner = [one for one in within if one not in document_ids]
        below = self.retire(org_id, inner, tombstone=False) if inner else Receipt((), 0)
        before = self.get(org_id, document_ids)
        waiting = before
        for _ in range(RETIRE_ROUNDS):
            doing = [row for row in waiting.values() if _unsaid(row, tombstone=tombstone)]
            written = self._table.write([retired(row, tombstone=tombstone, at=now()) for row in doing])
            lost = [one for one in written if isinstance(one, Conflict)]
            waiting = {one.document_id: one.current for one in lost if one.current is not None}
            before = {**before, **waiting}
            if not waiting:
                break
        else:
            raise IndexUnavailable(f"documents {', '.join(waiting)} are being written all the time")
        gone = [_whole(row) for row in before.values() if row.live_version is not None]
        return Receipt((*below.document_ids, *before), below.chunks + self._upkeep.remove(gone))

    def children(self, org_id: str, document_ids: Sequence[str]) -> Sequence[Document]:
        """Rows of what was in these documents, also what was written this moment."""
        if not document_ids:
            return ()
        self._wire.refresh(self.names.documents)
        return self._scan.children(org_id, document_ids)

    def same(self, scope: Scope, hashes: Collection[str]) -> Mapping[str, Sequence[Document]]:
        """The first rows that want these bytes."""
        return self._scan.same(scope, hashes) if scope.source_ids and hashes else {}

    def refused(self, *, after: str | None = None, limit: int = 1_000) -> Page[Document]:
        """Rows that ended failed or skipped."""
        return self._scan.refused(after=after, limit=limit)

    def collect(self, org_id: str, source_id: str) -> int:
        """Remove chunks that are neither live nor pending under a running lease."""
        removed = self._upkeep.collect(org_id, source_id)
        if removed:
            self._generations.renew(org_id)
        return removed

    def unfinished(self, before: datetime) -> set[tuple[str, str]]:
        """Sources with rows that wait and that nobody works on."""
        self._wire.refresh(self.names.documents)
        return self._scan.unfinished(before)

    def outdated(self, fingerprints: Mapping[str, Sequence[str]], *, limit: int) -> Sequence[Document]:
        """Rows whose text another format made."""
        return self._scan.outdated(fingerprints, limit=limit)

    def settle(self) -> None:
        """Refresh manifest and chunks."""
        self._wire.refresh(f"{self.names.documents},{self.names.chunks}")
        self._languages.forget()

    def search(self, scope: Scope, text: str, vector: Vector | None, *, k: int, fusion: Fusion) -> Result:
        """The best k live chunks: one ``_msearch``, one ``mget``, twice where the index was swapped a moment ago."""
        if not scope.source_ids or k < 1:
            return Result(())
        sound = None if vector is None else self._checked(np.asarray(vector))
        asked, (name, spec) = Asked(scope, text, sound, k, fusion), self._current()
        try:
            found, indexes = self._searcher.search(spec, asked)
        except IndexUnavailable:
            # Perhaps it did not like a vector of other dimensions, of the index before.
            if sound is None or self._asked()[0] == name:
                raise
            return self._searcher.search(self._spec(), replace(asked, vector=self._checked(sound)))[0]
        if indexes - {name}:
            # It was swapped since its spec was read: scores and hits are to be those of one index.
            found, _ = self._searcher.search(self.live(), asked)
        return found

    def generation(self, org_id: str, shown: Sequence[Document] = ()) -> str | None:
        """The name of what searches find; languages that were learnt under another one are asked for anew."""
        name, spec = self._current()
        given = self._generations.of(org_id, shown)
        self._languages.learn(org_id, given)
        return None if given is None or spec.rebuilding else f"{name}:{given}"

    def chunks(self, scope: Scope, document_id: str) -> Sequence[Chunk]:
        """All live chunks of a document, in order."""
        row = self.get(scope.org_id, [document_id]).get(document_id)
        if row is None or row.source_id not in scope.source_ids or row.live_version is None:
            return ()
        return self._scan.chunks(row)

    def spoken(self, scope: Scope) -> Collection[str]:
        """Languages of the chunks in scope, for half a minute."""
        return self._languages.of(scope, self._spec()) if scope.source_ids else UNKNOWN

    def term_counts(self, scope: Scope, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Chunks in scope, and those that hold each term."""
        if not scope.source_ids:
            return 0, dict.fromkeys(terms, 0)
        spec = self._spec()
        counted = Counted(terms, analyzer_of(spec.analyzer), self._languages.of(scope, spec))
        return self._scan.term_counts(scope, counted)

    def sweep(self) -> int:
        """Nothing to do: what is left is found source by source (``collect``)."""
        return 0

    def sample_means(self, org_ids: Iterable[str]) -> int:
        """Keep the mean of at most 1,000 vectors of each organisation as the floor of its cosines."""
        spec = self._spec()
        return sum(self._means.sample(org_id, spec) for org_id in org_ids)

    def rebuild(self) -> Progress | None:
        """Make the terms of the next page of chunks anew, where another analyzer made them."""
        done = self._rebuild.step()
        self._known = None
        return done

    def physical(self) -> Mapping[str, IndexSpec]:
        """Physical indexes by name."""
        return self._lifecycle.physical()

    def create(self, spec: IndexSpec) -> str:
        """Create a physical index beside the live one."""
        return self._lifecycle.create(spec)

    def live_name(self) -> str:
        """The name of the one that answers."""
        return self._lifecycle.live_name()

    def missing(self, name: str, *, after: str | None, limit: int) -> Page[Document]:
        """Rows whose live version is not whole in a physical index."""
        return self._beside.missing(name, after=after, limit=limit)

    def filled(self, name: str) -> Progress:
        """Documents that are whole in a physical index, of all."""
        return self._beside.filled(name)

    def swap_whole(self, name: str, *, empty: Collection[str]) -> str | None:
        """Swap where it is whole."""
        before = self._beside.swap_whole(name, empty=empty)
        self._known = None
        return before

    def organisations(self) -> Sequence[str]:
        """Ids of all organisations."""
        return self._beside.organisations()

    def filling(self) -> Filling | None:
        """Where filling the next index is."""
        return self._beside.read()

    def keep_filling(self, filling: Filling) -> bool:
        """Write that row over its revision."""
        return self._beside.keep(filling)

    def swap(self, name: str) -> str:
        """Make it live, atomically."""
        before = self._lifecycle.swap(name)
        self._known = None
        return before

    def drop(self, name: str) -> None:
        """Remove a physical index that is not live."""
        self._lifecycle.drop(name)

    def _spec(self) -> IndexSpec:
        return self._current()[1]

    def _current(self) -> tuple[str, IndexSpec]:
        with self._lock:
            known = self._known
            fresh = known is not None and time.monotonic() - known[0] < SPEC_SECONDS
            return known[1:] if known is not None and fresh else self._asked()

    def _asked(self) -> tuple[str, IndexSpec]:
        """The physical index that answers now, and its spec."""
        name, spec = live_index(self._wire, self.names)
        self._known = time.monotonic(), name, spec
        return name, spec

    def _checked(self, vector: Vector) -> Vector:
        try:
            return _sound(vector, self._spec())
        except IndexMismatch:
            # Perhaps the index was swapped since its spec was read.
            return _sound(vector, self.live())

    def _create(self, alias: str, name: str, body: dict[str, object]) -> None:
        if self._wire.exists(f"/_alias/{alias}"):
            return
        try:
            self._wire.call("PUT", f"/{name}", body=body, seconds=self._wire.write_seconds)
        except IndexUnavailable:
            # Somebody else was faster: an index of that name, or another under the alias.
            if not self._wire.exists(f"/_alias/{alias}"):
                raise


def _sound(vector: Vector, spec: IndexSpec) -> Vector:
    only: Vector = checked(vector[np.newaxis], count=1, dimensions=spec.dimensions)[0]
    return only


def _whole(row: Document) -> Doomed:
    return Doomed(row.org_id, row.document_id, str(row.live_version), 0, row.chunk_count)


def _unsaid(row: Document, *, tombstone: bool) -> bool:
    return row.status is not Status.DELETED or (tombstone and not row.tombstone)
