"""Tasks: collect orphans, list the source and read its manifest."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.sync.manifest import rows_of, settled_count, unfinished_rows
from flows.sync.plan import Listing, plan
from flows.sync.retrying import DELAYS, outside_failed
from flows.sync.room import with_room
from flows.sync.run import SyncRun
from pipelines.convert.attempts import is_untried
from pipelines.convert.formats import fingerprints_of


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
@with_room
def collect_orphans(run: SyncRun) -> int:
    """Remove what a killed predecessor left in the index. Answers how many chunks."""
    removed = run.workshop.index.collect(run.told.org_id, run.told.source_id)
    run.workshop.collected.note(run.told.source_id)
    return removed


@task(retries=4, retry_delay_seconds=DELAYS, retry_condition_fn=outside_failed, cache_policy=NO_CACHE)
@with_room
def make_plan(run: SyncRun) -> None:
    """List the source, compare it with the manifest, and note what is to be done in ``run.plan``."""
    opened, at = run.source, datetime.now(UTC)
    source = {"org_id": run.told.org_id, "source_id": run.told.source_id}
    whole = not opened.kind.listed_by_manifest or run.reads_all
    manifest = (rows_of if whole else unfinished_rows)(run.workshop.index, **source)
    listing = Listing(at, opened.list(manifest))
    untried = partial(is_untried, ocr=run.workshop.converter.reads_pictures)
    today = fingerprints_of(opened.reading)
    made = plan(listing, manifest, full=run.told.full, since=run.since, today=today, untried=untried)
    run.planned(made if whole else replace(made, unread=settled_count(run.workshop.index, **source)))
