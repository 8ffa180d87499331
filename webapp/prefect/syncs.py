"""A run of the flow ``sync-source`` and its report, read as a sync. Pure."""

from collections.abc import Mapping

from pipelines.runs.sync import SyncError, SyncReport
from webapp.prefect.ingestion import Sync, SyncStatus
from webapp.prefect.runs import Run

STATUS: Mapping[str, SyncStatus] = {
    "SCHEDULED": "queued",
    "PENDING": "queued",
    "PAUSED": "queued",
    "RUNNING": "running",
    "CANCELLING": "running",
    "COMPLETED": "succeeded",
    "FAILED": "failed",
    "CRASHED": "failed",
    "CANCELLED": "cancelled",
}
CRASHED = SyncError(
    code="sync_crashed",
    message="The worker was killed during this sync, again and again, or could not start it.",
    action="What is pending is taken up by itself; if it stays, look into the worker's log.",
)
FAILED = SyncError(
    code="sync_failed",
    message="The sync ended before it could say why.",
    action="Start it again; if it stays, look into the worker's log.",
)


def sync_of(run: Run, report: SyncReport | None) -> Sync | None:
    """The sync that a run is, or None for a run of something else. ``report`` is the one that is believed, if any."""
    if "org" not in run.tags or "source" not in run.tags:
        return None
    status = STATUS.get(run.state, "queued")
    return Sync(
        id=run.id,
        org_id=run.tags["org"],
        source_id=run.tags["source"],
        status=status,
        report=_report(run, report, failed=status == "failed"),
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.ended_at,
    )


def _report(run: Run, believed: SyncReport | None, *, failed: bool) -> SyncReport:
    told = run.parameters
    report = believed or SyncReport(dry_run=bool(told.get("dry_run")), full=bool(told.get("full")))
    if failed and report.error is None:
        report.error = CRASHED if run.state == "CRASHED" else FAILED
    return report
