"""Rules about what is over: old runs and their reports, writing cut off, organisations whose documents changed."""

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

from pipelines.index.protocol import Index
from pipelines.runs.sync import WORK_POOL, artifact_key
from pipelines.storage.blobs import Storage

AT_ONCE = 100
ASIDE_AFTER = timedelta(days=1)
log = structlog.get_logger()


def prune(client: SyncPrefectClient, *, older: timedelta) -> None:
    """Remove runs that ended longer ago, with their reports; at most a hundred a round."""
    old = _ended(client, FlowRunFilterEndTime(before_=datetime.now(UTC) - older))
    if not old:
        return
    _remove_reports(client, [artifact_key(str(run.id)) for run in old])
    for run in old:
        client.delete_flow_run(run.id)
    log.info("runs_pruned", runs=len(old))


def discard_aside(storage: Storage) -> None:
    """Remove uploads, texts and what lies beside them that were being written when their process was killed."""
    folder = f"{storage.root}/aside"
    if not storage.fs.exists(folder):
        return
    oldest = datetime.now(UTC) - ASIDE_AFTER
    for path in storage.fs.ls(folder, detail=False):
        if storage.fs.modified(path) < oldest:
            storage.fs.rm_file(path)
            log.info("aside_discarded", path=path)


def sample_means(index: Index, client: SyncPrefectClient, *, since: float) -> None:
    """Where the index keeps no mean vector by itself: compute it for organisations whose documents have changed."""
    index.sample_means(_orgs_of_recent_runs(client, since=timedelta(seconds=since)))


def _orgs_of_recent_runs(client: SyncPrefectClient, *, since: timedelta) -> Iterator[str]:
    """The organisations whose runs ended within that time; Prefect is asked when the first is wanted."""
    recent = _ended(client, FlowRunFilterEndTime(after_=datetime.now(UTC) - since))
    tags = {tag for run in recent for tag in run.tags}
    yield from sorted(tag.removeprefix("org:") for tag in tags if tag.startswith("org:"))


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
