"""Passes in the background of the web app: each repeats in a thread of its own until the process ends."""

import threading
import time
from collections.abc import Sequence

import structlog

from webapp.http.feature import Pass
from webapp.sql.leases import Leases

log = structlog.get_logger()


class Background:
    """Runs the features' passes: at once, then after each pause; an error ends a round, never the pass.

    Where another process has a pass's lease, this one looks again three times in a lease's life.
    """

    def __init__(self, passes: Sequence[Pass], leases: Leases) -> None:
        self.passes = passes
        self._leases = leases
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin; does not wait for the first rounds."""
        for each in self.passes:
            thread = threading.Thread(target=self._repeat, args=(each,), name=f"pass-{each.name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, seconds: float = 1.0) -> None:
        """Ask the passes to end and wait for them, together at most this long: every pass may be killed in a round."""
        self._ended.set()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._leases.close()

    def _repeat(self, each: Pass) -> None:
        while not self._ended.is_set():
            pause = each.seconds
            try:
                if not each.alone or self._leases.take(each.name):
                    each.run()
                else:
                    pause = min(pause, self._leases.seconds / 3)
            except Exception:  # the edge of a thread: the next round must come whatever this one met
                log.exception("pass_failed", name=each.name)
            self._ended.wait(pause)
