"""Notes that take longer than anybody waits for a check: looked up beside whoever asks, once a minute."""

import threading
import time
from collections.abc import Callable

from pipelines.errors import PipelineError
from pipelines.types import Health

SECONDS = 60.0


def noted(name: str, look: Callable[[], str]) -> Callable[[], Health]:
    """A check that never fails and never waits; its note is what ``look`` answered a minute ago."""
    kept = _Noted(name, look)
    return lambda: Health(ok=True, detail="", note=kept.note())


class _Noted:
    def __init__(self, name: str, look: Callable[[], str]) -> None:
        self._name, self._look = name, look
        self._lock = threading.Lock()
        self._note = ""
        self._next = 0.0

    def note(self) -> str:
        """What was found last."""
        with self._lock:
            due = time.monotonic() >= self._next
            if due:
                self._next = time.monotonic() + SECONDS
        if due:
            threading.Thread(target=self._find, name=self._name, daemon=True).start()
        return self._note

    def _find(self) -> None:
        try:
            self._note = self._look()
        except PipelineError:
            return  # the check of the index says it
