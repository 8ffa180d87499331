"""Tasks: collect orphans, list the source and read its manifest."""

from datetime import UTC, datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.manifest import rows_of
from flows.plan import Listing, plan
from flows.retrying import DELAYS, outside_failed
from flows.run import SyncRun
from flows.sources.kinds import KINDS


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
def collect_orphans(run: SyncRun) -> int:
    """Remove what a killed predecessor left in the index. Answers how many chunks."""
    return run.workshop.index.collect(run.told.org_id, run.told.source_id)


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
def make_plan(run: SyncRun) -> None:
    """List the source, compare it with the manifest, and note what is to be done in ``run.plan``."""
    told, at = run.told, datetime.now(UTC)
    manifest = rows_of(run.workshop.index, org_id=told.org_id, source_id=told.source_id)
    listing = Listing(at, KINDS[told.kind].list(manifest))
    run.planned(plan(listing, manifest, full=told.full, since=run.since))
