"""When a source's orphans are looked for: that reads all of its chunks' keys, however little has changed."""

import threading
import time

EVERY_SECONDS = 3_600.0


class Collected:
    """When this process last collected the orphans of each source. Thread-safe.

    A killed predecessor was another process, so the first sync of a source always collects; later ones only now and
    then, for what a failed request or a killed web app left. Orphans are never found by a search.
    """

    def __init__(self, every: float = EVERY_SECONDS) -> None:
        self._every = every
        self._at: dict[str, float] = {}
        self._lock = threading.Lock()

    def due(self, source_id: str) -> bool:
        """Whether the source was not collected here yet, or too long ago."""
        with self._lock:
            at = self._at.get(source_id)
        return at is None or time.monotonic() - at >= self._every

    def note(self, source_id: str) -> None:
        """It has been collected now."""
        with self._lock:
            self._at[source_id] = time.monotonic()

    def forget(self, source_id: str) -> None:
        """A sync of it broke: the next one collects."""
        with self._lock:
            self._at.pop(source_id, None)
