"""Counts crashes: one is mended by a restart, many in a short time end the stack."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from deployments.stack.supervision import ProgramState

MOST, WITHIN_SECONDS = 5, 60.0
SUPERVISOR = "supervisor"


class CrashWatch:
    """Sees a restart by its new process id."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pids: dict[str, int] = {}
        self._crashes: dict[str, deque[float]] = {}

    def observe(self, states: Sequence[ProgramState]) -> list[str]:
        """The programs that were restarted since the last look."""
        running = {one.name: one.pid for one in states if one.pid}
        restarted = [name for name, pid in running.items() if self._pids.get(name, pid) != pid]
        self._pids.update(running)
        for name in restarted:
            self.note(name)
        return restarted

    def note(self, name: str) -> None:
        """One crash of a program."""
        self._crashes.setdefault(name, deque(maxlen=MOST)).append(self._clock())

    def excuse(self) -> None:
        """What crashed until now was not the programs' fault."""
        self._crashes.clear()

    def forget(self) -> None:
        """All programs were started anew: other process ids are no crash."""
        self._pids.clear()

    def given_up(self, states: Sequence[ProgramState]) -> str | None:
        """The program for which restarting does not help, if any."""
        fatal = next((one.name for one in states if one.state == "FATAL"), None)
        return fatal or next((name for name in self._crashes if self._too_often(name)), None)

    def _too_often(self, name: str) -> bool:
        times = self._crashes[name]
        return len(times) == MOST and self._clock() - times[0] < WITHIN_SECONDS
