"""What becomes of runs whose worker was killed, and of schedules that nobody served. Pure decisions.

A run's ``infrastructure_pid`` is ``host:pid:start time``: a process id alone is soon another process's.
"""

import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import psutil

TRIES = 3


class Verdict(StrEnum):
    """What to do with a run that is not at its end."""

    LEAVE = "leave"
    RETRY = "retry"
    CRASHED = "crashed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Unended:
    """A run in Pending, Running or Cancelling. ``since`` is when it took that state, ``tries`` how often it ran."""

    id: str
    cancelling: bool
    place: str | None
    tries: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A run that waits for a worker."""

    id: str
    deployment_id: str | None
    auto_scheduled: bool
    expected: datetime


def place_of(pid: int | None = None) -> str:
    """Where a run runs: host, process id and that process's start time."""
    process = psutil.Process(os.getpid() if pid is None else pid)
    return f"{socket.gethostname()}:{process.pid}:{process.create_time():.2f}"


def is_dead(place: str) -> bool:
    """Whether a place was on this host and its process is gone. Other hosts' places are never called dead."""
    host, _, rest = place.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        return place_of(int(rest)) != place
    except (psutil.NoSuchProcess, ValueError):
        return True


def judge(run: Unended, *, started: datetime) -> Verdict:
    """What becomes of a run that this worker, begun at ``started``, finds before it took any itself.

    Without a place the run was killed in the moment between being taken and saying where: it is ours to take up
    if it took its state before we began.
    """
    orphaned = is_dead(run.place) if run.place else run.since < started
    if not orphaned:
        return Verdict.LEAVE
    if run.cancelling:
        return Verdict.CANCELLED
    return Verdict.CRASHED if run.tries >= TRIES else Verdict.RETRY


def missed(due: Iterable[Due]) -> Sequence[Due]:
    """The scheduled runs that piled up while no worker was there: all but each deployment's newest."""
    newest: dict[str | None, Due] = {}
    late: list[Due] = []
    for run in sorted((run for run in due if run.auto_scheduled), key=lambda run: run.expected):
        if run.deployment_id in newest:
            late.append(newest[run.deployment_id])
        newest[run.deployment_id] = run
    return late
