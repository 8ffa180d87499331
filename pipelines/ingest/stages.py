"""Many documents of one organisation, in stages that overlap: read by a few, cut and embedded by one, published by two.

A batch is gathered by passages, not by documents: a small one first, so that something is found soon, then large ones,
and smaller ones towards the end. Publishing is ``Index.publish`` with all its steps; this is only what lies around it.
"""

import contextvars
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import structlog

from pipelines.assembly.pipeline import Pipeline
from pipelines.convert.guard import READERS
from pipelines.ingest.batch import Batch, Outcome, Prepared, Refused
from pipelines.ingest.belt import Belt
from pipelines.ingest.file_reader import FileReader
from pipelines.ingest.pipeline import OUTSIDE
from pipelines.types import Lease

PUBLISHERS = 2
# Passages of a batch: the first one, the others, the last ones.
FIRST, MOST, LEAST = 64, 3_000, 500
# Characters of texts that wait to be cut, and batches that wait to be published.
TEXTS, BATCHES = 4_000_000, 1
# What a short text weighs all the same: the objects around it. Of these at most so many are cut in one go.
LIGHTEST, TOGETHER = 62_500, 32
LOOK_SECONDS, LEAVE_SECONDS = 0.2, 5.0
log = structlog.get_logger()

Found = Prepared | Refused | Outcome


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that one reader reads: their ids, and how. An ``Outcome`` among them has ended already."""

    document_ids: Sequence[str]
    read: Callable[[FileReader], Generator[Found]]


Groups = Callable[[], Group | None]


@dataclass(frozen=True, slots=True)
class Done:
    """A batch: how its documents ended, and the ids of those that broke it; they are to be looked at one by one."""

    outcomes: Sequence[Outcome] = ()
    broken: Sequence[str] = ()


class Stages:
    """One run through the stages. ``results`` is called once."""

    def __init__(self, pipeline: Pipeline, *, lease: Callable[[], Lease], left: Callable[[], int]) -> None:
        """``left`` tells how many documents nobody has begun to read."""
        self._converter: Any = pipeline.get_component("converter")
        self._splitter: Any = pipeline.get_component("splitter")
        self._embedder: Any = pipeline.get_component("embedder")
        self._publisher: Any = pipeline.get_component("publisher")
        self._lease, self._left = lease, left
        self._texts: Belt[Prepared | Refused] = Belt(TEXTS, givers=READERS)
        self._batches: Belt[Batch] = Belt(BATCHES)
        self._done: Belt[Done] = Belt(1_000_000, givers=PUBLISHERS)
        self._failed: Exception | None = None

    def results(self, groups: Groups, stopped: Callable[[], bool]) -> Iterator[Done]:
        """What ended, as it ends. ``groups`` gives the next group of documents, to whichever thread asks.

        Where ``stopped`` says so, what is being published ends and the rest is left as it is. Raises what is nobody's
        fault (``OUTSIDE``).
        """
        work = [*([self._read_all] * READERS), self._gather, *([self._publish_all] * PUBLISHERS)]
        threads = [_thread(step, groups) for step in work]
        try:
            while not self._done.over:
                if stopped():
                    self._stop()
                if done := self._done.get(LOOK_SECONDS):
                    yield done
        finally:
            self._stop()
            for thread in threads:
                thread.join(LEAVE_SECONDS)
        if self._failed is not None:
            raise self._failed

    def _stop(self) -> None:
        self._texts.stop()
        self._batches.stop()

    def _broke(self, error: Exception, broken: Sequence[str] = ()) -> None:
        """The outside ends everything; what else a stage raises is the end of single documents."""
        if isinstance(error, OUTSIDE) or not broken:
            self._failed = self._failed or error
            self._stop()
            return
        log.warning("batch_broke", documents=len(broken), error=type(error).__name__)
        self._done.put(Done(broken=broken))

    def _read_all(self, groups: Groups) -> None:
        try:
            with self._converter.reader(stopped=lambda: self._texts.stopped) as reader:
                while not self._texts.stopped and (group := groups()) is not None:
                    try:
                        self._read(group, reader)
                    except Exception as error:  # noqa: BLE001 - whatever is raised over a group is looked at alone
                        self._broke(error, group.document_ids)
        except Exception as error:  # noqa: BLE001 - the edge of a thread: raised where it is waited for
            self._broke(error)
        finally:
            self._texts.end()

    def _read(self, group: Group, reader: FileReader) -> None:
        # Closed at once where nobody takes what is read.
        with closing(group.read(reader)) as found:
            for one in found:
                if isinstance(one, Outcome):
                    self._done.put(Done([one]))
                elif not self._texts.put(one, _weight(one)):
                    break

    def _gather(self, _: Groups) -> None:
        try:
            for held in self._gathered():
                if not self._batches.put(held):
                    break
        except Exception as error:  # noqa: BLE001 - as above
            self._broke(error)
        finally:
            self._batches.end()

    def _gathered(self) -> Iterator[Batch]:
        held, passages, target = Batch(self._lease()), 0, FIRST
        pace = _Pace()
        while (one := self._texts.get()) is not None:
            cut = self._cut([one, *self._texts.more(TOGETHER - 1)])
            many = sum(len(item.chunks) for item in cut.prepared)
            pace.took(len(_ids(cut)), many)
            held, passages = _joined(held, cut), passages + many
            if passages >= target:
                yield from self._embedded(held)
                held, passages = Batch(self._lease()), 0
                target = pace.next(self._left())
        yield from self._embedded(held)

    def _cut(self, found: Sequence[Prepared | Refused]) -> Batch:
        """Cut into passages, one by one where they break together."""
        prepared = tuple(one for one in found if isinstance(one, Prepared))
        refused = tuple(one for one in found if isinstance(one, Refused))
        try:
            cut: Batch = self._splitter.run(Batch(self._lease(), prepared=prepared, refused=refused))["batch"]
        except Exception as error:  # noqa: BLE001 - whatever is raised over one document is that document's end
            if len(prepared) > 1 and not isinstance(error, OUTSIDE):
                alone = [self._cut([one]) for one in found]
                return reduce(_joined, alone)
            self._broke(error, _ids(Batch(self._lease(), prepared=prepared)))
            return Batch(self._lease(), refused=refused)
        return cut

    def _embedded(self, held: Batch) -> Iterator[Batch]:
        if not held.prepared and not held.refused:
            return
        try:
            yield self._embedder.run(held)["batch"]
        except Exception as error:  # noqa: BLE001 - as above
            self._broke(error, _ids(held))

    def _publish_all(self, _: Groups) -> None:
        try:
            while (batch := self._batches.get()) is not None:
                try:
                    outcomes = self._publisher.run(replace(batch, lease=self._lease()))["outcomes"]
                except Exception as error:  # noqa: BLE001 - as above
                    self._broke(error, _ids(batch))
                else:
                    self._done.put(Done(outcomes))
        finally:
            self._done.end()


class _Pace:
    """How many passages a document gives, and so how many are still to come."""

    def __init__(self) -> None:
        self._documents = self._passages = 0

    def took(self, documents: int, passages: int) -> None:
        self._documents += documents
        self._passages += passages

    def next(self, left: int) -> int:
        """The size of the next batch: towards the end a publisher's share of what is coming, so that both end at once.

        No smaller than that: each batch is a refresh and graphs of its own.
        """
        coming = left * self._passages // max(self._documents, 1)
        return max(LEAST, min(MOST, coming // PUBLISHERS))


def _thread(step: Callable[[Groups], None], groups: Groups) -> threading.Thread:
    # The log's context goes along; a process that ends does not wait for a document.
    context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: context.run(step, groups), name=step.__name__.strip("_"), daemon=True)
    thread.start()
    return thread


def _joined(held: Batch, more: Batch) -> Batch:
    space = held.space or more.space
    return replace(held, prepared=held.prepared + more.prepared, refused=held.refused + more.refused, space=space)


def _weight(one: Prepared | Refused) -> int:
    return max(LIGHTEST, len(one.text.text)) if isinstance(one, Prepared) else LIGHTEST


def _ids(batch: Batch) -> list[str]:
    rows = [*(one.row for one in batch.prepared), *(one.row for one in batch.refused)]
    return [row.document_id for row in rows]
