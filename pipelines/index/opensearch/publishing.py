"""Publishing on OpenSearch in steps, each of which a reader or a successor can be left with.

0. ``claim``: the row gets ``pending_version`` and a lease. 1. ``write``: the chunks, then a refresh, so that searches
see them. 2. ``confirm``: a probe search finds every chunk, and the first one by each of its first words; what it does
not find is taken back. 3. ``flip``: ``live_version`` and ``indexed``, in one write of the row. 4. ``clear``: chunks of
other versions go. Every write of a row names its revision.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
import structlog

from pipelines.errors import ProbeFailed
from pipelines.index.opensearch.chunks import Halves, bulk_lines, key_of, physical_id
from pipelines.index.opensearch.lifecycle import live_index
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.probing import Probe, are_found
from pipelines.index.opensearch.rows import lease_fields, now
from pipelines.index.opensearch.table import Table, Written
from pipelines.index.opensearch.upkeep import Doomed, Upkeep
from pipelines.index.opensearch.wire import Wire, lines
from pipelines.index.probe import probe_terms
from pipelines.index.spaces import fits, is_still
from pipelines.text.revisions import TODAY, Analyzer, analyzer_of
from pipelines.types import Conflict, Document, DocumentError, IndexSpec, Lease, Publication, Status, Unfound

BATCH, SENDERS = 500, 2
# Of a lease's length; a run's own is 60 s and is renewed every 20 s.
RENEW_AFTER = 1 / 3

Json = dict[str, Any]
Encode = Callable[[], bytes]
log = structlog.get_logger()


@dataclass(slots=True)
class _Work:
    """A publication under way: ``row`` is what the last own write left, ``old`` what was live before."""

    item: Publication
    halves: Halves
    row: Document
    old: Document
    lease_seconds: float
    analyzer: Analyzer

    def ids(self) -> list[str]:
        row = self.row.org_id, self.row.document_id
        return [physical_id(row, self.item.version, at) for at in range(len(self.item.chunks))]

    def lease(self) -> Lease:
        """The lease as long again as it was; one that had run out from the start stays so."""
        if self.lease_seconds <= 0:
            return self.item.lease
        return Lease(self.item.lease.run_id, now() + timedelta(seconds=self.lease_seconds))

    def own(self) -> Doomed:
        """What this publication wrote."""
        return self._doomed(self.item.version, 0, len(self.item.chunks))

    def replaced(self) -> Doomed | None:
        """Of what was live before: everything of another version, the surplus of the same."""
        if self.old.live_version is None:
            return None
        same = self.old.live_version == self.item.version
        return self._doomed(self.old.live_version, len(self.item.chunks) if same else 0, self.old.chunk_count)

    def _doomed(self, version: str, first: int, end: int) -> Doomed:
        return Doomed(self.row.org_id, self.row.document_id, version, first, end)


class Publisher:
    """Makes versions live. One instance serves any number of threads."""

    def __init__(self, wire: Wire, names: Names, *, table: Table, upkeep: Upkeep) -> None:
        self._wire, self._names = wire, names
        self._table, self._upkeep = table, upkeep
        self._senders: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def publish(self, items: Sequence[tuple[Publication, Halves]], spec: IndexSpec) -> list[Conflict | Unfound]:
        """Publish what ``rounded`` accepted, into the live index of that spec; see ``Index.publish``."""
        conflicts: list[Conflict] = []
        work = self.claim(items, conflicts, analyzer_of(spec.analyzer))
        work = self.write(work, conflicts)
        self._still_live(work)
        work, unfound = self.confirm(work, conflicts)
        self._still_live(work)
        self._forget_beside([one for one in work if one.old.live_version == one.item.version])
        work = self.flip(work, conflicts)
        self.clear(work)
        return [*conflicts, *unfound]

    def fill(
        self, items: Sequence[tuple[Publication, Halves]], index: str, spec: IndexSpec
    ) -> list[Conflict | Unfound]:
        """Write the chunks of live versions into an index beside the live one; rows are read, not written.

        First chunks are written when all others are there: a document that has its first is whole. A row that moved on
        before or meanwhile leaves no chunk there: who moved it fills in the new version.
        """
        conflicts: list[Conflict] = []
        analyzer = analyzer_of(spec.analyzer)
        work = [_Work(item, halves, item.row, item.row, 0.0, analyzer) for item, halves in items]
        work = self._still(work, index, conflicts)
        for batch in (*_batches(work, slice(1, None)), *_batches(work, slice(1))):
            self._wire.index_all(index, batch())
        self._wire.refresh(index)
        missing = self._missing([one for one in work if one.item.chunks], index)
        self._take_back([one for one in work if id(one) in missing], index)
        work = self._still(work, index, conflicts)
        return [*conflicts, *(_unfound(one) for one in work if id(one) in missing)]

    def _still(self, work: Sequence[_Work], index: str, conflicts: list[Conflict]) -> list[_Work]:
        """Those whose row names their version; of the others nothing stays in the index."""
        rows = self._table.get_all((one.row.org_id, one.row.document_id) for one in work)
        now = {id(one): rows.get((one.row.org_id, one.row.document_id)) for one in work}
        lost = [one for one in work if (row := now[id(one)]) is None or not is_still(one.item, row)]
        conflicts.extend(Conflict(one.row.document_id, now[id(one)]) for one in lost)
        self._take_back(lost, index)
        gone = {id(one) for one in lost}
        return [one for one in work if id(one) not in gone]

    def _take_back(self, work: Sequence[_Work], index: str) -> None:
        deletions = [{"delete": {"_id": name, "routing": one.row.org_id}} for one in work for name in one.ids()]
        if deletions:
            self._wire.bulk(index, lines(deletions))

    def _still_live(self, work: Sequence[_Work]) -> None:
        """What is claimed when the index was swapped is published anew, for the one that answers now."""
        if any(one.item.space for one in work):
            fits(live_index(self._wire, self._names)[1], [one.item for one in work])

    def _forget_beside(self, work: Sequence[_Work]) -> None:
        """Of what is cut anew in the same version, its language corrected, the next index has another cut.

        Indexes made before the live one keep theirs: one may swap back to them.
        """
        if not work:
            return
        wanted = {"filter_path": "*.aliases,*.settings.index.creation_date"}
        found = self._wire.call("GET", f"/{self._names.chunks}-*", params=wanted)
        made = {name: int(one["settings"]["index"]["creation_date"]) for name, one in found.items()}
        since = next((made[name] for name, one in found.items() if self._names.chunks in one.get("aliases", ())), 0)
        beside = [name for name, when in made.items() if when > since]
        keys = [key_of(one.row.document_id, one.item.version) for one in work]
        orgs = ",".join({one.row.org_id for one in work})
        params = {"routing": orgs, "conflicts": "proceed", "refresh": "true", "ignore_unavailable": "true"}
        query = {"bool": {"filter": [{"terms": {"org_id": orgs.split(",")}}, {"terms": {"text_key": keys}}]}}
        for name in beside:
            path = f"/{name}/_delete_by_query"
            self._wire.call("POST", path, body={"query": query}, params=params, seconds=self._wire.write_seconds)

    def claim(
        self, items: Sequence[tuple[Publication, Halves]], conflicts: list[Conflict], analyzer: Analyzer = TODAY
    ) -> list[_Work]:
        """Step 0. What the row says of its content stays true until the flip."""
        stored = self._table.get_all((item.row.org_id, item.row.document_id) for item, _ in items)
        work, rows = [], []
        for item, halves in items:
            old = stored.get((item.row.org_id, item.row.document_id))
            length = (item.lease.until - now()).total_seconds()
            work.append(_Work(item, halves, item.row, old or item.row, length, analyzer))
            rows.append(_claimed(item, old))
        return _split(work, self._table.write(rows), conflicts)[0]

    def write(self, work: list[_Work], conflicts: list[Conflict]) -> list[_Work]:
        """Step 1: batches of 500 chunks by two senders; leases are renewed while it takes long."""
        started = time.monotonic()
        waiting: set[Future[None]] = set()
        for batch in _batches(work):
            while len(waiting) >= 2 * SENDERS:
                done, waiting = wait(waiting, self._patience(work, started), FIRST_COMPLETED)
                _raise_first(done)
                work, started = self._renewed(work, started, conflicts)
            waiting.add(self._pool().submit(self._send, batch))
        while waiting:
            done, waiting = wait(waiting, self._patience(work, started), FIRST_COMPLETED)
            _raise_first(done)
            work, started = self._renewed(work, started, conflicts)
        self._wire.refresh(self._names.chunks)
        return work

    def confirm(self, work: list[_Work], conflicts: list[Conflict]) -> tuple[list[_Work], list[Unfound]]:
        """Step 2. What a search does not find is no longer claimed, its chunks go, the version before stays live."""
        missing = self._missing([one for one in work if one.item.chunks], self._names.chunks)
        if not missing:
            return work, []
        lost = [one for one in work if id(one) in missing]
        log.warning("probe_failed", document_ids=[one.row.document_id for one in lost])
        released: Json = {"pending_version": None, **lease_fields(None)}
        own = self._kept(lost, self._table.change([(one.row, released) for one in lost]), conflicts)
        self._upkeep.remove([one.own() for one in own])
        return [one for one in work if id(one) not in missing], [_unfound(one) for one in own]

    def flip(self, work: list[_Work], conflicts: list[Conflict]) -> list[_Work]:
        """Step 3. A refused flip takes its chunks back."""
        rows = [
            replace(
                one.item.row,
                live_version=one.item.version,
                pending_version=None,
                lease=None,
                chunk_count=len(one.item.chunks),
                status=Status.INDEXED,
                indexed_at=now(),
                error=None,
                deleted_at=None,
                tombstone=False,
                rev=one.row.rev,
            )
            for one in work
        ]
        return self._kept(work, self._table.write(rows), conflicts)

    def clear(self, work: list[_Work]) -> None:
        """Step 4: by computed ids, where nobody claimed the row since."""
        self._upkeep.remove([doomed for one in work if (doomed := one.replaced())])

    def close(self) -> None:
        """End the senders."""
        if self._senders is not None:
            self._senders.shutdown()

    def _pool(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._senders is None:
                self._senders = ThreadPoolExecutor(SENDERS, "opensearch-bulk")
            return self._senders

    def _send(self, encode: Encode) -> None:
        self._wire.index_all(self._names.chunks, encode())

    def _kept(self, work: list[_Work], written: Sequence[Written], conflicts: list[Conflict]) -> list[_Work]:
        """What goes on; what met a conflict takes its chunks back, and what it would have removed goes too."""
        going, lost = _split(work, written, conflicts)
        self._upkeep.remove([doomed for one in lost for doomed in (one.own(), one.replaced()) if doomed])
        return going

    def _patience(self, work: Sequence[_Work], started: float) -> float:
        """Seconds until leases are due. One that had run out from the start is not renewed."""
        lengths = [one.lease_seconds for one in work if one.lease_seconds > 0]
        return max(0.0, started + min(lengths, default=self._wire.write_seconds) * RENEW_AFTER - time.monotonic())

    def _renewed(self, work: list[_Work], started: float, conflicts: list[Conflict]) -> tuple[list[_Work], float]:
        if self._patience(work, started) > 0:
            return work, started
        due = [one for one in work if one.lease_seconds > 0]
        changes = [(one.row, lease_fields(one.lease())) for one in due]
        going = self._kept(due, self._table.change(changes), conflicts)
        return going + [one for one in work if one.lease_seconds <= 0], time.monotonic()

    def _missing(self, work: Sequence[_Work], index: str) -> set[int]:
        """The identities of those that two looks, with a refresh between them, do not find."""
        missing = list(work)
        for last in (False, True):
            held = are_found(self._wire, index, [_probe(one) for one in missing])
            missing = [one for one, found in zip(missing, held, strict=True) if not found]
            if not missing or last:
                break
            self._wire.refresh(index)
        return {id(one) for one in missing}


def _split(work: list[_Work], written: Sequence[Written], conflicts: list[Conflict]) -> tuple[list[_Work], list[_Work]]:
    """(going on, lost) by what became of their rows; conflicts are added to the list."""
    going, lost = [], []
    for one, answer in zip(work, written, strict=True):
        if isinstance(answer, Conflict):
            conflicts.append(answer)
            lost.append(one)
        else:
            one.row = answer
            going.append(one)
    if lost:
        log.info("publish_conflict", document_ids=[one.row.document_id for one in lost])
    return going, lost


def _claimed(item: Publication, old: Document | None) -> Document:
    """The row as it is stored, with the claim; a new one holds nothing yet.

    It is written over the revision that the item names, and so only where what was read is still that.
    """
    row = item.row
    held = (
        replace(row, content_hash=None, live_version=None, chunk_count=0, indexed_at=None) if row.rev is None else old
    )
    claim = {"pending_version": item.version, "status": Status.PROCESSING, "lease": item.lease}
    return replace(held or row, **claim, rev=row.rev)  # type: ignore[arg-type]


def _batches(work: Sequence[_Work], part: slice = slice(None)) -> Iterable[Encode]:
    """Bulk bodies of at most 500 chunks, encoded only when they are sent. ``part``: of each document's chunks."""
    batch: list[tuple[_Work, range]] = []
    size = 0
    for one in work:
        at, end, _ = part.indices(len(one.item.chunks))
        while at < end:
            take = min(BATCH - size, end - at)
            batch.append((one, range(at, at + take)))
            size, at = size + take, at + take
            if size == BATCH:
                yield _encoder(batch)
                batch, size = [], 0
    if batch:
        yield _encoder(batch)


def _encoder(batch: Sequence[tuple[_Work, range]]) -> Encode:
    return lambda: b"".join(
        bulk_lines(one.item, ordinals, one.halves, analyzer=one.analyzer) for one, ordinals in batch
    )


def _raise_first(done: Iterable[Future[None]]) -> None:
    for future in done:
        future.result()


def _unfound(one: _Work) -> Unfound:
    failed = ProbeFailed(f"A search did not find '{one.row.uri}' right after it was written.")
    # Of what is stored only the claim was changed, and it is released.
    current = replace(one.old, rev=one.row.rev, pending_version=None, lease=None)
    return Unfound(one.row.document_id, current, DocumentError(failed.code, failed.message, failed.action))


def _probe(one: _Work) -> Probe:
    row, first = one.item.row, one.item.chunks[0]
    key, vector = key_of(row.document_id, one.item.version), one.halves[0].astype(np.float32)
    return Probe(row.org_id, row.source_id, key, one.ids(), vector, probe_terms(first, one.analyzer))
