"""How each source was read last: where that changes, its next sync looks at every document."""

import threading
from collections.abc import Mapping

from pipelines.convert.source import AS_IT_IS, Reading


class Readings:
    """What this process knows of it. Thread-safe.

    Of a source that it has not synced yet it supposes the usual: one that is read otherwise is looked at once more.
    """

    def __init__(self, known: Mapping[str, Reading] | None = None) -> None:
        self._known = dict(known or {})
        self._lock = threading.Lock()

    def differs(self, source_id: str, reading: Reading) -> bool:
        """Whether documents of the source may have been read another way."""
        with self._lock:
            return self._known.get(source_id, AS_IT_IS) != reading

    def note(self, source_id: str, reading: Reading) -> None:
        """All of the source's documents are read so now."""
        with self._lock:
            self._known[source_id] = reading
