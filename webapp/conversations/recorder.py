"""The thread that copies running answers from memory to SQL, every 250 ms, all of them in one transaction."""

import threading
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn

from webapp.conversations.eventlog import EventLog
from webapp.conversations.live import Live

INTERVAL = 0.25
MOST_FAILURES = 40

log = structlog.get_logger()


class Recorder:
    """Keeps the running answers of this process, and records them. Its thread begins with the first answer."""

    def __init__(self, events: EventLog) -> None:
        self._events = events
        self._lives: dict[str, Live] = {}
        self._failures: dict[str, int] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, live: Live) -> None:
        """Record this answer from now on until its end is stored."""
        with self._lock:
            self._lives[live.message_id] = live
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                self._thread.start()
        self.hurry()

    def hurry(self) -> None:
        """Record now: an answer has ended."""
        self._wake.set()

    def live(self, message_id: str) -> Live | None:
        """The answer, while this process makes it."""
        with self._lock:
            return self._lives.get(message_id)

    def __len__(self) -> int:
        return len(self._lives)

    def lives(self) -> Sequence[Live]:
        """The answers that this process makes now."""
        with self._lock:
            return list(self._lives.values())

    def _run(self) -> None:
        while True:
            # Nobody to record: sleep until somebody is added.
            self._wake.wait(INTERVAL if self.lives() else None)
            self._wake.clear()
            self._record(self.lives())

    def _record(self, lives: Sequence[Live]) -> None:
        if not lives:
            return
        try:
            self._apply(lives)
        except (OperationalError, NoTurn) as error:
            # The database is away for a moment: the next round tries again.
            log.warning("recording_failed", messages=len(lives), error=type(error).__name__)
            for live in lives:
                self._count(live)
        except Exception:  # the thread's edge: it serves every answer and must outlive one bad row
            log.exception("recording_failed", messages=len(lives))
            self._one_by_one(lives)

    def _apply(self, lives: Sequence[Live]) -> None:
        recorded = self._events.record(lives)
        for live in lives:
            self._failures.pop(live.message_id, None)
            if live.message_id in recorded.stopping:
                live.stop.set()
            if live.message_id not in recorded.alive or live.message_id in recorded.last:
                self._release(live)
                live.end(recorded.last.get(live.message_id))

    def _one_by_one(self, lives: Sequence[Live]) -> None:
        for live in lives:
            try:
                self._apply([live])
            except Exception:  # noqa: BLE001 - as above: only this answer is given up
                self._count(live)

    def _count(self, live: Live) -> None:
        self._failures[live.message_id] = self._failures.get(live.message_id, 0) + 1
        if self._failures[live.message_id] >= MOST_FAILURES:
            log.error("recording_given_up", message_id=live.message_id)
            self._release(live)
            # Its readers are told; the row, whose heart no longer beats, is ended when it can be written again.
            live.end(self._events.lost())

    def _release(self, live: Live) -> None:
        live.stop.set()
        with self._lock:
            self._lives.pop(live.message_id, None)
        self._failures.pop(live.message_id, None)
