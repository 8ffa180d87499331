"""What is done to runs and workers in Prefect, one step each. Decided is elsewhere."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import AwaitingRetry, Cancelled, Crashed, Scheduled

from flows.reconcile.orphans import Verdict
from flows.reconcile.schedules import MISSED, Due
from pipelines.runs.sync import WORK_POOL

WAITING = "AwaitingConcurrencySlot"
# A run whose pause is over within that is about to be taken by whoever comes first.
ABOUT = timedelta(seconds=1)
log = structlog.get_logger()


async def settle(client: PrefectClient, run: FlowRun, verdict: Verdict) -> None:
    """Carry out what was decided about a run whose worker is gone."""
    match verdict:
        case Verdict.LEAVE:
            return
        case Verdict.RETRY:
            await _end(client, run, AwaitingRetry(message="Its worker was killed."))
        case Verdict.CRASHED:
            await _end(client, run, Crashed(message="Its worker was killed too often."))
        case Verdict.CANCELLED:
            await _end(client, run, Cancelled(message="Stopped as asked."))
    log.info("run_recovered", flow_run_id=str(run.id), verdict=verdict.value)


async def drop_missed(client: PrefectClient, late: Due) -> None:
    """Cancel a run of a schedule that nobody served: a newer one is due."""
    await client.set_flow_run_state(UUID(late.id), Cancelled(message=f"{MISSED}: a newer run of this schedule is due."))
    log.info("missed_run_dropped", flow_run_id=late.id)


async def strike_off(client: PrefectClient, worker_name: str) -> None:
    """Take a worker off the pool's list, so that nobody believes in it. One that lives is back with its next beat."""
    names = {"work_pool_name": WORK_POOL, "name": worker_name}
    try:
        await client.request("DELETE", "/work_pools/{work_pool_name}/workers/{name}", path_params=names)
    except ObjectNotFound:
        return
    except PrefectHTTPStatusError as error:
        if error.response.status_code != 404:
            raise


async def release(client: PrefectClient, runs: Sequence[UUID]) -> None:
    """Hand runs back that this worker will not finish: the next one goes on with them at once."""
    for run_id in runs:
        await client.set_flow_run_state(run_id, AwaitingRetry(message="The worker was stopped."))
        log.info("run_released", flow_run_id=str(run_id))


async def wake_next(client: PrefectClient, deployment_id: UUID) -> int:
    """The slot is free: who waits for it need not wait for the end of its pause. Answers how many were waiting."""
    waiting = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(name=FlowRunFilterStateName(any_=[WAITING]))),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=1,
    )
    for run in waiting:
        # Forced, it would undo that another worker has taken it in this moment: none does before its time.
        begins = run.state.state_details.scheduled_time if run.state else None
        if begins is not None and begins > datetime.now(UTC) + ABOUT:
            woken: State[None] = Scheduled(message="The source's previous sync has ended.")
            await client.set_flow_run_state(run.id, woken, force=True)
    return len(waiting)


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
