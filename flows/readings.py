"""How each source was read last: where that changes, its next sync looks at every document."""

import threading
from collections.abc import Mapping

from pipelines.convert.formats import FORMATS, Format
from pipelines.convert.source import AS_IT_IS, Reading
from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.types import Scope, Status

PAGE = 500


class Readings:
    """What this process knows of it; what it has not seen itself the documents say. Thread-safe."""

    def __init__(self, known: Mapping[str, Reading] | None = None) -> None:
        self._known = dict(known or {})
        self._lock = threading.Lock()

    def differs(self, index: Index, scope: Scope, reading: Reading) -> bool:
        """Whether documents of the one source in scope may have been read another way.

        One that this process has not synced yet and that is read as it is costs a look at those of its documents whose
        format knows another way.
        """
        (source_id,) = scope.source_ids
        with self._lock:
            known = self._known.get(source_id)
        if known is None and reading == AS_IT_IS:
            return _read_otherwise(index, scope)
        return known != reading

    def note(self, source_id: str, reading: Reading) -> None:
        """All of the source's documents are read so now."""
        with self._lock:
            self._known[source_id] = reading


def _read_otherwise(index: Index, scope: Scope) -> bool:
    """Whether today's formats read some document of a source another way than as it is."""
    others = {one.mime: _otherwise(one) for one in FORMATS if one.comments}
    endings = [ending for one in FORMATS if one.mime in others for ending in one.endings]
    found = pages(lambda after: index.list(scope, status=Status.INDEXED, endings=endings, after=after, limit=PAGE))
    rows = (row for page in found for row in page.items)
    return any((row.live_version or "").rpartition("-")[2] in others.get(row.mime, ()) for row in rows)


def _otherwise(one: Format) -> frozenset[str]:
    return frozenset({one.fingerprint_of(Reading(comments=True))} - {one.fingerprint})
