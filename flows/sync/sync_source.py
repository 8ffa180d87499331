"""The flow ``sync-source``: bring a source's documents into the index."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.sync.index_batch import delete_documents, index_documents
from flows.sync.listing import collect_orphans, make_plan
from flows.sync.plan import batches
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
    """Collect orphans now and then, list and plan, index batch by batch, delete what is gone: ``SyncParameters``."""
    told = SyncParameters(
        org_id=org_id, source_id=source_id, kind=kind, config=config or {}, dry_run=dry_run, full=full
    )
    with sync_run(told, workshop()) as run:
        if run.collects:
            collect_orphans(run)
        make_plan(run)
        if dry_run:
            return run.completed()
        for batch in batches(run.plan.work):
            if run.stopped:
                return run.cancelled()
            index_documents(run, batch)
        delete_documents(run)
        return run.completed()
