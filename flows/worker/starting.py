"""Syncs that nobody asked for: whether a source has a run, and starting one."""

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled

from pipelines.runs.sync import SYNC_FLOW, deployment_name, run_tags

SOON = timedelta(minutes=1)
RECENT = 20
MISSED = "Missed"
AT_WORK = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED]


def has_run(client: SyncPrefectClient, source_id: str) -> bool:
    """Whether a run of the source is at work, or due (retrying and waiting for its slot included)."""
    return _any(client, source_id, AT_WORK) or _any(client, source_id, [StateType.SCHEDULED], due=True)


def cancelled_at(client: SyncPrefectClient, source_id: str) -> datetime | None:
    """When the source's newest ended run ended, if somebody cancelled it; dropped missed schedules do not count."""
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[f"source:{source_id}"]), end_time=FlowRunFilterEndTime(is_null_=False)
    )
    for run in client.read_flow_runs(flow_run_filter=wanted, sort=FlowRunSort.END_TIME_DESC, limit=RECENT):
        if run.state is not None and not (run.state.message or "").startswith(MISSED):
            return run.end_time if run.state.is_cancelled() else None
    return None


def start_sync(client: SyncPrefectClient, *, org_id: str, source_id: str) -> bool:
    """Start a sync of the source's deployment. False where there is none: the source is gone or not mended yet."""
    try:
        deployment = client.read_deployment_by_name(f"{SYNC_FLOW}/{deployment_name(source_id)}")
    except ObjectNotFound:
        return False
    client.create_flow_run_from_deployment(
        deployment.id, state=Scheduled(message="Taken up by itself."), tags=run_tags(org_id, source_id)
    )
    return True


def _any(client: SyncPrefectClient, source_id: str, types: list[StateType], *, due: bool = False) -> bool:
    # A run that waits for its slot is planned some seconds ahead, a schedule's next run up to years.
    expected = FlowRunFilterExpectedStartTime(before_=datetime.now(UTC) + SOON) if due else None
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[f"source:{source_id}"]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)),
        expected_start_time=expected,
    )
    return bool(client.read_flow_runs(flow_run_filter=wanted, limit=1))
