"""Rule: a source with unfinished documents and no run gets one: its run, or the process that wanted it, was lost.

Documents that a cancelled sync left pending stay so until somebody asks again or brings in more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled

from flows.reconcile.schedules import MISSED
from flows.sync.manifest import rows_with
from pipelines.index.protocol import Index
from pipelines.runs.sync import SYNC_FLOW, deployment_name, run_tags
from pipelines.types import Scope, Status

UNFINISHED_AFTER = timedelta(seconds=15)
SOON = timedelta(minutes=1)
RECENT = 20
AT_WORK = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Past:
    """The runs of a source that ended: the newest one's id, and when the last was cancelled, if it was."""

    newest: str | None
    cancelled_at: datetime | None


def take_up(index: Index, client: SyncPrefectClient) -> None:
    """Start a sync for every source that has unfinished documents and no run."""
    before = datetime.now(UTC) - UNFINISHED_AFTER
    for org_id, source_id in sorted(index.unfinished(before)):
        if _has_run(client, source_id):
            continue
        past = _past(client, source_id)
        if _is_left(index, Scope(org_id, frozenset({source_id})), past):
            continue
        if _start_sync(client, org_id=org_id, source_id=source_id, after=past.newest):
            log.info("unfinished_taken_up", org_id=org_id, source_id=source_id)


def _has_run(client: SyncPrefectClient, source_id: str) -> bool:
    """Whether a run of the source is at work, or due (retrying and waiting for its slot included)."""
    return _any(client, source_id, AT_WORK) or _any(client, source_id, [StateType.SCHEDULED], due=True)


def _past(client: SyncPrefectClient, source_id: str) -> Past:
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[f"source:{source_id}"]), end_time=FlowRunFilterEndTime(is_null_=False)
    )
    runs = client.read_flow_runs(flow_run_filter=wanted, sort=FlowRunSort.END_TIME_DESC, limit=RECENT)
    return Past(str(runs[0].id) if runs else None, _cancelled_at(runs))


def _cancelled_at(runs: Sequence[FlowRun]) -> datetime | None:
    """When the newest of these ended, if somebody cancelled it; dropped missed schedules do not count."""
    for run in runs:
        if run.state is not None and not (run.state.message or "").startswith(MISSED):
            return run.end_time if run.state.is_cancelled() else None
    return None


def _is_left(index: Index, scope: Scope, past: Past) -> bool:
    """Whether what is unfinished was left by a sync that somebody cancelled."""
    at = past.cancelled_at
    if at is None or index.list(scope, status=Status.PROCESSING, limit=1).items:
        return False
    pending = rows_with(index, scope, status=Status.PENDING)
    return all(row.listed_at is not None and row.listed_at <= at for row in pending)


def _start_sync(client: SyncPrefectClient, *, org_id: str, source_id: str, after: str | None) -> bool:
    """Start a sync of the source's deployment. False where there is none: the source is gone or not mended yet.

    ``after`` is the newest run that ended: of several workers that see the same, one starts a run, the others get it.
    """
    try:
        deployment = client.read_deployment_by_name(f"{SYNC_FLOW}/{deployment_name(source_id)}")
    except ObjectNotFound:
        return False
    client.create_flow_run_from_deployment(
        deployment.id,
        state=Scheduled(message="Taken up by itself."),
        tags=run_tags(org_id, source_id),
        idempotency_key=f"taken-up-{source_id}-after-{after}",
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
