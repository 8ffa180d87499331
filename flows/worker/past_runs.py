"""Runs that are over: whose they were, and their removal with their reports when they are old."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import structlog
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowRunFilter,
    FlowRunFilterEndTime,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun

from pipelines.runs.sync import WORK_POOL, artifact_key

AT_ONCE = 100
log = structlog.get_logger()


def orgs_of_recent_runs(client: SyncPrefectClient, *, since: timedelta) -> Iterator[str]:
    """The organisations whose runs ended within that time; Prefect is asked when the first is wanted."""
    recent = _ended(client, FlowRunFilterEndTime(after_=datetime.now(UTC) - since))
    tags = {tag for run in recent for tag in run.tags}
    yield from sorted(tag.removeprefix("org:") for tag in tags if tag.startswith("org:"))


def prune(client: SyncPrefectClient, *, older: timedelta) -> None:
    """Remove runs that ended longer ago, with their reports; at most a hundred a round."""
    old = _ended(client, FlowRunFilterEndTime(before_=datetime.now(UTC) - older))
    if not old:
        return
    _remove_reports(client, [artifact_key(str(run.id)) for run in old])
    for run in old:
        client.delete_flow_run(run.id)
    log.info("runs_pruned", runs=len(old))


def _ended(client: SyncPrefectClient, when: FlowRunFilterEndTime) -> list[FlowRun]:
    return client.read_flow_runs(
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[WORK_POOL])),
        flow_run_filter=FlowRunFilter(end_time=when),
        limit=AT_ONCE,
    )


def _remove_reports(client: SyncPrefectClient, keys: Iterable[str]) -> None:
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=list(keys)))
    for artifact in client.read_artifacts(artifact_filter=wanted, limit=AT_ONCE):
        client.delete_artifact(artifact.id)
