"""Where runs run: ``host:pid:start time``, the name of a worker and what is noted with each run that it takes.

A process id alone is soon another process's, and in containers every worker's is 1.
"""

import os
import re
import socket

import psutil

UNFIT = re.compile(r"[/%\s]")  # Prefect refuses them in the name of a worker
PLACE = re.compile(r"[^/%\s]+:\d+:\d+\.\d\d")
# The start of one process is told up to a second apart when the clock is set in between.
SAME_SECONDS = 2.0


class Host:
    """A machine, or whatever has process ids of its own, under the name that its workers have in common."""

    def __init__(self, name: str | None = None) -> None:
        self.name = UNFIT.sub("-", name or socket.gethostname())

    def place(self, pid: int | None = None) -> str:
        """The place of a process of this host; without a number of this process."""
        process = psutil.Process(os.getpid() if pid is None else pid)
        return f"{self.name}:{process.pid}:{process.create_time():.2f}"

    def has(self, place: str) -> bool:
        """Whether a place is, or was, on this host."""
        return is_place(place) and _parts(place)[0] == self.name

    def has_lost(self, place: str) -> bool:
        """Whether a place was on this host and its process is gone: known at once, and for certain."""
        if not self.has(place):
            return False
        _, pid, started = _parts(place)
        try:
            return abs(psutil.Process(int(pid)).create_time() - float(started)) > SAME_SECONDS
        except (psutil.NoSuchProcess, OverflowError):
            return True


def is_place(text: str) -> bool:
    """Whether a text is a place, and not what somebody else's worker noted."""
    return PLACE.fullmatch(text) is not None


def _parts(place: str) -> list[str]:
    return place.rsplit(":", 2)
