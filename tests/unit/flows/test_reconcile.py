"""What a worker sets right: runs whose worker is gone, here or elsewhere, and schedules that nobody served."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType

from flows.reconcile.orphans import SILENT, Seen, Unended, Verdict, asked_to_stop, gone_workers, judge
from flows.reconcile.places import Host, is_place
from flows.reconcile.schedules import Due, missed
from flows.reconcile.taking import TAKEN, taker

NOW = datetime(2026, 1, 2, tzinfo=UTC)
BEAT = timedelta(seconds=10)
HOST = Host("here")
HERE, PEER, ELSEWHERE = HOST.place(), HOST.place(1), "elsewhere:1:12.50"
SEEN = Seen(HOST, HERE, NOW, heartbeats={HERE: NOW, ELSEWHERE: NOW - BEAT}, listens=True)
SILENT_ONE = replace(SEEN, heartbeats={HERE: NOW, ELSEWHERE: NOW - SILENT - BEAT})


@pytest.fixture(scope="module")
def dead() -> str:
    """The place of a process of this host that has ended."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        place = HOST.place(process.pid)
        process.kill()
    return place


def run(place: str | None, *, cancelling: bool = False, tries: int = 1, seconds: float = 3_600) -> Unended:
    """A run that has had its state for so long."""
    return Unended("run", cancelling=cancelling, place=place, tries=tries, since=NOW - timedelta(seconds=seconds))


def test_places_are_told_from_other_notes():
    """Whatever somebody else's worker noted is no place; a host's own name is fit for the name of a worker."""
    assert is_place(HERE)
    assert is_place(Host("a/b c%").place())
    assert not any(map(is_place, ["", "12345", "host:1", "process-worker 1a:2", "a/b:1:2.50"]))


def test_this_process_lives_and_a_killed_one_is_lost(dead: str):
    """Known at once on the same host, whatever was heard of it; the same process id begun later is another process."""
    assert HOST.has_lost(dead)
    assert not HOST.has_lost(HERE)
    assert HOST.has_lost(f"here:{os.getpid()}:12.50")
    assert not HOST.has_lost(ELSEWHERE)
    assert not HOST.has_lost("here:nonsense")


def test_a_clock_that_is_set_kills_nobody():
    """A process's start is told a little differently afterwards."""
    host, pid, started = HERE.rsplit(":", 2)
    assert not HOST.has_lost(f"{host}:{pid}:{float(started) + 1:.2f}")


def test_a_silent_worker_of_another_host_is_gone():
    """Four missed heartbeats by Prefect's clock, or no longer listed; one that is heard lives, however slow."""
    assert SILENT_ONE.is_gone(ELSEWHERE)
    assert SEEN.is_gone("elsewhere:2:12.50")
    assert not SEEN.is_gone(ELSEWHERE)


def test_who_does_not_listen_calls_nobody_silent():
    """Just begun, or Prefect was away: its own ears were closed as well. Nor while it is not listed itself."""
    assert not replace(SILENT_ONE, listens=False).is_gone(ELSEWHERE)
    assert not replace(SILENT_ONE, heartbeats={ELSEWHERE: NOW - 9 * SILENT}).is_gone(ELSEWHERE)


def test_a_worker_of_this_host_that_runs_is_not_gone_however_silent():
    """The process table knows better than a heartbeat that came late on a busy machine."""
    assert not replace(SEEN, heartbeats={HERE: NOW, PEER: NOW - 9 * SILENT}).is_gone(PEER)


def test_nobody_knows_about_foreign_workers():
    """What is no place of ours is left alone for ever."""
    assert judge(run("12345"), SEEN) is Verdict.LEAVE
    assert judge(run(""), SEEN) is Verdict.LEAVE
    assert gone_workers(replace(SEEN, heartbeats={HERE: NOW, "ProcessWorker 1": NOW - 9 * SILENT})) == []


def test_a_dead_workers_run_is_tried_three_times(dead: str):
    """Again, again, then crashed; on this host and elsewhere."""
    for place, seen in ((dead, SEEN), (ELSEWHERE, SILENT_ONE)):
        verdicts = [judge(run(place, tries=tries), seen) for tries in (0, 1, 2, 3, 4)]
        assert verdicts == [Verdict.RETRY] * 3 + [Verdict.CRASHED] * 2


def test_a_dead_workers_cancelling_run_is_cancelled(dead: str):
    """However often it was tried."""
    assert judge(run(dead, cancelling=True, tries=9), SEEN) is Verdict.CANCELLED


def test_living_workers_runs_are_left():
    """This one's, another one's of this host, one of another host that is heard."""
    assert judge(run(HERE), replace(SEEN, running=frozenset({"run"}))) is Verdict.LEAVE
    assert judge(run(PEER), SEEN) is Verdict.LEAVE
    assert judge(run(ELSEWHERE), SEEN) is Verdict.LEAVE


def test_a_run_that_nobody_says_he_has_is_taken_up_after_a_while():
    """Taken by something that says nothing; to be cancelled it is at once, for it has not begun."""
    assert judge(run(None, seconds=30), SEEN) is Verdict.LEAVE
    assert judge(run(None, seconds=90), SEEN) is Verdict.RETRY
    assert judge(run(None, seconds=1, cancelling=True), SEEN) is Verdict.CANCELLED


def test_a_run_of_this_worker_that_it_does_not_run_is_taken_up():
    """Its end could not be told while Prefect was away. One that was taken in this moment is not meant."""
    assert judge(run(HERE, seconds=11), SEEN) is Verdict.RETRY
    assert judge(run(HERE, seconds=1), SEEN) is Verdict.LEAVE
    assert judge(run(HERE, seconds=1, cancelling=True), SEEN) is Verdict.CANCELLED


def test_a_missed_request_to_stop_is_found():
    """Of this worker's own runs only."""
    seen = replace(SEEN, running=frozenset({"run"}))
    assert asked_to_stop([run(HERE, cancelling=True), replace(run(ELSEWHERE, cancelling=True), id="b")], seen) == [
        "run"
    ]
    assert asked_to_stop([run(HERE)], seen) == []


def test_gone_workers_are_named(dead: str):
    """Killed ones of this host, silent ones elsewhere."""
    beats = {HERE: NOW, dead: NOW, ELSEWHERE: NOW - SILENT - BEAT, "elsewhere:2:12.50": NOW}
    assert gone_workers(replace(SEEN, heartbeats=beats)) == sorted([dead, ELSEWHERE])


def test_whoever_took_a_run_has_it_and_not_who_had_it_before():
    """Until it begins, its own note is that of an earlier try; then it is the taker's."""

    def taken(state: StateType, message: str | None) -> FlowRun:
        return FlowRun(flow_id=uuid4(), infrastructure_pid="old:1:2.50", state=State(type=state, message=message))

    assert taker(taken(StateType.PENDING, TAKEN + HERE)) == HERE
    assert taker(taken(StateType.PENDING, None)) == "old:1:2.50"
    assert taker(taken(StateType.RUNNING, None)) == "old:1:2.50"


def test_of_missed_schedules_the_newest_is_kept():
    """Per deployment; runs that somebody asked for are never dropped."""

    def due(name: str, deployment: str, minute: int, *, auto: bool = True) -> Due:
        return Due(name, deployment, auto_scheduled=auto, expected=NOW + timedelta(minutes=minute))

    runs = [due("b", "x", 2), due("a", "x", 1), due("c", "x", 3), due("d", "y", 1), due("e", "x", 0, auto=False)]
    assert [late.id for late in missed(runs)] == ["a", "b"]
