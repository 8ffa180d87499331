"""How many documents an older release read: the worker reads them again while nothing else is to be done."""

import threading
import time
from collections.abc import Callable

from pipelines.convert.formats import fingerprints
from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.types import Health

COUNTED = 1_000
SECONDS = 60.0


def outdated_probe(index: Index) -> Callable[[], Health]:
    """A check that never fails and never waits; its note tells how many were left a minute ago."""
    counted = _Counted(index)

    def probe() -> Health:
        return Health(ok=True, detail="", note=counted.note())

    return probe


class _Counted:
    """Counts beside whoever asks: a large index takes longer than anybody waits for a check."""

    def __init__(self, index: Index) -> None:
        self._index = index
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
            threading.Thread(target=self._count, name="outdated", daemon=True).start()
        return self._note

    def _count(self) -> None:
        try:
            left = len(self._index.outdated(fingerprints(), limit=COUNTED))
        except PipelineError:
            return  # the check of the index says it
        self._note = _said(left)


def _said(left: int) -> str:
    if not left:
        return ""
    many = f"{COUNTED:,} or more documents" if left == COUNTED else f"{left:,} document{'s' if left > 1 else ''}"
    return f"{many} of an older release: read again when nothing else is to be done, or at the source's next sync."
