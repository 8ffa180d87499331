"""A Prefect flow run and its artifact, read as a sync. Pure."""

import base64
import binascii
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipelines.runs.sync import SyncError, SyncReport
from webapp.prefect.ingestion import Sync, SyncStatus

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
MOST_SHOWN = 1_000
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
UNENDED = ("SCHEDULED", "PENDING", "PAUSED", "RUNNING", "CANCELLING")
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


def sync_of(run: Mapping[str, Any], report: SyncReport | None) -> Sync | None:
    """The sync that a run is, or None for a run of something else. ``report`` is the one that is believed, if any."""
    tags = _tags(run)
    if "org" not in tags or "source" not in tags:
        return None
    status = STATUS.get(run["state_type"] or "SCHEDULED", "queued")
    return Sync(
        id=str(run["id"]),
        org_id=tags["org"],
        source_id=tags["source"],
        status=status,
        report=_report(run, report, failed=status == "failed"),
        created_at=_time(run.get("created")),
        started_at=_time(run.get("start_time")),
        finished_at=_time(run.get("end_time")) if run["state_type"] not in UNENDED else None,
    )


def ended(run: Mapping[str, Any]) -> bool:
    """Whether nothing more happens to a run."""
    return run["state_type"] not in UNENDED


def cursor_after(runs: Sequence[Mapping[str, Any]]) -> str:
    """An opaque cursor: everything planned at the last run's time or earlier, but for those shown of that time."""
    last = runs[-1]["expected_start_time"]
    shown = [run["id"] for run in runs if run["expected_start_time"] == last]
    return base64.urlsafe_b64encode(json.dumps([last, shown]).encode()).decode()


def read_cursor(cursor: str) -> tuple[str, list[str]]:
    """What ``cursor_after`` wrote. Raises ValueError for anything else."""
    try:
        last, shown = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if not isinstance(last, str) or not isinstance(shown, list) or len(shown) > MOST_SHOWN:
            raise ValueError("not a cursor")
        datetime.fromisoformat(last)
        return last, [str(uuid.UUID(one)) for one in shown]
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a cursor of this list") from error


def _report(run: Mapping[str, Any], believed: SyncReport | None, *, failed: bool) -> SyncReport:
    told = run.get("parameters") or {}
    report = believed or SyncReport(dry_run=bool(told.get("dry_run")), full=bool(told.get("full")))
    if failed and report.error is None:
        report.error = CRASHED if run["state_type"] == "CRASHED" else FAILED
    return report


def _tags(run: Mapping[str, Any]) -> dict[str, str]:
    pairs = (tag.partition(":") for tag in run.get("tags") or [])
    return {name: value for name, colon, value in pairs if colon}


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
