"""The WarmWorker: runs flows in threads of one process that has everything loaded, woken by Prefect's events.

About 0.2 s from request to first line, where a process per run takes 3.5 to 6.5 s. Of ``BaseWorker``'s private names
``_work_pool`` and ``_submitting_flow_run_ids`` are read, ``_propose_pending_state`` says who takes a run, and two steps
are left out, ``_give_worker_labels_to_flow_run`` and ``_propose_submitting_state``.
"""

import time
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Self, cast
from uuid import UUID

import anyio
import anyio.to_thread
import httpx
import structlog
from anyio.abc import TaskStatus
from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventAnyResourceFilter, EventFilter, EventNameFilter
from prefect.events.schemas.events import Event
from prefect.flow_engine import run_flow
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from flows.reconcile.acting import wake_next
from flows.reconcile.places import Host
from flows.reconcile.reconciler import Reconciler
from flows.reconcile.taking import take
from flows.sync.stopping import stops
from pipelines.runs.sync import WORK_POOL, WORKER_TYPE

WAKING = ("prefect.flow-run.Scheduled", "prefect.flow-run.AwaitingRetry", "prefect.flow-run.Late")
WAITING = "prefect.flow-run.AwaitingConcurrencySlot"
CANCELLING = "prefect.flow-run.Cancelling"
RECONNECT_SECONDS = 2.0
GRACE_SECONDS = 1.0
# An event that a run waits for its slot may come when the run it waited for has ended already.
LATE_SECONDS = 10.0
log = structlog.get_logger()


class UnknownFlow(Exception):
    """A run of a flow that this worker does not have: somebody else's deployment in its work pool."""

    def __init__(self, flow_id: UUID) -> None:
        super().__init__(
            f"The work pool '{WORK_POOL}' is for this installation's syncs; its worker has no flow {flow_id}. "
            "Give the deployment another work pool."
        )


class WarmResult(BaseWorkerResult):
    """How a run ended for the worker: 0 unless the engine itself broke."""


class NoJob(BaseJobConfiguration):
    """There is no infrastructure to describe: deployment and flow need not be read again before each run."""

    @classmethod
    async def resolve_for_flow_run(cls, flow_run: FlowRun, **_: Any) -> Self:  # noqa: ARG003  (Prefect's signature)
        """The same for every run."""
        return cls()


