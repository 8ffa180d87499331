"""Runs of any flow as Prefect tells them, and those of syncs read as syncs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.runs.sync import SyncReport
from webapp.prefect.runs import Position, cursor_after, read_cursor, run_of
from webapp.prefect.syncs import sync_of

RUN: dict[str, Any] = {
    "id": "5b0c8f0e-9d0c-4a44-8f0f-3c1f4c7f0b11",
    "state_type": "RUNNING",
    "tags": ["org:o", "source:s", "request:r"],
    "parameters": {"dry_run": True, "full": False},
    "created": "2026-01-02T03:04:05.000006Z",
    "start_time": "2026-01-02T03:04:06Z",
    "end_time": None,
    "expected_start_time": "2026-01-02T03:04:05Z",
}


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("SCHEDULED", "queued"),
        ("PENDING", "queued"),
        ("RUNNING", "running"),
        ("CANCELLING", "running"),
        ("COMPLETED", "succeeded"),
        ("FAILED", "failed"),
        ("CRASHED", "failed"),
        ("CANCELLED", "cancelled"),
    ],
)
def test_states_are_statuses(state: str, status: str):
    """Each of Prefect's states is one of ours."""
    sync = sync_of(run_of({**RUN, "state_type": state}), None)
    assert sync is not None
    assert sync.status == status
    assert (sync.report.error is not None) == (status == "failed")


def test_a_sync_without_a_report_says_how_it_was_asked():
    """Before the first report: dry or not from the run's parameters; no link, which is for operators only."""
    sync = sync_of(run_of(RUN), None)
    assert sync is not None
    assert (sync.org_id, sync.source_id, sync.report.dry_run) == ("o", "s", True)
    assert sync.prefect_url is None
    assert sync.started_at is not None
    assert sync.started_at.tzinfo is not None


def test_a_believed_report_is_the_syncs():
    """What it says of dry and full counts, not the run's parameters."""
    report = SyncReport(full=True)
    report.counts.indexed = 3
    sync = sync_of(run_of(RUN), report)
    assert sync is not None
    assert sync.report == report


def test_foreign_runs_are_no_syncs():
    """A run without our tags is not shown."""
    assert sync_of(run_of({**RUN, "tags": ["org:o"]}), None) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_cursor(text: str):
    """Whatever is sent as a cursor: read, or ValueError."""
    try:
        read_cursor(text)
    except ValueError:
        return
    pytest.fail("a cursor out of nothing")


def test_cursors_come_back():
    """What was written is read: the last moment, and the runs of that moment, those of earlier pages included."""
    first, second = run_of(RUN), run_of({**RUN, "id": "6b0c8f0e-9d0c-4a44-8f0f-3c1f4c7f0b11"})
    moment = "2026-01-02T03:04:05+00:00"
    position = read_cursor(cursor_after([first], Position("2026-02-02T03:04:05+00:00")))
    assert position == Position(moment, [first.id])
    assert read_cursor(cursor_after([second], position)) == Position(moment, [first.id, second.id])


def test_a_run_of_any_flow_is_read():
    """Tags without a value say nothing; an end is told when it has come."""
    run = run_of({**RUN, "tags": ["nightly", "org:o"], "end_time": "2026-01-02T03:04:07Z"})
    assert (run.tags, run.ended, run.ended_at) == ({"org": "o"}, False, None)
    over = run_of({**RUN, "state_type": "CRASHED", "end_time": "2026-01-02T03:04:07Z"})
    assert over.ended
    assert over.ended_at is not None
