"""A sync in progress: what it was told, what it shares, what it has done so far, whether it shall stop."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Cancelled, Completed

from flows.sync.plan import Plan
from flows.sync.reporting import Reporter
from flows.sync.stopping import stops
from flows.wiring import Workshop
from pipelines.errors import PipelineError
from pipelines.ingest.pipeline import Outcome
from pipelines.metrics import track_metric
from pipelines.runs.sync import SyncError, SyncParameters, SyncReport
from pipelines.sources.kind import OpenSource
from pipelines.sources.kinds import kind_named
from pipelines.types import Document, Lease, Scope, Status

LEASE = timedelta(seconds=60)
# So few documents are over before anybody reads how far they are.
FEW = 4
log = structlog.get_logger()


class SyncRun:
    """One try of one run. Not a dataclass on purpose: Prefect would search it for futures before every task."""

    def __init__(self, run_id: str, *, told: SyncParameters, workshop: Workshop, since: datetime | None) -> None:
        self.id = run_id
        self.told = told
        self.workshop = workshop
        self.since = since
        self.plan = Plan()
        self._waiting: dict[str, Document] = {}
        self.report = SyncReport(dry_run=told.dry_run, full=told.full)
        self._reporter = Reporter(run_id, workshop.report_key)
        self._began = time.monotonic()
        self._stop: threading.Event = stops().of(run_id)

    @property
    def stopped(self) -> bool:
        """Whether somebody asked the run to stop."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, until somebody asks the run to stop at most. Whether somebody did."""
        return self._stop.wait(seconds)

    @property
    def source(self) -> OpenSource[Any]:
        """The source, as the run was told of it. Raises ``PipelineError`` for a kind that nobody knows."""
        told, storage = self.told, self.workshop.storage
        return kind_named(told.kind).opened(told.org_id, told.source_id, config=told.config, storage=storage)

    @property
    def reads_all(self) -> bool:
        """Whether every row is looked at, also where the unfinished ones alone would do.

        Asked for (``full``), to be shown (``dry_run``), to tell this run's earlier work from what it left alone, or to
        find what was read otherwise than the source now wants.
        """
        asked = self.told.full or self.told.dry_run or self.since is not None
        scope = Scope(self.told.org_id, frozenset({self.told.source_id}))
        return asked or self.workshop.readings.differs(self.workshop.index, scope, self.source.reading)

    @property
    def collects(self) -> bool:
        """Whether it is time to look for what killed predecessors left."""
        again = self.told.full or self.since is not None
        return again or self.workshop.collected.due(self.told.source_id)

    def lease(self) -> Lease:
        """A claim for the next minute; each batch takes its own, so that a run that lives never lets one lapse."""
        return Lease(self.id, datetime.now(UTC) + LEASE)

    def planned(self, plan: Plan) -> None:
        """Note what is to be done."""
        self.plan, report = plan, self.report
        self._waiting = {row.document_id: row for row in plan.work}
        report.plan = plan.summary()
        report.counts.unchanged = plan.unchanged_count
        for row in plan.done:
            self._count(row.status)
        report.progress.total = len(plan.work) + len(plan.deleted) + len(plan.done)
        report.progress.done = len(plan.done)
        if len(plan.work) > FEW:
            self._reporter.progress(report)

    @property
    def waiting(self) -> Sequence[Document]:
        """What is to be indexed and has not ended yet."""
        return list(self._waiting.values())

    def begins(self, rows: Sequence[Document]) -> None:
        """Note which documents are next."""
        self.report.progress.current = rows[0].uri if rows else None
        if self.report.progress.done:
            self._reporter.progress(self.report)

    def ended(self, outcomes: Sequence[Outcome], document_ids: Sequence[str]) -> None:
        """Note how documents ended, and which need nothing more: some of them were perhaps left to another run."""
        for outcome in outcomes:
            self._count(outcome.status)
        rows = [row for one in document_ids if (row := self._waiting.pop(one, None))]
        self.report.progress.done += len(rows)
        if self._waiting:
            self.begins(rows[-1:])

    def deleted(self, number: int) -> None:
        """Note how many documents were deleted."""
        self.report.counts.deleted += number
        self.report.progress.done += number

    def cancelled(self) -> State[None]:
        """The run ends because somebody asked it to."""
        self._write()
        self._count_end("cancelled")
        return Cancelled(message="Stopped as asked, between two batches.")

    def completed(self) -> State[None]:
        """Every document has reached its end."""
        self._write()
        if not self.told.dry_run:
            self.workshop.readings.note(self.told.source_id, self.source.reading)
        counts = self.report.counts
        self._count_end("completed")
        log.info("sync_ended", **counts.model_dump())
        return Completed(message=f"{counts.indexed} indexed, {counts.failed} failed, {counts.unchanged} unchanged.")

    def failed(self, error: SyncError) -> None:
        """The run could not list or finish; what is pending is taken up by ``tend``."""
        self.report.error = error
        self._write()
        self._count_end("failed")

    def _write(self) -> None:
        self.report.progress.current = None
        self._reporter.write(self.report)

    def _count(self, status: Status) -> None:
        counts = self.report.counts
        if status in (Status.INDEXED, Status.SKIPPED, Status.FAILED):
            setattr(counts, status.value, getattr(counts, status.value) + 1)
            track_metric("documents_read", status=status.value)

    def _count_end(self, outcome: str) -> None:
        track_metric("syncs", outcome=outcome)
        track_metric("sync_seconds", time.monotonic() - self._began)


@contextmanager
def sync_run(told: SyncParameters, workshop: Workshop) -> Iterator[SyncRun]:
    """The run that Prefect's engine is in; an error on the way is written into its report and goes on."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("A sync runs as a Prefect flow run.")
    interrupted = context.flow_run.start_time if context.flow_run.run_count > 1 else None
    run = SyncRun(str(context.flow_run.id), told=told, workshop=workshop, since=interrupted)
    with structlog.contextvars.bound_contextvars(org_id=told.org_id, source_id=told.source_id):
        log.info("sync_begins", dry_run=told.dry_run, full=told.full)
        try:
            yield run
        except PipelineError as error:
            workshop.collected.forget(told.source_id)
            run.failed(SyncError(code=error.code, message=error.message, action=error.action))
            raise
        except Exception as error:
            log.exception("sync_broke")
            workshop.collected.forget(told.source_id)
            run.failed(_unexpected(error))
            raise


def _unexpected(error: Exception) -> SyncError:
    return SyncError(
        code="sync_broke",
        message=f"The sync ended with an error that nobody expected ({type(error).__name__}).",
        action="It is tried again by itself; if it stays, look into the worker's log.",
    )