class WarmWorker(BaseWorker[NoJob, BaseVariables, WarmResult]):
    """Takes the runs of the work pool as events tell of them; ``watch`` and ``fetch`` run beside ``start``.

    Its name is its place: what Prefect hears of it tells whether the runs that it took are in living hands.
    """

    type = WORKER_TYPE
    job_configuration = NoJob

    def __init__(self, flows: Mapping[UUID, Flow[..., Any]], *, host: Host, limit: int) -> None:
        self._place = host.place()
        super().__init__(
            work_pool_name=WORK_POOL,
            name=self._place,
            limit=limit,
            prefetch_seconds=0,
            heartbeat_interval_seconds=10,
        )
        self._flows: dict[UUID, Flow[..., Any]] = {}
        self.know(flows)
        self._wake = anyio.Event()
        self._fetching = anyio.Lock()
        self._waiting: set[UUID] = set()
        self._ended: dict[UUID, float] = {}
        self._heard_since: float | None = None
        self.running: dict[UUID, FlowRun] = {}
        self.reconnected = anyio.Event()
        self.reconciler = Reconciler(host, self._place, running=self.taken, listening=self.listening)

    def know(self, flows: Mapping[UUID, Flow[..., Any]]) -> None:
        """Flows by their id in Prefect; one that was removed there and registered anew has another."""
        # Results are not kept; without a place for them Prefect asks the server for its default before each run.
        results = PREFECT_LOCAL_STORAGE_PATH.value()
        for flow_id, flow in flows.items():
            if flow_id not in self._flows:
                self._flows[flow_id] = flow.with_options(result_storage=results)

    def taken(self) -> frozenset[UUID]:
        """The runs that this worker runs, or is about to."""
        return frozenset(self.running) | frozenset(self._submitting_flow_run_ids)

    def listening(self) -> timedelta:
        """For how long it has heard Prefect's events without a gap."""
        return timedelta(seconds=time.monotonic() - self._heard_since if self._heard_since is not None else 0)

    def wake(self) -> None:
        """There may be something to fetch."""
        self._wake.set()

    async def watch(self) -> None:
        """Follow the pool's events for ever: wake on new work, pass on requests to stop. Reconnects by itself."""
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - a lost connection has many faces, and all mean: again
                log.warning("events_lost", error=type(error).__name__)
            await anyio.sleep(RECONNECT_SECONDS)

    async def fetch(self) -> None:
        """Take what is due whenever woken, once more a moment later if nothing came: an event can be early."""
        while True:
            await self._wake.wait()
            self._wake = anyio.Event()
            try:
                if not await self.get_and_submit_flow_runs():
                    await anyio.sleep(0.1)
                    await self.get_and_submit_flow_runs()
            except httpx.HTTPError as error:
                log.warning("fetch_failed", error=type(error).__name__)
                await anyio.sleep(RECONNECT_SECONDS)
                self.wake()

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Take due runs, one fetch at a time: two at once could take a run twice."""
        async with self._fetching:
            return await super().get_and_submit_flow_runs()

    async def run(
        self,
        flow_run: FlowRun,
        configuration: NoJob,  # noqa: ARG002  (Prefect's signature)
        task_status: TaskStatus[Any] | None = None,
    ) -> WarmResult:
        """Run a flow in a thread; when it ends, see to its cancellation and to who waited for it.

        Raises ``UnknownFlow`` before anything begins: the run ends ``crashed`` with its message.
        """
        flow = self._flows.get(flow_run.flow_id)
        if flow is None:
            raise UnknownFlow(flow_run.flow_id)
        if task_status is not None:
            task_status.started(self._place)
        work = partial(_run, flow, flow_run)
        self.running[flow_run.id], broken = flow_run, False
        try:
            await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
        except Exception:
            # A flow's own errors are its state: this is the engine, which could not say how the run ended.
            log.exception("engine_broke", flow_run_id=str(flow_run.id))
            broken = True
        finally:
            del self.running[flow_run.id]
        await self._after(flow_run)
        return WarmResult(identifier=self._place, status_code=1 if broken else 0)

    async def _propose_pending_state(self, flow_run: FlowRun) -> bool:
        """Take a run, unless another worker has: it is said who does, before the run begins."""
        return await take(self.client, flow_run.id, place=self._place)

    async def _give_worker_labels_to_flow_run(self, flow_run_id: UUID) -> None:
        """Not needed, and a call before each run."""

    async def _propose_submitting_state(self, flow_run: FlowRun) -> None:
        """There is nothing between taking a run and running it."""

    async def _after(self, flow_run: FlowRun) -> None:
        if stops().forget(str(flow_run.id)):
            await self.reconciler.end_cancelled(self.client, flow_run.id)
        if flow_run.deployment_id is not None:
            self._note_end(flow_run.deployment_id)
        if flow_run.deployment_id in self._waiting:
            await self._wake_next(flow_run.deployment_id)
        if not self.limiter.available_tokens:
            self.wake()  # a full worker would else wait for the next poll

    def _note_end(self, deployment_id: UUID) -> None:
        now = time.monotonic()
        self._ended = {one: at for one, at in self._ended.items() if now - at < LATE_SECONDS} | {deployment_id: now}

    async def _wake_next(self, deployment_id: UUID) -> None:
        if await wake_next(self.client, deployment_id) == 0:
            self._waiting.discard(deployment_id)

    async def _listen(self) -> None:
        async with get_events_subscriber(filter=await self._filter(), reconnection_attempts=0) as events:
            await self.sync_with_backend()  # seen alive again at once when the server has been away
            self._heard_since = time.monotonic()
            self.wake()
            self.reconnected.set()  # what was told meanwhile was missed
            try:
                async with anyio.create_task_group() as group:
                    async for event in events:
                        group.start_soon(self._heard, event)  # answering one must not keep the next waiting
            finally:
                self._heard_since = None

    async def _filter(self) -> EventFilter:
        while self._work_pool is None:
            await anyio.sleep(0.1)
        return EventFilter(
            event=EventNameFilter(name=[*WAKING, WAITING, CANCELLING]),
            any_resource=EventAnyResourceFilter(id=[f"prefect.work-pool.{self._work_pool.id}"]),
        )

    async def _heard(self, event: Event) -> None:
        if event.event in WAKING:
            self.wake()
        elif event.event == CANCELLING:
            await self._heard_cancelling(UUID(event.resource.id.removeprefix("prefect.flow-run.")))
        elif deployment_id := _deployment_of(event):
            await self._heard_waiting(deployment_id)

    async def _heard_cancelling(self, run_id: UUID) -> None:
        stops().request(str(run_id))
        if run_id not in self.running:
            # It was to be retried and nobody runs it, another worker does, or it is about to begin.
            await anyio.sleep(GRACE_SECONDS)
            if run_id not in self.running:
                stops().forget(str(run_id))
                await self.reconciler.end_cancelled(self.client, run_id)

    async def _heard_waiting(self, deployment_id: UUID) -> None:
        # Who ran what it waits for wakes it, and nobody else: two would call it up again and again. It is noted in any
        # case: what it waits for may be taken by this worker and not begun.
        self._waiting.add(deployment_id)
        if any(run.deployment_id == deployment_id for run in self.running.values()):
            return
        if time.monotonic() - self._ended.get(deployment_id, -LATE_SECONDS) < LATE_SECONDS:
            await self._wake_next(deployment_id)


def _run(flow: Flow[..., Any], flow_run: FlowRun) -> State[Any]:
    request = next((tag.removeprefix("request:") for tag in flow_run.tags if tag.startswith("request:")), None)
    with structlog.contextvars.bound_contextvars(flow_run_id=str(flow_run.id), request_id=request):
        return cast(State[Any], run_flow(flow, flow_run=flow_run, return_type="state"))


def _deployment_of(event: Event) -> UUID | None:
    for related in event.related:
        if related.role == "deployment":
            return UUID(related.id.removeprefix("prefect.deployment."))
    return None
