"""Tasks: index what is to be indexed, delete what is gone."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.sync.batches import delete_rows, index_rows
from flows.sync.retrying import DELAYS, outside_failed
from flows.sync.room import with_room
from flows.sync.run import FEW, SyncRun
from flows.sync.streaming import stream_rows
from pipelines.errors import PipelineError


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
@with_room
def index_documents(run: SyncRun) -> None:
    """Index what the run has to do; a document's own fault is its outcome and no failure.

    Tried again, it goes on with what has not ended.
    """
    rows, source = run.waiting, run.source
    run.begins(rows)
    if len(rows) > FEW:
        for ended in stream_rows(run.workshop, rows, source=source, lease=run.lease, stopped=lambda: run.stopped):
            run.ended(ended.outcomes, ended.document_ids)
    elif rows:
        outcomes = index_rows(run.workshop, rows, source=source, lease=run.lease)
        run.ended(outcomes, [row.document_id for row in rows])


def index_waiting(run: SyncRun) -> None:
    """``index_documents``; where it gave up after some had ended, it has earned another call."""
    before = len(run.waiting)
    try:
        index_documents(run)
    except PipelineError:
        if len(run.waiting) == before:
            raise


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
@with_room
def delete_documents(run: SyncRun) -> None:
    """Delete what the source no longer lists."""
    run.deleted(delete_rows(run.workshop, run.plan.deleted))
