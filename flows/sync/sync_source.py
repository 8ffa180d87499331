"""The flow ``sync-source``: bring a source's documents into the index."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.sync.index_batch import delete_documents, index_waiting
from flows.sync.listing import collect_orphans, make_plan
from flows.sync.run import sync_run
from flows.wiring import workshop
from pipelines.runs.sync import SYNC_FLOW, SyncParameters


@flow(name=SYNC_FLOW, validate_parameters=False, persist_result=False)
def sync_source(
    *,
    org_id: str,
    source_id: str,
    kind: str = "upload",
    config: dict[str, Any] | None = None,
    dry_run: bool = False,
    full: bool = False,
) -> State[None]:
    """Collect orphans now and then, list and plan, index, delete what is gone: ``SyncParameters``."""
    told = SyncParameters(
        org_id=org_id, source_id=source_id, kind=kind, config=config or {}, dry_run=dry_run, full=full
    )
    with sync_run(told, workshop()) as run:
        if run.collects:
            collect_orphans(run)
        make_plan(run)
        if dry_run:
            return run.completed()
        while run.waiting and not run.stopped:
            index_waiting(run)
        if run.stopped and run.waiting:
            return run.cancelled()
        delete_documents(run)
        return run.completed()
