"""What becomes of runs that a killed worker left, and of schedules that nobody served."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from flows.worker.recovery import Due, Unended, Verdict, is_dead, judge, missed, place_of

STARTED = datetime(2026, 1, 2, tzinfo=UTC)
EARLIER = STARTED - timedelta(seconds=5)


@pytest.fixture(scope="module")
def dead() -> str:
    """The place of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        place = place_of(process.pid)
        process.kill()
    return place


def run(place: str | None, *, cancelling: bool = False, tries: int = 1, since: datetime = EARLIER) -> Unended:
    """A run that has not ended."""
    return Unended("run", cancelling=cancelling, place=place, tries=tries, since=since)


def test_this_process_lives_and_a_killed_one_is_dead(dead: str):
    """Places are compared with the processes of this host."""
    assert not is_dead(place_of())
    assert is_dead(dead)


def test_a_reused_process_id_is_dead():
    """The same id with another start time is another process."""
    assert is_dead(f"{socket.gethostname()}:{os.getpid()}:12.50")


def test_other_hosts_are_never_called_dead(dead: str):
    """Nobody here can know; nor for a place that somebody else wrote."""
    assert not is_dead("elsewhere:1:12.50")
    assert not is_dead("12345")
    assert not is_dead("")


def test_a_dead_workers_run_is_tried_three_times(dead: str):
    """Again, again, then crashed."""
    verdicts = [judge(run(dead, tries=tries), started=STARTED) for tries in (0, 1, 2, 3, 4)]
    assert verdicts == [Verdict.RETRY] * 3 + [Verdict.CRASHED] * 2


def test_a_dead_workers_cancelling_run_is_cancelled(dead: str):
    """However often it was tried."""
    assert judge(run(dead, cancelling=True, tries=9), started=STARTED) is Verdict.CANCELLED


def test_living_workers_runs_are_left():
    """Another worker's, or one that was taken after this worker began."""
    assert judge(run(place_of()), started=STARTED) is Verdict.LEAVE
    assert judge(run("elsewhere:1:2.50"), started=STARTED) is Verdict.LEAVE
    assert judge(run(None, since=STARTED + timedelta(seconds=1)), started=STARTED) is Verdict.LEAVE


def test_a_run_killed_before_it_said_where_is_taken_up():
    """Taken by the predecessor, which was killed before it wrote down its place."""
    assert judge(run(None), started=STARTED) is Verdict.RETRY


def test_of_missed_schedules_the_newest_is_kept():
    """Per deployment; runs that somebody asked for are never dropped."""

    def due(name: str, deployment: str, minute: int, *, auto: bool = True) -> Due:
        return Due(name, deployment, auto_scheduled=auto, expected=EARLIER + timedelta(minutes=minute))

    runs = [due("b", "x", 2), due("a", "x", 1), due("c", "x", 3), due("d", "y", 1), due("e", "x", 0, auto=False)]
    assert [late.id for late in missed(runs)] == ["a", "b"]
