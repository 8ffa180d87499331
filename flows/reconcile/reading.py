"""What is found in Prefect: runs that have not ended or are due, and workers with their heartbeats."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort

from flows.reconcile.orphans import Unended
from flows.reconcile.schedules import Due
from flows.reconcile.taking import taker
from pipelines.runs.sync import WORK_POOL

PAGE = 200
TAKEN_STATES = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


async def taken_runs(client: PrefectClient, *, ids: Sequence[UUID] | None = None) -> list[FlowRun]:
    """The pool's runs that somebody has taken and that have not ended; of ``ids`` only, where they are given."""
    among = FlowRunFilterId(any_=list(ids)) if ids is not None else None
    return await _pages(client, FlowRunFilter(id=among, state=_state(*TAKEN_STATES)))


async def due_runs(client: PrefectClient, *, before: datetime) -> list[FlowRun]:
    """The pool's runs that should have begun before that."""
    expected = FlowRunFilterExpectedStartTime(before_=before)
    return await _pages(client, FlowRunFilter(state=_state(StateType.SCHEDULED), expected_start_time=expected))


async def heartbeats(client: PrefectClient) -> Mapping[str, datetime]:
    """When each of the pool's workers was heard last, by its name."""
    found: dict[str, datetime] = {}
    offset = 0
    while True:
        page = await client.read_workers_for_work_pool(WORK_POOL, offset=offset, limit=PAGE)
        found.update({worker.name: worker.last_heartbeat_time or LONG_AGO for worker in page})
        offset += len(page)
        if len(page) < PAGE:
            return found


def as_unended(run: FlowRun) -> Unended:
    """A run that somebody has taken, as the rules know it."""
    return Unended(
        id=str(run.id),
        cancelling=run.state is not None and run.state.is_cancelling(),
        place=taker(run),
        tries=run.run_count,
        since=run.state.timestamp if run.state else LONG_AGO,
    )


def as_due(run: FlowRun) -> Due:
    """A run that is due, as the rules know it."""
    return Due(
        id=str(run.id),
        deployment_id=str(run.deployment_id) if run.deployment_id else None,
        auto_scheduled=bool(run.auto_scheduled),
        expected=run.expected_start_time or LONG_AGO,
    )


async def _pages(client: PrefectClient, wanted: FlowRunFilter) -> list[FlowRun]:
    found: list[FlowRun] = []
    while True:
        page = await client.read_flow_runs(
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[WORK_POOL])),
            flow_run_filter=wanted,
            sort=FlowRunSort.ID_DESC,
            limit=PAGE,
            offset=len(found),
        )
        found.extend(page)
        if len(page) < PAGE:
            return found


def _state(*types: StateType) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))
