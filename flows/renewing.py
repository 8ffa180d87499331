"""Documents that an older converter read, or could not read, are read again while nothing else is to be done.

So many an hour, of what was uploaded and what was in it: other sources read them at their next sync. Marked as pending
they stay found as they are; the rule about unfinished documents starts their sync. Whoever is killed goes on where the
rows say.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from pipelines.convert.attempts import is_untried
from pipelines.convert.formats import fingerprints
from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status

HOUR = 3_600.0
LOOKED_AT = 1_000
log = structlog.get_logger()


class Renewing:
    """How far this process is. Formats change with a release alone: when none is left, nobody looks again."""

    def __init__(self, today: Mapping[str, Sequence[str]] | None = None) -> None:
        self._today = fingerprints() if today is None else today
        self._lock = threading.Lock()
        self._allowed = 0.0
        self._since = time.monotonic()
        self._done = False
        self._look_at = 0.0

    def step(self, index: Index, storage: Storage, *, per_hour: int, ocr: bool = False) -> int:
        """Mark as many as may be read again by now, where no document waits. Answers how many."""
        with self._lock:
            self._earn(per_hour)
            many = int(self._allowed)
            if self._done or many < 1 or time.monotonic() < self._look_at or index.unfinished(datetime.now(UTC)):
                return 0
            old = [*index.outdated(self._today, limit=LOOKED_AT), *_untried(index, ocr=ocr)]
            kept = [row for row in old if _is_kept(row, storage)][:many]
            self._done = not old
            if not kept:
                # What is left is for the syncs of its sources.
                self._look_at = time.monotonic() + HOUR
            lost = len(index.put([_waiting(row) for row in kept])) if kept else 0
            self._allowed -= len(kept)
        if kept:
            log.info("read_again", documents=len(kept) - lost, left=len(old) - len(kept))
        return len(kept) - lost

    def _earn(self, per_hour: int) -> None:
        now = time.monotonic()
        self._allowed = min(self._allowed + (now - self._since) * per_hour / HOUR, float(per_hour))
        self._since = now


def _is_kept(row: Document, storage: Storage) -> bool:
    """Whether the very bytes that it was made of are here: of what is fetched from elsewhere they are not."""
    name = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
    sha256 = _bytes_of(row)
    return sha256 is not None and sha256 in storage.upload_hashes(**name)


def _waiting(row: Document) -> Document:
    return replace(row, status=Status.PENDING, error=None, wanted_hash=_bytes_of(row), listed_at=datetime.now(UTC))


def _bytes_of(row: Document) -> str | None:
    """Of what is indexed the bytes that it was made of, of the rest those that were tried."""
    return row.content_hash if row.status is Status.INDEXED else row.wanted_hash


def _untried(index: Index, *, ocr: bool) -> list[Document]:
    """What could not be read and may be now, at most so many as are looked at in one go."""
    found: list[Document] = []
    for page in pages(lambda after: index.refused(after=after, limit=LOOKED_AT)):
        found += [row for row in page.items if is_untried(row, ocr=ocr)]
        if len(found) >= LOOKED_AT:
            break
    return found[:LOOKED_AT]
