"""Indexing many planned rows in overlapping stages: what Prefect's task does for more than a handful.

Rows are decided anew when their turn comes, as in ``batches``. What broke a batch, or met a conflict, is done at the
end by ``index_rows``, which finds out whose fault it is.
"""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from flows.sync.batches import decided, index_rows, opened
from flows.wiring import Workshop
from pipelines.convert.guard import READERS
from pipelines.ingest.file_reader import FileReader
from pipelines.ingest.pipeline import Outcome
from pipelines.ingest.stages import Found, Group, Stages
from pipelines.sources.kind import OpenSource
from pipelines.types import Document, Lease, Status

GROUP_DOCUMENTS, GROUP_BYTES = 16, 2_000_000


@dataclass(frozen=True, slots=True)
class Ended:
    """Documents that need nothing more: how they ended, and the ids of all, those left to others among them."""

    outcomes: Sequence[Outcome]
    document_ids: Sequence[str]


def stream_rows(
    workshop: Workshop,
    rows: Sequence[Document],
    *,
    source: OpenSource[Any],
    lease: Callable[[], Lease],
    stopped: Callable[[], bool],
) -> Iterator[Ended]:
    """Index rows of one organisation; stops soon after ``stopped`` says so.

    Raises ``PipelineError`` when the outside is away: call again with those that have not ended.
    """
    queue = _Queue(workshop, rows, source)
    stages = Stages(workshop.pipeline, lease=lease, left=lambda: queue.left)
    waiting = {row.document_id: row for row in rows}
    again: set[str] = set()
    for done in stages.results(queue.next, stopped):
        again |= {*done.broken, *(one.document_id for one in done.outcomes if not one.status.terminal)}
        if outcomes := [one for one in done.outcomes if one.status.terminal and one.document_id in waiting]:
            yield _ended(workshop, outcomes, waiting)
    for some in _few(_odd(workshop, again, waiting=waiting, org_id=rows[0].org_id)):
        if stopped():
            return
        ended = index_rows(workshop, some, source=source, lease=lease)
        asked = [row.document_id for row in some if waiting.pop(row.document_id, None)]
        yield Ended([one for one in ended if one.document_id in asked], asked)
    if waiting and not stopped():
        yield Ended((), list(waiting))


def _odd(workshop: Workshop, again: Set[str], *, waiting: Mapping[str, Document], org_id: str) -> list[Document]:
    """What is to be looked at closely: rows as they were planned; as they are of what was found in documents."""
    inner = workshop.index.get(org_id, [one for one in again if one not in waiting])
    left = [row for row in inner.values() if row.parent_id is not None and not row.status.terminal]
    return [*(row for key, row in waiting.items() if key in again), *left]


def _few(rows: Sequence[Document]) -> Iterator[Sequence[Document]]:
    for start in range(0, len(rows), GROUP_DOCUMENTS):
        yield rows[start : start + GROUP_DOCUMENTS]


def spread(rows: Sequence[Document]) -> list[Document]:
    """Files of each kind evenly among the others, each kind in its order: what is slow is read beside the rest."""
    kinds: dict[str, list[Document]] = defaultdict(list)
    for row in rows:
        kinds[row.uri.rpartition(".")[2].lower()].append(row)
    places = [((number + 0.5) / len(kind), row) for kind in kinds.values() for number, row in enumerate(kind)]
    return [row for _, row in sorted(places, key=lambda one: one[0])]


class _Queue:
    """The rows that nobody has begun with; readers take them group by group. Thread-safe."""

    def __init__(self, workshop: Workshop, rows: Sequence[Document], source: OpenSource[Any]) -> None:
        self._workshop, self._source = workshop, source
        self._rows = deque(spread(rows))
        self._lock = threading.Lock()

    @property
    def left(self) -> int:
        """How many."""
        return len(self._rows)

    def next(self) -> Group | None:
        """The next few, fewer towards the end; None when there are none."""
        with self._lock:
            most = max(1, min(GROUP_DOCUMENTS, len(self._rows) // (2 * READERS)))
            group, size = list[Document](), 0
            while self._rows and len(group) < most and (not group or size + self._rows[0].bytes <= GROUP_BYTES):
                group.append(self._rows.popleft())
                size += group[-1].bytes
        return Group([row.document_id for row in group], lambda reader: self._read(group, reader)) if group else None

    def _read(self, rows: Sequence[Document], reader: FileReader) -> Generator[Found]:
        todo, already = decided(self._workshop, rows)
        yield from already
        with ExitStack() as files:
            fetched, missing = opened(self._workshop, todo, source=self._source, files=files)
            yield from missing
            yield from reader.read(fetched)


def _ended(workshop: Workshop, outcomes: Sequence[Outcome], waiting: dict[str, Document]) -> Ended:
    if any(outcome.status is not Status.INDEXED for outcome in outcomes):
        workshop.index.settle()
    ids = [outcome.document_id for outcome in outcomes]
    for one in ids:
        waiting.pop(one, None)
    return Ended(outcomes, ids)
