"""Tasks: index a batch, delete what is gone."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.sync.batches import delete_rows, index_rows
from flows.sync.retrying import DELAYS, outside_failed
from flows.sync.run import SyncRun
from pipelines.types import Document


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
def index_documents(run: SyncRun, batch: Sequence[Document]) -> None:
    """Run the indexing pipeline over a batch; a document's own fault is its outcome and no failure."""
    run.begins(batch)
    outcomes = index_rows(run.workshop, batch, source=run.source, lease=run.lease)
    run.ended(outcomes, of=len(batch))


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
def delete_documents(run: SyncRun) -> None:
    """Delete what the source no longer lists."""
    run.deleted(delete_rows(run.workshop, run.plan.deleted))
