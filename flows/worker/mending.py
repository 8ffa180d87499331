"""What the worker sets right in Prefect: runs of a killed predecessor, missed schedules, waiting and cancelled runs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import AwaitingRetry, Cancelled, Crashed, Scheduled

from flows.worker.recovery import Due, Unended, Verdict, is_dead, judge, missed
from flows.worker.starting import MISSED
from pipelines.runs.sync import WORK_POOL

PAGE = 200
WAITING = "AwaitingConcurrencySlot"
log = structlog.get_logger()


async def recover(client: PrefectClient, *, started: datetime) -> None:
    """Take up what a killed worker left, and drop all but the newest of each deployment's missed schedules."""
    for run in await _runs(client, StateType.PENDING, StateType.RUNNING, StateType.CANCELLING):
        try:
            await _settle(client, run, judge(_unended(run), started=started))
        except PrefectHTTPStatusError as error:
            # One run that cannot be helped must not keep the worker from the others.
            log.warning("run_not_recovered", flow_run_id=str(run.id), status=error.response.status_code)
    due = await _runs(client, StateType.SCHEDULED, before=started)
    for late in missed([_due(run) for run in due]):
        await client.set_flow_run_state(late.id, Cancelled(message=f"{MISSED}: a newer run of this schedule is due."))
        log.info("missed_run_dropped", flow_run_id=late.id)


async def release(client: PrefectClient, runs: Sequence[UUID]) -> None:
    """Hand runs back that this worker will not finish: the next one goes on with them at once."""
    for run_id in runs:
        await client.set_flow_run_state(run_id, AwaitingRetry(message="The worker was stopped."))
        log.info("run_released", flow_run_id=str(run_id))


async def leave_pool(client: PrefectClient, worker_name: str) -> None:
    """Strike the worker off, so that nobody believes in it for the half minute until its heartbeat is missed."""
    names = {"work_pool_name": WORK_POOL, "name": worker_name}
    await client.request("DELETE", "/work_pools/{work_pool_name}/workers/{name}", path_params=names)


async def wanted_stops(client: PrefectClient, runs: Sequence[UUID]) -> Sequence[UUID]:
    """Which of these runs somebody has asked to stop: for the case that the event was missed."""
    found = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=list(runs)), state=_state(StateType.CANCELLING))
    )
    return [run.id for run in found]


async def end_cancelled(client: PrefectClient, run_id: UUID, *, here: str) -> None:
    """A run that was asked to stop and that nobody runs any more is cancelled: ours, or a dead worker's."""
    run = await client.read_flow_run(run_id)
    place = run.infrastructure_pid
    nobodys = place is None or place == here or is_dead(place)
    if run.state is not None and run.state.is_cancelling() and nobodys:
        await _end(client, run, Cancelled(message="Stopped as asked."))


async def wake_next(client: PrefectClient, deployment_id: UUID) -> int:
    """The slot is free: who waits for it need not wait for the end of its pause. Answers how many were woken."""
    waiting = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(name=FlowRunFilterStateName(any_=[WAITING]))),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=1,
    )
    for run in waiting:
        await client.set_flow_run_state(run.id, Scheduled(message="The source's previous sync has ended."), force=True)
    return len(waiting)


async def _settle(client: PrefectClient, run: FlowRun, verdict: Verdict) -> None:
    match verdict:
        case Verdict.LEAVE:
            return
        case Verdict.RETRY:
            await _end(client, run, AwaitingRetry(message="Its worker was killed."))
        case Verdict.CRASHED:
            await _end(client, run, Crashed(message="Its worker was killed too often."))
        case Verdict.CANCELLED:
            await _end(client, run, Cancelled(message="Its worker was killed."))
    log.info("run_recovered", flow_run_id=str(run.id), verdict=verdict.value)


async def _end(client: PrefectClient, run: FlowRun, state: State[None]) -> None:
    try:
        await client.set_flow_run_state(run.id, state, force=not state.is_scheduled())
    except PrefectHTTPStatusError:
        # Prefect 3.8.8 answers 500 to any end of a run whose deployment, and with it the limit, was deleted.
        if run.deployment_id is None or not await _is_gone(client, run.deployment_id):
            raise
        await client.delete_flow_run(run.id)


async def _is_gone(client: PrefectClient, deployment_id: UUID) -> bool:
    try:
        await client.read_deployment(deployment_id)
    except ObjectNotFound:
        return True
    return False


async def _runs(client: PrefectClient, *types: StateType, before: datetime | None = None) -> list[FlowRun]:
    found: list[FlowRun] = []
    expected = FlowRunFilterExpectedStartTime(before_=before) if before else None
    while True:
        page = await client.read_flow_runs(
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[WORK_POOL])),
            flow_run_filter=FlowRunFilter(state=_state(*types), expected_start_time=expected),
            sort=FlowRunSort.ID_DESC,
            limit=PAGE,
            offset=len(found),
        )
        found.extend(page)
        if len(page) < PAGE:
            return found


def _state(*types: StateType) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))


def _unended(run: FlowRun) -> Unended:
    return Unended(
        id=str(run.id),
        cancelling=run.state is not None and run.state.is_cancelling(),
        place=run.infrastructure_pid,
        tries=run.run_count,
        since=run.state.timestamp if run.state else datetime.min.replace(tzinfo=UTC),
    )


def _due(run: FlowRun) -> Due:
    return Due(
        id=str(run.id),
        deployment_id=str(run.deployment_id) if run.deployment_id else None,
        auto_scheduled=bool(run.auto_scheduled),
        expected=run.expected_start_time or datetime.min.replace(tzinfo=UTC),
    )
