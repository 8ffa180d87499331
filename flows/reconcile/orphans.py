"""Rule: a run whose worker is gone is tried again, given up after three tries, or cancelled if that was asked. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from flows.reconcile.places import Host, is_place

TRIES = 3
# Four heartbeats of ten seconds. A worker of another host that is slow must not be taken for dead.
SILENT = timedelta(seconds=40)
# Whoever takes a run says so in the same step: this is for runs that something else took.
UNSAID = timedelta(seconds=60)
# A run of this worker that was taken after it looked at its own list, and before Prefect was asked.
JUST_TAKEN = timedelta(seconds=10)


class Verdict(StrEnum):
    """What to do with a run that is not at its end."""

    LEAVE = "leave"
    RETRY = "retry"
    CRASHED = "crashed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Unended:
    """A run in Pending, Running or Cancelling: where it is, how often it ran, since when it has that state."""

    id: str
    cancelling: bool
    place: str | None
    tries: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker knows at one moment about those who take runs.

    ``heartbeats`` are the last ones by the name of the worker, by Prefect's clock; ``listens`` is whether this worker
    has heard Prefect without a gap for long enough to say who is silent.
    """

    host: Host
    here: str
    at: datetime
    running: frozenset[str] = frozenset()
    heartbeats: Mapping[str, datetime] = field(default_factory=dict)
    listens: bool = False

    def is_gone(self, place: str) -> bool:
        """Whether the worker of that place is dead: its process is not there, or, elsewhere, it has fallen silent."""
        if self.host.has(place):
            return self.host.has_lost(place)
        mine = self.heartbeats.get(self.here)
        if not self.listens or mine is None or not is_place(place):
            return False
        # Who is not listed left, or was struck off; one who lives is listed again before long.
        other = self.heartbeats.get(place)
        return other is None or mine - other > SILENT


def judge(run: Unended, seen: Seen) -> Verdict:
    """What becomes of a run."""
    if not _is_orphan(run, seen):
        return Verdict.LEAVE
    if run.cancelling:
        return Verdict.CANCELLED
    return Verdict.CRASHED if run.tries >= TRIES else Verdict.RETRY


def asked_to_stop(runs: Iterable[Unended], seen: Seen) -> Sequence[str]:
    """Runs of this worker that somebody has asked to stop: the event that said so may have been missed."""
    return [run.id for run in runs if run.cancelling and run.id in seen.running]


def gone_workers(seen: Seen) -> Sequence[str]:
    """Workers that are still listed and gone: nobody shall believe in them."""
    return sorted(name for name in seen.heartbeats if is_place(name) and seen.is_gone(name))


def _is_orphan(run: Unended, seen: Seen) -> bool:
    if run.id in seen.running:
        return False
    age = seen.at - run.since
    if run.place is None:
        return run.cancelling or age > UNSAID
    if run.place == seen.here:
        return run.cancelling or age > JUST_TAKEN
    return seen.is_gone(run.place)
