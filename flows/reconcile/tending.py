"""The rules about documents and leftovers, in order: unfinished documents, outdated ones, old runs and asides,
deleted chunks, means.

Every step is idempotent and stands alone: what fails today is done in the next round.
"""

from collections.abc import Callable
from datetime import timedelta

import structlog
from prefect.client.orchestration import get_client

from flows.reconcile.documents import take_up
from flows.reconcile.leftovers import discard_aside, prune, sample_means
from flows.settings import FlowSettings
from flows.wiring import Workshop

log = structlog.get_logger()


def tend(workshop: Workshop, settings: FlowSettings) -> None:
    """One round, after the one about runs. Never raises."""
    with get_client(sync_client=True) as client:
        _step("take_up", lambda: take_up(workshop.index, client))
        per_hour = settings.reread_per_hour
        _step("renew", lambda: _renew(workshop, per_hour))
        _step("prune", lambda: prune(client, older=timedelta(days=settings.keep_runs_days)))
        _step("discard_aside", lambda: discard_aside(workshop.storage))
        _step("sweep", workshop.index.sweep)
        _step("sample_means", lambda: sample_means(workshop.index, client, since=2 * settings.tend_seconds))


def _renew(workshop: Workshop, per_hour: int) -> None:
    ocr = workshop.converter.reads_pictures
    workshop.renewing.step(workshop.index, workshop.storage, per_hour=per_hour, ocr=ocr)


def _step(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - an edge: one step's failure must not keep the others from being done
        log.warning("tend_failed", step=name, error=repr(error))
