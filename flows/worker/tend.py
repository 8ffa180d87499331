"""What nobody should have to notice: unfinished documents, leftovers, old runs. Called every 30 s by the worker.

Every step is idempotent and stands alone: what fails today is done in the next round.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from prefect.client.orchestration import SyncPrefectClient, get_client

from flows.settings import FlowSettings
from flows.sync.manifest import rows_with
from flows.wiring import Workshop
from flows.worker.past_runs import orgs_of_recent_runs, prune
from flows.worker.starting import cancelled_at, has_run, start_sync
from pipelines.storage.blobs import Storage
from pipelines.types import Scope, Status

UNFINISHED_AFTER = timedelta(seconds=15)
ASIDE_AFTER = timedelta(days=1)
log = structlog.get_logger()


def tend(workshop: Workshop, settings: FlowSettings) -> None:
    """One round. Never raises."""
    with get_client(sync_client=True) as client:
        _step("take_up", lambda: take_up(workshop, client))
        _step("prune", lambda: prune(client, older=timedelta(days=settings.keep_runs_days)))
        _step("discard_aside", lambda: discard_aside(workshop.storage))
        _step("sample_means", lambda: sample_means(workshop, client, since=2 * settings.tend_seconds))


def take_up(workshop: Workshop, client: SyncPrefectClient) -> None:
    """Start a sync for every source that has unfinished documents and no run: their run or its process was lost.

    Documents that a cancelled sync left pending stay so until somebody asks again or brings in more.
    """
    before = datetime.now(UTC) - UNFINISHED_AFTER
    for org_id, source_id in sorted(workshop.index.unfinished(before)):
        if has_run(client, source_id) or _cancelled(workshop, client, Scope(org_id, frozenset({source_id}))):
            continue
        if start_sync(client, org_id=org_id, source_id=source_id):
            log.info("unfinished_taken_up", org_id=org_id, source_id=source_id)


def discard_aside(storage: Storage) -> None:
    """Remove uploads that were being written when their process was killed."""
    folder = f"{storage.root}/aside"
    if not storage.fs.exists(folder):
        return
    oldest = datetime.now(UTC) - ASIDE_AFTER
    for path in storage.fs.ls(folder, detail=False):
        if storage.fs.modified(path) < oldest:
            storage.fs.rm_file(path)
            log.info("aside_discarded", path=path)


def sample_means(workshop: Workshop, client: SyncPrefectClient, *, since: float) -> None:
    """Where the index keeps no mean vector by itself: compute it for organisations whose documents have changed."""
    workshop.index.sample_means(orgs_of_recent_runs(client, since=timedelta(seconds=since)))


def _cancelled(workshop: Workshop, client: SyncPrefectClient, scope: Scope) -> bool:
    (source_id,) = scope.source_ids
    at = cancelled_at(client, source_id)
    if at is None or workshop.index.list(scope, status=Status.PROCESSING, limit=1).items:
        return False
    pending = rows_with(workshop.index, scope, status=Status.PENDING)
    return all(row.listed_at is not None and row.listed_at <= at for row in pending)


def _step(name: str, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - an edge: one step's failure must not keep the others from being done
        log.warning("tend_failed", step=name, error=repr(error))
